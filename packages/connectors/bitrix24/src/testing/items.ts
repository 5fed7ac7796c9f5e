import type { Collection } from '@bpmcentr/core/testing'
import { COMPANY, CONTACT, CUSTOM, DEAL, INVOICE, LEAD, QUOTE } from '../crm/entities.ts'
import type { Descriptor } from '../fields.ts'
import type { Answered, Method } from './method.ts'
import { listIn, mapIn, numberIn, type Params, splitKey } from './params.ts'
import { notFound, RpcError } from './rpcError.ts'
import type { ItemRow } from './seed.ts'
import { type Page, selectPage } from './select.ts'
import type { World } from './world.ts'

export interface ItemType {
  readonly rows: Collection<ItemRow>
  readonly descriptor: Descriptor
}

/** The type that `entityTypeId` names. */
export function itemTypes(world: World): ReadonlyMap<number, ItemType> {
  return new Map<number, ItemType>([
    [1, { rows: world.leads, descriptor: LEAD }],
    [2, { rows: world.deals, descriptor: DEAL }],
    [3, { rows: world.contacts, descriptor: CONTACT }],
    [4, { rows: world.companies, descriptor: COMPANY }],
    [7, { rows: world.quotes, descriptor: QUOTE }],
    [31, { rows: world.invoices, descriptor: INVOICE }],
    [128, { rows: world.customItems, descriptor: CUSTOM }],
  ])
}

/** `crm.item.*` */
export function itemMethods(world: World): Record<string, Method> {
  const types = itemTypes(world)
  const typeOf = (params: Params): ItemType => {
    const type = types.get(numberIn(params.entityTypeId, 'entityTypeId'))
    if (type === undefined) throw notFound('Smart process not found')
    return type
  }
  const existing = (params: Params): { readonly type: ItemType; readonly row: ItemRow } => {
    const type = typeOf(params)
    const row = type.rows.get(numberIn(params.id, 'id'))
    if (row === undefined) throw notFound()
    return { type, row }
  }
  const add: Method = (params, { at }) => {
    const { rows, descriptor } = typeOf(params)
    const time = iso(at)
    const entityTypeId = numberIn(params.entityTypeId, 'entityTypeId')
    const stage = 'stageId' in descriptor ? { stageId: 'NEW' } : {}
    const own = { createdTime: time, updatedTime: time, createdBy: 1, assignedById: 1, opened: 'Y', ...stage }
    return { result: { item: rows.insert({ ...own, ...written(descriptor, mapIn(params.fields)), entityTypeId }) } }
  }
  return {
    'crm.item.add': add,
    'crm.item.import': (params, context) => {
      const { item } = add(params, context).result as { item: ItemRow }
      return { result: { item: { id: item.id } } }
    },
    'crm.item.get': (params) => ({ result: { item: existing(params).row } }),
    'crm.item.update'(params, { at }) {
      const { type, row } = existing(params)
      const changes = written(type.descriptor, mapIn(params.fields))
      return { result: { item: type.rows.update(row.id, { ...changes, updatedTime: iso(at) }) } }
    },
    'crm.item.delete'(params) {
      const { type, row } = existing(params)
      type.rows.delete(row.id)
      return { result: [] }
    },
    'crm.item.list'(params) {
      const { rows, descriptor } = typeOf(params)
      checkFilter(descriptor, mapIn(params.filter))
      return listed(selectPage(rows.rows, params, { id: 'id' }), params)
    },
    'crm.item.fields': (params) => ({ result: { fields: describe(typeOf(params).descriptor) } }),
  }
}

export function iso(at: number): string {
  return new Date(at).toISOString().replace('.000Z', '+00:00')
}

/** Unknown fields are ignored in silence; numbers that came as text are numbers again. */
export function written(descriptor: Descriptor, fields: Params): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    const kind = Object.hasOwn(descriptor, name) ? descriptor[name]?.replace('!', '') : undefined
    if (kind === 'number') row[name] = value === '' || value === null ? null : Number(value)
    else if (kind === 'ids') row[name] = listIn(value).map(Number)
    else if (kind === 'fm') row[name] = listIn(value)
    else if (kind !== undefined || /^(?:ufCrm|parentId)/.test(name)) row[name] = value
  }
  return row
}

function checkFilter(descriptor: Descriptor, filter: Params): void {
  for (const [key, value] of Object.entries(filter)) {
    if (/^\d+$/.test(key)) checkFilter(descriptor, mapIn(value))
    else {
      const [, name] = splitKey(key)
      const known = name === 'logic' || Object.hasOwn(descriptor, name) || /^(?:ufCrm|parentId)/.test(name)
      if (!known) throw new RpcError('INVALID_ARG_VALUE', `Invalid filter: field '${name}' is not allowed in filter`)
    }
  }
}

function listed({ rows, ...counts }: Page<ItemRow>, params: Params): Answered {
  const select = listIn(params.select).map(String)
  return {
    result: { items: select.length === 0 || select.includes('*') ? rows : rows.map((row) => pick(row, select)) },
    ...counts,
  }
}

function pick(row: ItemRow, select: readonly string[]): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const name of select) if (name in row) result[name] = row[name]
  return result
}

const TYPES: Readonly<Record<string, string>> = {
  number: 'integer',
  text: 'string',
  moment: 'datetime',
  flag: 'boolean',
  ids: 'crm_contact',
  fm: 'crm_multifield',
}

function describe(descriptor: Descriptor): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(descriptor).map(([name, kind]) => [
      name,
      {
        type: TYPES[kind.replace('!', '')],
        isRequired: false,
        isReadOnly: kind.endsWith('!'),
        isMultiple: kind === 'ids' || kind === 'fm',
        isDynamic: false,
        title: name,
        upperName: name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
      },
    ]),
  )
}
