import { schema } from '@bpmcentr/core'
import * as z from 'zod'

/** A number of a known set that may grow: a new status at Rozetka's must not break a reader. */
export type OpenNumber<T extends number> = T | (number & Record<never, never>)

/*
 * The parts that schemas are made of have named types: written out, they would make the declarations of this package twice
 * as large.
 */

/** Text that may be left out or null. */
export interface Text extends z.ZodOptional<z.ZodNullable<z.ZodString>> {}
export function Text(): Text {
  return z.string().nullish()
}

/** A number that may be left out or null. */
export interface Num extends z.ZodOptional<z.ZodNullable<z.ZodNumber>> {}
export function Num(): Num {
  return z.number().nullish()
}

/** `true`, `false`, 1, 0 or null, whichever the field has: the vendor uses all of them. Ask for its truth. */
export interface Flag extends z.ZodOptional<z.ZodNullable<z.ZodUnion<readonly [z.ZodBoolean, z.ZodNumber]>>> {}
export function Flag(): Flag {
  return z.union([z.boolean(), z.number()]).nullish()
}

/** Decimal text such as `"640.00"`, UAH. Never turned into a number: that is the caller's choice. */
export interface Money extends z.ZodOptional<z.ZodNullable<z.ZodString>> {}
export function Money(): Money {
  return z.string().nullish()
}

/** An amount or id that comes as text in one place and as a number in another. */
export interface Either extends z.ZodOptional<z.ZodNullable<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>>> {}
export function Either(): Either {
  return z.union([z.string(), z.number()]).nullish()
}

/** A part that may be left out or null. */
export interface Maybe<S extends z.core.SomeType> extends z.ZodOptional<z.ZodNullable<S>> {}
export function Maybe<S extends z.core.SomeType>(part: S): Maybe<S> {
  return z.nullish(part)
}

/** A list that may be left out or null. */
export interface Many<S extends z.core.SomeType> extends z.ZodOptional<z.ZodNullable<z.ZodArray<S>>> {}
export function Many<S extends z.core.SomeType>(item: S): Many<S> {
  return z.nullish(z.array(item))
}

/** A number of a known set that may grow. */
export interface OpenCode<T extends number> extends z.ZodCustom<OpenNumber<T>, OpenNumber<T>> {}
export function OpenCode<T extends number>(): OpenCode<T> {
  return z.custom<OpenNumber<T>>((value) => typeof value === 'number', 'Invalid input: expected number')
}

/** Something the documentation does not describe; handed over as it comes. */
export interface Anything extends z.ZodOptional<z.ZodUnknown> {}
export function Anything(): Anything {
  return z.unknown().optional()
}

/** Outgoing id. */
export interface Id extends z.ZodInt {}
export function Id(): Id {
  return z.int().positive()
}

/** Outgoing text that says something. */
export function Words() {
  return z.string().trim().min(1)
}

/** What Rozetka answers where there is nothing else to say: `{ status: "ok" }`. */
export const Done = schema(() => z.looseObject({ status: Text() }))
export interface Done extends z.output<ReturnType<typeof Done>> {}
