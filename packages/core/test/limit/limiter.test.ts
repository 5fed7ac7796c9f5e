import { describe, expect, it } from 'vitest'
import { ConfigError, InputError } from '../../src/errors/index.ts'
import { concurrency } from '../../src/limit/concurrency.ts'
import { keyed } from '../../src/limit/keyed.ts'
import { slidingWindow } from '../../src/limit/slidingWindow.ts'
import { tokenBucket } from '../../src/limit/tokenBucket.ts'
import type { Limit, Permit } from '../../src/limit/types.ts'
import { granted, limiterOf, request, waits } from './support.ts'

const chatOf = ({ input }: { input: unknown }) => input as string | undefined
const ignore = () => undefined

describe('an idle limiter', () => {
  it.each<[string, Limit[]]>([
    ['without limits', []],
    [
      'with every kind of limit',
      [
        tokenBucket({ capacity: 5, refill: 1, per: 1_000 }),
        slidingWindow({ limit: 5, window: 1_000 }),
        concurrency(5),
        keyed({ key: chatOf, limit: concurrency(1) }),
      ],
    ],
  ])('grants at once %s, without a promise and without a timer', (_, limits) => {
    const { limiter, clock } = limiterOf(...limits)
    granted(limiter.acquire(request(1, 'a'), undefined)).release()
    expect(clock.pending).toBe(0)
    expect(limiter.waiting).toBe(0)
  })

  it('does not ask for a signal that it does not need', () => {
    const { limiter } = limiterOf(concurrency(1))
    granted(
      limiter.acquire(request(), () => {
        throw new Error('asked')
      }),
    )
  })
})

describe('a token bucket', () => {
  it('lets its capacity go at once and the rest as units come back', async () => {
    const { limiter, clock } = limiterOf(tokenBucket({ capacity: 3, refill: 2, per: 1_000 }))
    const start = clock.now()
    const at: number[] = []
    const all = Promise.all(
      Array.from({ length: 7 }, async () => {
        const permit = await limiter.acquire(request(), undefined)
        at.push(clock.now() - start)
        permit.release()
      }),
    )
    await clock.run(all)
    expect(at).toEqual([0, 0, 0, 500, 1_000, 1_500, 2_000])
  })

  it('leaves its reserve unused', () => {
    const { limiter } = limiterOf(tokenBucket({ capacity: 5, refill: 1, per: 1_000, reserve: 2 }))
    for (let index = 0; index < 3; index++) granted(limiter.acquire(request(), undefined))
    waits(limiter.acquire(request(), undefined)).catch(ignore)
  })

  it('takes the units that the cost names for its budget, and none for a budget the cost leaves out', async () => {
    const points = tokenBucket({ capacity: 10, refill: 1, per: 1_000, budget: 'points' })
    const { limiter } = limiterOf(points)
    granted(limiter.acquire(request({ points: 8 }), undefined))
    granted(limiter.acquire(request({ other: 50 }), undefined))
    granted(limiter.acquire(request(50), undefined))
    waits(limiter.acquire(request({ points: 3 }), undefined)).catch(ignore)
  })

  it('counts a request as one, even where the cost only names other budgets', () => {
    const { limiter } = limiterOf(tokenBucket({ capacity: 1, refill: 1, per: 1_000 }))
    granted(limiter.acquire(request({ points: 8 }), undefined))
    waits(limiter.acquire(request({ points: 8 }), undefined)).catch(ignore)
    granted(limiter.acquire(request({ points: 8, requests: 0 }), undefined))
  })

  it('keeps first come, first served when a heavy request waits before light ones', async () => {
    const { limiter, clock } = limiterOf(tokenBucket({ capacity: 10, refill: 1, per: 100 }))
    granted(limiter.acquire(request(10), undefined))
    const order: string[] = []
    const heavy = waits(limiter.acquire(request(8), undefined)).then(() => order.push('heavy'))
    const light = waits(limiter.acquire(request(1), undefined)).then(() => order.push('light'))
    await clock.run(Promise.all([heavy, light]))
    expect(order).toEqual(['heavy', 'light'])
  })

  it('is not fooled by a clock that is set back', async () => {
    const { limiter, clock } = limiterOf(tokenBucket({ capacity: 1, refill: 1, per: 1_000 }))
    granted(limiter.acquire(request(), undefined))
    const now = clock.now.bind(clock)
    clock.now = () => now() - 3_600_000
    const start = now()
    await clock.run(waits(limiter.acquire(request(), undefined)))
    expect(now() - start).toBeLessThanOrEqual(1_000)
  })
})

