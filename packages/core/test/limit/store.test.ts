import { afterEach, describe, expect, it, vi } from 'vitest'
import { concurrency } from '../../src/limit/concurrency.ts'
import { keyed } from '../../src/limit/keyed.ts'
import { scopeKey } from '../../src/limit/scope.ts'
import { slidingWindow } from '../../src/limit/slidingWindow.ts'
import { defaultLimiterStore, memoryLimiterStore } from '../../src/limit/store.ts'
import { tokenBucket } from '../../src/limit/tokenBucket.ts'
import { granted, promiseClock, request, waits } from './support.ts'

const bucket = tokenBucket({ capacity: 2, refill: 1, per: 1_000 })
const ignore = () => undefined

function storeOf() {
  const clock = promiseClock()
  return { clock, store: memoryLimiterStore({ clock }) }
}

describe('a store in memory', () => {
  it('gives the same limiter to everyone who opens the scope', () => {
    const { store } = storeOf()
    expect(store.open('a', [bucket])).toBe(store.open('a', [bucket]))
    expect(store.open('b', [bucket])).not.toBe(store.open('a', [bucket]))
    expect(store.size).toBe(2)
  })

  it('forgets a scope that was not used at once, with its last client', () => {
    const { store, clock } = storeOf()
    store.open('a', [bucket])
    store.open('a', [bucket])
    store.close('a')
    expect(store.size).toBe(1)
    store.close('a')
    expect(store.size).toBe(0)
    expect(clock.pending).toBe(0)
  })

  it('keeps the state of a used scope until it cannot be told from a new one', async () => {
    const { store, clock } = storeOf()
    const first = store.open('a', [bucket])
    granted(first.acquire(request(2), undefined)).release()
    store.close('a')
    // Opened again: no second burst.
    const second = store.open('a', [bucket])
    waits(second.acquire(request(2), undefined)).then((permit) => permit.release())
    expect(second).toBe(first)
    await clock.advance(10_000)
    store.close('a')
    await clock.advance(10_000)
    expect(store.size).toBe(0)
    expect(clock.pending).toBe(0)
  })

  it('keeps a scope in which a call still runs, or which the vendor paused', async () => {
    const { store, clock } = storeOf()
    const permit = granted(store.open('running', [concurrency(1)]).acquire(request(), undefined))
    store.open('paused', []).pause(120_000)
    store.close('running')
    store.close('paused')
    await clock.advance(100_000)
    expect(store.size).toBe(2)
    permit.release()
    await clock.advance(60_000)
    expect(store.size).toBe(0)
    expect(clock.pending).toBe(0)
  })

  it('has one timer for ten thousand tenants that come and go, and nothing left of them at the end', async () => {
    const { store, clock } = storeOf()
    let most = 0
    for (let tenant = 0; tenant < 10_000; tenant++) {
      const limiter = store.open(`tenant ${tenant}`, [
        bucket,
        slidingWindow({ limit: 10, window: 60_000 }),
        keyed({ key: () => 'k', limit: concurrency(1) }),
      ])
      granted(limiter.acquire(request(), undefined)).release()
      store.close(`tenant ${tenant}`)
      most = Math.max(most, clock.pending)
    }
    expect(store.size).toBe(10_000)
    expect(most).toBe(1)
    await clock.advance(62_000)
    expect(store.size).toBe(0)
    expect(clock.pending).toBe(0)
  })

  it('leaves no timer behind when the last closed scope is opened again', async () => {
    const { store, clock } = storeOf()
    granted(store.open('a', [bucket]).acquire(request(), undefined)).release()
    store.close('a')
    expect(clock.pending).toBe(1)
    store.open('a', [bucket])
    expect(clock.pending).toBe(0)
    await clock.advance(60_000)
    expect(store.size).toBe(1)
  })

  it('ignores a close too many', async () => {
    const { store, clock } = storeOf()
    store.close('a')
    const limiter = store.open('a', [bucket])
    granted(limiter.acquire(request(), undefined)).release()
    store.close('a')
    store.close('a')
    store.open('a', [bucket])
    store.open('a', [bucket])
    store.close('a')
    await clock.advance(60_000)
    expect(store.size).toBe(1)
    expect(store.open('a', [bucket])).toBe(limiter)
  })

  it('keeps a scope while an attempt runs, even where no limit shows it', async () => {
    const { store, clock } = storeOf()
    const limiter = store.open('a', [])
    const permit = granted(limiter.acquire(request(), undefined))
    store.close('a')
    await clock.advance(60_000)
    // Its answer may still be a 429 that pauses whoever opens the scope meanwhile.
    expect(store.open('a', [])).toBe(limiter)
    store.close('a')
    permit.release()
    await clock.advance(60_000)
    expect(store.size).toBe(0)
  })

  it('keeps the limits of both when two clients of an account are set up apart', () => {
    const { store } = storeOf()
    const limiter = store.open('a', [bucket])
    store.open('a', [tokenBucket({ capacity: 100, refill: 1, per: 1_000 }), concurrency(1)])
    granted(limiter.acquire(request(), undefined))
    waits(limiter.acquire(request(), undefined)).catch(ignore)
  })

  it('knows limits again that were made anew by each client', () => {
    const { store } = storeOf()
    let asked = 0
    const key = () => {
      asked++
      return 'x'
    }
    const open = () => store.open('a', [bucket, keyed({ key: () => key(), limit: concurrency(5) })])
    const limiter = open()
    for (let client = 0; client < 10; client++) open()
    granted(limiter.acquire(request(), undefined))
    expect(asked).toBe(1)
  })
})

