import { InputError } from '../errors/InputError.ts'
import { jsonText } from './json.ts'
import { percentEncode } from './percent.ts'

/**
 * How nested values and lists are written: `brackets` = `filter[a]=1&ids[]=1` (PHP), `deepObject` = `filter[a]=1&ids=1,2`,
 * `repeat` = `ids=1&ids=2`, `comma` = `ids=1,2`, `json` = nested values as JSON text.
 */
export type QueryStyle = 'brackets' | 'deepObject' | 'repeat' | 'comma' | 'json'

export type QueryValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Date
  | readonly QueryValue[]
  | QueryInput
export interface QueryInput {
  readonly [key: string]: QueryValue
}

/** Nobody nests deeper by intention; a cycle does. */
const MAX_DEPTH = 32

/**
 * Writes a query (without `?`) or the body of a form. Keys keep the order they were given in. Keys and values are
 * percent-encoded as RFC 3986 says: a space is `%20`, brackets are `%5B` and `%5D` (every server decodes them before it
 * looks at them, and some proxies refuse them bare); only `$` and `@` stay bare in keys, for OData.
 *
 * `undefined` is skipped, also in lists. `null` gives an empty value (`a=`), or `null` in `json` style. A Date becomes ISO
 * 8601 in UTC, booleans `true` and `false`. An empty list or object gives nothing, except in `json` style (`[]`, `{}`).
 * Objects nest with brackets in every style but `json`. A list of lists or objects is numbered in `brackets` style
 * (`rows[0][id]=1`: PHP would otherwise tear the objects apart) and has no form in `deepObject`, `repeat` and `comma`. In
 * the last two styles' joined lists the comma between items is bare and one within an item is `%2C`.
 * @throws InputError naming the key: NaN, an invalid Date, a value of another type, nesting beyond 32
 */
export function encodeQuery(input: QueryInput, style: QueryStyle): string {
  const pairs: string[] = []
  for (const key of Object.keys(input)) {
    const value = input[key]
    const name = encodeKey(key, key)
    if (typeof value === 'string') pairs.push(`${name}=${encodeText(value, key)}`)
    else if (style === 'json' && isNested(value)) pairs.push(`${name}=${encodeText(jsonText(value, key), key)}`)
    else if (style === 'json' && value === null) pairs.push(`${name}=null`)
    else write(pairs, name, key, value, style, 1)
  }
  return pairs.join('&')
}

function write(
  pairs: string[],
  name: string,
  place: string,
  value: QueryValue,
  style: QueryStyle,
  depth: number,
): void {
  if (value === undefined) return
  if (!isNested(value)) {
    pairs.push(`${name}=${encodeText(scalar(value, place), place)}`)
    return
  }
  if (depth > MAX_DEPTH) throw refuse(place.slice(0, 80), `is nested deeper than ${MAX_DEPTH}, or contains itself`)
  if (Array.isArray(value)) writeList(pairs, name, place, value, style, depth)
  else {
    const fields = plainObject(value, place)
    for (const key of Object.keys(fields)) {
      const inner = `${place}[${key}]`
      write(pairs, `${name}%5B${encodeKey(key, inner)}%5D`, inner, fields[key], style, depth + 1)
    }
  }
}

function writeList(
  pairs: string[],
  name: string,
  place: string,
  list: readonly QueryValue[],
  style: QueryStyle,
  depth: number,
): void {
  const items = list.filter((item) => item !== undefined)
  if (style === 'brackets') {
    const numbered = items.some(isNested)
    for (const [i, item] of items.entries()) {
      write(pairs, `${name}%5B${numbered ? i : ''}%5D`, `${place}[${i}]`, item, style, depth + 1)
    }
    return
  }
  const texts = items.map((item, i) => {
    if (isNested(item)) throw refuse(`${place}[${i}]`, `is nested, which a list cannot be in the "${style}" style`)
    return encodeText(scalar(item, `${place}[${i}]`), place)
  })
  if (style === 'repeat') for (const text of texts) pairs.push(`${name}=${text}`)
  else if (texts.length > 0) pairs.push(`${name}=${texts.join(',')}`)
}

function scalar(
  value: Exclude<QueryValue, undefined | QueryInput | readonly QueryValue[]> | unknown,
  place: string,
): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      if (Number.isFinite(value)) return String(value)
      throw refuse(place, 'must be a finite number')
    case 'bigint':
    case 'boolean':
      return String(value)
    default:
      if (value === null) return ''
      if (value instanceof Date) {
        if (Number.isNaN(value.getTime())) throw refuse(place, 'is an invalid Date')
        return value.toISOString()
      }
      throw refuse(place, `cannot be written into a query: ${typeof value}`)
  }
}

function isNested(value: QueryValue): value is QueryInput | readonly QueryValue[] {
  return typeof value === 'object' && value !== null && !(value instanceof Date)
}

/** A Map, a Blob or a class instance has no fields worth sending: better to say so than to send nothing. */
function plainObject(value: object, place: string): QueryInput {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === null || prototype === Object.prototype) return value as QueryInput
  // A plain object of another realm (a worker, a vm of a test runner).
  if (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf')) {
    return value as QueryInput
  }
  throw refuse(place, 'must be a plain object, list, Date, string, number, bigint or boolean')
}

function encodeKey(key: string, place: string): string {
  return encodeText(key, place).replaceAll('%24', '$').replaceAll('%40', '@')
}

function encodeText(text: string, place: string): string {
  try {
    return percentEncode(text)
  } catch {
    throw refuse(place.slice(0, 80), 'has half of a surrogate pair')
  }
}

function refuse(place: string, problem: string): InputError {
  return new InputError(`${place} ${problem}`, { issues: [{ path: [place], message: problem }] })
}
