import type { ODataVersion } from '../model.ts'
import type { LiteralNode } from './ast.ts'
import { type Cursor, fail, sees, take } from './cursor.ts'
import { qualifiedName } from './names.ts'

const STRING = /'(?:[^']|'')*'/y
/** What may not follow a bare literal: otherwise `12abc` would be 12. */
const GOES_ON = /[\p{L}\p{Nl}\p{Nd}_.'@$]/uy

const GUID_TEXT = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const YEAR = '-?(?:0\\d{3}|[1-9]\\d{3,})'
const DAY = '(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])'
const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::(?:[0-5]\\d|60)(?:\\.\\d{1,12})?)?'
const ZONE = '(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)'
const NUMBER = /[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy

const V4_BARE: readonly (readonly [pattern: RegExp, type: string])[] = [
  [new RegExp(GUID_TEXT, 'iy'), 'Edm.Guid'],
  [new RegExp(`${YEAR}-${DAY}T${CLOCK}${ZONE}`, 'iy'), 'Edm.DateTimeOffset'],
  [new RegExp(`${YEAR}-${DAY}`, 'y'), 'Edm.Date'],
  [new RegExp(CLOCK, 'y'), 'Edm.TimeOfDay'],
]

type Prefixes = Readonly<Record<string, readonly [type: string, content: RegExp]>>

const DURATION = /^[+-]?P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/i
const V3_DURATION = /^-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/
const BASE64 = /^(?:[\w-]{4})*(?:[\w-]{2}(?:==)?|[\w-]{3}=?)?$/
const HEX = /^(?:[0-9a-f]{2})*$/i
const GEO = /^SRID=\d{1,5};[A-Za-z]+\([-+\d. ,()A-Za-z]*\)$/

const V4_PREFIXES: Prefixes = {
  duration: ['Edm.Duration', DURATION],
  binary: ['Edm.Binary', BASE64],
  geography: ['Edm.Geography', GEO],
  geometry: ['Edm.Geometry', GEO],
}

const V3_PREFIXES: Prefixes = {
  guid: ['Edm.Guid', new RegExp(`^${GUID_TEXT}$`, 'i')],
  datetime: ['Edm.DateTime', new RegExp(`^${YEAR}-${DAY}(?:T${CLOCK})?$`)],
  datetimeoffset: ['Edm.DateTimeOffset', new RegExp(`^${YEAR}-${DAY}T${CLOCK}${ZONE}$`, 'i')],
  time: ['Edm.Time', V3_DURATION],
  binary: ['Edm.Binary', HEX],
  geography: ['Edm.Geography', GEO],
  geometry: ['Edm.Geometry', GEO],
}

const SUFFIXED = /([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)([lmfd])/iy
const SUFFIX_TYPE: Readonly<Record<string, string>> = {
  l: 'Edm.Int64',
  m: 'Edm.Decimal',
  f: 'Edm.Single',
  d: 'Edm.Double',
}

/** Reads a literal here, or takes nothing. */
export function literal(cursor: Cursor, version: ODataVersion): LiteralNode | undefined {
  const start = cursor.at
  const text = take(cursor, STRING)
  if (text !== undefined) {
    if (sees(cursor, GOES_ON)) fail(cursor, 'an operator expected')
    return { kind: 'literal', type: 'Edm.String', value: unquote(text) }
  }
  if (cursor.text[start] === "'") fail(cursor, 'a string that is never closed')
  const found = version === '2.0' || version === '3.0' ? v3Bare(cursor) : v4Bare(cursor)
  if (found === undefined) return word(cursor, version)
  if (sees(cursor, GOES_ON)) {
    cursor.at = start
    return undefined
  }
  return found
}

function v4Bare(cursor: Cursor): LiteralNode | undefined {
  for (const [pattern, type] of V4_BARE) {
    const start = cursor.at
    const value = take(cursor, pattern)
    if (value === undefined) continue
    if (!sees(cursor, GOES_ON)) return { kind: 'literal', type, value }
    cursor.at = start
  }
  const digits = take(cursor, NUMBER)
  return digits === undefined ? undefined : { kind: 'literal', type: numberType(digits), value: plus(digits) }
}

function v3Bare(cursor: Cursor): LiteralNode | undefined {
  const suffixed = take(cursor, SUFFIXED)
  if (suffixed !== undefined) {
    const type = SUFFIX_TYPE[suffixed.slice(-1).toLowerCase()] ?? 'Edm.Double'
    return { kind: 'literal', type, value: plus(suffixed.slice(0, -1)) }
  }
  const digits = take(cursor, NUMBER)
  if (digits === undefined) return undefined
  const type = numberType(digits)
  return {
    kind: 'literal',
    type: type === 'Edm.Decimal' && digits.includes('.') ? 'Edm.Double' : type,
    value: plus(digits),
  }
}

function numberType(digits: string): string {
  if (/e/i.test(digits)) return 'Edm.Double'
  if (digits.includes('.')) return 'Edm.Decimal'
  const value = BigInt(plus(digits))
  if (value >= -(2n ** 31n) && value < 2n ** 31n) return 'Edm.Int32'
  return value >= -(2n ** 63n) && value < 2n ** 63n ? 'Edm.Int64' : 'Edm.Decimal'
}

function plus(digits: string): string {
  return digits.startsWith('+') ? digits.slice(1) : digits
}

const WORDS: Readonly<Record<string, readonly [type: string | null, value: string | boolean | null]>> = {
  true: ['Edm.Boolean', true],
  false: ['Edm.Boolean', false],
  null: [null, null],
  INF: ['Edm.Double', 'INF'],
  NaN: ['Edm.Double', 'NaN'],
}

/** `true`, `null`, `INF`, and everything of the form `prefix'content'`: dates of V3, durations, enumerations. */
function word(cursor: Cursor, version: ODataVersion): LiteralNode | undefined {
  const start = cursor.at
  if (take(cursor, /-INF/y) !== undefined && !sees(cursor, GOES_ON)) {
    return { kind: 'literal', type: 'Edm.Double', value: '-INF' }
  }
  cursor.at = start
  const name = qualifiedName(cursor)
  if (name === undefined) return undefined
  if (cursor.text[cursor.at] === "'") return prefixed(cursor, version, name)
  const known = Object.hasOwn(WORDS, name) ? WORDS[name] : booleanIn401(name, version)
  if (known !== undefined && !sees(cursor, /[/(]/y)) return { kind: 'literal', type: known[0], value: known[1] }
  cursor.at = start
  return undefined
}

function booleanIn401(name: string, version: ODataVersion): readonly [string, boolean] | undefined {
  const lower = name.toLowerCase()
  if (version !== '4.01' || (lower !== 'true' && lower !== 'false')) return undefined
  return ['Edm.Boolean', lower === 'true']
}

function prefixed(cursor: Cursor, version: ODataVersion, prefix: string): LiteralNode {
  const start = cursor.at
  const value = unquote(take(cursor, STRING) ?? fail(cursor, 'a string that is never closed'))
  if (sees(cursor, GOES_ON)) fail(cursor, 'an operator expected')
  const old = version === '2.0' || version === '3.0'
  const known = old
    ? prefix === 'X'
      ? V3_PREFIXES.binary
      : lookup(V3_PREFIXES, prefix.toLowerCase())
    : lookup(V4_PREFIXES, version === '4.01' ? prefix.toLowerCase() : prefix)
  if (known !== undefined) {
    if (!known[1].test(value)) fail(cursor, `not a value of ${known[0]}`, start)
    return { kind: 'literal', type: known[0], value }
  }
  // Only enumerations are left, and their names have a namespace.
  if (!prefix.includes('.') || version === '2.0') fail(cursor, 'an unknown kind of literal', start - prefix.length)
  if (!/^[^\s,']+(?:,[^\s,']+)*$/.test(value)) fail(cursor, 'names of members expected', start)
  return { kind: 'literal', type: prefix, value }
}

function lookup(prefixes: Prefixes, name: string): Prefixes[string] | undefined {
  return Object.hasOwn(prefixes, name) ? prefixes[name] : undefined
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll("''", "'")
}
