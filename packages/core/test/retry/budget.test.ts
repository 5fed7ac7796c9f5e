import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concurrency } from '../../src/limit/concurrency.ts'
import { keyed } from '../../src/limit/keyed.ts'
import { MemoryLimiter } from '../../src/limit/limiter.ts'
import { slidingWindow } from '../../src/limit/slidingWindow.ts'
import { tokenBucket } from '../../src/limit/tokenBucket.ts'
import type { Limit } from '../../src/limit/types.ts'
import {
  RETRY_COST,
  RetryBudget,
  retryBudgetCapacity,
  retryBudgetFor,
  sharedRetryBudget,
} from '../../src/retry/budget.ts'
import { systemClock } from '../../src/time.ts'

describe('a retry budget', () => {
  it('pays for capacity / 5 retries while nothing succeeds, and then for none', () => {
    const budget = new RetryBudget(500)
    let retries = 0
    while (budget.spend()) retries++
    expect(retries).toBe(100)
    expect(budget.spend()).toBe(false)
    expect(budget.units).toBe(0)
  })

  it("gets one unit from a call that succeeded at once, and a retry's cost from one that was retried", () => {
    const budget = new RetryBudget(500)
    while (budget.spend());
    budget.succeeded()
    expect(budget.units).toBe(1)
    budget.succeeded(1)
    expect(budget.units).toBe(1 + RETRY_COST)
    // However many retries it took: only the last one worked.
    budget.succeeded(3)
    expect(budget.units).toBe(1 + 2 * RETRY_COST)
  })

  it('pays for at most one retry in five successes in the long run', () => {
    const budget = new RetryBudget(25)
    while (budget.spend());
    let retries = 0
    for (let call = 0; call < 1_000; call++) {
      budget.succeeded()
      if (budget.spend()) retries++
    }
    expect(retries).toBe(200)
  })

  it('is never negative and never above its capacity', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.array(fc.oneof(fc.constant('spend' as const), fc.integer({ min: 0, max: 4 })), { maxLength: 200 }),
        (capacity, steps) => {
          const budget = new RetryBudget(capacity)
          for (const step of steps) {
            const before = budget.units
            if (step === 'spend') expect(budget.spend()).toBe(before >= RETRY_COST)
            else budget.succeeded(step)
            expect(budget.units).toBeGreaterThanOrEqual(0)
            expect(budget.units).toBeLessThanOrEqual(capacity)
          }
        },
      ),
    )
  })
})

describe('the capacity for a vendor', () => {
  it.each<[string, Limit[], number]>([
    ['without limits', [], 100],
    ['with a concurrency only', [concurrency(5)], 100],
    ['with a bucket of 2 a second', [tokenBucket({ capacity: 50, refill: 2, per: 1_000 })], 20],
    ['with a window of 60 a minute', [slidingWindow({ limit: 60, window: 60_000 })], 10],
    ['with 200 a second', [tokenBucket({ capacity: 20, refill: 200, per: 1_000 })], 2_000],
    ['with a call an hour', [tokenBucket({ capacity: 1, refill: 1, per: 3_600_000 })], 5],
    [
      'with two rates: by the lower one',
      [tokenBucket({ capacity: 50, refill: 30, per: 1_000 }), slidingWindow({ limit: 100, window: 20_000 })],
      50,
    ],
    ['with a limit that only another store knows', [{ type: 'shared', budget: 'requests' }], 100],
    [
      'with a rate for each key or another budget only',
      [
        keyed({ key: () => 'a', limit: tokenBucket({ capacity: 1, refill: 1, per: 1_000 }) }),
        tokenBucket({ capacity: 9, refill: 1, per: 1_000, budget: 'points' }),
      ],
      100,
    ],
  ])("%s is ten seconds' worth of its calls", (_, limits, retries) => {
    expect(retryBudgetCapacity(limits)).toBe(retries * RETRY_COST)
    expect(retryBudgetFor(limits).units).toBe(retries * RETRY_COST)
  })
})

describe('the budget of a scope', () => {
  it('is one for all clients that share the limiter', () => {
    const limits = [tokenBucket({ capacity: 50, refill: 2, per: 1_000 })]
    const limiter = new MemoryLimiter(limits, systemClock)
    const budget = sharedRetryBudget(limiter, limits)
    expect(budget.capacity).toBe(100)
    expect(sharedRetryBudget(limiter, limits)).toBe(budget)
    expect(sharedRetryBudget(new MemoryLimiter(limits, systemClock), limits)).not.toBe(budget)
  })
})
