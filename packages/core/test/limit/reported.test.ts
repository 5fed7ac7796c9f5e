import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors/index.ts'
import type { BudgetReport } from '../../src/limit/report.ts'
import { reported } from '../../src/limit/reported.ts'
import type { LimitRequest } from '../../src/limit/types.ts'
import { granted, limiterOf, request, waits } from './support.ts'

const MINUTE = 60_000

/** Bitrix24's rules: 480 s of server time in 10 minutes for each method. */
const operating = reported({
  budget: 'operating',
  max: 480,
  margin: 10,
  window: 10 * MINUTE,
  key: ({ operation, input }: LimitRequest) => (Array.isArray(input) ? (input as string[]) : operation),
})

const call = (method: string) => request(1, undefined, method)
const batch = (...methods: string[]) => request(1, methods, 'batch')

describe('a budget that the vendor reports', () => {
  it('does not hold up anything before the first report', () => {
    const { limiter } = limiterOf(operating)
    for (let index = 0; index < 20; index++) granted(limiter.acquire(call('crm.deal.list'), undefined))
  })

  it('holds a spent method back until its reset, and no other method', async () => {
    const { limiter, clock } = limiterOf(operating)
    const start = clock.now()
    const resetAt = start + 7 * MINUTE
    granted(limiter.acquire(call('crm.deal.list'), undefined)).release({ budget: 'operating', used: 471, resetAt })
    const spent = waits(limiter.acquire(call('crm.deal.list'), undefined))
    granted(limiter.acquire(call('crm.contact.list'), undefined)).release({ budget: 'operating', used: 3, resetAt })
    await clock.run(spent)
    expect(clock.now() - start).toBe(7 * MINUTE)
  })

  it('tries one attempt at a time after the reset, until a report says how much came free', async () => {
    const { limiter, clock } = limiterOf(operating)
    const resetAt = clock.now() + MINUTE
    granted(limiter.acquire(call('m'), undefined)).release({ budget: 'operating', used: 479, resetAt })
    const first = waits(limiter.acquire(call('m'), undefined))
    const others = [0, 1, 2].map(() => waits(limiter.acquire(call('m'), undefined)))
    const probe = await clock.run(first)
    expect(limiter.waiting).toBe(3)
    await clock.advance(5_000)
    expect(limiter.waiting).toBe(3)
    // Only one of ten minutes fell out of the vendor's window: not enough.
    probe.release({ budget: 'operating', used: 475, resetAt: resetAt + MINUTE })
    await clock.advance(50_000)
    expect(limiter.waiting).toBe(3)
    await clock.advance(10_000)
    expect(limiter.waiting).toBe(2)
    ;(await (others[0] as Promise<{ release(feedback: unknown): void }>)).release({
      budget: 'operating',
      used: 40,
      resetAt: resetAt + 2 * MINUTE,
    })
    await clock.run(Promise.all(others))
    expect(limiter.waiting).toBe(0)
  })

  it('reckons with what running attempts will use, by the last reports', () => {
    const { limiter, clock } = limiterOf(operating)
    const resetAt = clock.now() + 9 * MINUTE
    granted(limiter.acquire(call('m'), undefined)).release({ budget: 'operating', used: 100, resetAt })
    granted(limiter.acquire(call('m'), undefined)).release({ budget: 'operating', used: 200, resetAt })
    // 200 used and 100 for each: two more fit below 470, a third does not.
    granted(limiter.acquire(call('m'), undefined))
    granted(limiter.acquire(call('m'), undefined))
    waits(limiter.acquire(call('m'), undefined)).catch(() => undefined)
  })

  it('lets a single attempt start below the limit, however heavy the last one was', () => {
    const { limiter, clock } = limiterOf(operating)
    const resetAt = clock.now() + 9 * MINUTE
    granted(limiter.acquire(call('m'), undefined)).release({ budget: 'operating', used: 10, resetAt })
    granted(limiter.acquire(call('m'), undefined)).release({ budget: 'operating', used: 310, resetAt })
    granted(limiter.acquire(call('m'), undefined)).release({ budget: 'operating', used: 469, resetAt })
    granted(limiter.acquire(call('m'), undefined))
  })

  it('reads several reports of one answer, each for its own key, also for keys the request did not name', async () => {
    const { limiter, clock } = limiterOf(operating)
    const start = clock.now()
    const reports: BudgetReport[] = [
      { budget: 'operating', key: 'a', used: 478, resetAt: start + 60_000 },
      { budget: 'operating', key: 'b', used: 1, resetAt: start + 30_000 },
      { budget: 'operating', key: 'c', used: 475, resetAt: start + 90_000 },
    ]
    granted(limiter.acquire(batch('a', 'b'), undefined)).release(reports)
    granted(limiter.acquire(call('b'), undefined)).release()
    const both = waits(limiter.acquire(batch('a', 'c'), undefined))
    await clock.run(both)
    expect(clock.now() - start).toBe(90_000)
  })

  it('ignores a report that an older answer brings late', async () => {
    const { limiter, clock } = limiterOf(operating)
    const resetAt = clock.now() + 5 * MINUTE
    const older = granted(limiter.acquire(call('m'), undefined))
    granted(limiter.acquire(call('m'), undefined)).release({ budget: 'operating', used: 475, resetAt })
    older.release({ budget: 'operating', used: 20, resetAt: resetAt - MINUTE })
    await clock.run(waits(limiter.acquire(call('m'), undefined)))
    expect(clock.now()).toBe(resetAt)
  })

  it('goes by the highest of the reports between two resets, in whatever order they come', () => {
    const { limiter, clock } = limiterOf(operating)
    const resetAt = clock.now() + 5 * MINUTE
    const older = granted(limiter.acquire(call('m'), undefined))
    granted(limiter.acquire(call('m'), undefined)).release({ budget: 'operating', used: 475, resetAt })
    older.release({ budget: 'operating', used: 20, resetAt })
    waits(limiter.acquire(call('m'), undefined)).catch(() => undefined)
  })

  it('counts the declared units of an attempt whose answer never came', async () => {
    const { limiter, clock } = limiterOf(reported({ budget: 'points', max: 100, window: MINUTE }))
    const start = clock.now()
    granted(limiter.acquire(request({ points: 60 }), undefined)).release()
    await clock.run(waits(limiter.acquire(request({ points: 60 }), undefined)))
    expect(clock.now() - start).toBe(MINUTE)
  })

  it('forgets what was used after a whole window without reports', async () => {
    const { limiter, clock } = limiterOf(operating)
    granted(limiter.acquire(call('m'), undefined)).release({ budget: 'operating', used: 479 })
    expect(limiter.freshIn()).toBe(10 * MINUTE)
    await clock.advance(10 * MINUTE)
    expect(limiter.freshIn()).toBe(0)
    // All at once: nothing is left that would make them go one at a time.
    for (let index = 0; index < 5; index++) granted(limiter.acquire(call('m'), undefined))
  })

  it('understands vendors that count down', async () => {
    const { limiter, clock } = limiterOf(reported({ budget: 'points', max: 1_000, margin: 5, window: MINUTE }))
    const start = clock.now()
    granted(limiter.acquire(request(), undefined)).release({
      budget: 'points',
      remaining: 800,
      resetAt: start + 20_000,
    })
    granted(limiter.acquire(request(), undefined)).release({ budget: 'points', remaining: 4, resetAt: start + 20_000 })
    await clock.run(waits(limiter.acquire(request(), undefined)))
    expect(clock.now() - start).toBe(20_000)
  })

  it('goes by the units of a cost that names the budget, and does not count a cost of 0', () => {
    const { limiter, clock } = limiterOf(reported({ budget: 'points', max: 100, window: MINUTE }))
    const resetAt = clock.now() + 20_000
    granted(limiter.acquire(request({ points: 10 }), undefined)).release({ budget: 'points', used: 10, resetAt })
    granted(limiter.acquire(request({ points: 60 }), undefined))
    waits(limiter.acquire(request({ points: 40 }), undefined)).catch(() => undefined)
    granted(limiter.acquire(request({ points: 0 }), undefined))
  })

  it('believes no reset beyond the window', async () => {
    const { limiter, clock } = limiterOf(operating)
    const start = clock.now()
    // Milliseconds where seconds were meant.
    granted(limiter.acquire(call('m'), undefined)).release({ budget: 'operating', used: 480, resetAt: start * 1_000 })
    await clock.run(waits(limiter.acquire(call('m'), undefined)))
    expect(clock.now() - start).toBe(10 * MINUTE)
  })

  it('gets over a reset that was wrong with the next report', async () => {
    const { limiter, clock } = limiterOf(operating)
    const wrong = granted(limiter.acquire(call('m'), undefined))
    const right = granted(limiter.acquire(call('m'), undefined))
    wrong.release({ budget: 'operating', used: 480, resetAt: clock.now() * 1_000 })
    await clock.advance(MINUTE)
    right.release({ budget: 'operating', used: 20, resetAt: clock.now() + 9.5 * MINUTE })
    granted(limiter.acquire(call('m'), undefined))
  })

  it.each([
    undefined,
    null,
    'operating',
    480,
    {},
    { budget: 'operating' },
    { budget: 'operating', used: '479' },
    { budget: 'operating', used: Number.NaN },
    { budget: 'operating', used: -1 },
    { budget: 'operating', used: 479, resetAt: 'soon' },
    { budget: 'operating', key: 7, used: 479 },
    { budget: 'other', used: 479 },
    [null, 3, [{ budget: 'operating', used: 479 }]],
  ])('ignores feedback that makes no sense (%j)', (feedback) => {
    const { limiter } = limiterOf(operating)
    granted(limiter.acquire(call('m'), undefined)).release(feedback)
    granted(limiter.acquire(call('m'), undefined)).release(feedback)
    granted(limiter.acquire(call('m'), undefined))
  })

  it.each([
    () => reported({ budget: 'a', max: 0, window: 1 }),
    () => reported({ budget: 'a', max: 1, window: 0 }),
    () => reported({ budget: 'a', max: 10, window: 1, margin: 10 }),
    () => reported({ budget: 'a', max: 10, window: 1, maxKeys: 0.5 }),
  ])('is refused with a ConfigError when it makes no sense (%#)', (make) => {
    expect(make).toThrow(ConfigError)
  })

  it('is kept by a simulated portal to the last seconds of its window', async () => {
    const { limiter, clock } = limiterOf(operating)
    const begin = clock.now()
    // The portal: ten buckets of a minute, calls above 480 s blocked.
    const spent: { at: number; seconds: number }[] = []
    const usedAt = (now: number) =>
      spent.filter(({ at }) => at > now - 10 * MINUTE).reduce((sum, { seconds }) => sum + seconds, 0)
    let blocked = 0
    let calls = 0
    const work = async () => {
      while (clock.now() - begin < 60 * MINUTE) {
        const permit = await limiter.acquire(call('crm.deal.list'), undefined)
        await new Promise<void>((done) => void clock.schedule(1_500, done))
        if (usedAt(clock.now()) >= 480) blocked++
        calls++
        spent.push({ at: Math.floor(clock.now() / MINUTE) * MINUTE, seconds: 1.5 })
        const resetAt = (spent.find(({ at }) => at > clock.now() - 10 * MINUTE)?.at ?? clock.now()) + 10 * MINUTE
        permit.release({ budget: 'operating', used: usedAt(clock.now()), resetAt })
      }
    }
    await clock.run(Promise.all([work(), work(), work()]))
    expect(blocked).toBe(0)
    // Six windows of 480 s at 1.5 s a call.
    expect(calls).toBeGreaterThan(6 * (480 / 1.5) * 0.93)
  })
})
