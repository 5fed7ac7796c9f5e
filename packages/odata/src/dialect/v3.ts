import {
  anyCollection,
  bareValue,
  COMMON_FUNCTIONS,
  call,
  convertsNumbers,
  importInvocation,
  isObject,
  lightAnnotations,
  textOf,
  writePlain,
} from './shared.ts'
import { hex } from './texts.ts'
import type { Dialect, MetadataLevel } from './types.ts'
import { v2 } from './v2.ts'

const LEVEL: Readonly<Record<MetadataLevel, string>> = {
  none: 'nometadata',
  minimal: 'minimalmetadata',
  full: 'fullmetadata',
}

/** OData 3.0 with JSON light, as 1C and later .NET services speak it. Verbose answers are understood, too. */
export const v3: Dialect = {
  version: '3.0',
  headers: { dataserviceversion: '3.0', maxdataserviceversion: '3.0' },
  accept: (level) => `application/json;odata=${LEVEL[level]}`,
  contentType: () => 'application/json',
  count: ['$inlinecount', 'allpages'],
  expand: 'paths',
  lambda: true,
  membership: false,
  functions: new Set<string>([
    ...COMMON_FUNCTIONS,
    'substringof',
    'replace',
    'any',
    'all',
    'geo.distance',
    'geo.length',
  ]),
  search: false,
  apply: false,
  delta: false,
  contains: (text, part) => call('substringof', part, text),
  binary: hex,
  literalType: (type) => v2.literalType(type),

  collection: anyCollection,
  entity: v2.entity,
  result: (body, operation) => bareValue(v2.result(body, operation), isControl),
  property(body, name) {
    const value = v2.entity(body)
    if (isObject(value) && Object.hasOwn(value, 'value')) return value.value
    return isObject(value) && Object.hasOwn(value, name) ? value[name] : value
  },
  isControl,
  member: (value) => v2.member(value),
  annotations: (raw) => (raw.__metadata === undefined ? lightAnnotations(raw) : v2.annotations(raw)),
  converts: (type) => convertsNumbers(type) || type === 'Edm.DateTime' || type === 'Edm.DateTimeOffset',
  // Dates only where verbose JSON was sent: light has them as text.
  read: (value, type, style) => (type === undefined ? value : v2.read(value, type, style)),
  write: (value, type) => writePlain(value, v2.literalType(type)),
  writeDate: (value) => value.toISOString(),

  update: 'PATCH',
  upsert: false,
  prefer: ({ minimal }) => (minimal === undefined ? [] : [minimal ? 'return-no-content' : 'return-content']),
  pageSize: () => undefined,
  bind: (name, uris) => [`${name}@odata.bind`, uris],
  typeMember: (type) => ['odata.type', type],
  linkPath: (navigation) => `$links/${navigation}`,
  linkBody: (uri) => ({ url: uri }),
  links(body) {
    const list = isObject(body) && Array.isArray(body.value) ? body.value : [body]
    const found = list.flatMap((link) => textOf(isObject(link) ? link.url : undefined) ?? [])
    return found.length > 0 ? found : v2.links(body)
  },
  unlink: (navigation, target) => ({ path: `$links/${navigation}${target.key}`, query: '' }),
  invoke(kind, name, args, bound, method) {
    const how = method ?? (kind === 'action' ? 'POST' : 'GET')
    if (kind === 'action' || !bound) return importInvocation(name, args, how)
    // Bound functions take their arguments in parentheses, also when there are none.
    const inside = args.map((arg) => `${arg.name}=${encodeURIComponent(arg.literal)}`).join(',')
    return { method: how, segment: `${name}(${inside})`, query: [], json: undefined }
  },
  longUrls: 'never',
  writesAlone: false,
  continueOnError: undefined,
  reference: (id) => `$${id}`,
}

function isControl(name: string): boolean {
  return name.startsWith('odata.') || name.includes('@') || name === '__metadata'
}
