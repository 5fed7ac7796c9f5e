import type { OperationKind } from '../kind.ts'
import type { PluginHost } from '../pluginHost.ts'
import type { WireBody } from '../transport/types.ts'
import type { Deadline } from './deadline.ts'

/** The request of one attempt, before auth. A plugin may add headers. */
export interface AttemptRequest {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: WireBody | undefined
  /** What the body was made from, for plugins that record it. */
  readonly payload: unknown
}

export interface AttemptResponse {
  readonly status: number
  header(name: string): string | null
  readonly body: unknown
}

/**
 * One call, as plugins see it. One class with every field set in the constructor: V8 then has one shape for all calls.
 */
export class OperationContext {
  /** Such as `keycrm`. */
  readonly connector: string
  /** Such as `orders.create`. */
  readonly operation: string
  readonly kind: OperationKind
  input: unknown
  readonly meta: Readonly<Record<string, unknown>> | undefined
  /** Redaction, time and a bare request, for plugins. */
  readonly host: PluginHost
  readonly startedAt: number
  /** 1 for the first. */
  attempt = 0
  /** Milliseconds spent waiting for the limiter, over all attempts. */
  throttled = 0
  /** Milliseconds spent between attempts. */
  backoff = 0
  request: AttemptRequest | undefined = undefined
  response: AttemptResponse | undefined = undefined
  readonly #deadline: Deadline
  #state: Map<unknown, unknown> | undefined = undefined

  constructor(
    connector: string,
    operation: string,
    kind: OperationKind,
    input: unknown,
    meta: Readonly<Record<string, unknown>> | undefined,
    host: PluginHost,
    deadline: Deadline,
    startedAt: number,
  ) {
    this.connector = connector
    this.operation = operation
    this.kind = kind
    this.input = input
    this.meta = meta
    this.host = host
    this.#deadline = deadline
    this.startedAt = startedAt
  }

  /** Aborts when the caller does, and when the deadline passes. */
  get signal(): AbortSignal {
    return this.#deadline.signal
  }

  /** Epoch milliseconds. */
  get deadline(): number {
    return this.#deadline.at
  }

  /** For plugins to keep something between `operation` and `attempt`. */
  get state(): Map<unknown, unknown> {
    this.#state ??= new Map()
    return this.#state
  }
}
