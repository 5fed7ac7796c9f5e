const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const TIME = '(\\d{2}):(\\d{2}):(\\d{2})'

/**
 * Epoch milliseconds of an HTTP date in one of the three forms of RFC 9110 §5.6.7. `Date.parse` won't do: it takes `-1`,
 * `12` and `2 apples` for dates, each engine its own way. `now` decides the century of the form with two digits.
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  // Sun, 06 Nov 1994 08:49:37 GMT
  const fixed = new RegExp(`^[A-Z][a-z]{2}, (\\d{2}) ([A-Z][a-z]{2}) (\\d{4}) ${TIME} GMT$`).exec(text)
  if (fixed) return epoch(fixed[3], fixed[2], fixed[1], fixed.slice(4))
  // Sunday, 06-Nov-94 08:49:37 GMT
  const rfc850 = new RegExp(`^[A-Z][a-z]{5,8}, (\\d{2})-([A-Z][a-z]{2})-(\\d{2}) ${TIME} GMT$`).exec(text)
  if (rfc850) return epoch(fullYear(Number(rfc850[3]), now), rfc850[2], rfc850[1], rfc850.slice(4))
  // Sun Nov  6 08:49:37 1994
  const asctime = new RegExp(`^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \\d]\\d) ${TIME} (\\d{4})$`).exec(text)
  return asctime ? epoch(asctime[6], asctime[1], asctime[2], asctime.slice(3, 6)) : undefined
}

function epoch(
  year: string | number | undefined,
  month: string | undefined,
  day: string | undefined,
  time: readonly (string | undefined)[],
): number | undefined {
  const [hours, minutes, seconds] = time.map(Number) as [number, number, number]
  const monthIndex = MONTHS.indexOf(month ?? '')
  if (monthIndex < 0 || hours > 23 || minutes > 59 || seconds > 60) return undefined
  const ms = Date.UTC(Number(year), monthIndex, Number(day), hours, minutes, seconds)
  // 31 February would silently be 3 March.
  return new Date(ms - seconds * 1_000).getUTCDate() === Number(day) ? ms : undefined
}

/** RFC 9110: a date that seems to be more than 50 years ahead is in the past. */
function fullYear(twoDigits: number, now: number): number {
  const current = new Date(now).getUTCFullYear()
  const year = current - (current % 100) + twoDigits
  return year > current + 50 ? year - 100 : year
}
