import * as z from 'zod'

const ZONE = 'Europe/Kyiv'
const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?)?$/

/**
 * Reads a moment of Rozetka's, `YYYY-MM-DD HH:mm:ss` without a zone, as Kyiv time: Rozetka does not document the zone, and
 * those who integrate it take it for Kyiv's. A bare day is its midnight. Throws a RangeError for anything else.
 */
export function parseKyiv(text: string): Date {
  const date = readKyiv(text)
  if (date === undefined) throw new RangeError('Expected "YYYY-MM-DD HH:mm:ss"')
  return date
}

/** As {@link parseKyiv}, but `undefined` instead of an error. */
export function readKyiv(text: string): Date | undefined {
  const wall = wallTime(text)
  if (wall === undefined) return undefined
  // The offset at the wall time taken as UTC may be that of the other side of a change; the second look corrects it.
  const near = wall - offsetAt(wall)
  return new Date(wall - offsetAt(near))
}

/** The Kyiv calendar day of a moment, `YYYY-MM-DD`, as Rozetka's filters take it. */
export function kyivDay(date: Date): string {
  return new Date(date.getTime() + offsetAt(date.getTime())).toISOString().slice(0, 10)
}

/** Kyiv wall time, `YYYY-MM-DD HH:mm:ss`. */
export function formatKyiv(date: Date): string {
  const iso = new Date(date.getTime() + offsetAt(date.getTime())).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}

/** Outgoing calendar day: `YYYY-MM-DD`, or a Date, of which the Kyiv day is sent. */
export interface Day extends z.ZodUnion<readonly [z.ZodDate, z.ZodString]> {}
export function Day(): Day {
  return z.union([
    z.date().min(new Date('2000-01-01T00:00:00Z')).max(new Date('9998-12-31T00:00:00Z')),
    z
      .string()
      .refine(
        (text) => text.length === 10 && wallTime(text) !== undefined,
        'expected a Date, or a day as "YYYY-MM-DD"',
      ),
  ])
}

export function wireDay(day: Date | string): string {
  return typeof day === 'string' ? day : kyivDay(day)
}

/** The text's numbers as if they were UTC. */
function wallTime(text: string): number | undefined {
  const match = MOMENT.exec(text)
  if (match === null) return undefined
  const iso = `${match[1]}-${match[2]}-${match[3]}T${match[4] ?? '00'}:${match[5] ?? '00'}:${match[6] ?? '00'}.000Z`
  const date = new Date(iso)
  // Date rolls 31 February over into March; the vendor would not.
  return Number.isNaN(date.getTime()) || date.toISOString() !== iso ? undefined : date.getTime()
}

let formatter: Intl.DateTimeFormat | undefined

/** Milliseconds that Kyiv is ahead of UTC. */
function offsetAt(moment: number): number {
  formatter ??= new Intl.DateTimeFormat('en-US', {
    timeZone: ZONE,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  })
  const part: Record<string, number> = {}
  for (const { type, value } of formatter.formatToParts(moment)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1_000) * 1_000
}