describe('a newcomer', () => {
  const shared = tokenBucket({ capacity: 10, refill: 1, per: 100 })
  const chats = keyed({ key: chatOf, limit: concurrency(5) })

  it.each([
    ['of the same kind', 'a'],
    ['of another key', 'b'],
    ['that no key concerns', undefined],
  ])('%s does not get in front of a heavier one that waits for the same budget', async (_, key) => {
    const { limiter, clock } = limiterOf(shared, chats)
    granted(limiter.acquire(request(5, 'a'), undefined))
    const order: string[] = []
    const heavy = waits(limiter.acquire(request(8, 'a'), undefined)).then(() => order.push('heavy'))
    // Five units are left, and one would do.
    const light = waits(limiter.acquire(request(1, key), undefined)).then(() => order.push('light'))
    await clock.run(Promise.all([heavy, light]))
    expect(order).toEqual(['heavy', 'light'])
  })

  it('starts at once where everybody waits for something else', () => {
    const { limiter } = limiterOf(shared, keyed({ key: chatOf, limit: concurrency(1) }))
    for (const chat of ['a', 'b', 'c']) {
      granted(limiter.acquire(request(1, chat), undefined))
      waits(limiter.acquire(request(1, chat), undefined)).catch(ignore)
    }
    granted(limiter.acquire(request(1, 'd'), undefined))
  })
})

describe('a cost that can never be admitted', () => {
  it.each<[string, Limit]>([
    ['a bucket', tokenBucket({ capacity: 5, refill: 1, per: 1_000, reserve: 1 })],
    ['a window', slidingWindow({ limit: 4, window: 1_000 })],
    ['a keyed bucket', keyed({ key: () => 'a', limit: tokenBucket({ capacity: 4, refill: 1, per: 1_000 }) })],
  ])('is refused by %s with a clear error instead of waiting for ever', async (_, limit) => {
    const { limiter } = limiterOf(limit)
    await expect(limiter.acquire(request(5), undefined)).rejects.toThrow(InputError)
    await expect(limiter.acquire(request(5), undefined)).rejects.toThrow('things.get costs 5 units at once')
    granted(limiter.acquire(request(4), undefined))
  })

  it.each([-1, Number.NaN, Infinity])('is refused when it is %d', async (cost) => {
    const { limiter } = limiterOf(tokenBucket({ capacity: 5, refill: 1, per: 1_000 }))
    await expect(limiter.acquire(request(cost), undefined)).rejects.toThrow(InputError)
  })
})

describe('a limit that makes no sense', () => {
  it.each([
    () => tokenBucket({ capacity: 0, refill: 1, per: 1_000 }),
    () => tokenBucket({ capacity: 5, refill: 0, per: 1_000 }),
    () => tokenBucket({ capacity: 5, refill: 1, per: Number.NaN }),
    () => tokenBucket({ capacity: 5, refill: 1, per: 1_000, reserve: 5 }),
    () => tokenBucket({ capacity: 5, refill: 1, per: 1_000, reserve: -1 }),
    () => slidingWindow({ limit: 0, window: 1_000 }),
    () => slidingWindow({ limit: 5, window: Infinity }),
    () => concurrency(0),
    () => concurrency(1.5),
    () => keyed({ key: chatOf, limit: keyed({ key: chatOf, limit: concurrency(1) }) }),
    () => keyed({ key: chatOf, limit: concurrency(1), maxKeys: 0 }),
    () => limiterOf({ type: 'guess', budget: 'requests' }),
  ])('is a ConfigError where it is made (%#)', (make) => {
    expect(make).toThrow(ConfigError)
  })
})

