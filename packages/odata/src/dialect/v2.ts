import type { EdmType } from '../model.ts'
import { fromJsonDate, toJsonDate } from './jsonDate.ts'
import {
  anyCollection,
  COMMON_FUNCTIONS,
  call,
  convertsNumbers,
  importInvocation,
  isObject,
  type Json,
  readNumber,
  textOf,
  writePlain,
} from './shared.ts'
import { formText, hex } from './texts.ts'
import type { Dialect, RowAnnotations } from './types.ts'

const DATES = new Set(['Edm.DateTime', 'Edm.DateTimeOffset'])
/** V4 names that a model may carry over → what V2 calls them. */
const OLD_TYPES: Readonly<Record<string, string>> = {
  'Edm.Date': 'Edm.DateTime',
  'Edm.TimeOfDay': 'Edm.Time',
  'Edm.Duration': 'Edm.Time',
}

/** OData 2.0 with verbose JSON, as SAP Gateway and the first .NET services speak it. */
export const v2: Dialect = {
  version: '2.0',
  headers: { dataserviceversion: '2.0', maxdataserviceversion: '2.0' },
  // Verbose is what plain JSON means in V2, and some of its servers know no parameters.
  accept: () => 'application/json',
  contentType: () => 'application/json',
  count: ['$inlinecount', 'allpages'],
  expand: 'paths',
  lambda: false,
  membership: false,
  functions: new Set<string>([...COMMON_FUNCTIONS, 'substringof', 'replace']),
  search: false,
  apply: false,
  delta: false,
  contains: (text, part) => call('substringof', part, text),
  binary: hex,
  literalType: (type) => OLD_TYPES[type] ?? type,

  collection: anyCollection,
  entity: unwrapped,
  result(body, operation) {
    const d = unwrapped(body)
    if (!isObject(d) || d.__metadata !== undefined) return d
    // It is wrapped once more, by the function's name.
    const inner = Object.hasOwn(d, operation) ? d[operation] : d
    return isObject(inner) && Array.isArray(inner.results) ? inner.results : inner
  },
  property(body, name) {
    const d = unwrapped(body)
    return isObject(d) && Object.hasOwn(d, name) ? d[name] : d
  },
  isControl: (name) => name === '__metadata',
  member(value) {
    if (!isObject(value)) return { value }
    if (isObject(value.__deferred)) return undefined
    if (Array.isArray(value.results) && value.__metadata === undefined) return { value: value.results, raw: value }
    return { value }
  },
  annotations(raw): RowAnnotations {
    const data = isObject(raw.__metadata) ? raw.__metadata : ({} as Json)
    return {
      etag: textOf(data.etag),
      id: textOf(data.id) ?? textOf(data.uri),
      type: textOf(data.type),
      editLink: textOf(data.uri),
      mediaReadLink: textOf(data.media_src),
      mediaContentType: textOf(data.content_type),
      raw,
    }
  },
  converts: (type) => type === undefined || DATES.has(type) || type === 'Edm.Date' || convertsNumbers(type),
  read(value, type, style) {
    if (typeof value !== 'string') return readNumber(value, type)
    const zoned = type === undefined ? undefined : type === 'Edm.DateTimeOffset'
    if (type === undefined || DATES.has(type)) return fromJsonDate(value, zoned, style.dateOffset) ?? value
    if (type === 'Edm.Date') return fromJsonDate(value, false, style.dateOffset)?.slice(0, 10) ?? value
    return readNumber(value, type)
  },
  write: (value, type) => {
    const old = OLD_TYPES[type] ?? type
    return DATES.has(old) ? jsonDate(value, type, old) : writePlain(value, type)
  },
  writeDate: (value) => `/Date(${value.getTime()})/`,

  update: 'MERGE',
  upsert: false,
  prefer: () => [],
  pageSize: () => undefined,
  bind: (name, uris) => [
    name,
    typeof uris === 'string' ? { __metadata: { uri: uris } } : uris.map((uri) => ({ __metadata: { uri } })),
  ],
  typeMember: (type) => ['__metadata', { type }],
  linkPath: (navigation) => `$links/${navigation}`,
  linkBody: (uri) => ({ uri }),
  links(body) {
    const d = isObject(body) && body.d !== undefined ? body.d : body
    const list = isObject(d) && Array.isArray(d.results) ? d.results : [d]
    return list.flatMap((link) => (isObject(link) && typeof link.uri === 'string' ? [link.uri] : []))
  },
  unlink: (navigation, target) => ({ path: `$links/${navigation}${target.key}`, query: '' }),
  invoke: (kind, name, args, _bound, method) =>
    importInvocation(name, args, method ?? (kind === 'action' ? 'POST' : 'GET')),
  longUrls: 'batch',
  writesAlone: false,
  continueOnError: undefined,
  reference: (id) => `$${id}`,
}

function unwrapped(body: unknown): unknown {
  return isObject(body) && body.d !== undefined ? body.d : body
}

function jsonDate(value: unknown, type: EdmType, wire: EdmType): unknown {
  const zoned = wire === 'Edm.DateTimeOffset'
  return toJsonDate(formText(value, type), zoned) ?? value
}
