import { describe, expect, it } from 'vitest'
import { memoryLimiterStore } from '../../src/limit/store.ts'
import { tokenBucket } from '../../src/limit/tokenBucket.ts'
import { backoffMs } from '../../src/retry/backoff.ts'
import { sharedRetryBudget } from '../../src/retry/budget.ts'
import { decideRetry } from '../../src/retry/decide.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { sleep } from '../../src/time.ts'

const CLIENTS = 100
const SECOND = 1_000
const DOWN = { from: 10 * SECOND, to: 70 * SECOND }
const WEAK = { to: 130 * SECOND }
const END = 160 * SECOND

/** Numbers that look random and are the same in each run. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

interface Load {
  /** Requests that reached the server, by second. */
  readonly perSecond: number[]
  succeeded: number
  failed: number
  /** Calls that ended well after the server was whole again, of those that began then. */
  healed: number
  begun: number
}

/**
 * 100 clients, each its own account and a read a second. The server is down for a minute, then takes a tenth of the load
 * for a minute, then is whole again.
 */
async function outage(withBudget: boolean): Promise<Load> {
  const clock = new VirtualClock({ start: 0, turns: 0 })
  const random = sequence(11)
  const load: Load = {
    perSecond: Array.from({ length: END / SECOND + 60 }, () => 0),
    succeeded: 0,
    failed: 0,
    healed: 0,
    begun: 0,
  }
  const capacity = CLIENTS * 0.1
  let served = { second: -1, count: 0 }
  const answer = (): boolean => {
    const now = clock.now()
    const second = Math.floor(now / SECOND)
    load.perSecond[second] = (load.perSecond[second] as number) + 1
    if (now < DOWN.from || now >= WEAK.to) return true
    if (now < DOWN.to) return false
    if (served.second !== second) served = { second, count: 0 }
    return served.count++ < capacity
  }
  const limits = [tokenBucket({ capacity: 5, refill: 2, per: SECOND })]
  const call = async (tenant: number, store: ReturnType<typeof memoryLimiterStore>) => {
    const limiter = store.open(String(tenant), limits)
    const budget = sharedRetryBudget(limiter, limits)
    const healthy = clock.now() >= WEAK.to
    if (healthy) load.begun++
    let paid = 0
    for (let attempt = 1; ; attempt++) {
      const permit = await limiter.acquire({ operation: 'read', cost: 1, input: undefined }, undefined)
      await sleep(clock, 20 + random() * 60)
      const ok = answer()
      permit.release()
      if (ok) {
        budget.succeeded(paid)
        load.succeeded++
        if (healthy) load.healed++
        break
      }
      const decision = decideRetry({ failure: 'serverError', safe: true, recoverable: false, attempt, maxRetries: 3 })
      if (decision !== 'retry' || (withBudget && !budget.spend())) {
        load.failed++
        break
      }
      paid++
      await sleep(clock, backoffMs(attempt - 1, { random }))
    }
    store.close(String(tenant))
  }
  const store = memoryLimiterStore({ clock })
  const calls: Promise<void>[] = []
  for (let tenant = 0; tenant < CLIENTS; tenant++) {
    store.open(String(tenant), limits)
    const tick = () => {
      calls.push(call(tenant, store))
      if (clock.now() < END - SECOND) clock.schedule(SECOND, tick)
    }
    clock.schedule(random() * SECOND, tick)
  }
  await clock.advance(END + 59 * SECOND)
  await Promise.all(calls)
  return load
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

describe('an outage of a minute, then a minute at a tenth of the capacity', () => {
  it('sees no more requests than the normal load and the budgets, and ends without a stampede', async () => {
    const { perSecond, healed, begun, succeeded, failed } = await outage(true)
    const down = sum(perSecond.slice(DOWN.from / SECOND, DOWN.to / SECOND))
    const normal = CLIENTS * 60
    // Ten seconds' worth of 2 calls a second: 20 retries for each account, once.
    const budget = CLIENTS * 20
    // A call takes up to 80 ms: so many may have been on their way when it went down.
    const underway = CLIENTS * 0.08
    expect(down).toBeLessThanOrEqual(normal + budget + underway)
    // Nearly all of it is spent in the first half minute; what stays is the normal load.
    const late = sum(perSecond.slice(DOWN.from / SECOND + 30, DOWN.to / SECOND))
    expect(late).toBeLessThanOrEqual(CLIENTS * 30 * 1.05)
    // With a tenth of the calls succeeding, successes pay for hardly any retries.
    const weak = sum(perSecond.slice(DOWN.to / SECOND, WEAK.to / SECOND))
    expect(weak).toBeLessThanOrEqual(normal * 1.2)
    // Whole again: everything that begins then works, and no second sees twice the load.
    expect(begun).toBeGreaterThan(CLIENTS * 29)
    expect(healed).toBe(begun)
    const after = perSecond.slice(WEAK.to / SECOND, END / SECOND)
    expect(Math.max(...after)).toBeLessThanOrEqual(CLIENTS * 1.5)
    const jain = sum(after) ** 2 / (after.length * sum(after.map((count) => count * count)))
    expect(jain).toBeGreaterThan(0.98)
    expect(succeeded + failed).toBe(CLIENTS * 160)
  })

  it('would see more than half as much again without the budget', async () => {
    const { perSecond } = await outage(false)
    const down = sum(perSecond.slice(DOWN.from / SECOND, DOWN.to / SECOND))
    expect(down).toBeGreaterThan(CLIENTS * 60 * 1.5)
  })
})
