import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { readUtc } from './dates.ts'

/** A string of a known set that may grow: a new member at the vendor's must not break a reader. */
export type Open<T extends string> = T | (string & Record<never, never>)

/*
 * The parts that schemas are made of have named types: written out, they would make the declarations of this package twice
 * as large.
 */

export interface Member<T extends string> extends z.ZodCustom<Open<T>, Open<T>> {}
export function Member<T extends string>(): Member<T> {
  return z.custom<Open<T>>((value) => typeof value === 'string', 'Invalid input: expected string')
}

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

/** A flag that may be left out or null. */
export interface Flag extends z.ZodOptional<z.ZodNullable<z.ZodBoolean>> {}
export function Flag(): Flag {
  return z.boolean().nullish()
}

/** A part that may be left out or null. */
export interface Maybe<S extends z.core.SomeType> extends z.ZodOptional<z.ZodNullable<S>> {}
export function Maybe<S extends z.core.SomeType>(part: S): Maybe<S> {
  return z.nullish(part)
}

/** A list that may be left out. */
export interface Many<S extends z.core.SomeType> extends z.ZodOptional<z.ZodArray<S>> {}
export function Many<S extends z.core.SomeType>(item: S): Many<S> {
  return z.optional(z.array(item))
}

const FIRST = '0000-01-01T00:00:00Z'
const LAST = '9999-12-31T23:59:59Z'

/** Outgoing id. */
export interface Id extends z.ZodInt {}
export function Id(): Id {
  return z.int().positive()
}

/** Outgoing moment: a Date, or UTC text in the vendor's form. */
export interface Moment extends z.ZodUnion<readonly [z.ZodDate, z.ZodString]> {}
export function Moment(): Moment {
  return z.union([
    z.date().min(new Date(FIRST)).max(new Date(LAST)),
    z.string().refine(isMoment, 'expected a Date, or UTC text as "YYYY-MM-DD HH:mm:ss"'),
  ])
}

/** Outgoing calendar day, `YYYY-MM-DD`. */
export function Day() {
  return z.string().refine((value) => value.length === 10 && isMoment(value), 'expected a day as "YYYY-MM-DD"')
}

/** What KeyCRM answers where there is nothing else to say. */
export const Done = schema(() => z.looseObject({ status: z.boolean() }))
export interface Done extends z.output<ReturnType<typeof Done>> {}

/** The row KeyCRM would have sent where it answers 204 without a body. */
export function done(body: unknown): unknown {
  return body ?? { status: true }
}

/** Whether a row shows every one of the changes; one that it does not show at all may or may not have been made. */
export function showsAll(row: Readonly<Record<string, unknown>>, changes: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(changes).every(([name, value]) => value === undefined || (name in row && row[name] === value))
}

function isMoment(value: string): boolean {
  return readUtc(value) !== undefined
}
