const UTC = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}):(\d{2}))?$/

/**
 * Reads a KeyCRM moment, `YYYY-MM-DD HH:mm:ss` (or a bare `YYYY-MM-DD`, midnight), as what it is: UTC without a suffix.
 * `new Date(text)` would take it for local time. Throws a RangeError for anything else, also for a day that does not exist.
 * Source: the head of KeyCRM's OpenAPI document, note 3.
 */
export function parseUtc(text: string): Date {
  const date = readUtc(text)
  if (date === undefined) throw new RangeError('Expected UTC as "YYYY-MM-DD HH:mm:ss"')
  return date
}

/** Writes a moment as KeyCRM reads it: `YYYY-MM-DD HH:mm:ss`, UTC, milliseconds dropped. */
export function formatUtc(date: Date): string {
  const iso = date.toISOString()
  // A year past 9999 or before 0 makes ISO text longer, which KeyCRM could not read.
  if (iso.length !== 24) throw new RangeError('Expected a year from 0 to 9999')
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}

/** As {@link parseUtc}, but `undefined` instead of an error. */
export function readUtc(text: string): Date | undefined {
  const match = UTC.exec(text)
  if (match === null) return undefined
  const iso = `${match[1]}-${match[2]}-${match[3]}T${match[4] ?? '00'}:${match[5] ?? '00'}:${match[6] ?? '00'}.000Z`
  const date = new Date(iso)
  // Date rolls 31 February over into March; the vendor would not.
  return Number.isNaN(date.getTime()) || date.toISOString() !== iso ? undefined : date
}

/** A Date becomes the vendor's text; text and null stay as they are. */
export function wireMoment<T extends string | null | undefined>(value: Date | T): string | T {
  return value instanceof Date ? formatUtc(value) : value
}
