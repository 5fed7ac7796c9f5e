import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_DATE, fromServerTime, toServerTime } from '../src/index.ts'

describe('the clock of the infobase', () => {
  it.each([
    ['2026-06-07T07:14:42.900Z', 'Europe/Kyiv', '2026-06-07T10:14:42'],
    ['2026-01-07T07:14:42Z', 'Europe/Kyiv', '2026-01-07T09:14:42'],
    ['2026-01-01T00:00:00Z', 'America/New_York', '2025-12-31T19:00:00'],
    ['2026-01-01T00:00:00Z', 'Asia/Kathmandu', '2026-01-01T05:45:00'],
  ])('at %s in %s shows %s', (instant, zone, shown) => {
    expect(toServerTime(new Date(instant), zone)).toBe(shown)
    expect(fromServerTime(shown, zone)?.getTime()).toBe(Math.floor(Date.parse(instant) / 1_000) * 1_000)
  })

  it('shows an hour twice in autumn, of which the first is taken, and skips one in spring', () => {
    expect(fromServerTime('2026-10-25T03:30:00', 'Europe/Kyiv')?.toISOString()).toBe('2026-10-25T00:30:00.000Z')
    expect(fromServerTime('2026-03-29T03:30:00', 'Europe/Kyiv')?.toISOString()).toBe('2026-03-29T01:30:00.000Z')
  })

  it('has an empty date, and no text of another form', () => {
    expect(fromServerTime(EMPTY_DATE, 'Europe/Kyiv')).toBeUndefined()
    expect(() => fromServerTime('2026-03-29T03:30:00Z', 'Europe/Kyiv')).toThrow(/2026-06-07T10:14:42/)
    expect(() => toServerTime(new Date(Number.NaN), 'Europe/Kyiv')).toThrow()
  })

  it('is read back as it was written, but for the hour that comes twice', () => {
    const zones = ['Europe/Kyiv', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC']
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (instant, zone) => {
          const shown = toServerTime(instant, zone)
          const back = fromServerTime(shown, zone) as Date
          expect(toServerTime(back, zone)).toBe(shown)
          const behind = Math.floor(instant.getTime() / 1_000) * 1_000 - back.getTime()
          expect([0, 1_800_000, 3_600_000]).toContain(behind)
        },
      ),
      { numRuns: 300 },
    )
  })
})
