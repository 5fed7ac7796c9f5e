import { checkNotNegative, checkPositive } from './check.ts'
import { REQUESTS } from './cost.ts'
import { declaredPlain } from './counting.ts'
import { Meter } from './meter.ts'
import { PairRing } from './ring.ts'
import type { Limit } from './types.ts'

export interface SlidingWindowOptions {
  /** Units that may start in any window. */
  readonly limit: number
  /** Milliseconds. */
  readonly window: number
  /** Default `requests`. */
  readonly budget?: string
  /** Milliseconds added to the window, for clocks that run differently. Default 1: the clock's own grain. */
  readonly slack?: number
}

export interface SlidingWindow extends Limit, Required<SlidingWindowOptions> {
  readonly type: 'slidingWindow'
}

/**
 * At most `limit` units in any window, however the vendor aligns its own. The vendor counts a request at some time between
 * its sending and its answer, so a unit comes back `window` after the attempt ENDED: then the vendor's count is never
 * above the limit, whatever the latency. The price is the latency: `limit` units per `window + latency`.
 *
 * @throws ConfigError for numbers that make no window.
 */
export function slidingWindow({ limit, window, budget = REQUESTS, slack = 1 }: SlidingWindowOptions): SlidingWindow {
  checkPositive('slidingWindow', 'limit', limit)
  checkPositive('slidingWindow', 'window', window)
  checkNotNegative('slidingWindow', 'slack', slack)
  const declared: SlidingWindow = { type: 'slidingWindow', budget, limit, window, slack }
  return declaredPlain(declared, (id, key) => new WindowMeter(id, key, declared), (limit * 1_000) / window)
}

export class WindowMeter extends Meter {
  readonly #window: number
  /** Units of running attempts. */
  #running = 0
  /** Units of ended attempts, with the time each comes back. */
  readonly #ended = new PairRing()
  #counted = 0

  constructor(id: number, key: string | undefined, { budget, limit, window, slack }: SlidingWindow) {
    super(id, budget, limit, key)
    this.#window = window + slack
  }

  wait(now: number, weight: number): number {
    this.#expire(now)
    let excess = this.#running + this.#counted + weight - this.most
    if (excess <= 0) return 0
    for (let index = 0; index < this.#ended.size; index++) {
      excess -= this.#ended.units(index)
      if (excess <= 0) return this.#ended.time(index) - now
    }
    return Infinity
  }

  take(_now: number, weight: number): void {
    this.#running += weight
  }

  give(now: number, weight: number): void {
    this.#running -= weight
    this.#counted += weight
    this.#ended.push(now + this.#window, weight)
  }

  paused(): void {}

  freshIn(now: number): number {
    this.#expire(now)
    if (this.#running > 0) return Infinity
    return this.#ended.size === 0 ? 0 : this.#ended.time(this.#ended.size - 1) - now
  }

  #expire(now: number): void {
    while (this.#ended.size > 0 && this.#ended.time(0) <= now) {
      this.#counted -= this.#ended.units(0)
      this.#ended.drop()
    }
    // Fractions of units must not leave a remainder that blocks a window of exactly `limit`.
    if (this.#ended.size === 0) this.#counted = 0
  }
}
