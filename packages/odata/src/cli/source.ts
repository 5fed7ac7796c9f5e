import { createReadStream } from 'node:fs'
import { MetadataError } from '../csdl/MetadataError.ts'
import { UsageError } from './UsageError.ts'

export interface RequestOptions {
  /** `name: value`, as given on the command line. */
  readonly headers: readonly string[]
  /** `name:password` for Basic authentication. */
  readonly user?: string
}

export function fileSource(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path)
}

const MAX_REDIRECTS = 5

/** Asks for the metadata. Redirects are followed on the same origin only: the headers may hold credentials. */
export async function urlSource(url: string, options: RequestOptions): Promise<AsyncIterable<Uint8Array>> {
  let target = metadataUrl(url)
  const headers = requestHeaders(options)
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await fetch(target, { headers, redirect: 'manual' })
    const location = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel()
      const next = new URL(location, target)
      if (next.origin !== target.origin) {
        throw new MetadataError(`The service redirects to ${next.origin}: give that address, if you trust it`)
      }
      target = next
      continue
    }
    if (!response.ok || response.body === null) {
      await response.body?.cancel()
      throw new MetadataError(`The service answered ${response.status}${hint(response.status)}`)
    }
    // Proxies and sessions that ran out answer 200 with a page to log in.
    if (response.headers.get('content-type')?.startsWith('text/html')) {
      await response.body.cancel()
      throw new MetadataError('The service answered with an HTML page: it may want a login')
    }
    return response.body
  }
  throw new MetadataError(`The service redirects more than ${MAX_REDIRECTS} times`)
}

function metadataUrl(text: string): URL {
  if (!URL.canParse(text)) throw new UsageError('--url is not a URL')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new UsageError('--url has to be http or https')
  if (!url.pathname.endsWith('/$metadata')) url.pathname = `${url.pathname.replace(/\/$/, '')}/$metadata`
  return url
}

function requestHeaders({ headers, user }: RequestOptions): Headers {
  const made = new Headers({ accept: 'application/xml' })
  if (user !== undefined) {
    const bytes = new TextEncoder().encode(user)
    made.set('authorization', `Basic ${btoa(String.fromCharCode(...bytes))}`)
  }
  for (const header of headers) {
    const colon = header.indexOf(':')
    if (colon < 1) throw new UsageError("--header has the form 'name: value'")
    try {
      made.set(header.slice(0, colon).trim(), header.slice(colon + 1).trim())
    } catch {
      throw new UsageError('--header holds characters that a header cannot have')
    }
  }
  return made
}

function hint(status: number): string {
  if (status === 401 || status === 403) return ': give credentials with --user or --header'
  return status === 404 ? ': is that the root of the service?' : ''
}
