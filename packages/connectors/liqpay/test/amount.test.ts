import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fromLiqpayDateTime,
  fromLiqpayEpoch,
  isSameMoney,
  toAmount,
  toLiqpayDateTime,
  toMinorUnits,
} from '../src/index.ts'

describe('an amount to send', () => {
  test.each([
    [0.1 + 0.2, 0.3],
    [1.005, 1.01],
    [8.345, 8.35],
    [149.5, 149.5],
    [33.333333, 33.33],
    [0.01, 0.01],
    [0.005, 0.01],
    [5e-7, undefined],
    [90_071_992_547_409.91, 90_071_992_547_409.91],
    ['149.50', 149.5],
    ['3', 3],
    ['0.3', 0.3],
    [0, undefined],
    [0.004, undefined],
    [-1, undefined],
    [-0.01, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [1e21, undefined],
    ['', undefined],
    ['0', undefined],
    ['1e3', undefined],
    ['10.999', undefined],
    ['1,5', undefined],
    [' 1', undefined],
    ['-1', undefined],
    ['0x10', undefined],
  ])('%o is sent as %o', (given, sent) => {
    expect(toAmount(given)).toBe(sent)
  })

  test('of whole kopiykas is exact, whatever arithmetic it comes from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 1, max: 1e12 }), (a, b) => {
        expect(toMinorUnits(a / 100)).toBe(a)
        expect(toAmount(a / 100 + b / 100)).toBe((a + b) / 100)
        expect(JSON.stringify(toAmount(a / 100))).toMatch(/^\d+(\.\d{1,2})?$/)
      }),
    )
  })
})

describe('money', () => {
  test('is the same in any notation, in the same currency', () => {
    expect(isSameMoney({ amount: '149.50', currency: 'UAH' }, { amount: 149.5, currency: 'UAH' })).toBe(true)
    expect(isSameMoney({ amount: 0.30000000000000004, currency: 'UAH' }, { amount: 0.3, currency: 'UAH' })).toBe(true)
  })

  test.each([
    [{ amount: 149.5, currency: 'USD' }],
    [{ amount: 149.51, currency: 'UAH' }],
    [{ amount: null, currency: 'UAH' }],
    [{ amount: 'abc', currency: 'UAH' }],
    [{ amount: 149.5 }],
    [{}],
  ])('is another, or none: %j', (other) => {
    expect(isSameMoney({ amount: 149.5, currency: 'UAH' }, other)).toBe(false)
    expect(isSameMoney(other, { amount: 149.5, currency: 'UAH' })).toBe(false)
  })

  test('that is none has no minor units', () => {
    expect(() => toMinorUnits('')).toThrow(RangeError)
    expect(() => toMinorUnits('x')).toThrow(RangeError)
    expect(toMinorUnits(-1.1)).toBe(-110)
  })
})

describe('dates', () => {
  test('are UTC both ways', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        const seconds = new Date(Math.floor(date.getTime() / 1000) * 1000)
        expect(fromLiqpayDateTime(toLiqpayDateTime(date))).toEqual(seconds)
        expect(fromLiqpayEpoch(date.getTime())).toEqual(date)
        expect(fromLiqpayEpoch(String(date.getTime()))).toEqual(date)
      }),
    )
  })

  test.each(['2026-02-31 00:00:00', '2026-01-01', '2026-01-01T00:00:00', '2026-13-01 00:00:00', ''])(
    '%j is none',
    (text) => {
      expect(fromLiqpayDateTime(text)).toBeUndefined()
    },
  )

  test('that are missing stay missing', () => {
    for (const nothing of [undefined, null, '', 'abc']) expect(fromLiqpayEpoch(nothing)).toBeUndefined()
    expect(() => toLiqpayDateTime(Number.NaN)).toThrow(RangeError)
  })
})
