import { InputError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { baseType, esq } from '../src/index.ts'

describe('values', () => {
  it('never go out without a type: undefined, null, NaN and Date are refused', () => {
    for (const value of [undefined, null, Number.NaN, new Date(), {}, []]) {
      expect(() => esq.equal('Name', value as never)).toThrow(InputError)
    }
    expect(() => esq.oneOf('Name', [])).toThrow(InputError)
    expect(() => esq.all()).toThrow(InputError)
    expect(() => esq.guid('not a guid')).toThrow(InputError)
    expect(() => esq.dateTime('2026-06-01T00:00:00Z')).toThrow(/time zone/)
    expect(() => esq.date('2026-02-30')).toThrow(InputError)
    expect(() => esq.macro('previousDays')).toThrow(InputError)
    expect(() => esq.macro('today', 2)).toThrow(InputError)
  })

  it('write dates as JSON within JSON, without a zone', () => {
    expect(esq.dateTime('2026-06-01T00:00').parameter).toEqual({ dataValueType: 7, value: '"2026-06-01T00:00:00.000"' })
    expect(JSON.stringify(esq.dateTime('2026-06-01T09:30:15.5'))).toContain('"value":"\\"2026-06-01T09:30:15.500\\""')
    expect(esq.date('2026-06-01').parameter.value).toBe('"2026-06-01T00:00:00.000"')
  })

  it('have base types only', () => {
    expect([27, 28, 29, 30, 42, 45].map(baseType)).toEqual([1, 1, 1, 1, 1, 1])
    expect([31, 40, 47, 48, 50, 10, 12].map(baseType)).toEqual([5, 5, 5, 6, 6, 10, 12])
  })
})