describe('concurrency', () => {
  it('starts the next when one ends, and not before', async () => {
    const { limiter, clock } = limiterOf(concurrency(2))
    const first = granted(limiter.acquire(request(), undefined))
    granted(limiter.acquire(request(), undefined))
    let started = false
    const third = waits(limiter.acquire(request(), undefined)).then(() => {
      started = true
    })
    await clock.advance(60_000)
    expect(started).toBe(false)
    first.release()
    await clock.run(third)
    expect(started).toBe(true)
  })

  it('frees a slot once, however often the permit is released', () => {
    const { limiter } = limiterOf(concurrency(1))
    const first = granted(limiter.acquire(request(), undefined))
    first.release()
    first.release()
    granted(limiter.acquire(request(), undefined))
    first.release()
    waits(limiter.acquire(request(), undefined)).catch(ignore)
  })
})

describe('a sliding window', () => {
  it('gives a unit back one window after the attempt ended, not after it started', async () => {
    const { limiter, clock } = limiterOf(slidingWindow({ limit: 1, window: 1_000, slack: 0 }))
    const permit = granted(limiter.acquire(request(), undefined))
    await clock.advance(700)
    permit.release()
    const ended = clock.now()
    await clock.run(waits(limiter.acquire(request(), undefined)))
    expect(clock.now() - ended).toBe(1_000)
  })

  it('waits a millisecond longer than the window unless told otherwise: clocks count whole ones', async () => {
    const { limiter, clock } = limiterOf(slidingWindow({ limit: 1, window: 1_000 }))
    granted(limiter.acquire(request(), undefined)).release()
    const ended = clock.now()
    await clock.run(waits(limiter.acquire(request(), undefined)))
    expect(clock.now() - ended).toBe(1_001)
  })

  it('gives back all units that ended in the same millisecond, and no others', async () => {
    const { limiter, clock } = limiterOf(slidingWindow({ limit: 4, window: 1_000, slack: 0 }))
    for (let index = 0; index < 3; index++) granted(limiter.acquire(request(), undefined)).release()
    await clock.advance(10)
    granted(limiter.acquire(request(), undefined)).release()
    await clock.advance(990)
    for (let index = 0; index < 3; index++) granted(limiter.acquire(request(), undefined)).release()
    waits(limiter.acquire(request(), undefined)).catch(ignore)
  })

  it('takes up its whole limit again after a pause in traffic', async () => {
    const { limiter, clock } = limiterOf(slidingWindow({ limit: 100, window: 1_000 }))
    for (let round = 0; round < 5; round++) {
      for (let index = 0; index < 100; index++) {
        granted(limiter.acquire(request(), undefined)).release()
        await clock.advance(index % 3)
      }
      await clock.advance(1_001)
    }
    expect(limiter.freshIn()).toBe(0)
  })
})

