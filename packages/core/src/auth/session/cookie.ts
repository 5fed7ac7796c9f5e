/** One cookie as the jar keeps it. Always host-only: credentials stay with the origin that set them. */
export interface Cookie {
  readonly name: string
  /** As it came: not decoded. */
  readonly value: string
  /** Host and port. */
  readonly host: string
  readonly path: string
  readonly secure: boolean
  /** Epoch milliseconds; undefined for as long as the session lasts. */
  readonly expiresAt: number | undefined
}

/** RFC 6265 §6.1 asks for at least this much; more is refused. */
const MAX_LENGTH = 4_096
/** RFC 6265 §5.1.4 and the prefixes of RFC 6265bis §4.1.3. */
const SECURE_PREFIX = /^__(?:Secure|Host)-/i

/** Reads one Set-Cookie header (RFC 6265 §5.2–5.3). Undefined when the cookie must be ignored. */
export function parseSetCookie(header: string, url: URL, now: number): Cookie | undefined {
  const [pair = '', ...attributes] = header.split(';')
  const equals = pair.indexOf('=')
  if (equals < 0 || header.length > MAX_LENGTH * 2) return undefined
  const name = pair.slice(0, equals).trim()
  const value = pair.slice(equals + 1).trim()
  if (name === '' || name.length + value.length > MAX_LENGTH || /[\r\n\0]/.test(value)) return undefined
  let path = defaultPath(url.pathname)
  let secure = false
  let domain = ''
  let expires: number | undefined
  let maxAge: number | undefined
  for (const attribute of attributes) {
    const [key = '', ...rest] = attribute.split('=')
    const text = rest.join('=').trim()
    switch (key.trim().toLowerCase()) {
      case 'path':
        path = text.startsWith('/') ? text : defaultPath(url.pathname)
        break
      case 'secure':
        secure = true
        break
      case 'domain':
        domain = text.replace(/^\./, '').toLowerCase()
        break
      case 'expires':
        expires = parseDate(text)
        break
      case 'max-age':
        if (/^-?\d+$/.test(text)) maxAge = Number(text) <= 0 ? 0 : now + Number(text) * 1_000
        break
    }
  }
  if (domain !== '' && url.hostname !== domain && !url.hostname.endsWith(`.${domain}`)) return undefined
  if (secure && !isTrustworthy(url)) return undefined
  if (SECURE_PREFIX.test(name) && !secure) return undefined
  if (/^__Host-/i.test(name) && (path !== '/' || domain !== '')) return undefined
  return { name, value, host: url.host, path, secure, expiresAt: maxAge ?? expires }
}

/** Whether a cookie goes with a request to this address (RFC 6265 §5.4). */
export function matches(cookie: Cookie, url: URL): boolean {
  return cookie.host === url.host && (!cookie.secure || isTrustworthy(url)) && pathMatches(cookie.path, url.pathname)
}

/** Encrypted, or this machine itself, which platforms count as secure too. */
function isTrustworthy(url: URL): boolean {
  return url.protocol === 'https:' || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)
}

function pathMatches(path: string, requested: string): boolean {
  if (requested === path) return true
  return requested.startsWith(path) && (path.endsWith('/') || requested[path.length] === '/')
}

function defaultPath(pathname: string): string {
  const last = pathname.lastIndexOf('/')
  return last <= 0 ? '/' : pathname.slice(0, last)
}

/** Old servers write `Wed, 21-Oct-2015 07:28:00 GMT`. */
function parseDate(text: string): number | undefined {
  const time = Date.parse(text.replace(/(\d)-([A-Za-z]{3})-(\d)/, '$1 $2 $3'))
  return Number.isNaN(time) ? undefined : time
}
