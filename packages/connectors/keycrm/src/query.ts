import * as z from 'zod'
import { wireMoment } from './dates.ts'
import { Id, Moment } from './wire.ts'

/** Rows in a page: KeyCRM gives 15 unless asked, and 50 at most. */
export const MAX_PAGE = 50

const COMMA = 'a comma separates values in KeyCRM filters, so it cannot be part of one'

/** One id or several: `filter[status_id]=1,2`. An empty list would read as no filter at all, so it is refused. */
export interface Ids extends z.ZodOptional<z.ZodUnion<readonly [Id, z.ZodArray<Id>]>> {}
export function Ids(): Ids {
  return z.union([Id(), z.array(Id()).min(1)]).optional()
}

export function Term() {
  return z.string().min(1).refine(isTerm, COMMA)
}

/** One text or several. */
export interface Terms extends z.ZodOptional<z.ZodUnion<readonly [z.ZodString, z.ZodArray<z.ZodString>]>> {}
export function Terms(): Terms {
  return z.union([Term(), z.array(Term()).min(1)]).optional()
}

/** One member or several. */
export interface OneOrMore<T extends string>
  extends z.ZodOptional<z.ZodUnion<readonly [z.ZodEnum<{ [K in T]: K }>, z.ZodArray<z.ZodEnum<{ [K in T]: K }>>]>> {}
export function OneOrMore<const T extends string>(members: readonly T[]): OneOrMore<T> {
  const member = z.enum(members)
  return z.union([member, z.array(member).min(1)]).optional()
}

/** `[from, to]`, both included, UTC. Text without a time means midnight, also in `to`. */
export interface Between extends z.ZodOptional<z.ZodTuple<[Moment, Moment], null>> {}
export function Between(): Between {
  return z
    .tuple([Moment(), Moment()])
    .refine(([from, to]) => wire(from) <= wire(to), '`from` is after `to`')
    .optional()
}

/** `page` to start from and `limit`, the rows in a page (1 to 50). A list operation counts pages itself. */
export function paging() {
  return { page: z.int().min(1).optional(), limit: z.int().min(1).max(MAX_PAGE).optional() }
}

/** `include=buyer,products.offer` */
export interface Include<T extends string> extends z.ZodOptional<z.ZodArray<z.ZodEnum<{ [K in T]: K }>>> {}
export function Include<const T extends string>(members: readonly T[]): Include<T> {
  return z.array(z.enum(members)).min(1).optional()
}

/** Whether a text can be looked for by a filter. */
export function isTerm(value: string): boolean {
  return !value.includes(',')
}

interface Selection {
  readonly filter?: Readonly<Record<string, unknown>> | undefined
  readonly include?: readonly string[] | undefined
  readonly sort?: string | undefined
}

/** The query of a list or of a single row; `page` and `limit` are the page strategy's. */
export function selection({ filter, include, sort }: Selection) {
  return { filter: filter && encodeFilter(filter), include: include?.join(','), sort }
}

function encodeFilter(filter: Readonly<Record<string, unknown>>): Record<string, string> {
  const encoded: Record<string, string> = {}
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined) continue
    if (!Array.isArray(value)) encoded[name] = String(value)
    else if (name.endsWith('_between')) encoded[name] = value.map(wire).join(', ')
    else encoded[name] = value.join(',')
  }
  return encoded
}

function wire(moment: Date | string): string {
  return wireMoment(moment)
}
