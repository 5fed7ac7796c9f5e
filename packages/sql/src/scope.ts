import type { CallOptions, OperationRunner, RunningOperation } from '@bpmcentr/core'
import { backoffMs, isConnectorError, sleep } from '@bpmcentr/core'
import { failureOf, toError } from './driver/errors.ts'
import type { Driver, Session } from './driver/types.ts'
import type { SessionPool } from './pool/pool.ts'
import { supervise } from './pool/supervise.ts'

/** Where statements run: on any connection of the pool, or on the one of a transaction. */
export interface Scope {
  readonly driver: Driver
  readonly runner: OperationRunner
  /** Given to every call that has none of its own. */
  readonly signal: AbortSignal | undefined
  /** Whether what runs here takes effect only with a commit that comes later. */
  readonly inTransaction: boolean
  /** Lends a session for as long as `work` lasts. */
  use<T>(call: RunningOperation, work: (session: Session) => Promise<T>, purpose?: 'stream'): Promise<T>
}

/** The options of a call, aborted also when its transaction is. */
export function callOptions(scope: Scope, options: Pick<CallOptions, 'signal' | 'timeout' | 'meta'> | undefined) {
  if (scope.signal === undefined) return options
  const signal = options?.signal ? AbortSignal.any([options.signal, scope.signal]) : scope.signal
  return { ...options, signal }
}

/** Runs on a session under the call's deadline. `effective` for what takes effect by itself. */
export function onSession<T>(
  scope: Scope,
  session: Session,
  call: RunningOperation,
  effective: boolean,
  work: () => Promise<T>,
): Promise<T> {
  const { driver, runner } = scope
  const { redactor, clock } = runner
  const stage = effective && !scope.inTransaction ? 'effective' : 'harmless'
  return supervise({ driver, redactor, clock }, session, call, stage, work)
}

export interface PoolScopeOptions {
  readonly driver: Driver
  readonly runner: OperationRunner
  readonly pool: SessionPool
  readonly retries: number
}

export function poolScope({ driver, runner, pool, retries }: PoolScopeOptions): Scope {
  /** Tries again where there was no connection to begin with: nothing can have been sent. */
  const connected = async <T>(call: RunningOperation, open: () => T | Promise<T>): Promise<T> => {
    for (let retry = 0; ; retry++) {
      call.context.attempt++
      try {
        return await open()
      } catch (thrown) {
        const error = toError(driver, runner.redactor, thrown, 'connect')
        if (retry >= retries || !mayConnectLater(error)) throw error
        const wait = backoffMs(retry, { throttled: failureOf(error)?.kind === 'busy' })
        call.context.backoff += wait
        await sleep(runner.clock, wait, call.signal)
      }
    }
  }
  return {
    driver,
    runner,
    signal: undefined,
    inTransaction: false,
    async use(call, work, purpose) {
      const own = purpose === 'stream' ? driver.openReader : undefined
      if (own !== undefined) {
        const session = await connected(call, () => own())
        try {
          return await work(session)
        } finally {
          session.destroy()
        }
      }
      const session = await connected(call, () => {
        call.check()
        return pool.acquire(call)
      })
      try {
        return await work(session)
      } finally {
        pool.release(session)
      }
    },
  }
}

function mayConnectLater(error: unknown): boolean {
  const failure = failureOf(error)
  return isConnectorError(error) && failure !== undefined && LATER.has(failure.kind) && failure.code !== 'tls'
}

const LATER: ReadonlySet<string> = new Set(['unreachable', 'lost', 'busy'])
