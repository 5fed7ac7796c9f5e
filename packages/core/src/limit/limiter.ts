import type { Clock } from '../time.ts'
import { type Claim, Claims } from './claim.ts'
import { countingOf } from './counting.ts'
import { Waiter } from './lane.ts'
import { Lanes } from './lanes.ts'
import type { Meter } from './meter.ts'
import { Held } from './permit.ts'
import type { Limit, Limiter, LimitRequest, Permit } from './types.ts'

/** A function is called only when there is a queue to wait in. */
type Signal = AbortSignal | (() => AbortSignal) | undefined

/** A wrong or hostile hint cannot stop a scope for longer than a day. */
const LONGEST_PAUSE = 86_400_000

/** The limiter of one scope, kept in this process. */
export class MemoryLimiter implements Limiter {
  readonly #clock: Clock
  readonly #claims = new Claims()
  readonly #lanes = new Lanes()
  readonly #known = new Set<string>()
  #meters = 0
  #running = 0
  #pausedUntil = -Infinity
  /** When the next waiter may start, as far as is known now. */
  #wakeAt = Infinity
  #armedFor = Infinity
  #disarm: (() => void) | undefined = undefined
  #pumpSoon = false
  #lastTime = -Infinity
  #setBack = 0

  constructor(limits: readonly Limit[], clock: Clock) {
    this.#clock = clock
    this.adopt(limits)
  }

  /**
   * Adds the limits that are not there yet. Two clients of one account may be configured apart; the vendor's limit is one,
   * so both configurations hold and the stricter decides.
   */
  adopt(limits: readonly Limit[]): void {
    for (const limit of limits) {
      const fingerprint = JSON.stringify(limit, (_, value) => (typeof value === 'function' ? String(value) : value))
      if (this.#known.has(fingerprint)) continue
      this.#claims.add(countingOf(limit).source(() => this.#meters++))
      this.#known.add(fingerprint)
    }
  }

  acquire(request: LimitRequest, signal?: Signal): Permit | Promise<Permit> {
    if (typeof signal === 'object' && signal.aborted) return Promise.reject(signal.reason)
    const now = this.#now()
    let claim: Claim
    try {
      claim = this.#claims.of(request, now)
    } catch (error) {
      return Promise.reject(error)
    }
    if (this.#lanes.waiting > 0 && now >= this.#wakeAt) this.#pump(now)
    if (now >= this.#pausedUntil && this.#lanes.mayPass(claim, now)) return this.#start(claim, now)
    return this.#wait(claim, signal, now)
  }

  pause(ms: number): void {
    if (!(ms > 0)) return
    const now = this.#now()
    const length = Math.min(ms, LONGEST_PAUSE)
    this.#pausedUntil = Math.max(this.#pausedUntil, now + length)
    for (const source of this.#claims.sources) source.paused(now, length)
    if (this.#lanes.waiting > 0) this.#pump(now)
  }

  /** Requests that wait. */
  get waiting(): number {
    return this.#lanes.waiting
  }

  /** Milliseconds until this limiter cannot be told from a new one; Infinity while something waits or runs. */
  freshIn(): number {
    if (this.#running > 0 || this.#lanes.waiting > 0) return Infinity
    const now = this.#now()
    let longest = Math.max(0, this.#pausedUntil - now)
    for (const source of this.#claims.sources) longest = Math.max(longest, source.freshIn(now))
    return longest
  }

  #start(claim: Claim, now: number): Permit {
    for (let index = 0; index < claim.meters.length; index++) {
      ;(claim.meters[index] as Meter).take(now, claim.weights[index] as number)
    }
    this.#running++
    return new Held(claim, this.#ended)
  }

  /** An attempt has ended. A field, so that a permit carries the one function that all permits share. */
  readonly #ended = (claim: Claim, feedback: unknown): void => {
    const now = this.#now()
    this.#running--
    this.#settle(claim, feedback, now)
    claim.drop()
    if (this.#lanes.waiting > 0) this.#pump(now)
  }

  /** Gives back what an ended attempt held. What the vendor reported is for the limits that can read it. */
  #settle(claim: Claim, feedback: unknown, now: number): void {
    const { sources, settle } = this.#claims
    if (settle !== undefined && feedback !== undefined && feedback !== null) {
      settle(claim, feedback, sources, now, this.#clock.now())
      return
    }
    for (let index = 0; index < claim.meters.length; index++) {
      ;(claim.meters[index] as Meter).give(now, claim.weights[index] as number, undefined)
    }
  }

  #wait(claim: Claim, given: Signal, now: number): Promise<Permit> {
    const signal = typeof given === 'function' ? given() : given
    if (signal?.aborted) {
      claim.drop()
      return Promise.reject(signal.reason)
    }
    return new Promise((resolve, reject) => {
      const waiter = new Waiter(claim, resolve, reject)
      const wait = this.#lanes.add(waiter, now)
      if (signal) {
        const onAbort = () => this.#abort(waiter, signal.reason)
        signal.addEventListener('abort', onAbort, { once: true })
        waiter.detach = () => signal.removeEventListener('abort', onAbort)
      }
      this.#wakeAt = Math.min(this.#wakeAt, Math.max(this.#pausedUntil, now + wait))
      this.#arm(now)
    })
  }

  #abort(waiter: Waiter, reason: unknown): void {
    const blocking = this.#lanes.remove(waiter)
    waiter.claim.drop()
    waiter.reject(reason)
    if (this.#lanes.waiting === 0) this.#sleep()
    else if (blocking && !this.#pumpSoon) {
      // Once for all waiters of a signal that aborts many.
      this.#pumpSoon = true
      queueMicrotask(() => {
        this.#pumpSoon = false
        if (this.#lanes.waiting > 0) this.#pump(this.#now())
      })
    }
  }

  /** Starts every waiter that may start, and sets the timer for the next. */
  #pump(now: number): void {
    if (now < this.#pausedUntil) this.#wakeAt = this.#pausedUntil
    else {
      const wait = this.#lanes.pump(now, (waiter) => {
        waiter.detach?.()
        waiter.resolve(this.#start(waiter.claim, now))
      })
      this.#wakeAt = now + wait
    }
    this.#arm(now)
  }

  #arm(now: number): void {
    if (this.#lanes.waiting === 0 || this.#wakeAt === Infinity) {
      this.#sleep()
      return
    }
    if (this.#armedFor === this.#wakeAt) return
    this.#disarm?.()
    this.#armedFor = this.#wakeAt
    this.#disarm = this.#clock.schedule(Math.ceil(Math.max(0, this.#wakeAt - now)), () => {
      this.#armedFor = Infinity
      this.#disarm = undefined
      this.#pump(this.#now())
    })
  }

  #sleep(): void {
    this.#disarm?.()
    this.#disarm = undefined
    this.#armedFor = Infinity
    this.#wakeAt = Infinity
  }

  /** The clock, less its steps back: a machine whose time is corrected must not wait for that time to come again. */
  #now(): number {
    const now = this.#clock.now() + this.#setBack
    if (now >= this.#lastTime) {
      this.#lastTime = now
      return now
    }
    this.#setBack += this.#lastTime - now
    return this.#lastTime
  }
}
