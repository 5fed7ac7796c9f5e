/** An exact decimal: `digits` × 10^-`scale`. */
export interface Exact {
  readonly digits: bigint
  readonly scale: number
}

const NUMBER = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,4}))?$/i

/** Reads a number, or nothing when the text is none: also `INF` and `NaN`, which are not decimals. */
export function exact(text: string): Exact | undefined {
  const match = NUMBER.exec(text)
  if (match === null) return undefined
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] = match
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`)
  const scale = fraction.length - Number(exponent)
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale }
}

export function exactText({ digits, scale }: Exact): string {
  if (scale === 0) return String(digits)
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0')
  const fraction = text.slice(-scale).replace(/0+$/, '')
  return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}${fraction === '' ? '' : `.${fraction}`}`
}

function aligned(a: Exact, b: Exact): [a: bigint, b: bigint, scale: number] {
  const scale = Math.max(a.scale, b.scale)
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale), scale]
}

export function compareExact(a: Exact, b: Exact): number {
  const [left, right] = aligned(a, b)
  return left < right ? -1 : left > right ? 1 : 0
}

export function add(a: Exact, b: Exact): Exact {
  const [left, right, scale] = aligned(a, b)
  return { digits: left + right, scale }
}

export function negate({ digits, scale }: Exact): Exact {
  return { digits: -digits, scale }
}

export function multiply(a: Exact, b: Exact): Exact {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale }
}

/** Digits behind the point of a quotient. */
const QUOTIENT_SCALE = 20

export function divide(a: Exact, b: Exact, whole: boolean): Exact {
  const [left, right] = aligned(a, b)
  if (whole) return { digits: left / right, scale: 0 }
  return { digits: (left * 10n ** BigInt(QUOTIENT_SCALE)) / right, scale: QUOTIENT_SCALE }
}

/** With the sign of the dividend. */
export function remainder(a: Exact, b: Exact): Exact {
  const [left, right, scale] = aligned(a, b)
  return { digits: left % right, scale }
}

/** Half away from zero, as `Edm.Decimal` rounds. */
export function rounded({ digits, scale }: Exact, how: 'round' | 'floor' | 'ceiling'): Exact {
  const unit = 10n ** BigInt(scale)
  const rest = ((digits % unit) + unit) % unit
  const floor = (digits - rest) / unit
  if (rest === 0n || how === 'floor') return { digits: floor, scale: 0 }
  if (how === 'ceiling') return { digits: floor + 1n, scale: 0 }
  const up = digits < 0n ? rest * 2n > unit : rest * 2n >= unit
  return { digits: up ? floor + 1n : floor, scale: 0 }
}
