import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatKyiv, kyivDay, parseKyiv } from '../src/index.ts'

describe('Kyiv time', () => {
  it.each([
    ['2026-01-15 12:00:00', '2026-01-15T10:00:00.000Z'],
    ['2026-07-15 12:00:00', '2026-07-15T09:00:00.000Z'],
    ['2026-01-15', '2026-01-14T22:00:00.000Z'],
    // The clocks go forward at 03:00 on 29 March 2026 and back at 04:00 on 25 October.
    ['2026-03-29 02:59:59', '2026-03-29T00:59:59.000Z'],
    ['2026-03-29 04:00:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25 02:59:59', '2026-10-24T23:59:59.000Z'],
    ['2026-10-25 04:00:00', '2026-10-25T02:00:00.000Z'],
    ['2018-01-04 13:44:51.298054', '2018-01-04T11:44:51.000Z'],
  ])('%s is %s', (text, iso) => {
    expect(parseKyiv(text).toISOString()).toBe(iso)
  })

  it.each(['', 'yesterday', '2026-02-30 10:00:00', '2026-01-15T10:00:00Z', '15.01.2026'])('is not %j', (text) => {
    expect(() => parseKyiv(text)).toThrow(RangeError)
  })

  it('reads what it writes, but for the hour that comes twice', () => {
    const moment = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(moment, (date) => {
        const seconds = Math.floor(date.getTime() / 1_000) * 1_000
        const back = parseKyiv(formatKyiv(date)).getTime()
        expect([0, 3_600_000]).toContain(Math.abs(back - seconds))
        expect(formatKyiv(new Date(back))).toBe(formatKyiv(date))
        expect(formatKyiv(date).slice(0, 10)).toBe(kyivDay(date))
      }),
    )
  })
})
