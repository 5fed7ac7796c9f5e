import { type Cookie, matches, parseSetCookie } from './cookie.ts'

const MAX_COOKIES = 100

export interface CookieJarOptions {
  /** Ignore cookies without a value, which some servers set beside the real one. Default false. */
  readonly ignoreEmpty?: boolean | undefined
}

/** The cookies of one session. Bounded; each cookie goes back only to the host and port that set it. */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>()
  readonly #ignoreEmpty: boolean

  constructor(options: CookieJarOptions = {}) {
    this.#ignoreEmpty = options.ignoreEmpty ?? false
  }

  /** Merges the Set-Cookie headers of an answer. Returns the values that are new. */
  store(headers: Iterable<readonly [string, string]>, url: URL, now: number): string[] {
    const added: string[] = []
    for (const [name, value] of headers) {
      if (name.toLowerCase() !== 'set-cookie') continue
      const cookie = parseSetCookie(value, url, now)
      if (cookie !== undefined && this.#put(cookie, now)) added.push(cookie.value)
    }
    return added
  }

  /** Sets a cookie for everything on the host of `url`. */
  set(name: string, value: string, url: URL): void {
    this.#put({ name, value, host: url.host, path: '/', secure: false, expiresAt: undefined }, 0)
  }

  /** The value of the cookie that a request to `url` would carry. */
  get(name: string, url: URL, now: number): string | undefined {
    return this.#matching(url, now).find((cookie) => cookie.name === name)?.value
  }

  /** The Cookie header for a request to `url`, or undefined when there is nothing to send. */
  header(url: URL, now: number): string | undefined {
    const cookies = this.#matching(url, now)
    return cookies.length === 0 ? undefined : cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  /** Longer paths first (RFC 6265 §5.4). */
  #matching(url: URL, now: number): Cookie[] {
    const found: Cookie[] = []
    for (const [key, cookie] of this.#cookies) {
      if (cookie.expiresAt !== undefined && cookie.expiresAt <= now) this.#cookies.delete(key)
      else if (matches(cookie, url)) found.push(cookie)
    }
    return found.sort((left, right) => right.path.length - left.path.length)
  }

  #put(cookie: Cookie, now: number): boolean {
    if (cookie.value === '' && this.#ignoreEmpty && (cookie.expiresAt === undefined || cookie.expiresAt > now))
      return false
    const key = `${cookie.host}\n${cookie.path}\n${cookie.name}`
    const before = this.#cookies.get(key)
    if (cookie.expiresAt !== undefined && cookie.expiresAt <= now) {
      this.#cookies.delete(key)
      return false
    }
    if (before === undefined && this.#cookies.size >= MAX_COOKIES) {
      const [oldest] = this.#cookies.keys()
      if (oldest !== undefined) this.#cookies.delete(oldest)
    }
    this.#cookies.set(key, cookie)
    return before?.value !== cookie.value
  }
}
