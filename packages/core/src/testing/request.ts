import { type NestedObject, Query } from './query.ts'
import type { Reply } from './reply.ts'

/** A request before it is understood, from whichever front end. */
export interface RawRequest {
  readonly method: string
  /** Scheme, host and port of the vendor. */
  readonly origin: string
  /** What stands for the origin in links, where a server plays the vendor. Default: the origin. */
  readonly at?: string | undefined
  /** Path and query. */
  readonly target: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
  readonly signal?: AbortSignal | undefined
}

/** The vendor's answers to bodies it cannot read. */
export interface BodyReplies {
  malformed(request: SandboxRequest): Reply
  unsupported(request: SandboxRequest): Reply
}

/** A request as the routes of a sandbox see it. */
export class SandboxRequest {
  readonly method: string
  /** Scheme, host and port as the client wrote them, so that links in answers lead back to the same place. */
  readonly origin: string
  /** Whole path, percent-encoded as it was sent. */
  readonly pathname: string
  /** What follows the sandbox's base path: `/order/22`. */
  readonly path: string
  readonly query: Query
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal | undefined
  /** When it arrived, in milliseconds of the sandbox's clock. */
  readonly at: number
  /** Decoded parameters of the route. */
  params: Readonly<Record<string, string>> = {}
  /** Whom the auth check took the sender for; the rate limits count by it. */
  account = ''
  readonly #body: string | Uint8Array | undefined
  readonly #replies: BodyReplies
  #text: string | undefined

  constructor(raw: RawRequest, basePath: string, at: number, replies: BodyReplies) {
    const question = raw.target.indexOf('?')
    this.method = raw.method
    this.origin = raw.at ?? raw.origin
    this.pathname = question === -1 ? raw.target : raw.target.slice(0, question)
    this.path = this.pathname.slice(basePath.length)
    this.query = new Query(question === -1 ? '' : raw.target.slice(question + 1))
    this.headers = raw.headers
    this.signal = raw.signal
    this.at = at
    this.#body = raw.body
    this.#replies = replies
  }

  /** The whole URL as the client wrote it. */
  get url(): string {
    return this.origin + this.pathname + (this.query.raw === '' ? '' : `?${this.query.raw}`)
  }

  header(name: string): string | undefined {
    return this.headers[name.toLowerCase()]
  }

  /** A parameter of the route as a number; NaN where it is none. */
  id(name = 'id'): number {
    const value = this.params[name]
    return value !== undefined && /^\d+$/.test(value) ? Number(value) : Number.NaN
  }

  text(): string {
    this.#text ??= typeof this.#body === 'string' ? this.#body : new TextDecoder().decode(this.#body)
    return this.#text
  }

  bytes(): Uint8Array {
    if (this.#body === undefined) return new Uint8Array()
    return typeof this.#body === 'string' ? new TextEncoder().encode(this.#body) : this.#body
  }

  /** The parsed body. Throws the vendor's answer for JSON that does not parse (400) or is not announced as JSON (415). */
  json<T = unknown>(): T {
    if (!/[/+]json\b/i.test(this.header('content-type') ?? '')) throw this.#replies.unsupported(this)
    try {
      return JSON.parse(this.text()) as T
    } catch {
      throw this.#replies.malformed(this)
    }
  }

  /** As `json()`, and 400 unless the body is an object. */
  object(): Record<string, unknown> {
    const value = this.json()
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.#replies.malformed(this)
    return value as Record<string, unknown>
  }

  /** An URL-encoded form; `get('a')` for flat fields, `nested` for PHP brackets. Throws the vendor's 415 for anything else. */
  form(): Query {
    if (!/^application\/x-www-form-urlencoded\b/i.test(this.header('content-type') ?? '')) {
      throw this.#replies.unsupported(this)
    }
    return new Query(this.text())
  }

  /** Fields and files. Throws the vendor's 415 or 400. */
  async multipart(): Promise<FormData> {
    const type = this.header('content-type') ?? ''
    if (!/^multipart\/form-data\b/i.test(type)) throw this.#replies.unsupported(this)
    try {
      return await new Response(this.bytes() as Uint8Array<ArrayBuffer>, {
        headers: { 'content-type': type },
      }).formData()
    } catch {
      throw this.#replies.malformed(this)
    }
  }

  /** Whatever the content type says: JSON, or a form as nested plain data. */
  input(): NestedObject | unknown {
    return /^application\/x-www-form-urlencoded\b/i.test(this.header('content-type') ?? '')
      ? this.form().nested
      : this.json()
  }
}
