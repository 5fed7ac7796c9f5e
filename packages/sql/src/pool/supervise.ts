import {
  type Clock,
  isConnectorError,
  OutcomeUnknownError,
  type Redactor,
  type RunningOperation,
  TimeoutError,
} from '@bpmcentr/core'
import { type Stage, toError } from '../driver/errors.ts'
import type { Driver, Session } from '../driver/types.ts'

export interface Supervision {
  readonly driver: Driver
  readonly redactor: Pick<Redactor, 'text'>
  readonly clock: Clock
}

/** Milliseconds a server has to stop a statement before its connection is cut. */
const GRACE = 5_000

/**
 * Runs something on a session, and has the server stop it when the call is aborted or its time is up. Whatever a driver
 * throws becomes an error of the SDK; a session whose state is in doubt is not used again.
 */
export async function supervise<T>(
  { driver, redactor, clock }: Supervision,
  session: Session,
  call: Pick<RunningOperation, 'signal' | 'check'>,
  stage: Stage,
  work: () => Promise<T>,
): Promise<T> {
  call.check()
  const { signal } = call
  let cut: (() => void) | undefined
  const onAbort = () => {
    cut = clock.schedule(GRACE, () => session.destroy())
    session.cancel().catch(() => {})
  }
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    const value = await work()
    // The request to stop is still on its way and would hit whatever comes next.
    if (signal.aborted) {
      session.destroy()
      if (!(signal.reason instanceof TimeoutError)) throw signal.reason
    }
    return value
  } catch (thrown) {
    if (signal.aborted && thrown === signal.reason) throw thrown
    const failure = isConnectorError(thrown) ? undefined : driver.judge(thrown)
    if (failure?.fatal || (signal.aborted && failure?.kind !== 'canceled')) session.destroy()
    if (signal.aborted) throw abortedBy(signal.reason, failure?.kind === 'lost', stage)
    throw toError(driver, redactor, thrown, stage)
  } finally {
    cut?.()
    signal.removeEventListener('abort', onAbort)
  }
}

function abortedBy(reason: unknown, lost: boolean, stage: Stage): unknown {
  if (!(reason instanceof TimeoutError)) return reason
  if (!lost)
    return new TimeoutError('the time limit has passed; the server stopped the statement, which had no effect', {
      sent: 'no',
      retryable: true,
    })
  if (stage !== 'effective')
    return new TimeoutError('no answer within the time limit', { sent: 'maybe', retryable: true })
  return new OutcomeUnknownError(
    'the statement was sent and no answer came in time, so it may or may not have taken effect. Look it up before repeating it',
    { sent: 'maybe' },
  )
}
