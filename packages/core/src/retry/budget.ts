import { callsPerSecond } from '../limit/rate.ts'
import type { Limit, Limiter } from '../limit/types.ts'

/** Units that one retry costs. */
export const RETRY_COST = 5
/** Units that a call brings back which succeeded without a retry. */
const SUCCESS = 1
/** Seconds of the vendor's calls that may go into retries before successes have to pay for more. */
const SECONDS = 10
/** Retries in hand where no rate is known, and at least, for vendors that take a call now and then. */
const UNLIMITED_RETRIES = 100
const FEWEST_RETRIES = 5

/**
 * Keeps retries from making an outage worse: a token bucket that retries empty and only successes fill, shared by the
 * scope. A retry costs 5 units; when the call then succeeds it brings back what its last retry cost, a call that
 * succeeds at once brings 1. While everything fails there are `capacity / 5` retries in all; in the long run at most one
 * retry for five successes. The arithmetic of the AWS SDKs' standard mode:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 *
 * Retries of a refusal (429) are not charged: the vendor's hint pauses the whole scope and every attempt pays the
 * limiter, so they add nothing; charging them would only make a bulk read fail that has merely to wait.
 */
export class RetryBudget {
  readonly capacity: number
  #units: number

  constructor(capacity: number) {
    this.capacity = capacity
    this.#units = capacity
  }

  /** Units left. Never below 0 nor above the capacity. */
  get units(): number {
    return this.#units
  }

  /** Pays for one retry. False when there are too few units: then the call has to fail with what it has. */
  spend(): boolean {
    if (this.#units < RETRY_COST) return false
    this.#units -= RETRY_COST
    return true
  }

  /** A call succeeded, after so many retries that were paid for. */
  succeeded(retries = 0): void {
    this.#units = Math.min(this.capacity, this.#units + (retries > 0 ? RETRY_COST : SUCCESS))
  }
}

/** The units for a vendor with these limits: about ten seconds' worth of its calls; 100 retries where it has no rate. */
export function retryBudgetCapacity(limits: readonly Limit[]): number {
  const rate = callsPerSecond(limits)
  const retries = rate === undefined ? UNLIMITED_RETRIES : Math.max(FEWEST_RETRIES, Math.ceil(rate * SECONDS))
  return retries * RETRY_COST
}

/** A budget that fits the limits. */
export function retryBudgetFor(limits: readonly Limit[]): RetryBudget {
  return new RetryBudget(retryBudgetCapacity(limits))
}

const BUDGET: unique symbol = Symbol.for('bpmcentr.retryBudget') as never

/** The one budget of a limiter's scope: made by the first client that asks, shared by all that use the limiter, gone with it. */
export function sharedRetryBudget(limiter: Limiter, limits: readonly Limit[]): RetryBudget {
  const holder = limiter as Limiter & { [BUDGET]?: RetryBudget }
  const known = holder[BUDGET]
  if (known) return known
  const budget = retryBudgetFor(limits)
  Object.defineProperty(holder, BUDGET, { value: budget })
  return budget
}
