import type { LimitRequest } from './types.ts'

/** The running count of one limit (or of one key of a keyed limit). Times are milliseconds of the limiter's own clock. */
export abstract class Meter {
  /** Tells meters apart in the name of a lane. */
  readonly id: number
  readonly budget: string
  /** The most units that can ever start at once; Infinity when there is no such number. */
  readonly most: number
  /** What a keyed meter counts for. */
  readonly key: string | undefined
  /** Waiters and running attempts that hold on to it: a keyed meter in use is not dropped. */
  users = 0
  /** Lanes with waiters that draw on it. */
  lanes = 0
  /** The limiter's pass in which a waiter was found to be held up by it; later ones then wait behind that one. */
  heldIn = -1

  constructor(id: number, budget: string, most: number, key: string | undefined) {
    this.id = id
    this.budget = budget
    this.most = most
    this.key = key
  }

  /** Milliseconds until `weight` more units may start. 0: now. Infinity: only an attempt that ends can tell. */
  abstract wait(now: number, weight: number): number
  /** An attempt starts. */
  abstract take(now: number, weight: number): void
  /** It ended; `used` is what the vendor reported for this meter. */
  abstract give(now: number, weight: number, report: MeterReport | undefined): void
  /** The vendor stopped the scope for `ms`. */
  abstract paused(now: number, ms: number): void
  /** Milliseconds until it cannot be told from a new one. */
  abstract freshIn(now: number): number
}

/** What an answer said about the budget, in the limiter's time. One of `used` and `remaining` is there. */
export interface MeterReport {
  readonly used: number | undefined
  readonly remaining: number | undefined
  /** Milliseconds from now until some of it falls out of the vendor's window. */
  readonly resetIn: number | undefined
}

/** Where a limit's meters come from: one for a plain limit, one a key for a keyed one. */
export interface MeterSource {
  readonly budget: string
  /** Units a call takes when its cost does not name the budget. */
  readonly unnamed: number
  /** True when every request meets the same meter. */
  readonly plain: boolean
  /** Appends the meters that the request draws on, each with one user more. */
  collect(request: LimitRequest, now: number, meters: Meter[]): void
  /** A report for a key that the request itself did not name. */
  observe?(now: number, key: string | undefined, report: MeterReport): void
  /** Gives back with a report; there when the limit can read one. */
  readonly settle?: Settle
  /** The vendor stopped the scope for `ms`. Nobody knows which key it meant, so keyed counts stay as they are. */
  paused(now: number, ms: number): void
  freshIn(now: number): number
}

/** What an attempt holds: units of each of its meters. */
export interface Taken {
  readonly meters: readonly Meter[]
  /** Units of the meter at the same index. */
  readonly weights: readonly number[]
}

/**
 * Gives back what an ended attempt held, with the `feedback` made of its answer. `now` is the limiter's time, `epoch` the
 * clock's, in which vendors give their resets.
 */
export type Settle = (
  taken: Taken,
  feedback: unknown,
  sources: readonly MeterSource[],
  now: number,
  epoch: number,
) => void

/** Tells the meters of one limiter apart. */
export type NextId = () => number

/** The source of a limit that counts all requests alike. */
export class PlainSource implements MeterSource {
  readonly budget: string
  readonly unnamed: number
  readonly plain = true
  readonly #meter: Meter

  constructor(budget: string, unnamed: number, meter: Meter) {
    this.budget = budget
    this.unnamed = unnamed
    this.#meter = meter
  }

  collect(_request: LimitRequest, _now: number, meters: Meter[]): void {
    this.#meter.users++
    meters.push(this.#meter)
  }

  paused(now: number, ms: number): void {
    this.#meter.paused(now, ms)
  }

  freshIn(now: number): number {
    return this.#meter.freshIn(now)
  }
}
