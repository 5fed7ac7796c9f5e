import type { Connection } from '../connection.ts'
import { InputError } from '../errors/index.ts'

export function baseUrlOf(connection: Connection): string {
  return typeof connection.baseUrl === 'function' ? connection.baseUrl() : connection.baseUrl
}

const ABSOLUTE = /^https?:\/\//i

/** Joins by text: `new URL` on every call would cost more than the retry loop. Absolute URLs pass the origin check. */
export function resolveUrl(connection: Connection, given: string, query: string, link = false): string {
  const base = baseUrlOf(connection)
  const path = link ? linkTarget(given, base) : given
  let url: string
  if (ABSOLUTE.test(path)) {
    if (!isAllowedOrigin(connection, path)) {
      throw new InputError('the request goes to another origin than the connection; nothing was sent', {
        code: 'foreign_origin',
      })
    }
    url = path
  } else {
    let start = 0
    while (path.charCodeAt(start) === 47) start++
    url = (base.endsWith('/') ? base : `${base}/`) + (start === 0 ? path : path.slice(start))
  }
  if (query === '') return url
  return url + (url.includes('?') ? '&' : '?') + query
}

/** A link out of an answer means what it would mean in a browser: `/v1/x` starts at the origin, not at the base URL. */
function linkTarget(link: string, base: string): string {
  try {
    return new URL(link, base.endsWith('/') ? base : `${base}/`).href
  } catch {
    throw new InputError('the link to the next page is not a valid URL; nothing was sent', { code: 'invalid_url' })
  }
}

/** Whether credentials may go there. @throws InputError for what is no URL */
export function isAllowedOrigin(connection: Connection, url: string): boolean {
  let origin: string
  try {
    origin = new URL(url).origin
  } catch {
    // The platform's own error quotes the URL, which may hold a key.
    throw new InputError('the address of the request is not a valid URL; nothing was sent', { code: 'invalid_url' })
  }
  return origin === new URL(baseUrlOf(connection)).origin || (connection.origins?.includes(origin) ?? false)
}