describe('several budgets at once', () => {
  it('start only what all of them admit, and take nothing from the others meanwhile', async () => {
    const { limiter, clock } = limiterOf(tokenBucket({ capacity: 2, refill: 1, per: 10_000 }), concurrency(1))
    const first = granted(limiter.acquire(request(), undefined))
    const second = waits(limiter.acquire(request(), undefined))
    await clock.advance(5_000)
    first.release()
    const start = clock.now()
    granted(await clock.run(second)).release()
    expect(clock.now()).toBe(start)
    // Both tokens are used now; had the waiter taken one while it waited, this would start later.
    await clock.run(waits(limiter.acquire(request(), undefined)))
    expect(clock.now() - start).toBe(5_000)
  })

  it('do not starve a request that needs two budgets, of which others use one each', async () => {
    const methods = keyed({
      key: ({ input }) => (input as string[]).find((part) => part.startsWith('method')),
      limit: tokenBucket({ capacity: 1, refill: 1, per: 100, budget: 'method' }),
    })
    const chats = keyed({
      key: ({ input }) => (input as string[]).find((part) => part.startsWith('chat')),
      limit: tokenBucket({ capacity: 1, refill: 1, per: 100, budget: 'chat' }),
    })
    const { limiter, clock } = limiterOf(methods, chats)
    const cost = { method: 1, chat: 1, requests: 0 }
    const flood = (part: string) => {
      for (let index = 0; index < 200; index++) {
        const answer = limiter.acquire(request(cost, [part]), undefined)
        if (answer instanceof Promise) answer.catch(ignore)
      }
    }
    flood('method')
    await clock.advance(50)
    flood('chat')
    const start = clock.now()
    const both = waits(limiter.acquire(request(cost, ['method', 'chat']), undefined))
    flood('method')
    flood('chat')
    // 200 are before it in either queue; another 200 in each came after it.
    await clock.run(both)
    expect(clock.now() - start).toBeLessThan(22_000)
  })
})

describe('a keyed limit', () => {
  it('does not let a key that waits hold up the others, nor those it does not concern', async () => {
    const { limiter, clock } = limiterOf(
      tokenBucket({ capacity: 100, refill: 30, per: 1_000 }),
      keyed({ key: chatOf, limit: tokenBucket({ capacity: 1, refill: 1, per: 1_000 }) }),
    )
    granted(limiter.acquire(request(1, 'a'), undefined))
    const second = waits(limiter.acquire(request(1, 'a'), undefined))
    granted(limiter.acquire(request(1, 'b'), undefined))
    granted(limiter.acquire(request(1, undefined), undefined))
    const third = waits(limiter.acquire(request(1, 'a'), undefined))
    const start = clock.now()
    await clock.run(second)
    expect(clock.now() - start).toBe(1_000)
    await clock.run(third)
    expect(clock.now() - start).toBe(2_000)
  })

  it('still serves all keys in order of arrival when the budget they share runs out', async () => {
    const { limiter, clock } = limiterOf(
      tokenBucket({ capacity: 1, refill: 1, per: 100 }),
      keyed({ key: chatOf, limit: tokenBucket({ capacity: 5, refill: 1, per: 10 }) }),
    )
    granted(limiter.acquire(request(1, 'a'), undefined))
    const order: string[] = []
    const keys = ['a', 'b', 'a', 'c', undefined, 'a', 'b']
    const all = keys.map((key, index) =>
      waits(limiter.acquire(request(1, key), undefined)).then(() => order.push(`${index}${key ?? ''}`)),
    )
    await clock.run(Promise.all(all))
    expect(order).toEqual(['0a', '1b', '2a', '3c', '4', '5a', '6b'])
  })

  it('forgets idle keys, and shares one count among keys above its maximum', async () => {
    const { limiter, clock } = limiterOf(
      keyed({ key: chatOf, maxKeys: 10, limit: tokenBucket({ capacity: 1, refill: 1, per: 1_000 }) }),
    )
    for (let key = 0; key < 10; key++) granted(limiter.acquire(request(1, `k${key}`), undefined)).release()
    granted(limiter.acquire(request(1, 'eleventh'), undefined)).release()
    const twelfth = waits(limiter.acquire(request(1, 'twelfth'), undefined))
    granted(await clock.run(twelfth)).release()
    await clock.advance(2_000)
    for (let key = 20; key < 30; key++) granted(limiter.acquire(request(1, `k${key}`), undefined)).release()
  })

  it('does not let a key have its limit twice when it leaves the shared count', () => {
    const { limiter } = limiterOf(keyed({ key: chatOf, maxKeys: 1, limit: concurrency(1) }))
    const own = granted(limiter.acquire(request(1, 'a'), undefined))
    granted(limiter.acquire(request(1, 'b'), undefined))
    own.release()
    // There is room for a count of its own now, but one attempt of b still runs in the shared one.
    waits(limiter.acquire(request(1, 'b'), undefined)).catch(ignore)
  })

  it.each<[string, (limiter: ReturnType<typeof limiterOf>['limiter']) => Promise<void>]>([
    [
      'aborted',
      async (limiter) => {
        const permit = granted(limiter.acquire(request(1, 'a'), undefined))
        const controller = new AbortController()
        const waiting = waits(limiter.acquire(request(1, 'a'), controller.signal))
        controller.abort()
        await waiting.catch(ignore)
        permit.release()
      },
    ],
    [
      'refused',
      (limiter) => Promise.resolve(limiter.acquire(request(1, 'a', 'broken'), undefined)).then(ignore, ignore),
    ],
    [
      'aborted beforehand',
      (limiter) => Promise.resolve(limiter.acquire(request(1, 'a'), AbortSignal.abort())).then(ignore, ignore),
    ],
  ])('lets go of a key whose request was %s', async (_, use) => {
    const failing = ({ operation }: { operation: string }) => {
      if (operation === 'broken') throw new Error('broken')
      return undefined
    }
    const { limiter } = limiterOf(
      keyed({ key: chatOf, maxKeys: 1, limit: concurrency(1) }),
      keyed({ key: failing, limit: concurrency(1) }),
    )
    await use(limiter)
    // The one place is free for b, so c alone uses the shared count.
    granted(limiter.acquire(request(1, 'b'), undefined))
    granted(limiter.acquire(request(1, 'c'), undefined))
  })

  it('passes on what its key function throws, and goes on working', async () => {
    const { limiter } = limiterOf(
      keyed({ key: chatOf, limit: concurrency(1) }),
      keyed({
        key: ({ input }) => {
          if (input === 'bad') throw new TypeError('no chat')
          return 'x'
        },
        limit: concurrency(2),
      }),
    )
    await expect(limiter.acquire(request(1, 'bad'), undefined)).rejects.toThrow('no chat')
    granted(limiter.acquire(request(1, 'a'), undefined)).release()
    expect(limiter.freshIn()).toBe(0)
  })
})

