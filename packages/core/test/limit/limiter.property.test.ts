import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concurrency } from '../../src/limit/concurrency.ts'
import { keyed } from '../../src/limit/keyed.ts'
import { slidingWindow } from '../../src/limit/slidingWindow.ts'
import { tokenBucket } from '../../src/limit/tokenBucket.ts'
import type { Limit } from '../../src/limit/types.ts'
import { excessOverBucket, limiterOf, mostInWindow, request, type Start } from './support.ts'

interface Arrival {
  readonly at: number
  readonly weight: number
  readonly key: string | undefined
  /** How long the attempt runs. */
  readonly runs: number
  /** When the caller gives up, after the arrival. */
  readonly gives: number | undefined
}

const arrival: fc.Arbitrary<Arrival> = fc.record({
  at: fc.integer({ min: 0, max: 3_000 }),
  weight: fc.integer({ min: 1, max: 4 }),
  key: fc.constantFrom('a', 'b', 'c', undefined),
  runs: fc.integer({ min: 0, max: 700 }),
  gives: fc.option(fc.integer({ min: 0, max: 2_000 }), { nil: undefined, freq: 3 }),
})

const scenario = fc.record({
  arrivals: fc.array(arrival, { minLength: 1, maxLength: 60 }),
  pauses: fc.array(fc.record({ at: fc.integer({ min: 0, max: 4_000 }), ms: fc.integer({ min: 1, max: 1_500 }) }), {
    maxLength: 4,
  }),
})

interface Run extends Arrival {
  readonly index: number
  started: number | undefined
  ended: number | undefined
}

/** Lets it all happen on virtual time; returns what started, in order. */
async function simulate(
  limits: Limit[],
  { arrivals, pauses }: { arrivals: Arrival[]; pauses: { at: number; ms: number }[] },
) {
  const { clock, limiter } = limiterOf(...limits)
  const begin = clock.now()
  const started: Run[] = []
  let gaveUp = 0
  const sorted = [...arrivals].sort((a, b) => a.at - b.at)
  const all = sorted.map(
    (one, index) =>
      new Promise<void>((done) => {
        clock.schedule(one.at, async () => {
          const run: Run = { ...one, index, started: undefined, ended: undefined }
          const controller = new AbortController()
          const { gives } = one
          const cancel = gives === undefined ? undefined : clock.schedule(gives, () => controller.abort('gave up'))
          try {
            const permit = await limiter.acquire(request(one.weight, one.key), controller.signal)
            cancel?.()
            run.started = clock.now() - begin
            started.push(run)
            await new Promise<void>((ended) => void clock.schedule(one.runs, ended))
            run.ended = clock.now() - begin
            permit.release()
          } catch (reason) {
            expect(reason).toBe('gave up')
            gaveUp++
          }
          done()
        })
      }),
  )
  for (const { at, ms } of pauses) clock.schedule(at, () => limiter.pause(ms))
  // Hangs, and says so, when a wake-up is lost.
  await clock.run(Promise.all(all))
  expect(started.length + gaveUp).toBe(arrivals.length)
  expect(limiter.waiting).toBe(0)
  await clock.advance(5_000)
  expect(clock.pending).toBe(0)
  await clock.advance(100_000)
  expect(limiter.freshIn()).toBe(0)
  return started
}

const starts = (runs: readonly Run[]): Start[] => runs.map(({ started, weight }) => ({ at: started as number, weight }))

function expectOrder(runs: readonly Run[]): void {
  for (let index = 1; index < runs.length; index++) expect(runs[index]!.index).toBeGreaterThan(runs[index - 1]!.index)
}

function mostRunning(runs: readonly Run[]): number {
  const changes = runs.flatMap(({ started, ended }) => [
    { at: started as number, by: 1 },
    { at: ended as number, by: -1 },
  ])
  changes.sort((a, b) => a.at - b.at || a.by - b.by)
  let running = 0
  let most = 0
  for (const { by } of changes) {
    running += by
    most = Math.max(most, running)
  }
  return most
}

