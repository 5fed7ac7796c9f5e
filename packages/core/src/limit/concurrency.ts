import { checkInteger } from './check.ts'
import { CONCURRENCY } from './cost.ts'
import { declaredPlain } from './counting.ts'
import { Meter } from './meter.ts'
import type { Limit } from './types.ts'

export interface Concurrency extends Limit {
  readonly type: 'concurrency'
  readonly limit: number
}

/**
 * At most `limit` attempts at the same time.
 *
 * @throws ConfigError unless it is a whole number above 0.
 */
export function concurrency(limit: number): Concurrency {
  checkInteger('concurrency', 'limit', limit)
  const declared: Concurrency = { type: 'concurrency', budget: CONCURRENCY, limit }
  return declaredPlain(declared, (id, key) => new ConcurrencyMeter(id, key, declared))
}

/**
 * A counter, not a p-queue: an attempt starts when ALL its budgets admit it, and p-queue decides alone, for a task that
 * it runs itself. It would also cost every idle call a promise, a closure and an abort listener (see bench/src/limiter.ts)
 * where the counter costs an addition.
 */
export class ConcurrencyMeter extends Meter {
  #running = 0

  constructor(id: number, key: string | undefined, { budget, limit }: Concurrency) {
    super(id, budget, limit, key)
  }

  wait(_now: number, weight: number): number {
    return this.#running + weight <= this.most ? 0 : Infinity
  }

  take(_now: number, weight: number): void {
    this.#running += weight
  }

  give(_now: number, weight: number): void {
    this.#running -= weight
  }

  paused(): void {}

  freshIn(): number {
    return this.#running > 0 ? Infinity : 0
  }
}
