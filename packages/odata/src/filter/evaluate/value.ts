import { compareExact, type Exact, exact } from './decimal.ts'

/**
 * A value during evaluation: what a row holds in JSON, and its EDM type where it is known: from a literal, from a
 * function, or from the service's model.
 */
export interface Value {
  readonly data: unknown
  readonly edm?: string
}

export const NULL: Value = { data: null }

export function value(data: unknown, edm?: string): Value {
  if (data === undefined || data === null) return NULL
  return edm === undefined ? { data } : { data, edm }
}

export function bool(data: boolean | null): Value {
  return data === null ? NULL : { data, edm: 'Edm.Boolean' }
}

const NUMERIC = /^Edm\.(?:Byte|SByte|Int16|Int32|Int64|Decimal|Double|Single)$/
const INTEGER = /^Edm\.(?:Byte|SByte|Int16|Int32|Int64)$/

export function isNumeric({ data, edm }: Value): boolean {
  return edm === undefined ? typeof data === 'number' || typeof data === 'bigint' : NUMERIC.test(edm)
}

/** Where the type is not known, a number without a fraction counts as an integer. */
export function isInteger({ data, edm }: Value): boolean {
  return edm === undefined ? typeof data === 'bigint' || Number.isInteger(data) : INTEGER.test(edm)
}

export function decimalOf({ data }: Value): Exact | undefined {
  return typeof data === 'number' || typeof data === 'bigint' || typeof data === 'string'
    ? exact(String(data))
    : undefined
}

/** Milliseconds of an instant; also of `/Date(…)/`. */
export function instantOf(data: unknown): number {
  const text = String(data)
  const old = /^\/Date\((-?\d+)/.exec(text)?.[1]
  return old === undefined ? Date.parse(text) : Number(old)
}

/** Below, above or equal to zero; `undefined` when the two cannot be compared. Neither is null. */
export function compareValues(a: Value, b: Value, ignoreCase: boolean): number | undefined {
  if (isNumeric(a) || isNumeric(b)) return compareNumbers(a, b)
  const edm = a.edm ?? b.edm
  switch (edm) {
    case 'Edm.DateTimeOffset':
      return order(instantOf(a.data), instantOf(b.data))
    case 'Edm.DateTime':
      return order(localText(a.data), localText(b.data))
    case 'Edm.TimeOfDay':
      return order(clockText(a.data), clockText(b.data))
    case 'Edm.Guid':
      return order(String(a.data).toLowerCase(), String(b.data).toLowerCase())
    case 'Edm.Boolean':
      return order(Number(a.data === true), Number(b.data === true))
    default:
      return compareOthers(a.data, b.data, ignoreCase)
  }
}

function compareNumbers(a: Value, b: Value): number | undefined {
  const left = decimalOf(a)
  const right = decimalOf(b)
  if (left !== undefined && right !== undefined) return compareExact(left, right)
  return order(double(a.data), double(b.data))
}

function double(data: unknown): number {
  if (data === 'INF') return Number.POSITIVE_INFINITY
  return data === '-INF' ? Number.NEGATIVE_INFINITY : Number(data)
}

function compareOthers(a: unknown, b: unknown, ignoreCase: boolean): number | undefined {
  if (typeof a === 'boolean' && typeof b === 'boolean') return order(Number(a), Number(b))
  if (typeof a === 'string' && typeof b === 'string') {
    return ignoreCase ? order(a.toLowerCase(), b.toLowerCase()) : order(a, b)
  }
  // Complex values and collections are equal or not.
  return JSON.stringify(a) === JSON.stringify(b) ? 0 : undefined
}

function order(a: number | string, b: number | string): number | undefined {
  if (a === b) return 0
  if (a < b) return -1
  return a > b ? 1 : undefined
}

/** A day alone is its midnight; fractions compare whatever their length. */
function localText(data: unknown): string {
  const text = String(data)
  const old = /^\/Date\((-?\d+)/.exec(text)?.[1]
  const iso = old === undefined ? text : new Date(Number(old)).toISOString().slice(0, -1)
  const [day = '', clock = '00:00'] = iso.split('T')
  return `${day}T${clockText(clock)}`
}

function clockText(data: unknown): string {
  const [clock = '', fraction = ''] = String(data).split('.')
  return `${clock.length === 5 ? `${clock}:00` : clock}.${fraction.padEnd(12, '0')}`
}
