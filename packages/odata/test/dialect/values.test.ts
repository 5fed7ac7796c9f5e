import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RowReader } from '../../src/client/rows.ts'
import { dialectOf } from '../../src/dialect/dialectOf.ts'
import { fromJsonDate, toJsonDate } from '../../src/index.ts'

const style = { ieee754: true, dateOffset: 'instant' as const }

describe('dates of V2', () => {
  it.each([
    ['/Date(0)/', '1970-01-01T00:00:00'],
    ['/Date(-3856636800000)/', '1847-10-16T00:00:00'],
    ['/Date(1795315514077)/', '2026-11-22T02:45:14.077'],
    ['/Date(1795315514077+0000)/', '2026-11-22T02:45:14.077Z'],
    ['/Date(1795315514000+0180)/', '2026-11-22T05:45:14+03:00'],
    ['/Date(1795315514000-0090)/', '2026-11-22T01:15:14-01:30'],
  ])('%s is %s', (json, text) => {
    expect(fromJsonDate(json, undefined, 'instant')).toBe(text)
  })

  it('with an offset may mean the local clock, where the service is one of those', () => {
    expect(fromJsonDate('/Date(1795315514000+0180)/', true, 'wallClock')).toBe('2026-11-22T02:45:14+03:00')
  })

  it('are written as an instant, with a zone only where they have one', () => {
    expect(toJsonDate('1847-10-16T00:00:00', false)).toBe('/Date(-3856636800000)/')
    expect(toJsonDate('0001-01-01T00:00:00', false)).toBe('/Date(-62135596800000)/')
    expect(toJsonDate('2026-11-22T05:45:14+03:00', true)).toBe('/Date(1795315514000+0000)/')
    expect(toJsonDate('tomorrow', false)).toBeUndefined()
  })

  it('keep every millisecond both ways, in any year', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), fc.boolean(), (ms, zoned) => {
        const text = fromJsonDate(`/Date(${ms}${zoned ? '+0000' : ''})/`, zoned, 'instant')
        expect(toJsonDate(text ?? '', zoned)).toBe(`/Date(${ms}${zoned ? '+0000' : ''})/`)
      }),
    )
  })

  it('are no dates where the model says it is text', () => {
    const model = {
      version: '2.0',
      sets: {},
      types: { T: { properties: { s: 'Edm.String', d: 'Edm.DateTime' } } },
    } as const
    const row = new RowReader(dialectOf('2.0'), model, style).read({ s: '/Date(0)/', d: '/Date(0)/' }, 'T')
    expect(row).toEqual({ s: '/Date(0)/', d: '1970-01-01T00:00:00' })
  })
})

describe('values in JSON', () => {
  it.each([
    ['2.0', 'Edm.Decimal', '12.50', '12.50'],
    ['2.0', 'Edm.DateTime', '2026-01-31T10:20:30', '/Date(1769854830000)/'],
    ['2.0', 'Edm.Binary', new Uint8Array([251, 255]), '+/8='],
    ['3.0', 'Edm.Int64', 42n, '42'],
    ['3.0', 'Edm.DateTime', '2026-01-31T10:20:30', '2026-01-31T10:20:30'],
    ['4.0', 'Edm.Int64', '9007199254740993', '9007199254740993'],
    ['4.0', 'Edm.Binary', new Uint8Array([251, 255]), '-_8='],
    ['4.0', 'Edm.Double', Number.NEGATIVE_INFINITY, '-INF'],
    ['4.0', 'Edm.Int32', '7', 7],
    ['4.0', 'Edm.DateTimeOffset', new Date(0), '1970-01-01T00:00:00.000Z'],
  ] as const)('OData %s writes %s', (version, type, value, expected) => {
    expect(dialectOf(version).write(value, type, style)).toEqual(expected)
  })

  it('are numbers on request, where that loses nothing', () => {
    const plain = { ...style, ieee754: false }
    const v4 = dialectOf('4.0')
    expect(v4.write('12.50', 'Edm.Decimal', plain)).toBe(12.5)
    expect(v4.write('0.1', 'Edm.Decimal', plain)).toBe(0.1)
    expect(v4.write('100', 'Edm.Decimal', plain)).toBe(100)
    expect(v4.write('9007199254740993', 'Edm.Int64', plain)).toBe('9007199254740993')
    expect(v4.write('0.12345678901234567890', 'Edm.Decimal', plain)).toBe('0.12345678901234567890')
  })

  it.each(['2.0', '3.0', '4.0'] as const)('OData %s refuses what is not of the type', (version) => {
    const { write } = dialectOf(version)
    for (const [type, value] of [
      ['Edm.Int32', 2 ** 31],
      ['Edm.Int32', 1.5],
      ['Edm.Int64', 2 ** 60],
      ['Edm.Decimal', 'a'],
      ['Edm.Decimal', Number.NaN],
      ['Edm.Guid', 'no'],
      ['Edm.DateTimeOffset', '2026-01-31'],
      ['Edm.DateTimeOffset', new Date(Number.NaN)],
    ] as const) {
      expect(() => write(value, type, style)).toThrow()
    }
  })

  it('are exact where the service writes numbers', () => {
    const model = {
      version: '4.0',
      sets: {},
      types: { T: { properties: { m: 'Edm.Decimal', i: 'Edm.Int64', f: 'Edm.Double', l: 'Collection(Edm.Int64)' } } },
    } as const
    const row = new RowReader(dialectOf('4.0'), model, style).read({ m: 12.5, i: 5, f: 'INF', l: [1, '2'] }, 'T')
    expect(row).toEqual({ m: '12.5', i: '5', f: Number.POSITIVE_INFINITY, l: ['1', '2'] })
  })
})
