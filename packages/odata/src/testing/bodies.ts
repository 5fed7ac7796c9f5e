import { Reply } from '@bpmcentr/core/testing'
import { isIntegerType } from '../dialect/numbers.ts'
import { formText, hasForm } from '../dialect/texts.ts'
import { parseResource } from '../filter/resource.ts'
import { isOpen, itemType, navigationOf, propertyType } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import { literalValue } from './keys.ts'
import type { StoredRow } from './store.ts'
import type { World } from './world.ts'

/** A written row taken apart: its own values, and rows to make beside it. */
export interface Written {
  readonly values: StoredRow
  /** Navigation → rows to insert there once this row has its key. */
  readonly nested: ReadonlyMap<string, readonly unknown[]>
}

/** Checks a body against the model, as a strict service does. @throws the reply 400 naming the member */
export function readRow(world: World, body: Readonly<Record<string, unknown>>, type: EdmType): Written {
  const values: StoredRow = {}
  const nested = new Map<string, readonly unknown[]>()
  for (const [name, value] of Object.entries(body)) {
    const bound = name.endsWith('@odata.bind') ? name.slice(0, -'@odata.bind'.length) : undefined
    if (bound !== undefined) {
      bindTo(world, values, type, bound, value)
      continue
    }
    if (world.dialect.isControl(name)) continue
    const property = propertyType(world.model, type, name)
    if (property !== undefined) values[name] = readValue(world, value, property, name)
    else if (navigationOf(world.model, type, name) !== undefined)
      readNavigation(world, values, nested, type, name, value)
    else if (isOpen(world.model, type)) values[name] = value
    else throw world.refuse(400, '10', `${type} has no such property`, name)
  }
  return { values, nested }
}

function readNavigation(
  world: World,
  values: StoredRow,
  nested: Map<string, readonly unknown[]>,
  type: EdmType,
  name: string,
  value: unknown,
): void {
  const uri = (value as { __metadata?: { uri?: unknown } } | null)?.__metadata?.uri
  if (uri !== undefined) {
    bindTo(world, values, type, name, uri)
    return
  }
  if (value === null) {
    unbind(world, values, type, name)
    return
  }
  const rows = Array.isArray(value) ? value : [value]
  if (world.relation(type, name) !== undefined) nested.set(name, rows)
  else {
    const target = navigationOf(world.model, type, name)?.type ?? ''
    const read = rows.map((row) => readRow(world, row as Record<string, unknown>, target).values)
    values[name] = Array.isArray(value) ? read : read[0]
  }
}

function unbind(world: World, values: StoredRow, type: EdmType, name: string): void {
  for (const field of world.relation(type, name)?.from ?? []) values[field] = null
}

/** A reference: this row's fields take the values of the other row's. */
export function bindTo(world: World, values: StoredRow, type: EdmType, name: string, uri: unknown): void {
  const relation = world.relation(type, name)
  if (relation === undefined || typeof uri !== 'string') throw world.refuse(400, '4', 'cannot be bound', name)
  const target = resolveUri(world, uri)
  if (target === undefined) throw world.refuse(400, '9', 'the bound entity does not exist', name)
  for (const [index, field] of relation.from.entries()) values[field] = target.row[relation.to[index] ?? '']
}

/** `Authors(3)`, also as an absolute URL. */
export function resolveUri(world: World, uri: string): { set: string; row: StoredRow } | undefined {
  const path = /^https?:/i.test(uri) ? uri.slice(uri.lastIndexOf('/') + 1) : uri.replace(/^\//, '')
  const [segment] = parseResource(path, { version: world.version })
  if (segment?.arguments === undefined || world.model.sets[segment.name] === undefined) return undefined
  const names = world.store.keyNames(segment.name)
  const key = Object.fromEntries(
    segment.arguments.map(({ name, value }, index) => [name ?? names[index] ?? '', literalValue(value)]),
  )
  const row = world.store.find(segment.name, key)
  return row === undefined ? undefined : { set: segment.name, row }
}

/** A value as the service keeps it. */
export function readValue(world: World, value: unknown, type: EdmType, name: string): unknown {
  if (value === null) return null
  const wrong = () => world.refuse(400, '4', `the value is not of ${type}`, name)
  const item = itemType(type)
  if (item !== undefined) {
    const list = Array.isArray(value) ? value : (value as { results?: unknown }).results
    if (!Array.isArray(list)) throw wrong()
    return list.map((each) => readValue(world, each, item, name))
  }
  if (!type.startsWith('Edm.')) {
    if (!Object.hasOwn(world.model.types, type)) return value
    if (typeof value !== 'object') throw wrong()
    return readRow(world, value as Record<string, unknown>, type).values
  }
  const read = world.dialect.read(value, type, { ieee754: true, dateOffset: 'instant' })
  try {
    return checked(read, type)
  } catch (error) {
    throw error instanceof Reply ? error : wrong()
  }
}

function checked(value: unknown, type: EdmType): unknown {
  const fits =
    type === 'Edm.Boolean'
      ? typeof value === 'boolean'
      : type === 'Edm.String'
        ? typeof value === 'string'
        : isIntegerType(type)
          ? /^-?\d+$/.test(String(value))
          : type === 'Edm.Decimal'
            ? /^-?\d+(?:\.\d+)?$/.test(String(value))
            : type === 'Edm.Double' || type === 'Edm.Single'
              ? typeof value === 'number'
              : true
  if (!fits) throw new TypeError(type)
  return hasForm(type) ? formText(value, type) : value
}
