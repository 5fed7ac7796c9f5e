import { ConfigError } from '../errors/index.ts'
import { checkNotNegative, checkPositive } from './check.ts'
import { REQUESTS } from './cost.ts'
import { declaredPlain } from './counting.ts'
import { Meter } from './meter.ts'
import type { Limit } from './types.ts'

export interface TokenBucketOptions {
  /** Units that may start at once when nothing was sent for a while. */
  readonly capacity: number
  /** Units that come back … */
  readonly refill: number
  /** … in this many milliseconds, evenly. */
  readonly per: number
  /** Default `requests`. */
  readonly budget?: string
  /**
   * Units left unused: requests sent apart may arrive together, a vendor may leak in steps, and other processes may share
   * the bucket. Default 0.
   */
  readonly reserve?: number
}

export interface TokenBucket extends Limit, Required<TokenBucketOptions> {
  readonly type: 'tokenBucket'
}

/**
 * At most `capacity + refill · t / per` units start in any time t. A leaky bucket ("a counter goes up by one per request,
 * down by Y a second, and blocks above X") is the same thing: `tokenBucket({ capacity: X, refill: Y, per: 1_000 })`.
 *
 * @throws ConfigError for numbers that make no bucket.
 */
export function tokenBucket({
  capacity,
  refill,
  per,
  budget = REQUESTS,
  reserve = 0,
}: TokenBucketOptions): TokenBucket {
  checkPositive('tokenBucket', 'capacity', capacity)
  checkPositive('tokenBucket', 'refill', refill)
  checkPositive('tokenBucket', 'per', per)
  checkNotNegative('tokenBucket', 'reserve', reserve)
  if (capacity - reserve < 1) throw new ConfigError('tokenBucket: capacity less reserve must leave room for one unit')
  const declared: TokenBucket = { type: 'tokenBucket', budget, capacity, refill, per, reserve }
  return declaredPlain(declared, (id, key) => new BucketMeter(id, key, declared), (refill * 1_000) / per)
}

/** Units are compared with this tolerance: three thirds of a token are a token. */
const EPSILON = 1e-6

/**
 * Kept as the one time at which the bucket would be full again (GCRA, the generic cell rate algorithm), so an idle bucket
 * needs no update, and rounding errors do not add up. That time is relative to when it was last full: milliseconds since
 * 1970 would leave a double too few digits for a fast bucket.
 */
export class BucketMeter extends Meter {
  readonly #capacity: number
  /** Milliseconds in which one unit comes back. */
  readonly #interval: number
  #origin = 0
  #fullAt = 0

  constructor(id: number, key: string | undefined, { budget, capacity, refill, per, reserve }: TokenBucket) {
    super(id, budget, capacity - reserve, key)
    this.#capacity = capacity - reserve
    this.#interval = per / refill
  }

  wait(now: number, weight: number): number {
    const missing = this.#missing(now) + weight - this.#capacity
    return missing <= EPSILON ? 0 : missing * this.#interval
  }

  take(now: number, weight: number): void {
    if (now - this.#origin >= this.#fullAt) {
      this.#origin = now
      this.#fullAt = 0
    }
    this.#fullAt += weight * this.#interval
  }

  give(): void {}

  /**
   * A vendor that says stop has fewer units left than are counted here: others use the same bucket. So at the end of the
   * pause there is what came back meanwhile (at least the one request it will then take), not a second burst.
   */
  paused(now: number, ms: number): void {
    const left = Math.max(0, Math.min(1, this.#capacity) - ms / this.#interval)
    const excess = this.#capacity - this.#missing(now) - left
    if (excess > 0) this.take(now, excess)
  }

  freshIn(now: number): number {
    return Math.max(0, this.#origin + this.#fullAt - now)
  }

  /** Units the bucket is short of being full. */
  #missing(now: number): number {
    return Math.max(0, this.#fullAt - (now - this.#origin)) / this.#interval
  }
}
