import {
  concurrencyLimit,
  defineSandbox,
  empty,
  fixedWindowLimit,
  get,
  leakyBucketLimit,
  type SandboxLimit,
  slidingWindowLimit,
  tokenBucketLimit,
  VirtualClock,
} from '@bpmcentr/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEY, toySandbox } from './toyVendor.ts'

const START = 1_767_225_600_000

function limited(limit: SandboxLimit) {
  const clock = new VirtualClock({ start: START })
  const box = defineSandbox(
    {
      id: 'x',
      baseUrl: 'https://x.example',
      limit,
      routes: [get('/a', () => ({})), get('/free', () => ({}), { unlimited: true })],
    },
    { clock, limits: true },
  )
  const status = async (path = '/a', key = 'one') =>
    (await box.handle(new Request(`https://x.example${path}`, { headers: { 'x-key': key } }))).status
  return { box, clock, status }
}

async function take(status: () => Promise<number>, count: number) {
  let passed = 0
  for (let index = 0; index < count; index++) if ((await status()) === 200) passed++
  return passed
}

describe('limits of the vendor', () => {
  it('count a sliding window: never more than the limit in any span', async () => {
    const { clock, status } = limited(slidingWindowLimit({ limit: 10, window: 1_000 }))
    expect(await take(status, 12)).toBe(10)
    await clock.advance(999)
    expect(await take(status, 1)).toBe(0)
    await clock.advance(1)
    expect(await take(status, 12)).toBe(10)
  })

  it('count a fixed window: twice the limit fits around its border', async () => {
    const { clock, status } = limited(fixedWindowLimit({ limit: 10, window: 1_000 }))
    await clock.advance(999)
    expect(await take(status, 12)).toBe(10)
    await clock.advance(1)
    expect(await take(status, 12)).toBe(10)
  })

  it.each([tokenBucketLimit, leakyBucketLimit])('refill a bucket steadily', async (make) => {
    const { clock, status } = limited(make({ capacity: 5, perSecond: 2 }))
    expect(await take(status, 9)).toBe(5)
    await clock.advance(499)
    expect(await take(status, 1)).toBe(0)
    await clock.advance(1)
    expect(await take(status, 2)).toBe(1)
    await clock.advance(100_000)
    expect(await take(status, 9)).toBe(5)
  })

  it('count by key and cost, and leave unlimited routes out', async () => {
    const { status } = limited(
      slidingWindowLimit({
        limit: 4,
        window: 1_000,
        cost: (request) => (request.query.has('heavy') ? 3 : 1),
        key: (request) => request.header('x-key') ?? '',
      }),
    )
    expect([await status('/a?heavy'), await status(), await status(), await status('/free')]).toEqual([
      200, 200, 429, 200,
    ])
    expect(await status('/a?heavy', 'two')).toBe(200)
  })

  it('count refused requests too where the vendor does', async () => {
    const { clock, status } = limited(slidingWindowLimit({ limit: 2, window: 1_000, countRejected: true }))
    expect(await take(status, 2)).toBe(2)
    await clock.advance(600)
    expect(await take(status, 1)).toBe(0)
    await clock.advance(400)
    // The two are gone, the refused one is still counted.
    expect(await take(status, 3)).toBe(1)
  })

  it('tell when to come back, and then let one through', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('slidingWindow', 'fixedWindow', 'tokenBucket'),
        async (limit, gaps, type) => {
          let asked = 0
          const options = {
            reject: (seconds: number) => {
              asked = seconds
              return empty(429)
            },
          }
          const model =
            type === 'slidingWindow'
              ? slidingWindowLimit({ ...options, limit, window: 3_000 })
              : type === 'fixedWindow'
                ? fixedWindowLimit({ ...options, limit, window: 3_000 })
                : tokenBucketLimit({ ...options, capacity: limit, perSecond: 1.5 })
          let at = START
          const admitted: number[] = []
          const request = (now: number) => ({ at: now, account: 'a' }) as never
          for (const gap of gaps) {
            at += gap
            if (model.admit(request(at)) === undefined) {
              admitted.push(at)
              continue
            }
            expect(asked).toBeGreaterThan(0)
            at += asked * 1_000
            expect(model.admit(request(at))).toBeUndefined()
            admitted.push(at)
          }
          if (type !== 'slidingWindow') return
          for (const from of admitted) {
            expect(admitted.filter((each) => each > from - 3_000 && each <= from).length).toBeLessThanOrEqual(limit)
          }
        },
      ),
    )
  })

  it('let only so many run at the same time', async () => {
    const { box, clock, status } = limited(concurrencyLimit({ limit: 2 }))
    box.latency = 100
    // The work is done at once and only the answer is slow, so a slow route is what keeps a place taken.
    expect(await clock.run(Promise.all([status(), status(), status()]))).toEqual([200, 200, 200])
    let finish = () => {}
    const gate = new Promise<void>((resolve) => {
      finish = resolve
    })
    const slow = defineSandbox(
      {
        id: 'x',
        baseUrl: 'https://x.example',
        limit: concurrencyLimit({ limit: 2 }),
        routes: [get('/a', () => gate.then(() => ({})))],
      },
      { limits: true },
    )
    const call = async () => (await slow.handle(new Request('https://x.example/a'))).status
    const running = [call(), call()]
    expect(await call()).toBe(429)
    finish()
    expect(await Promise.all(running)).toEqual([200, 200])
    expect(await call()).toBe(200)
  })

  it('are off until they are switched on, and then tell what is left', async () => {
    const box = toySandbox({ clock: new VirtualClock() })
    const call = () =>
      box.handle(new Request('https://api.toy.example/v1/orders', { headers: { authorization: `Bearer ${KEY}` } }))
    for (let index = 0; index < 5; index++) expect((await call()).status).toBe(200)
    box.limits.on()
    const left = []
    for (let index = 0; index < 3; index++) left.push((await call()).headers.get('x-ratelimit-remaining'))
    expect(left).toEqual(['2', '1', '0'])
    const refused = await call()
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('60')
    expect(box.requests.at(-1)?.processed).toBe(false)
    box.limits.off()
    expect((await call()).status).toBe(200)
  })
})
