import * as z from 'zod'

/** What Creatio answers where a lookup holds nothing. */
export const EMPTY_GUID = '00000000-0000-0000-0000-000000000000'

/** Outgoing id. Creatio's are older than RFC 9562, so versions are not looked at. */
export interface Id extends z.ZodGUID {}
export function Id(): Id {
  return z.guid()
}

/** A GUID made here: what makes a creation safe to repeat. */
export function newId(): string {
  return crypto.randomUUID()
}

/** Name of a schema or column: Latin letters, digits, underscore. */
export interface Name extends z.ZodString {}
export function Name(): Name {
  return z.string().regex(/^[A-Za-z_]\w*$/, 'expected the name of a schema or column, such as Contact or UsrOrder')
}
