import * as z from 'zod'
import { readUtc } from './dates.ts'

/** A string of a known set that may grow: a new member at the vendor's must not break a reader. */
export type Open<T extends string> = T | (string & Record<never, never>)

export function open<T extends string>() {
  return z.custom<Open<T>>((value) => typeof value === 'string', 'Invalid input: expected string')
}

/** Incoming text, number and flag that the vendor may leave out or send as null. */
export function text() {
  return z.string().nullish()
}

export function num() {
  return z.number().nullish()
}

export function flag() {
  return z.boolean().nullish()
}

const FIRST = '0000-01-01T00:00:00Z'
const LAST = '9999-12-31T23:59:59Z'

/** Outgoing id. */
export function Id() {
  return z.int().positive()
}

/** Outgoing moment: a Date, or UTC text in the vendor's form. */
export function Moment() {
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
export const Done = () => z.looseObject({ status: z.boolean() })
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