describe('over random arrivals, weights, pauses and aborts', () => {
  it('a bucket never lets more than b + r·t start in any interval, and starts in order of arrival', async () => {
    await fc.assert(
      fc.asyncProperty(
        scenario,
        fc.integer({ min: 4, max: 10 }),
        fc.integer({ min: 1, max: 60 }),
        async (given, capacity, refill) => {
          const runs = await simulate([tokenBucket({ capacity, refill, per: 1_000 })], given)
          expect(excessOverBucket(starts(runs), capacity, refill / 1_000)).toBeLessThan(1e-5)
          expectOrder(runs)
          for (const { at, ms } of given.pauses) {
            // Ties between a start and the pause at the same millisecond go either way.
            for (const { started } of runs)
              expect((started as number) > at && (started as number) < at + ms).toBe(false)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('a bucket wastes no time: each start comes within 2 ms of the earliest one possible', async () => {
    const calm = scenario.map(({ arrivals }) => ({
      arrivals: arrivals.map((one) => ({ ...one, gives: undefined })),
      pauses: [],
    }))
    await fc.assert(
      fc.asyncProperty(
        calm,
        fc.integer({ min: 4, max: 10 }),
        fc.integer({ min: 5, max: 60 }),
        async (given, capacity, refill) => {
          const runs = await simulate([tokenBucket({ capacity, refill, per: 1_000 })], given)
          let level = 0
          let last = 0
          for (const { at, started, weight } of runs) {
            const earliest = Math.max(at, last)
            level = Math.max(0, level - ((earliest - last) * refill) / 1_000)
            const wait = Math.max(0, ((level + weight - capacity) * 1_000) / refill)
            expect(started).toBeLessThanOrEqual(earliest + Math.ceil(wait) + 2)
            level = Math.max(0, level - (((started as number) - earliest) * refill) / 1_000) + weight
            last = started as number
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  it('a window never holds more than its limit, whenever between start and end the vendor counts', async () => {
    await fc.assert(
      fc.asyncProperty(
        scenario,
        fc.integer({ min: 4, max: 12 }),
        fc.integer({ min: 50, max: 1_500 }),
        fc.float({ min: 0, max: 1, noNaN: true }),
        async (given, limit, window, when) => {
          const runs = await simulate([slidingWindow({ limit, window })], given)
          const arrivals = runs.map(({ started, ended, weight, index }) => {
            const share = (index * 0.618 + when) % 1
            return { at: (started as number) + share * ((ended as number) - (started as number)), weight }
          })
          expect(mostInWindow(arrivals, window)).toBeLessThanOrEqual(limit)
          expectOrder(runs)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('everything at once holds everywhere, and within a key it is first come, first served', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, fc.integer({ min: 1, max: 5 }), async (given, slots) => {
        const perKey = { capacity: 4, refill: 3, per: 1_000 }
        const runs = await simulate(
          [
            tokenBucket({ capacity: 8, refill: 20, per: 1_000 }),
            slidingWindow({ limit: 30, window: 1_000 }),
            concurrency(slots),
            keyed({ key: ({ input }) => input as string | undefined, limit: tokenBucket(perKey) }),
          ],
          given,
        )
        expect(excessOverBucket(starts(runs), 8, 0.02)).toBeLessThan(1e-5)
        expect(mostInWindow(starts(runs), 1_000)).toBeLessThanOrEqual(30)
        expect(mostRunning(runs)).toBeLessThanOrEqual(slots)
        for (const key of ['a', 'b', 'c']) {
          const own = runs.filter((run) => run.key === key)
          expectOrder(own)
          expect(excessOverBucket(starts(own), 4, 0.003)).toBeLessThan(1e-5)
        }
        expectOrder(runs.filter((run) => run.key === undefined))
      }),
      { numRuns: 150 },
    )
  })
})
