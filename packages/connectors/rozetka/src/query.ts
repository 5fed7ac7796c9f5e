import type { QueryInput } from '@bpmcentr/core'
import * as z from 'zod'
import { wireDay } from './dates.ts'
import { Id } from './wire.ts'

/**
 * Sent with every search: without it Rozetka answers a wrong filter with an empty list, which cannot be told from "nothing
 * found".
 */
export const STRICT_SEARCH = { 'accept-validate-exception': '1' } as const

/** One id or several, joined by commas. An empty list would read as no filter at all, so it is refused. */
export interface Ids extends z.ZodOptional<z.ZodUnion<readonly [Id, z.ZodArray<Id>]>> {}
export function Ids(): Ids {
  return z.union([Id(), z.array(Id()).min(1)]).optional()
}

/** `expand=purchases,delivery` */
export interface Expand<T extends string> extends z.ZodOptional<z.ZodArray<z.ZodEnum<{ [K in T]: K }>>> {}
export function Expand<const T extends string>(members: readonly T[]): Expand<T> {
  return z.array(z.enum(members)).min(1).optional()
}

/** A field, or `-field` for descending. */
export interface Sort<T extends string> extends z.ZodOptional<z.ZodEnum<{ [K in T]: K }>> {}
export function Sort<const T extends string>(members: readonly T[]): Sort<T> {
  return z.enum(members).optional()
}

/** `page` to start from; a list counts pages itself. */
export function paging() {
  return { page: z.int().min(1).optional() }
}

/** `page`, and `pageSize`, the rows in a page. Rozetka documents no greatest page; 100 is what is in use. */
export function sizedPaging() {
  return { ...paging(), pageSize: z.int().min(1).max(100).optional() }
}

/** Whether two ends of a range are in order; an open one always is. */
export function inOrder(from: Date | string | number | undefined, to: Date | string | number | undefined): boolean {
  if (from === undefined || to === undefined) return true
  if (typeof from === 'number' && typeof to === 'number') return from <= to
  return wireDay(from as Date | string) <= wireDay(to as Date | string)
}

/** Values as Rozetka's query strings have them. `page` and sizes are the page strategy's. */
export function filters(input: Readonly<Record<string, unknown>>): QueryInput {
  const query: Record<string, string> = {}
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || PAGING.has(name)) continue
    query[name] = wire(value)
  }
  return query
}

const PAGING: ReadonlySet<string> = new Set(['page', 'pageSize', 'pageSizeLimit'])

function wire(value: unknown): string {
  if (value instanceof Date) return wireDay(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  return Array.isArray(value) ? value.map(wire).join(',') : String(value)
}
