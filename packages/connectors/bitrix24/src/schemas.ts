import { type Schema, schema } from '@bpmcentr/core'
import * as z from 'zod'

/** A string of a known set that may grow. */
export type Open<T extends string> = T | (string & Record<never, never>)

/** Flags of Bitrix24. */
export type Flag = 'Y' | 'N'

/** Outgoing id. */
export function Id() {
  return z.int().positive()
}

/** Numbers come as text from the older methods. */
export function AnyId() {
  return z.union([z.string(), z.number()])
}

/** Empty input, for methods without parameters. */
export const Nothing = schema(() => z.strictObject({}))
export interface Nothing extends z.output<ReturnType<typeof Nothing>> {}

export const ById = schema(() => z.strictObject({ id: Id() }))
export interface ById extends z.output<ReturnType<typeof ById>> {}

/** A plain id as answer. */
export const NewId = schema(() => z.number())

/** What methods answer to a delete or an action: `true`, `[]`, an object. What counts is that it is no error. */
export const Done: () => Schema<true> = schema(() => z.literal(true) as Schema<true>)

/** For methods whose answer says no more than that it worked. */
export const done = (): true => true

/** A list that PHP writes as `[]` when it is empty and as an object with numbers as names when it has holes. */
export function asList(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.values(value)
  return value
}

/** A map that PHP writes as `[]` when it is empty. */
export function asMap(value: unknown): unknown {
  return Array.isArray(value) && value.length === 0 ? {} : value
}