describe('the default store', () => {
  const key = Symbol.for('bpmcentr.limiters')
  const holder = globalThis as unknown as Record<symbol, unknown>

  afterEach(() => {
    delete holder[key]
    vi.useRealTimers()
  })

  it('is made on first use and then shared by the process, also with another copy of the package', () => {
    expect(holder[key]).toBeUndefined()
    const store = defaultLimiterStore()
    expect(holder[key]).toBe(store)
    expect(defaultLimiterStore()).toBe(store)
    const foreign = memoryLimiterStore()
    holder[key] = foreign
    expect(defaultLimiterStore()).toBe(foreign)
  })

  it("is one of its own for each clock that is not the system's", () => {
    const clock = promiseClock()
    expect(defaultLimiterStore(clock)).toBe(defaultLimiterStore(clock))
    expect(defaultLimiterStore(clock)).not.toBe(defaultLimiterStore())
    expect(defaultLimiterStore(clock)).not.toBe(defaultLimiterStore(promiseClock()))
  })

  it('does not keep the process alive for a closed scope', () => {
    vi.useFakeTimers()
    const set = vi.spyOn(globalThis, 'setTimeout')
    const store = memoryLimiterStore()
    granted(store.open('a', [bucket]).acquire(request(), undefined)).release()
    store.close('a')
    const timer = set.mock.results[0]?.value as NodeJS.Timeout
    expect(timer.hasRef()).toBe(false)
    vi.advanceTimersByTime(5_000)
    expect(store.size).toBe(0)
  })
})

describe('a scope key', () => {
  it('is short and holds nothing of its parts', () => {
    const key = scopeKey(['keycrm', 'openapi.keycrm.app', 'very-secret-token'])
    expect(key).toMatch(/^[0-9a-f]{32}$/)
    expect(scopeKey(['keycrm', 'openapi.keycrm.app', 'very-secret-token'])).toBe(key)
  })

  it('differs wherever the parts do', () => {
    const parts = [['a', 'bc'], ['ab', 'c'], ['abc'], ['abc', ''], ['', 'abc'], ['1:a', ''], ['a1:', ''], []]
    expect(new Set(parts.map(scopeKey)).size).toBe(parts.length)
  })
})
