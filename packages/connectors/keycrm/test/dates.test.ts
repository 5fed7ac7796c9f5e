import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatUtc, parseUtc } from '../src/index.ts'

const moments = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
})

describe('UTC text of KeyCRM', () => {
  it('is read as UTC, whatever the zone of this machine', () => {
    expect(parseUtc('2020-05-16 17:00:07').toISOString()).toBe('2020-05-16T17:00:07.000Z')
    expect(parseUtc('2020-05-16').toISOString()).toBe('2020-05-16T00:00:00.000Z')
  })

  it('is written without a zone and without milliseconds', () => {
    expect(formatUtc(new Date('2020-05-16T20:00:07.999+03:00'))).toBe('2020-05-16 17:00:07')
  })

  it('survives the way there and back for every moment, to the second', () => {
    fc.assert(
      fc.property(moments, (date) => {
        const whole = Math.floor(date.getTime() / 1_000) * 1_000
        expect(parseUtc(formatUtc(date)).getTime()).toBe(whole)
      }),
    )
  })

  it.each([
    '2020-05-16T17:00:07',
    '2020-05-16 17:00:07Z',
    '2020-02-31',
    '2020-05-16 24:00:00',
    '16.05.2020',
    '',
    '2020-5-1',
  ])('is not %j', (text) => {
    expect(() => parseUtc(text)).toThrow(RangeError)
  })

  it('refuses to write what KeyCRM could not read', () => {
    expect(() => formatUtc(new Date(Number.NaN))).toThrow(RangeError)
    expect(() => formatUtc(new Date('+010000-01-01T00:00:00Z'))).toThrow(RangeError)
  })
})
