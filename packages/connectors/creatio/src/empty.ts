import { EMPTY_GUID } from './guid.ts'

/** What Creatio answers where a date holds nothing, whatever its precision. */
const EMPTY_DATE = /^0001-01-01T00:00:00(?:\.0+)?Z?$/

/** Whether a value of an OData row stands for nothing: an empty lookup, date or text. A number 0 is a number. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'string' && (value === EMPTY_GUID || EMPTY_DATE.test(value))
}

/** A row whose empty lookups, dates and texts are null. */
export type WithNulls<Row> = { [Name in keyof Row]: Row[Name] extends string ? Row[Name] | null : Row[Name] }

/**
 * A copy of an OData row with null where Creatio sends a stand-in: `00000000-…` for a lookup, `0001-01-01T00:00:00Z` for a
 * date, `""` for a text. Expanded records are treated alike.
 */
export function withNulls<Row extends object>(row: Row): WithNulls<Row> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, nullable(value)])) as WithNulls<Row>
}

function nullable(value: unknown): unknown {
  if (isEmpty(value)) return null
  if (Array.isArray(value)) return value.map(nullable)
  return typeof value === 'object' && value !== null ? withNulls(value) : value
}
