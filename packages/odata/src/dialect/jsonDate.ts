const JSON_DATE = /^\/Date\((-?\d+)([+-]\d{1,4})?\)\/$/
const DAY_MS = 86_400_000

/**
 * How the number in `/Date(ms+offset)/` is meant. Servers differ: for some it is the instant, and the offset only says how
 * to show it; others write the local clock.
 */
export type DateOffsetMode = 'instant' | 'wallClock'

/**
 * `/Date(ms)/` of V2 as text: without an offset a wall-clock value (`Edm.DateTime`), with one an instant. Undefined for
 * any other text. Never passes through the time zone of this machine.
 */
export function fromJsonDate(text: string, zoned: boolean | undefined, mode: DateOffsetMode): string | undefined {
  const match = JSON_DATE.exec(text)
  if (match === null) return undefined
  const ms = Number(match[1])
  const offset = match[2]
  if (!(zoned ?? offset !== undefined)) return wallClock(ms)
  const minutes = Number(offset ?? 0)
  if (minutes === 0 || !Number.isFinite(minutes)) return `${wallClock(ms)}Z`
  const zone = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`
  return wallClock(mode === 'instant' ? ms + minutes * 60_000 : ms) + zone
}

/** The text of a clock that shows UTC, with milliseconds only where there are some. */
function wallClock(ms: number): string {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) return String(ms)
  return date.toISOString().replace(/(?:\.000)?Z$/, '')
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0')
}

const ISO = /^(-?\d{4,})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?)?(Z|[+-]\d\d:\d\d)?$/

/** Text as `/Date(ms)/`, or `/Date(ms+0000)/` where it has a zone. Undefined for text that is no date. */
export function toJsonDate(text: string, zoned: boolean): string | undefined {
  const match = ISO.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  date.setUTCHours(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0').slice(0, 3)))
  const ms = date.getTime() - zoneMs(zone)
  return Number.isSafeInteger(ms) && Math.abs(ms) <= 1e8 * DAY_MS ? `/Date(${ms}${zoned ? '+0000' : ''})/` : undefined
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}
