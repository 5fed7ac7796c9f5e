import { allOf, anyOf, negate } from './fields.ts'
import type { Condition } from './fieldTypes.ts'

/** All of the conditions. */
export function and(...conditions: readonly [Condition, ...Condition[]]): Condition {
  return allOf(...(conditions as readonly [unknown, ...unknown[]])) as Condition
}

/** Any of the conditions. */
export function or(...conditions: readonly [Condition, ...Condition[]]): Condition {
  return anyOf(...(conditions as readonly [unknown, ...unknown[]])) as Condition
}

/** The opposite of a condition. */
export function not(condition: Condition): Condition {
  return negate(condition) as Condition
}
