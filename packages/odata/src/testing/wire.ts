import { itemType, navigationsOf, propertiesOf } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import type { StoredRow } from './store.ts'
import type { World } from './world.ts'

/** How an answer is to be written. */
export interface Wire {
  readonly world: World
  /** Service root, with a slash at its end. */
  readonly root: string
  readonly ieee754: boolean
  readonly metadata: 'none' | 'minimal' | 'full'
}

/** A row after `$select` and `$expand`: its own members, and expanded ones already written. */
export interface Picked {
  readonly row: StoredRow
  readonly type: EdmType
  readonly set: string | undefined
  readonly names: readonly string[] | undefined
  readonly expanded: Readonly<Record<string, unknown>>
}

export function writeValue(wire: Wire, value: unknown, type: EdmType | undefined): unknown {
  const { dialect, model } = wire.world
  if (value === null || value === undefined) return null
  if (type === undefined) return value
  if (Array.isArray(value)) {
    const item = itemType(type) ?? type
    const list = value.map((each) => writeValue(wire, each, item))
    return dialect.version === '2.0' ? { results: list } : list
  }
  if (typeof value === 'object') {
    if (!Object.hasOwn(model.types, type)) return value
    return writeRow(wire, { row: value as StoredRow, type, set: undefined, names: undefined, expanded: {} })
  }
  if (!type.startsWith('Edm.')) return value
  return dialect.write(value, type, { ieee754: wire.ieee754, dateOffset: 'instant' })
}

export function writeRow(wire: Wire, picked: Picked): Record<string, unknown> {
  const { world } = wire
  const { row, type, set, names, expanded } = picked
  const own = propertiesOf(world.model, type)
  const result: Record<string, unknown> = {}
  const shown = names ?? [
    ...own.keys(),
    ...Object.keys(row).filter((name) => !own.has(name) && world.model.types[type]?.open === true),
  ]
  const annotations = set === undefined ? {} : annotationsFor(wire, row, set, type)
  if (world.version !== '2.0') Object.assign(result, annotations)
  for (const name of shown) {
    const edm = own.get(name)
    if (edm === 'Edm.Stream') continue
    if (own.has(name) || Object.hasOwn(row, name)) result[name] = writeValue(wire, row[name], edm)
  }
  Object.assign(result, expanded)
  if (world.version !== '2.0' || set === undefined) return result
  for (const name of navigationsOf(world.model, type).keys()) {
    if (names === undefined && !Object.hasOwn(result, name))
      result[name] = { __deferred: { uri: `${wire.root}${entityPath(world, set, row)}/${name}` } }
  }
  return { ...result, ...annotations }
}

function annotationsFor(wire: Wire, row: StoredRow, set: string, type: EdmType): Record<string, unknown> {
  const { world } = wire
  const etag = world.tagged(set) ? world.store.etag(row) : undefined
  const uri = wire.root + entityPath(world, set, row)
  if (world.version === '2.0') return { __metadata: { id: uri, uri, type, ...(etag === undefined ? {} : { etag }) } }
  const prefix = world.version === '3.0' ? 'odata.' : '@odata.'
  const found: Record<string, unknown> = {}
  if (wire.metadata === 'full') Object.assign(found, { [`${prefix}type`]: type, [`${prefix}id`]: uri })
  if (etag !== undefined && wire.metadata !== 'none') found[`${prefix}etag`] = etag
  return found
}

/** `Products(1)`, percent-encoded. */
export function entityPath(world: World, set: string, row: StoredRow): string {
  const names = world.store.keyNames(set)
  const own = propertiesOf(world.model, world.store.typeOf(set))
  const part = (name: string) => encodeURIComponent(keyLiteral(world, row[name], own.get(name)))
  const [only] = names
  const key =
    names.length === 1 && only !== undefined ? part(only) : names.map((name) => `${name}=${part(name)}`).join(',')
  return `${encodeURIComponent(set)}(${key})`
}

function keyLiteral(world: World, value: unknown, type: EdmType | undefined): string {
  const old = world.version === '2.0' || world.version === '3.0'
  const quoted = `'${String(value).replaceAll("'", "''")}'`
  if (type === 'Edm.Guid') return old ? `guid${quoted}` : String(value)
  if (type === 'Edm.DateTime') return `datetime${quoted}`
  return type === undefined || type === 'Edm.String' ? quoted : String(value)
}

/** The envelope of one entity, or of one value. */
export function oneBody(wire: Wire, value: unknown, context: string): unknown {
  switch (wire.world.version) {
    case '2.0':
      return { d: value }
    case '3.0':
      return withContext(wire, 'odata.metadata', context, value)
    default:
      return withContext(wire, '@odata.context', context, value)
  }
}

function withContext(wire: Wire, name: string, context: string, value: unknown): unknown {
  const said = wire.metadata === 'none' ? {} : { [name]: `${wire.root}$metadata#${context}` }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...said, ...value }
    : { ...said, value }
}

export interface PageParts {
  readonly items: readonly unknown[]
  readonly count: number | undefined
  /** Relative to the root, percent-encoded. */
  readonly next: string | undefined
}

/** The envelope of a collection. */
export function pageBody(wire: Wire, { items, count, next }: PageParts, context: string): unknown {
  switch (wire.world.version) {
    case '2.0':
      return {
        d: {
          results: items,
          ...(count === undefined ? {} : { __count: String(count) }),
          ...(next === undefined ? {} : { __next: wire.root + next }),
        },
      }
    case '3.0':
      return {
        ...(wire.metadata === 'none' ? {} : { 'odata.metadata': `${wire.root}$metadata#${context}` }),
        ...(count === undefined ? {} : { 'odata.count': String(count) }),
        value: items,
        ...(next === undefined ? {} : { 'odata.nextLink': next }),
      }
    default:
      return {
        ...(wire.metadata === 'none' ? {} : { '@odata.context': `${wire.root}$metadata#${context}` }),
        ...(count === undefined ? {} : { '@odata.count': count }),
        ...(next === undefined ? {} : { '@odata.nextLink': next }),
        value: items,
      }
  }
}
