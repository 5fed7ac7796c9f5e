import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explicitRetryAfterMs, retryAfterMs } from '../../src/retry/hint.ts'
import { parseHttpDate } from '../../src/retry/httpDate.ts'

const now = Date.UTC(2026, 10, 22, 12, 0, 0)
const seconds = now / 1_000

function hint(headers: Record<string, string>, at = now): number | undefined {
  return retryAfterMs((name) => headers[name] ?? null, at)
}

describe('the wait that an answer asks for', () => {
  it.each<[string, Record<string, string>, number | undefined]>([
    ['nothing', {}, undefined],
    ['seconds', { 'retry-after': '30' }, 30_000],
    ['zero seconds', { 'retry-after': '0' }, 0],
    ['a fraction of a second', { 'retry-after': '1.5' }, 1_500],
    ['seconds with spaces around', { 'retry-after': ' 7 ' }, 7_000],
    ['an HTTP date', { 'retry-after': 'Sun, 22 Nov 2026 12:01:30 GMT' }, 90_000],
    ['an HTTP date in the past', { 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT' }, 0],
    ['an obsolete HTTP date', { 'retry-after': 'Sunday, 22-Nov-26 12:00:10 GMT' }, 10_000],
    ['an asctime date', { 'retry-after': 'Sun Nov 22 12:00:10 2026' }, 10_000],
    ['epoch seconds in Retry-After', { 'retry-after': String(seconds + 12) }, 12_000],
    ['milliseconds', { 'retry-after-ms': '250' }, 250],
    ['milliseconds before seconds', { 'retry-after-ms': '250', 'retry-after': '30' }, 250],
    ['seconds where the milliseconds are garbage', { 'retry-after-ms': 'soon', 'retry-after': '30' }, 30_000],
    ['seconds to the reset', { 'x-ratelimit-reset-after': '1.25' }, 1_250],
    ['seconds to the reset in the standard header', { 'ratelimit-reset': '45' }, 45_000],
    ['a reset in epoch seconds', { 'x-ratelimit-reset': String(seconds + 60) }, 60_000],
    ['a reset in epoch milliseconds', { 'x-ratelimit-reset': String(now + 1_234) }, 1_234],
    ['a reset in seconds to go', { 'x-ratelimit-reset': '3599' }, 3_599_000],
    ['a reset in the past', { 'x-ratelimit-reset': String(seconds - 60) }, 0],
    ['Retry-After before a reset', { 'retry-after': '5', 'x-ratelimit-reset': '600' }, 5_000],
    ['a reset of a budget that is spent', { 'x-ratelimit-reset': '9', 'x-ratelimit-remaining': '0' }, 9_000],
    ['a reset of a budget that is not spent', { 'x-ratelimit-reset': '9', 'x-ratelimit-remaining': '12' }, undefined],
    [
      'of two budgets the one that is spent',
      { 'x-ratelimit-reset': '9', 'x-ratelimit-remaining': '12', 'ratelimit-reset': '3', 'ratelimit-remaining': '0' },
      3_000,
    ],
    ['a negative number', { 'retry-after': '-5' }, undefined],
    ['words', { 'retry-after': 'in a minute' }, undefined],
    ['an empty value', { 'retry-after': '' }, undefined],
    ['exponents', { 'retry-after': '1e3' }, undefined],
    ['hexadecimals', { 'retry-after': '0x10' }, undefined],
    ['infinity', { 'retry-after': 'Infinity' }, undefined],
    ['two values', { 'retry-after': '5, 10' }, undefined],
    ['a number that is too long', { 'retry-after': '1'.repeat(20) }, undefined],
    ['more than a year', { 'retry-after': '99999999' }, undefined],
    ['a date with a month that does not exist', { 'retry-after': 'Sun, 22 Abc 2026 12:01:30 GMT' }, undefined],
    ['a day that does not exist', { 'retry-after': 'Tue, 31 Feb 2026 12:01:30 GMT' }, undefined],
    ['a time that does not exist', { 'retry-after': 'Sun, 22 Nov 2026 25:01:30 GMT' }, undefined],
    ['a date without zone', { 'retry-after': 'Sun, 22 Nov 2026 12:01:30' }, undefined],
    ['an ISO date', { 'retry-after': '2026-11-22T12:01:30Z' }, undefined],
  ])('reads %s', (_, headers, expected) => {
    expect(hint(headers)).toBe(expected)
  })

  it('is never negative, never above a year and never NaN, whatever the headers hold', () => {
    const value = fc.oneof(
      fc.string({ maxLength: 50 }),
      fc.integer().map(String),
      fc.double().map(String),
      fc.bigInt().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    )
    const names = [
      'retry-after',
      'retry-after-ms',
      'x-ratelimit-reset',
      'ratelimit-reset',
      'x-ratelimit-reset-after',
      'x-ratelimit-remaining',
    ]
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (headers) => {
        const ms = hint(headers)
        if (ms === undefined) return
        expect(Number.isInteger(ms)).toBe(true)
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(366 * 86_400_000)
      }),
      { numRuns: 1_000 },
    )
  })

  it('takes no time to refuse a value of a megabyte', () => {
    const long = `Sun, ${'2'.repeat(1_000_000)}`
    const start = performance.now()
    expect(hint({ 'retry-after': long, 'x-ratelimit-reset': long })).toBeUndefined()
    expect(performance.now() - start).toBeLessThan(100)
  })

  it('counts as explicit only where it comes with refusals and not with every answer', () => {
    const explicit = (headers: Record<string, string>) => explicitRetryAfterMs((name) => headers[name] ?? null, now)
    expect(explicit({ 'retry-after': '5' })).toBe(5_000)
    expect(explicit({ 'retry-after-ms': '5' })).toBe(5)
    expect(
      explicit({ 'x-ratelimit-reset': '5', 'ratelimit-reset': '5', 'x-ratelimit-reset-after': '5' }),
    ).toBeUndefined()
  })
})

describe('an HTTP date', () => {
  it('is read back to the second, in all three forms of the standard', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_799 }), (second) => {
        const date = new Date(second * 1_000)
        const utc = date.toUTCString()
        expect(parseHttpDate(utc, now)).toBe(second * 1_000)
        const [weekday, day, month, year, time] = utc.replace(',', '').split(' ') as [
          string,
          string,
          string,
          string,
          string,
        ]
        expect(parseHttpDate(`${weekday} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`, now)).toBe(second * 1_000)
        if (date.getUTCFullYear() > 2076 || date.getUTCFullYear() < 1977) return
        const long = date.toLocaleString('en', { weekday: 'long', timeZone: 'UTC' })
        expect(parseHttpDate(`${long}, ${day}-${month}-${year.slice(2)} ${time} GMT`, now)).toBe(second * 1_000)
      }),
    )
  })

  it.each([
    '12',
    '-1',
    '2 apples',
    'Sun, 6 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Nov 1994 8:49:37 GMT',
  ])('is not %j, whatever Date.parse makes of it', (text) => {
    expect(parseHttpDate(text, now)).toBeUndefined()
  })
})
