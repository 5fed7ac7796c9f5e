import * as z from 'zod'

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/

/** `YYYY-MM-DD HH:mm:ss` in UTC, the form of `expired_date` and `subscribe_date_start`. Takes a Date or epoch milliseconds. */
export function toLiqpayDateTime(moment: Date | number): string {
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) throw new RangeError('Not a date')
  return date.toISOString().slice(0, 19).replace('T', ' ')
}

/** The moment of a `YYYY-MM-DD HH:mm:ss` (UTC) string of a register or request; undefined when it is none. */
export function fromLiqpayDateTime(text: string): Date | undefined {
  const match = DATE_TIME.exec(text)
  if (match === null) return undefined
  const date = new Date(`${text.replace(' ', 'T')}Z`)
  // 31 February parses in some engines as 2 or 3 March.
  return !Number.isNaN(date.getTime()) && toLiqpayDateTime(date) === text ? date : undefined
}

/** The moment of a payment's `create_date`, `end_date` and the like: epoch milliseconds, as a number or a numeric string. */
export function fromLiqpayEpoch(value: number | string | null | undefined): Date | undefined {
  if (value == null || value === '') return undefined
  const date = new Date(Number(value))
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** Of an input: a Date, or LiqPay's own string in UTC; sent as the string. */
export function dateTimeField() {
  return z.union([z.date(), z.string()]).transform((value, context) => {
    if (value instanceof Date) return toLiqpayDateTime(value)
    if (fromLiqpayDateTime(value) !== undefined) return value
    context.addIssue({ code: 'custom', message: 'expected a Date, or "YYYY-MM-DD HH:mm:ss" in UTC' })
    return z.NEVER
  })
}

/** Of an input: a Date, or epoch milliseconds; sent as milliseconds. */
export function epochField() {
  return z.union([z.date(), z.int().nonnegative()]).transform((value) => Number(value))
}
