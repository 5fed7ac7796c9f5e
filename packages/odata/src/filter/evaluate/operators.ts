import type { ArithmeticOperator, ComparisonOperator } from '../ast.ts'
import { add, divide, exactText, multiply, negate, remainder } from './decimal.ts'
import { unsupported } from './unsupported.ts'
import { compareValues, decimalOf, isInteger, NULL, type Value, value } from './value.ts'

/** null equals only null, and nothing is above or below it. */
export function compare(operator: ComparisonOperator, a: Value, b: Value, ignoreCase: boolean): boolean {
  if (operator === 'in') return isIn(a, b, ignoreCase)
  if (a.data === null || b.data === null) {
    if (operator === 'eq') return a.data === b.data
    return operator === 'ne' && a.data !== b.data
  }
  if (operator === 'has') return hasFlags(a.data, b.data)
  const order = compareValues(a, b, ignoreCase)
  switch (operator) {
    case 'eq':
      return order === 0
    case 'ne':
      return order !== 0
    case 'gt':
      return order !== undefined && order > 0
    case 'ge':
      return order !== undefined && order >= 0
    case 'lt':
      return order !== undefined && order < 0
    case 'le':
      return order !== undefined && order <= 0
  }
}

function isIn(a: Value, list: Value, ignoreCase: boolean): boolean {
  if (!Array.isArray(list.data)) return unsupported('"in" without a collection')
  return list.data.some((item: unknown) => compare('eq', a, isValue(item) ? item : value(item), ignoreCase))
}

/** Items of a list of literals keep their types. */
function isValue(item: unknown): item is Value {
  return typeof item === 'object' && item !== null && LITERAL in item
}

const LITERAL: unique symbol = Symbol('literal')

export function listItem(item: Value): Value {
  return { ...item, [LITERAL]: true } as Value
}

/** Flags by name, or by number as bits. */
function hasFlags(data: unknown, wanted: unknown): boolean {
  const bits = /^\d+$/
  if (bits.test(String(data)) && bits.test(String(wanted))) {
    return (BigInt(String(data)) & BigInt(String(wanted))) === BigInt(String(wanted))
  }
  const names = new Set(
    String(data)
      .split(',')
      .map((name) => name.trim()),
  )
  return String(wanted)
    .split(',')
    .every((name) => names.has(name.trim()))
}

export function arithmetic(operator: ArithmeticOperator, a: Value, b: Value): Value {
  if (a.data === null || b.data === null) return NULL
  const left = decimalOf(a) ?? unsupported('Arithmetic of something that is no number')
  const right = decimalOf(b) ?? unsupported('Arithmetic of something that is no number')
  const whole = isInteger(a) && isInteger(b)
  const edm = whole && operator !== 'divby' ? 'Edm.Int64' : 'Edm.Decimal'
  switch (operator) {
    case 'add':
      return value(exactText(add(left, right)), edm)
    case 'sub':
      return value(exactText(add(left, negate(right))), edm)
    case 'mul':
      return value(exactText(multiply(left, right)), edm)
    default:
      if (right.digits === 0n) unsupported('Division by zero')
      if (operator === 'mod') return value(exactText(remainder(left, right)), edm)
      return value(exactText(divide(left, right, whole && operator === 'div')), edm)
  }
}

export function negated(a: Value): Value {
  if (a.data === null) return NULL
  const decimal = decimalOf(a) ?? unsupported('The negative of something that is no number')
  return value(exactText(negate(decimal)), a.edm ?? (isInteger(a) ? 'Edm.Int64' : 'Edm.Decimal'))
}
