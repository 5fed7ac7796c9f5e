import * as z from 'zod'

/** The largest amount whose kopiykas are still exact in a double. */
const MAX_AMOUNT = Number.MAX_SAFE_INTEGER / 100
const PLAIN_DECIMAL = /^\d+(\.\d{1,2})?$/

/**
 * An amount in major units as it is sent: a number with at most two decimals.
 * A number is rounded half up by its decimal notation, so `0.1 + 0.2` becomes 0.3 and 1.005 becomes 1.01; a string must
 * be a plain decimal with at most two places. Undefined for anything else: negative, zero, not finite, too large.
 */
export function toAmount(value: number | string): number | undefined {
  if (typeof value === 'string' && !PLAIN_DECIMAL.test(value)) return undefined
  const minor = minorUnits(value)
  return minor === undefined || minor <= 0 ? undefined : minor / 100
}

/**
 * Kopiykas (cents) of an amount in major units, for comparing money without float noise.
 * LiqPay writes amounts as numbers and as numeric strings.
 * @throws RangeError when it is not an amount
 */
export function toMinorUnits(amount: number | string): number {
  const minor = amount === '' ? undefined : minorUnits(amount)
  if (minor === undefined) throw new RangeError('Not an amount of money: expected a finite number or a decimal string')
  return minor
}

/** What {@link isSameMoney} compares: the fields of a payment, callback or order of yours. */
export interface Money {
  readonly amount?: number | string | null | undefined
  readonly currency?: string | null | undefined
}

/** Whether both are the same sum in the same currency. False, never an error, when either lacks one. */
export function isSameMoney(left: Money, right: Money): boolean {
  if (left.amount == null || right.amount == null || left.currency == null) return false
  const minor = minorUnits(left.amount)
  return minor !== undefined && minor === minorUnits(right.amount) && left.currency === right.currency
}

/** Of an input: a positive amount in major units, sent as a number with at most two decimals. */
export function amountField() {
  return z.union([z.number(), z.string()]).transform((value, context) => {
    const amount = toAmount(value)
    if (amount !== undefined) return amount
    const expected = 'expected a positive amount in major units, such as 149.5 or "149.50"'
    context.addIssue({ code: 'custom', message: expected })
    return z.NEVER
  })
}

function minorUnits(value: number | string): number | undefined {
  const number = Number(value)
  if (!Number.isFinite(number) || Math.abs(number) > MAX_AMOUNT) return undefined
  // The shortest decimal notation is what the caller meant: 1.005 * 100 is 100.49999999999999, but 1.005e2 is 100.5.
  const notation = String(number)
  return Math.round(notation.includes('e') ? number * 100 : Number(`${notation}e2`))
}
