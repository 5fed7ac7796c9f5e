import { TimeoutError } from '../errors/index.ts'
import type { Clock } from '../time.ts'

/** A signal that aborts with the caller's, or with a TimeoutError after `ms`. Must be closed. */
export class TimedSignal {
  readonly signal: AbortSignal
  readonly #cancelTimer: (() => void) | undefined
  readonly #user: AbortSignal | undefined
  readonly #onAbort: (() => void) | undefined

  constructor(clock: Clock, user: AbortSignal | undefined, ms: number) {
    const controller = new AbortController()
    this.signal = controller.signal
    this.#user = user
    if (user?.aborted) {
      controller.abort(user.reason)
      this.#cancelTimer = undefined
      this.#onAbort = undefined
      return
    }
    this.#cancelTimer = clock.schedule(Math.max(0, ms), () => controller.abort(timedOut()))
    this.#onAbort = user === undefined ? undefined : () => controller.abort(user.reason)
    if (this.#onAbort !== undefined) user?.addEventListener('abort', this.#onAbort, { once: true })
  }

  close(): void {
    this.#cancelTimer?.()
    if (this.#onAbort !== undefined) this.#user?.removeEventListener('abort', this.#onAbort)
  }
}

/**
 * The caller's signal and the call's time limit. The combined signal is made only when something has to wait on it: most
 * calls need just the signal of their one attempt.
 */
export class Deadline {
  /** Epoch milliseconds. */
  readonly at: number
  readonly #clock: Clock
  readonly #user: AbortSignal | undefined
  #whole: TimedSignal | undefined = undefined

  constructor(clock: Clock, user: AbortSignal | undefined, timeout: number, now: number) {
    this.#clock = clock
    this.#user = user
    this.at = now + timeout
  }

  get signal(): AbortSignal {
    this.#whole ??= new TimedSignal(this.#clock, this.#user, this.remaining())
    return this.#whole.signal
  }

  /** A signal for one attempt: aborts with the caller, at the deadline, or after `limit` ms, whichever is first. */
  attempt(limit: number): TimedSignal {
    return new TimedSignal(this.#clock, this.#user, Math.min(limit, this.remaining()))
  }

  remaining(): number {
    return this.at - this.#clock.now()
  }

  get userAborted(): boolean {
    return this.#user?.aborted === true
  }

  /** Throws the caller's abort reason, or a TimeoutError when time is up. */
  check(): void {
    if (this.#user?.aborted) throw this.#user.reason
    if (this.remaining() <= 0) throw timedOut()
  }

  close(): void {
    this.#whole?.close()
  }
}

function timedOut(): TimeoutError {
  return new TimeoutError('the time limit has passed', { sent: 'no', retryable: true })
}
