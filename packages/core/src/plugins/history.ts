import type { OperationKind } from '../kind.ts'
import type { OperationContext } from '../pipeline/context.ts'
import type { Next, Plugin } from '../plugin.ts'
import { redactValue } from '../redact/copy.ts'
import { describeError, type Outcome, outcomeOf, requestIdOf } from './attempts.ts'
import { type AttemptRecord, cappedBody, recordAttempt } from './historyAttempt.ts'
import { Ring } from './ring.ts'

export type { AttemptRecord }

/** One call of an operation, with everything that happened on its way. Plain data without secrets. */
export interface OperationRecord {
  /** Unique within this history; later records sort after earlier ones of the same millisecond. */
  readonly id: string
  readonly connector: string
  readonly operation: string
  readonly kind: OperationKind
  /** ISO 8601, UTC. */
  readonly startedAt: string
  /** Milliseconds, waiting included. */
  readonly duration: number
  readonly outcome: Outcome
  readonly input?: unknown
  readonly attempts: readonly AttemptRecord[]
  readonly error?: Readonly<Record<string, unknown>>
  readonly requestId?: string
  /** Milliseconds spent waiting for the rate limit. */
  readonly throttled: number
  /** Milliseconds spent between attempts. */
  readonly backoff: number
}

export interface HistoryOptions {
  /** Records kept; the oldest go first. Default 1,000. */
  readonly limit?: number | undefined
  /** Keep inputs and the bodies of requests and answers. Default true. */
  readonly bodies?: boolean | undefined
  /** A longer body is kept as the beginning of its JSON text. Bytes; default 16,384. */
  readonly maxBodyBytes?: number | undefined
  /** Told of each record when its operation has ended, to store it somewhere. What it throws is ignored. */
  readonly onRecord?: ((record: OperationRecord) => void) | undefined
  /** Default: the client's. */
  readonly clock?: { now(): number } | undefined
}

/** Every given part must match. */
export interface HistoryFilter {
  readonly connector?: string | undefined
  /** `orders.create`, or `orders` for all of the resource. */
  readonly operation?: string | undefined
  readonly kind?: OperationKind | undefined
  readonly outcome?: Outcome | undefined
  /** From this moment on, by the start of the operation. */
  readonly since?: Date | undefined
  /** Before this moment. */
  readonly until?: Date | undefined
}

export interface History extends Plugin {
  /** Oldest first. */
  records(filter?: HistoryFilter): OperationRecord[]
  get(id: string): OperationRecord | undefined
  clear(): void
  toJSON(): OperationRecord[]
  /** One JSON object a line, the form log stores take in. */
  toNDJSON(filter?: HistoryFilter): string
}

/**
 * Remembers the latest operations: what was asked, every attempt with its answer, how it ended.
 * `const log = history(); keycrm({ apiKey, plugins: [log] })`, later `log.records({ outcome: 'error' })`.
 */
export function history(options: HistoryOptions = {}): History {
  const { limit = 1_000, bodies = true, maxBodyBytes = 16_384, onRecord, clock } = options
  const ring = new Ring<OperationRecord>(limit)
  const attempts = Symbol('attempts')
  let count = 0
  const select = (filter: HistoryFilter = {}) => ring.toArray().filter((record) => matches(record, filter))

  return {
    name: 'history',
    stage: 'record',
    async operation(context: OperationContext, next: Next) {
      const { host } = context
      const now = () => clock?.now() ?? host.now()
      const startedAt = now()
      const id = `${startedAt.toString(36)}-${(count++).toString(36).padStart(6, '0')}`
      // Copied before the call: the caller may change the object afterwards.
      const input = bodies ? cappedBody(host, context.input, maxBodyBytes) : undefined
      const made: AttemptRecord[] = []
      context.state.set(attempts, made)
      const keep = (outcome: Outcome, error?: unknown) => {
        const requestId = requestIdOf(context.response)
        const record: OperationRecord = Object.freeze({
          id,
          connector: context.connector,
          operation: context.operation,
          kind: context.kind,
          startedAt: new Date(startedAt).toISOString(),
          duration: now() - startedAt,
          outcome,
          ...(input === undefined ? {} : { input }),
          attempts: Object.freeze(made),
          ...(error === undefined ? {} : { error: redactValue(host.redactor, describeError(error, context)) }),
          ...(requestId === undefined ? {} : { requestId: host.redactor.text(requestId) }),
          throttled: context.throttled,
          backoff: context.backoff,
        })
        ring.push(record)
        try {
          onRecord?.(record)
        } catch {
          // Whoever stores records must not fail the operation.
        }
      }
      try {
        const result = await next()
        keep('ok')
        return result
      } catch (error) {
        keep(outcomeOf(error, context), error)
        throw error
      }
    },
    async attempt(context: OperationContext, next: Next) {
      const made = context.state.get(attempts) as AttemptRecord[] | undefined
      if (made === undefined) return next()
      return recordAttempt(context, next, made, { bodies, maxBodyBytes, now: () => clock?.now() ?? context.host.now() })
    },
    records: select,
    get: (id) => ring.toArray().find((record) => record.id === id),
    clear: () => ring.clear(),
    toJSON: () => select(),
    toNDJSON: (filter) =>
      select(filter)
        .map((record) => `${JSON.stringify(record)}\n`)
        .join(''),
  }
}

function matches(record: OperationRecord, filter: HistoryFilter): boolean {
  const { connector, operation, kind, outcome, since, until } = filter
  const at = Date.parse(record.startedAt)
  return (
    (connector === undefined || record.connector === connector) &&
    (operation === undefined || record.operation === operation || record.operation.startsWith(`${operation}.`)) &&
    (kind === undefined || record.kind === kind) &&
    (outcome === undefined || record.outcome === outcome) &&
    (since === undefined || at >= since.getTime()) &&
    (until === undefined || at < until.getTime())
  )
}
