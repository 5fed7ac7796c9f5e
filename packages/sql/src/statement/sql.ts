import { InputError } from '@bpmcentr/core'

const BRAND: unique symbol = Symbol.for('bpmcentr.sql') as never

export type Part =
  | { readonly type: 'value'; readonly value: unknown }
  | { readonly type: 'id'; readonly path: readonly string[] }
  | { readonly type: 'raw'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly unknown[] }
  | { readonly type: 'sql'; readonly sql: Sql }

/** A piece of SQL whose values are kept apart from its text. Made by {@link sql}, {@link id}, {@link list} and {@link raw} only. */
export interface Sql {
  readonly [BRAND]: true
  /** One more than there are parts. */
  readonly strings: readonly string[]
  readonly parts: readonly Part[]
}

/** What may stand in a template: a value, which becomes a parameter, or a piece of SQL. `undefined` is refused. */
export type Param = string | number | bigint | boolean | object | null

/** A value sent as JSON text: for JSON columns that hold an array, a string, a number or null. */
export interface Json {
  readonly '~json': unknown
}

/** SQL to be put into other SQL, its values as parameters: ``const open = sql`status = ${'open'}` ``. */
export function sql(strings: TemplateStringsArray, ...values: readonly Param[]): Sql {
  return { [BRAND]: true, strings, parts: values.map(partOf) }
}

/** A quoted name, such as `id('orders')` or `id('shop', 'orders')`. A dot inside a part is a part of the name. */
export function id(...path: readonly string[]): Sql {
  if (path.length === 0) throw new InputError('id: expected at least one name')
  return single({ type: 'id', path })
}

/** `(…, …)` with a parameter for each item, for `in`. @throws InputError for an empty list, which no database accepts */
export function list(items: readonly Param[]): Sql {
  if (items.length === 0) throw new InputError('list: expected at least one item; leave the condition out instead')
  return single({ type: 'list', items })
}

/** Text that goes into the SQL as it is. Never pass anything here that came from outside. */
export function raw(text: string): Sql {
  return single({ type: 'raw', text })
}

/** Sends a value as JSON, whatever it is; plain objects are sent so anyway. */
export function json(value: unknown): Json {
  return Object.freeze({ '~json': value })
}

/** Several pieces one after the other, `, ` between them unless told otherwise. */
export function join(pieces: readonly Param[], separator: Sql = comma): Sql {
  if (pieces.length === 0) throw new InputError('join: expected at least one piece')
  const parts: Part[] = pieces.flatMap((piece, index) =>
    index === 0 ? [partOf(piece)] : [{ type: 'sql' as const, sql: separator }, partOf(piece)],
  )
  return { [BRAND]: true, strings: new Array<string>(parts.length + 1).fill(''), parts }
}

export function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && BRAND in value
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && '~json' in value && Object.keys(value).length === 1
}

function partOf(value: unknown): Part {
  return isSql(value) ? { type: 'sql', sql: value } : { type: 'value', value }
}

function single(part: Part): Sql {
  return { [BRAND]: true, strings: ['', ''], parts: [part] }
}

const comma: Sql = { [BRAND]: true, strings: [', '], parts: [] }
