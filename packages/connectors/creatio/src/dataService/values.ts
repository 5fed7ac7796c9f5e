import * as z from 'zod'
import type { Parameter } from '../esq/types.ts'
import { isParameter, toParameter, type Value } from '../esq/values.ts'

/** Values by column. A lookup column goes by its own name (`Account`, not `AccountId`), with `esq.lookup(id)`. */
export type Values = Readonly<Record<string, Value>>

/** Outgoing values. */
export interface ValuesSchema extends z.ZodCustom<Values, Values> {}
export function ValuesSchema(): ValuesSchema {
  return z.custom<Values>(isValues, 'expected values by column: text, numbers, flags, or typed values of esq')
}

/** `columnValues` of a query. */
export function columnValues(values: Values): { readonly items: Readonly<Record<string, Parameter>> } {
  return {
    items: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, toParameter(value, `values.${name}`)]),
    ),
  }
}

function isValues(values: unknown): boolean {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return false
  const entries = Object.entries(values)
  return entries.length > 0 && entries.every(([name, value]) => /^[A-Za-z_]\w*$/.test(name) && isValue(value))
}

function isValue(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value === 'string' || typeof value === 'boolean' || isParameter(value)
}
