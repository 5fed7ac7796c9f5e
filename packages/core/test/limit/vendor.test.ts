import { describe, expect, it } from 'vitest'
import { slidingWindow } from '../../src/limit/slidingWindow.ts'
import { memoryLimiterStore } from '../../src/limit/store.ts'
import { tokenBucket } from '../../src/limit/tokenBucket.ts'
import type { Limiter } from '../../src/limit/types.ts'
import type { VirtualClock } from '../../src/testing/virtualClock.ts'
import { excessOverBucket, limiterOf, mostInWindow, promiseClock, request, type Start } from './support.ts'

/** Numbers that look random and are the same in each run. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

interface Vendor {
  readonly arrivals: Start[]
  readonly ended: number[]
}

/** Calls of a bulk read: `workers` at a time, each with the latency given, counted by the vendor on arrival. */
async function bulk(
  clock: VirtualClock,
  limiter: Limiter,
  calls: number,
  workers: number,
  latency: () => { there: number; back: number },
  vendor: Vendor = { arrivals: [], ended: [] },
): Promise<Vendor> {
  let left = calls
  const pass = (ms: number) => new Promise<void>((done) => void clock.schedule(ms, done))
  const work = async () => {
    while (left-- > 0) {
      const permit = await limiter.acquire(request(), undefined)
      const { there, back } = latency()
      await pass(there)
      vendor.arrivals.push({ at: clock.now(), weight: 1 })
      await pass(back)
      permit.release()
      vendor.ended.push(clock.now())
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return vendor
}

const instantly = () => ({ there: 0, back: 0 })

describe('a saturated bulk read', () => {
  it.each([
    { capacity: 50, refill: 2, per: 1_000, calls: 650 },
    { capacity: 250, refill: 5, per: 1_000, calls: 2_000 },
    { capacity: 20, refill: 200, per: 1_000, calls: 3_000 },
    { capacity: 1, refill: 7, per: 1_000, calls: 300 },
    { capacity: 60, refill: 60, per: 60_000, calls: 300 },
    { capacity: 100, refill: 3_000, per: 1_000, calls: 9_000 },
  ])(
    'takes at most 1 % more than the optimum of a bucket of $capacity with $refill per $per ms, and never exceeds it',
    async ({ capacity, refill, per, calls }) => {
      const { clock, limiter } = limiterOf(tokenBucket({ capacity, refill, per }))
      const begin = clock.now()
      const { arrivals } = await clock.run(bulk(clock, limiter, calls, 300, instantly))
      const optimum = ((calls - capacity) * per) / refill
      expect(arrivals).toHaveLength(calls)
      expect(clock.now() - begin).toBeGreaterThanOrEqual(optimum - 1)
      expect(clock.now() - begin).toBeLessThanOrEqual(optimum * 1.01)
      expect(excessOverBucket(arrivals, capacity, refill / per)).toBeLessThan(1e-5)
    },
  )

  it("stays below the vendor's bucket with ±20 ms of jitter when one unit is in reserve", async () => {
    const random = sequence(7)
    const { clock, limiter } = limiterOf(tokenBucket({ capacity: 50, refill: 20, per: 1_000, reserve: 1 }))
    const begin = clock.now()
    const { arrivals } = await clock.run(
      bulk(clock, limiter, 1_000, 200, () => ({ there: Math.floor(random() * 40), back: Math.floor(random() * 400) })),
    )
    expect(excessOverBucket(arrivals, 50, 0.02)).toBeLessThanOrEqual(1e-6)
    const optimum = (1_000 - 50) / 0.02
    expect(clock.now() - begin).toBeLessThanOrEqual(optimum * 1.05)
  })
})

describe('a sliding window against a vendor that counts on arrival', () => {
  it.each([1, 2, 3, 4, 5, 6])('is never exceeded with latencies from 0 to 3 s (%i)', async (seed) => {
    const random = sequence(seed)
    const { clock, limiter } = limiterOf(slidingWindow({ limit: 20, window: 1_000 }))
    const { arrivals } = await clock.run(
      bulk(clock, limiter, 600, 60, () => ({ there: random() ** 3 * 1_500, back: random() ** 3 * 1_500 })),
    )
    expect(arrivals).toHaveLength(600)
    expect(mostInWindow(arrivals, 1_000)).toBeLessThanOrEqual(20)
  })

  it('is used to within 1 % when answers are quick', async () => {
    const { clock, limiter } = limiterOf(slidingWindow({ limit: 100, window: 60_000 }))
    const begin = clock.now()
    await clock.run(bulk(clock, limiter, 1_000, 100, () => ({ there: 20, back: 30 })))
    // The first hundred go at once; each further hundred needs a window.
    expect(clock.now() - begin).toBeLessThanOrEqual(9 * 60_000 * 1.01)
  })
})

describe('two clients of one account', () => {
  it('share one bucket, and each gets its turn', async () => {
    const clock = promiseClock()
    const store = memoryLimiterStore({ clock })
    const limits = [tokenBucket({ capacity: 10, refill: 10, per: 1_000 })]
    const vendor: Vendor = { arrivals: [], ended: [] }
    const first = bulk(clock, store.open('shop', limits), 150, 10, instantly, vendor)
    const second = bulk(clock, store.open('shop', limits), 150, 10, instantly)
    const begin = clock.now()
    const [a, b] = await clock.run(Promise.all([first, second]))
    const all = [...a.arrivals, ...b.arrivals].sort((x, y) => x.at - y.at)
    expect(excessOverBucket(all, 10, 0.01)).toBeLessThan(1e-5)
    expect(clock.now() - begin).toBeLessThanOrEqual(29_000 * 1.01)
    const halfway = begin + 15_000
    const share = a.arrivals.filter(({ at }) => at < halfway).length / all.filter(({ at }) => at < halfway).length
    expect(share).toBeGreaterThan(0.4)
    expect(share).toBeLessThan(0.6)
    store.close('shop')
    store.close('shop')
  })

  it('of different accounts do not share', () => {
    const store = memoryLimiterStore({ clock: promiseClock() })
    const limits = [tokenBucket({ capacity: 1, refill: 1, per: 1_000 })]
    expect(store.open('a', limits).acquire(request(), undefined)).not.toBeInstanceOf(Promise)
    expect(store.open('b', limits).acquire(request(), undefined)).not.toBeInstanceOf(Promise)
  })
})