describe('a pause', () => {
  it('holds every start of the scope, and the longest one wins', async () => {
    const { limiter, clock } = limiterOf(concurrency(5))
    limiter.pause(1_000)
    limiter.pause(3_000)
    limiter.pause(500)
    const start = clock.now()
    const first = waits(limiter.acquire(request(), undefined))
    const second = waits(limiter.acquire(request(), undefined))
    await clock.run(Promise.all([first, second]))
    expect(clock.now() - start).toBe(3_000)
  })

  it('holds those who wait already', async () => {
    const { limiter, clock } = limiterOf(tokenBucket({ capacity: 1, refill: 1, per: 1_000 }))
    granted(limiter.acquire(request(), undefined))
    const start = clock.now()
    const waiting = waits(limiter.acquire(request(), undefined))
    limiter.pause(5_000)
    await clock.run(waiting)
    expect(clock.now() - start).toBe(5_000)
  })

  it('ends with what came back meanwhile, not with a second burst', async () => {
    const { limiter, clock } = limiterOf(tokenBucket({ capacity: 50, refill: 2, per: 1_000 }))
    limiter.pause(3_000)
    await clock.advance(3_000)
    for (let index = 0; index < 6; index++) granted(limiter.acquire(request(), undefined))
    waits(limiter.acquire(request(), undefined)).catch(ignore)
  })

  it('lets one request through at its end, since the vendor said when', async () => {
    const { limiter, clock } = limiterOf(tokenBucket({ capacity: 50, refill: 2, per: 1_000 }))
    limiter.pause(10)
    await clock.advance(10)
    granted(limiter.acquire(request(), undefined))
    waits(limiter.acquire(request(), undefined)).catch(ignore)
  })

  it('never leaves more than the capacity, however long it was', async () => {
    const { limiter, clock } = limiterOf(tokenBucket({ capacity: 3, refill: 2, per: 1_000 }))
    limiter.pause(3_600_000)
    await clock.advance(3_600_000)
    for (let index = 0; index < 3; index++) granted(limiter.acquire(request(), undefined))
    waits(limiter.acquire(request(), undefined)).catch(ignore)
  })

  it.each([0, -5, Number.NaN])('of %d ms is none', (ms) => {
    const { limiter } = limiterOf(concurrency(1))
    limiter.pause(ms)
    granted(limiter.acquire(request(), undefined))
  })

  it('is a day at the longest, whatever the hint said', async () => {
    const { limiter, clock } = limiterOf()
    limiter.pause(Number.MAX_VALUE)
    await clock.advance(86_400_000)
    granted(limiter.acquire(request(), undefined))
  })
})

