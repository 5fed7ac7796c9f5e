import { InputError } from '../errors/InputError.ts'

export interface Target {
  readonly origin: string
  readonly path: string
}

/**
 * What `new URL` would leave as it is (it drops default ports): undici needs origin and path apart, and parsing a URL for each
 * call costs.
 */
const NORMAL =
  /^(https?:\/\/[a-z0-9.-]+(?::(?!(?:80|443)\/)(?:[1-9]\d{0,3}|[1-5]\d{4}))?)(\/[\w\-.~%!$&()*+,;=:@/?[\]]*)$/
/** Dot segments, which would be resolved. */
const DOTS = /\/(?:\.|%2e)/i

/** @throws InputError for a URL that is none, is not http(s) or has a user and password in it */
export function splitUrl(text: string): Target {
  const match = NORMAL.exec(text)
  if (match !== null && !DOTS.test(text)) return { origin: match[1] as string, path: match[2] as string }
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new InputError('The request cannot be built: its URL is not valid')
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new InputError('The request cannot be built: its URL is neither http nor https')
  }
  if (url.username !== '' || url.password !== '') {
    throw new InputError('The request cannot be built: its URL holds a user name or password')
  }
  return { origin: url.origin, path: url.pathname + url.search }
}
