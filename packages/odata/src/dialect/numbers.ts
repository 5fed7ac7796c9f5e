import { InputError } from '@bpmcentr/core'

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/
const INTEGER = /^[+-]?\d+$/

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  'Edm.Byte': [0n, 255n],
  'Edm.SByte': [-128n, 127n],
  'Edm.Int16': [-32768n, 32767n],
  'Edm.Int32': [-(2n ** 31n), 2n ** 31n - 1n],
  'Edm.Int64': [-(2n ** 63n), 2n ** 63n - 1n],
}

export function isIntegerType(type: string): boolean {
  return Object.hasOwn(RANGES, type)
}

/** Digits of an integer, checked against the range of its type. */
export function integerText(value: unknown, type: string): string {
  const digits = integerDigits(value, type)
  const range = RANGES[type]
  const exact = BigInt(digits)
  if (range !== undefined && (exact < range[0] || exact > range[1])) throw new InputError(`out of the range of ${type}`)
  return String(exact)
}

function integerDigits(value: unknown, type: string): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return String(value)
    throw new InputError(
      Number.isInteger(value)
        ? 'beyond 2^53 a number has lost digits; give a bigint or a string'
        : `expected an integer for ${type}`,
    )
  }
  if (typeof value === 'string' && INTEGER.test(value)) return value.replace(/^\+/, '')
  throw new InputError(`expected an integer for ${type}`)
}

/** A decimal without exponent: `1e21` and `1e-7` are not what every server reads. */
export function decimalText(value: unknown, type: string): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return plain(value)
  if (typeof value === 'string' && DECIMAL.test(value)) {
    const text = value.replace(/^\+/, '').replace(/\.$/, '')
    return text.replace(/^(-?)\./, '$10.')
  }
  throw new InputError(`expected a decimal number for ${type}`)
}

/** A floating point number, where infinity and NaN have names. */
export function doubleText(value: unknown, type: string): string {
  if (value === Number.POSITIVE_INFINITY || value === 'INF') return 'INF'
  if (value === Number.NEGATIVE_INFINITY || value === '-INF') return '-INF'
  if (value === 'NaN' || (typeof value === 'number' && Number.isNaN(value))) return 'NaN'
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return plain(Number(value))
  return decimalText(value, type)
}

export function plain(value: number): string {
  const text = String(value)
  const at = text.indexOf('e')
  if (at < 0) return Object.is(value, -0) ? '0' : text
  const exponent = Number(text.slice(at + 1))
  const sign = text.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = text.slice(sign.length, at).split('.')
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${whole}${fraction}`
  return `${sign}${whole}${fraction.padEnd(exponent, '0')}`
}