describe('an abort', () => {
  it('rejects with its reason at once when it came before', async () => {
    const { limiter } = limiterOf(concurrency(1))
    await expect(limiter.acquire(request(), AbortSignal.abort('enough'))).rejects.toBe('enough')
    granted(limiter.acquire(request(), undefined))
  })

  it('takes the waiter out at once and leaves no timer behind', async () => {
    const { limiter, clock } = limiterOf(tokenBucket({ capacity: 1, refill: 1, per: 1_000 }))
    granted(limiter.acquire(request(), undefined))
    const controller = new AbortController()
    const waiting = waits(limiter.acquire(request(), controller.signal))
    expect(clock.pending).toBe(1)
    controller.abort('enough')
    expect(limiter.waiting).toBe(0)
    expect(clock.pending).toBe(0)
    await expect(waiting).rejects.toBe('enough')
  })

  it('of the first lets the next go, when that one fits already', async () => {
    const { limiter, clock } = limiterOf(tokenBucket({ capacity: 10, refill: 1, per: 60_000 }))
    granted(limiter.acquire(request(5), undefined))
    const controller = new AbortController()
    const heavy = waits(limiter.acquire(request(10), controller.signal))
    const light = waits(limiter.acquire(request(5), undefined))
    const start = clock.now()
    controller.abort(new Error('enough'))
    await expect(heavy).rejects.toThrow('enough')
    await clock.run(light)
    expect(clock.now()).toBe(start)
  })

  it('in the middle changes nothing for the others', async () => {
    const { limiter, clock } = limiterOf(concurrency(1))
    let permit: Permit | undefined = granted(limiter.acquire(request(), undefined))
    const controllers = Array.from({ length: 5 }, () => new AbortController())
    const order: number[] = []
    const all = controllers.map((controller, index) =>
      waits(limiter.acquire(request(), controller.signal)).then(
        (next) => {
          order.push(index)
          permit = next
        },
        () => order.push(-index),
      ),
    )
    controllers[1]?.abort()
    controllers[4]?.abort()
    for (let index = 0; index < 3; index++) {
      permit?.release()
      await clock.advance(0)
    }
    await Promise.all(all)
    expect(order).toEqual([-1, -4, 0, 2, 3])
  })

  it('after the start does nothing', async () => {
    const { limiter, clock } = limiterOf(concurrency(1))
    const first = granted(limiter.acquire(request(), undefined))
    const controller = new AbortController()
    const second = waits(limiter.acquire(request(), controller.signal))
    first.release()
    controller.abort()
    const permit = await clock.run(second)
    permit.release()
    granted(limiter.acquire(request(), undefined))
  })

  it('of thousands in keyed lanes leaves nothing behind', async () => {
    const { limiter, clock } = limiterOf(keyed({ key: chatOf, limit: concurrency(1) }), concurrency(1))
    const permit = granted(limiter.acquire(request(1, 'a'), undefined))
    const controller = new AbortController()
    const all = Array.from({ length: 5_000 }, (_, index) =>
      waits(limiter.acquire(request(1, `k${index}`), controller.signal)).catch(ignore),
    )
    controller.abort()
    await Promise.all(all)
    expect(limiter.waiting).toBe(0)
    permit.release()
    expect(limiter.freshIn()).toBe(0)
    expect(clock.pending).toBe(0)
  })
})
