import type { TransportResponse, WireRequest } from '../../transport/types.ts'
import type { AuthContext } from '../types.ts'
import type { CookieJar } from './cookieJar.ts'

/** `header` is what requests carry; its value is taken from `cookie`, or from the header `from` of the latest answer. */
export type CsrfRule =
  | { readonly header: string; readonly cookie: string; readonly from?: undefined }
  | { readonly header: string; readonly from: string; readonly cookie?: undefined }

export interface LiveSession {
  readonly jar: CookieJar
  readonly headers: Readonly<Record<string, string>>
  readonly expiresAt: number | undefined
  csrf: string | undefined
  /** Values that came with answers and that the redactor does not know yet. */
  readonly unconcealed: string[]
  readonly now: () => number
}

/** Shorter values are flags and counters: hiding them would tear holes into every log. */
const MIN_SECRET = 8

/** Puts cookies, headers and the CSRF header on a request. */
export function putSession(
  request: WireRequest,
  live: LiveSession,
  csrf: CsrfRule | undefined,
  context: AuthContext,
): void {
  for (const value of live.unconcealed.splice(0)) conceal(value, context)
  const url = new URL(request.url)
  const now = context.clock.now()
  Object.assign(request.headers, live.headers)
  const cookies = live.jar.header(url, now)
  if (cookies !== undefined) {
    const own = request.headers.cookie
    request.headers.cookie = own === undefined ? cookies : `${own}; ${cookies}`
  }
  if (csrf === undefined) return
  const token = csrf.cookie === undefined ? live.csrf : live.jar.get(csrf.cookie, url, now)
  // Some servers have the check switched off and set no token: then there is no header either.
  if (token !== undefined) request.headers[csrf.header.toLowerCase()] = token
}

/** Remembers the CSRF token that an answer carries in a header. */
export function takeCsrf(live: LiveSession, csrf: CsrfRule | undefined, response: TransportResponse): void {
  if (csrf?.from === undefined) return
  const token = response.header(csrf.from)
  // SAP answers `Required` when the token was missing or wrong.
  if (token === null || token === '' || /^required$/i.test(token)) return
  if (token !== live.csrf) live.unconcealed.push(token)
  live.csrf = token
}

/** Makes a value known to the redactor, if it is long enough to be a secret. */
export function conceal(value: string, context: Pick<AuthContext, 'conceal'>): void {
  if (value.length >= MIN_SECRET) context.conceal(value)
}
