import type { RunningOperation } from '@bpmcentr/core'
import { TimeoutError } from '@bpmcentr/core'
import { Pool } from 'tarn'
import type { PoolOptions } from '../driver/options.ts'
import type { Session } from '../driver/types.ts'

export interface SessionPool {
  /** Waits for a free one as long as the call may last. */
  acquire(call: RunningOperation): Session | Promise<Session>
  release(session: Session): void
  close(): Promise<void>
}

/** tarn's own limits are out of the way: the deadline of the call is what counts. */
const NEVER = 2_147_483_647

export function sessionPool(open: () => Promise<Session>, { max = 10, idle = 30_000 }: PoolOptions): SessionPool {
  const pool = new Pool<Session>({
    create: open,
    destroy: (session) => session.destroy(),
    validate: (session) => !session.broken,
    min: 0,
    max,
    idleTimeoutMillis: idle,
    acquireTimeoutMillis: NEVER,
    createTimeoutMillis: NEVER,
    destroyTimeoutMillis: 5_000,
    reapIntervalMillis: Math.min(1_000, idle),
    propagateCreateError: true,
    log: () => {},
  })
  // What was just given back is lent again without tarn's queue and timers, which would cost as much as a small query.
  const warm: Session[] = []
  let sweeping: NodeJS.Timeout | undefined
  let closing = false
  const cool = () => {
    sweeping = undefined
    for (const session of warm.splice(0)) pool.release(session)
  }
  return {
    acquire(call) {
      for (let session = warm.pop(); session !== undefined; session = warm.pop()) {
        if (!session.broken) return session
        pool.release(session)
      }
      return wait(call)
    },
    release(session) {
      if (closing || session.broken || pool.numPendingAcquires() > 0) {
        pool.release(session)
        return
      }
      warm.push(session)
      sweeping ??= setTimeout(cool, Math.min(1_000, idle))
    },
    async close() {
      closing = true
      clearTimeout(sweeping)
      cool()
      await pool.destroy()
    },
  }

  async function wait(call: RunningOperation): Promise<Session> {
    const { signal } = call
    if (signal.aborted) throw reasonOf(signal)
    const pending = pool.acquire()
    const onAbort = () => pending.abort()
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      return await pending.promise
    } catch (error) {
      if (signal.aborted) throw reasonOf(signal)
      throw error
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }
}

function reasonOf(signal: AbortSignal): unknown {
  if (!(signal.reason instanceof TimeoutError)) return signal.reason
  return new TimeoutError('the time limit passed while waiting for a free connection; nothing was sent', {
    code: 'timeout_in_queue',
    sent: 'no',
    retryable: true,
  })
}
