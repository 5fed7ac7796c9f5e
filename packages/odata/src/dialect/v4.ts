import { decimalText } from './numbers.ts'
import {
  anyCollection,
  bareValue,
  COMMON_FUNCTIONS,
  call,
  convertsNumbers,
  isObject,
  type Json,
  lightAnnotations,
  readNumber,
  textOf,
  writePlain,
} from './shared.ts'
import { base64url, bytesOf } from './texts.ts'
import type { Argument, Dialect } from './types.ts'
import { v2 } from './v2.ts'

const FUNCTIONS = [
  ...['contains', 'has', 'date', 'time', 'fractionalseconds', 'totalseconds', 'totaloffsetminutes'],
  ...['$count', 'now', 'mindatetime', 'maxdatetime', 'geo.distance', 'geo.length', 'geo.intersects'],
] as const
const FUNCTIONS_401 = ['matchesPattern', 'divby', 'hassubset', 'hassubsequence', 'case'] as const

/** A V3 model's types as V4 calls them. */
const NEW_TYPES: Readonly<Record<string, string>> = { 'Edm.DateTime': 'Edm.DateTimeOffset', 'Edm.Time': 'Edm.Duration' }

/** OData 4.0. */
export const v4: Dialect = {
  version: '4.0',
  headers: { 'odata-version': '4.0', 'odata-maxversion': '4.0' },
  accept: (level, { ieee754 }) => `application/json;odata.metadata=${level}${exact(ieee754)}`,
  contentType: ({ ieee754 }) => `application/json${exact(ieee754)}`,
  count: ['$count', 'true'],
  expand: 'nested',
  lambda: true,
  membership: false,
  functions: new Set<string>([...COMMON_FUNCTIONS, ...FUNCTIONS]),
  search: true,
  apply: true,
  delta: true,
  contains: (text, part) => call('contains', text, part),
  binary: base64url,
  literalType: (type) => NEW_TYPES[type] ?? type,

  collection: anyCollection,
  // A gateway may have left a V2 envelope around it.
  entity: v2.entity,
  result: (body, operation) => bareValue(v2.result(body, operation), isControl),
  property: (body) => (isObject(body) && Object.hasOwn(body, 'value') ? body.value : body),
  isControl,
  member: (value) => v2.member(value),
  annotations: (raw) => (raw.__metadata === undefined ? lightAnnotations(raw) : v2.annotations(raw)),
  converts: convertsNumbers,
  read: (value, type) => readNumber(value, type),
  write: (value, type, { ieee754 }) => {
    if (type === 'Edm.Binary') return base64url(bytesOf(value))
    const plain = writePlain(value, NEW_TYPES[type] ?? type)
    if (ieee754 || (type !== 'Edm.Int64' && type !== 'Edm.Decimal')) return plain
    // A number only where that loses nothing.
    const number = Number(plain)
    return decimalText(number, type) ===
      String(plain)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '')
      ? number
      : plain
  },
  writeDate: (value) => value.toISOString(),

  update: 'PATCH',
  upsert: true,
  prefer: ({ minimal }) => (minimal === undefined ? [] : [minimal ? 'return=minimal' : 'return=representation']),
  pageSize: (size) => `odata.maxpagesize=${size}`,
  bind: (name, uris) => [`${name}@odata.bind`, uris],
  typeMember: (type) => ['@odata.type', type.startsWith('#') ? type : `#${type}`],
  linkPath: (navigation) => `${navigation}/$ref`,
  linkBody: (uri) => ({ '@odata.id': uri }),
  links(body) {
    const list = isObject(body) && Array.isArray(body.value) ? body.value : [body]
    return list.flatMap((link) => (isObject(link) ? (textOf(link['@odata.id'] ?? link['@id']) ?? []) : []))
  },
  unlink: (navigation, target) => ({ path: `${navigation}/$ref`, query: `$id=${encodeURIComponent(target.uri)}` }),
  invoke(kind, name, args) {
    if (kind === 'action') return { method: 'POST', segment: name, query: [], json: bodyOf(args) }
    const inside = args.map((arg) => `${arg.name}=${arg.complex ? `@${arg.name}` : encodeURIComponent(arg.literal)}`)
    const query = args.flatMap((arg) => (arg.complex ? [[`@${arg.name}`, arg.literal] as const] : []))
    return { method: 'GET', segment: `${name}(${inside.join(',')})`, query, json: undefined }
  },
  longUrls: 'batch',
  writesAlone: true,
  continueOnError: 'odata.continue-on-error',
  reference: (id) => `$${id}`,
}

/** OData 4.01: the same with more features, which servers rarely all have. */
export const v401: Dialect = {
  ...v4,
  version: '4.01',
  headers: { 'odata-version': '4.01', 'odata-maxversion': '4.01' },
  membership: true,
  functions: new Set<string>([...v4.functions, ...FUNCTIONS_401]),
  continueOnError: 'continue-on-error',
}

function exact(ieee754: boolean): string {
  return ieee754 ? ';IEEE754Compatible=true' : ''
}

function isControl(name: string): boolean {
  return name.includes('@') || name === '__metadata'
}

function bodyOf(args: readonly Argument[]): Json {
  const body: Record<string, unknown> = {}
  for (const { name, json } of args) body[name] = json
  return body
}
