import { InputError } from '@bpmcentr/core'

/** What 1C has where there is no date. */
export const EMPTY_DATE = '0001-01-01T00:00:00'
/** What 1C has where there is no reference. */
export const EMPTY_REF = '00000000-0000-0000-0000-000000000000'

const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/

/** An instant as the clock of the infobase shows it: `2026-06-07T10:14:42`, to the second. */
export function toServerTime(instant: Date, timeZone: string): string {
  const ms = instant.getTime()
  if (Number.isNaN(ms)) throw new InputError('an invalid Date')
  return new Date(Math.floor(ms / 1_000) * 1_000 + offset(ms, timeZone)).toISOString().slice(0, 19)
}

/**
 * The instant at which the clock of the infobase shows that. Undefined for 1C's empty date. Of the two instants of an hour
 * that the clock shows twice, the first; a time it skips is taken as if the clock had not been changed.
 * @throws InputError for text of another form
 */
export function fromServerTime(text: string, timeZone: string): Date | undefined {
  if (text === EMPTY_DATE) return undefined
  const shown = FORM.test(text) ? Date.parse(`${text}Z`) : Number.NaN
  if (Number.isNaN(shown)) throw new InputError('expected a date such as 2026-06-07T10:14:42')
  const before = offset(shown - DAY, timeZone)
  const after = offset(shown + DAY, timeZone)
  const first = [before, after].map((each) => shown - each).sort((a, b) => a - b)
  const found = first.find((ms) => ms + offset(ms, timeZone) === shown)
  return new Date(found ?? shown - before)
}

const DAY = 86_400_000

/** A moment of an input as 1C writes it. */
export function moment(value: string | Date, timeZone: string | undefined): string {
  if (value instanceof Date) {
    if (timeZone === undefined) {
      throw new InputError('a Date needs the option timeZone: 1C has the wall clock of its server only')
    }
    return toServerTime(value, timeZone)
  }
  const text = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00` : value
  if (!FORM.test(text) || Number.isNaN(Date.parse(`${text}Z`))) {
    throw new InputError('expected a date such as 2026-06-07T10:14:42, without a zone')
  }
  return text
}

/** How far the zone's clock is ahead of UTC at that instant, in milliseconds. */
function offset(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms)
  const get = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  const shown = new Date(0)
  shown.setUTCFullYear(get('year'), get('month') - 1, get('day'))
  shown.setUTCHours(get('hour'), get('minute'), get('second'))
  return shown.getTime() - Math.floor(ms / 1_000) * 1_000
}
