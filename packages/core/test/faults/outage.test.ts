import { describe, expect, it, vi } from 'vitest'
import { memoryLimiterStore, NetworkError, sleep, tokenBucket } from '../../src/index.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { type Shop, shopAt } from '../support/shopAt.ts'
import { type StubAnswer, stubTransport } from '../support/stub.ts'

// Real work on real sockets, or many runs: a machine that is busy otherwise may need longer than five seconds.
vi.setConfig({ testTimeout: 60_000 })

const CLIENTS = 100
const SECOND = 1_000
/** Requests a second that the account is allowed; the clients make 100. */
const RATE = 200
const BURST = 20
/** Retries in hand: ten seconds' worth of the rate. */
const BUDGET = 10 * RATE

/** Numbers that look random and are the same in each run. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

type Mood = 'well' | 'down' | 'weak' | 'refusing'

/**
 * 100 clients of one account, each reading once a second, through real clients: whatever the server's mood. Moods come as
 * seconds and what holds from then on.
 */
async function simulate(moods: readonly (readonly [from: number, mood: Mood])[], seconds: number) {
  const clock = new VirtualClock({ start: 0, turns: 1 })
  const random = sequence(7)
  const perSecond = Array.from({ length: seconds + 60 }, () => 0)
  let served = { second: -1, count: 0 }
  const { transport } = stubTransport(async (): Promise<StubAnswer> => {
    await sleep(clock, 20 + random() * 60)
    const second = Math.floor(clock.now() / SECOND)
    perSecond[second] = (perSecond[second] as number) + 1
    const mood = moods.findLast(([from]) => second >= from)?.[1]
    if (mood === 'refusing') return { status: 429, headers: { 'retry-after': '5' } }
    if (mood === 'down') {
      if (random() < 0.5) throw new NetworkError('reset', { code: 'reset', sent: 'maybe', retryable: true })
      return { status: 502 }
    }
    if (served.second !== second) served = { second, count: 0 }
    if (mood === 'weak' && served.count++ >= CLIENTS / 10) return { status: 503 }
    return { json: { id: 1, name: 'a' } }
  })
  const limiterStore = memoryLimiterStore({ clock })
  const limits = [tokenBucket({ capacity: BURST, refill: RATE, per: SECOND })]
  const calls: { begun: number; ok: Promise<boolean> }[] = []
  const tick = (shop: Shop) => {
    const ok = shop.things.get({ id: 1 }).then(
      () => true,
      () => false,
    )
    calls.push({ begun: clock.now() / SECOND, ok })
    if (clock.now() < (seconds - 1) * SECOND) clock.schedule(SECOND, () => tick(shop))
  }
  for (let index = 0; index < CLIENTS; index++) {
    const shop = shopAt('https://shop.test/v1/', { transport, clock, limiterStore, connection: { limits } })
    clock.schedule(random() * SECOND, () => tick(shop))
  }
  await clock.advance((seconds + 59) * SECOND)
  const results = await Promise.all(calls.map(async ({ begun, ok }) => ({ begun, ok: await ok })))
  const requests = (from: number, to: number) => perSecond.slice(from, to).reduce((sum, count) => sum + count, 0)
  return { perSecond, requests, results, pending: clock.pending }
}

describe('a hundred clients of one account', () => {
  it('do not make an outage worse, and come back without a stampede', async () => {
    const { perSecond, requests, results, pending } = await simulate(
      [
        [0, 'well'],
        [5, 'down'],
        [65, 'weak'],
        [95, 'well'],
      ],
      120,
    )
    const underway = CLIENTS * 0.1
    expect(requests(5, 65), 'while it is down').toBeLessThanOrEqual(CLIENTS * 60 + BUDGET + underway)
    expect(requests(35, 65), 'once the budget is spent').toBeLessThanOrEqual(CLIENTS * 30 * 1.05 + underway)
    expect(requests(65, 95), 'with a tenth of the capacity').toBeLessThanOrEqual(CLIENTS * 30 * 1.2)
    const healed = results.filter(({ begun }) => begun >= 95)
    expect(healed.length).toBeGreaterThan(CLIENTS * 24)
    expect(
      healed.every(({ ok }) => ok),
      'whole again',
    ).toBe(true)
    const after = perSecond.slice(95, 119)
    expect(Math.max(...after)).toBeLessThanOrEqual(RATE + BURST)
    const sum = after.reduce((total, count) => total + count, 0)
    const jain = sum ** 2 / (after.length * after.reduce((total, count) => total + count * count, 0))
    expect(jain).toBeGreaterThan(0.98)
    // The budget was of use: without retries each call makes one request.
    expect(requests(5, 65)).toBeGreaterThan(CLIENTS * 60 + BUDGET / 2)
    expect(pending).toBe(0)
  })

  it('keep silent together while the vendor refuses them', async () => {
    const { requests, results } = await simulate(
      [
        [0, 'well'],
        [5, 'refusing'],
        [35, 'well'],
      ],
      60,
    )
    // After each pause of 5 seconds some are let through before the next refusal comes.
    expect(requests(5, 35)).toBeLessThanOrEqual((30 / 5 + 1) * (BURST + RATE * 0.2))
    expect(results.filter(({ begun }) => begun >= 45).every(({ ok }) => ok)).toBe(true)
    expect(results.filter(({ ok }) => !ok)).toEqual([])
  })
})
