import type { RawRequest, SandboxRequest } from './request.ts'
import type { RequestRecord } from './types.ts'

const MAX_BODY = 65_536

/** A record while its request is being answered. */
export class LoggedRequest implements RequestRecord {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly at: number
  status: number | undefined = undefined
  processed = false
  login = false
  account = ''
  fault: string | undefined = undefined
  error: unknown = undefined
  readonly #body: string | Uint8Array | undefined

  constructor(raw: RawRequest, request: SandboxRequest) {
    this.method = request.method
    this.path = request.path
    this.query = request.query.raw
    this.headers = request.headers
    this.at = request.at
    this.#body = raw.body?.slice(0, MAX_BODY)
  }

  get body(): string {
    return typeof this.#body === 'string' ? this.#body : new TextDecoder().decode(this.#body)
  }
}

export interface RequestLog {
  readonly records: readonly LoggedRequest[]
  add(record: LoggedRequest): void
  clear(): void
}

/** Keeps the newest `limit` records. */
export function createLog(limit: number): RequestLog {
  const records: LoggedRequest[] = []
  return {
    get records() {
      return records.length > limit ? records.slice(-limit) : records
    },
    add(record) {
      // Twice the limit before cutting: one splice per `limit` requests instead of a shift for each.
      if (records.length >= limit * 2) records.splice(0, records.length - limit)
      records.push(record)
    },
    clear() {
      records.length = 0
    },
  }
}
