import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BACKOFF_CAP, backoffMs } from '../../src/retry/backoff.ts'

describe('backoff', () => {
  it('doubles its bound with each retry up to the cap', () => {
    const bounds = [0, 1, 2, 3, 6, 7, 50, 2_000].map((retry) => backoffMs(retry, { random: () => 0.999999999 }) + 1)
    expect(bounds).toEqual([250, 500, 1_000, 2_000, 16_000, 20_000, 20_000, 20_000])
  })

  it('begins at a second where the vendor had too much to do', () => {
    expect(backoffMs(0, { throttled: true, random: () => 0.5 })).toBe(500)
    expect(backoffMs(2, { throttled: true, random: () => 0.5 })).toBe(2_000)
  })

  it('takes a base and a cap of its own', () => {
    expect(backoffMs(3, { base: 100, cap: 500, random: () => 0.5 })).toBe(250)
    expect(backoffMs(1, { base: 100, cap: 500, random: () => 0.5 })).toBe(100)
  })

  it('is never negative, never above the cap and spread over the whole range', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -2, max: 5_000 }),
        fc.boolean(),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (retry, throttled, at) => {
          const ms = backoffMs(retry, { throttled, random: () => at })
          const bound = Math.min(BACKOFF_CAP, (throttled ? 1_000 : 250) * 2 ** Math.max(0, retry))
          expect(Number.isInteger(ms)).toBe(true)
          expect(ms).toBe(Math.floor(at * bound))
          expect(ms).toBeGreaterThanOrEqual(0)
          expect(ms).toBeLessThan(BACKOFF_CAP)
        },
      ),
    )
    const sample = Array.from({ length: 2_000 }, () => backoffMs(2))
    expect(Math.min(...sample)).toBeLessThan(50)
    expect(Math.max(...sample)).toBeGreaterThan(950)
    expect(sample.reduce((sum, ms) => sum + ms, 0) / sample.length).toBeCloseTo(500, -2)
  })
})
