import type { FilterNode } from '../filter/ast.ts'
import type { EdmType } from '../model.ts'
import { decimalText, doubleText, integerText, isIntegerType } from './numbers.ts'
import { base64, bytesOf, formText, hasForm } from './texts.ts'
import type { Argument, Envelope, Invocation, RowAnnotations } from './types.ts'

export type Json = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Counts come as numbers and as strings, whatever the version says. */
export function countOf(value: unknown): number | undefined {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof count === 'number' && Number.isFinite(count) ? count : undefined
}

export function call(name: string, ...args: readonly FilterNode[]): FilterNode {
  return { kind: 'call', name, arguments: args }
}

/** The first member that is there. */
function first(body: Json, names: readonly string[]): unknown {
  for (const name of names) if (body[name] !== undefined) return body[name]
  return undefined
}

/**
 * A page in any version's envelope. Gateways translate between versions and leave parts as they were, so every shape is
 * understood, whatever version was asked for.
 */
export function anyCollection(body: unknown): Envelope | undefined {
  const d = isObject(body) && body.d !== undefined ? body.d : body
  if (Array.isArray(d)) return { items: d, count: undefined, next: undefined, delta: undefined, context: undefined }
  if (!isObject(d)) return undefined
  const items = Array.isArray(d.results) ? d.results : d.value
  if (!Array.isArray(items)) return undefined
  return {
    items,
    count: countOf(first(d, ['@odata.count', '@count', 'odata.count', '__count'])),
    next: textOf(first(d, ['@odata.nextLink', '@nextLink', 'odata.nextLink', '__next'])),
    delta: textOf(first(d, ['@odata.deltaLink', '@deltaLink', '__delta'])),
    context: textOf(first(d, ['@odata.context', '@context', 'odata.metadata'])),
  }
}

/** Annotations of V3 and V4: V3 without, V4 with an @ before the name. */
export function lightAnnotations(raw: Json): RowAnnotations {
  const find = (name: string) => textOf(first(raw, [`@odata.${name}`, `@${name}`, `odata.${name}`]))
  return {
    etag: find('etag'),
    id: find('id'),
    type: find('type'),
    editLink: find('editLink'),
    mediaReadLink: find('mediaReadLink'),
    mediaContentType: find('mediaContentType'),
    raw,
  }
}

const EXACT = new Set(['Edm.Int64', 'Edm.Decimal'])
const FLOATS = new Set(['Edm.Double', 'Edm.Single'])

export function convertsNumbers(type: EdmType | undefined): boolean {
  return type !== undefined && (EXACT.has(type) || FLOATS.has(type))
}

/** Int64 and Decimal as strings, floating point as numbers, whichever way the service wrote them. */
export function readNumber(value: unknown, type: EdmType | undefined): unknown {
  if (type === undefined || value === null) return value
  if (EXACT.has(type)) return typeof value === 'number' ? decimalText(value, type) : value
  if (typeof value !== 'string' || !(FLOATS.has(type) || isIntegerType(type))) return value
  if (value === 'INF') return Number.POSITIVE_INFINITY
  if (value === '-INF') return Number.NEGATIVE_INFINITY
  if (value === 'NaN') return Number.NaN
  const number = Number(value)
  return value.trim() === '' || Number.isNaN(number) ? value : number
}

/** A value in JSON, but for dates and bytes, which every version writes its own way. */
export function writePlain(value: unknown, type: EdmType): unknown {
  if (type === 'Edm.String' || type === 'Edm.Boolean') return value
  if (EXACT.has(type)) return type === 'Edm.Int64' ? integerText(value, type) : decimalText(value, type)
  if (isIntegerType(type)) return Number(integerText(value, type))
  if (FLOATS.has(type)) {
    const text = doubleText(value, type)
    return /[IN]/.test(text) ? text : Number(text)
  }
  if (type === 'Edm.Binary') return base64(bytesOf(value))
  if (hasForm(type)) return formText(value, type)
  return value
}

/** `{"value": x}` beside annotations only: a primitive, a collection, or null. */
export function bareValue(body: unknown, isControl: (name: string) => boolean): unknown {
  const bare =
    isObject(body) &&
    Object.hasOwn(body, 'value') &&
    Object.keys(body).every((name) => name === 'value' || isControl(name))
  return bare ? body.value : body
}

/** V2 and V3: parameters stand in the query, in literal form. */
export function importInvocation(name: string, args: readonly Argument[], method: 'GET' | 'POST'): Invocation {
  return { method, segment: name, query: args.map((arg) => [arg.name, arg.literal] as const), json: undefined }
}

/** Functions that V2, V3 and V4 share. */
export const COMMON_FUNCTIONS = [
  ...['startswith', 'endswith', 'length', 'indexof', 'substring', 'tolower', 'toupper', 'trim', 'concat'],
  ...['year', 'month', 'day', 'hour', 'minute', 'second', 'round', 'floor', 'ceiling', 'isof', 'cast'],
] as const
