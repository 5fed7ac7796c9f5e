import { type ItemType, iso, itemTypes, written } from './items.ts'
import type { Method } from './method.ts'
import { listIn, mapIn, numberIn, type Params } from './params.ts'
import { RpcError } from './rpcError.ts'
import type { ItemRow } from './seed.ts'
import { selectPage } from './select.ts'
import type { World } from './world.ts'

/** The older twins, as a view of the same items: `stageId` is `STAGE_ID`, values are text. */
export function classicMethods(world: World): Record<string, Method> {
  const types = itemTypes(world)
  const methods: Record<string, Method> = {}
  for (const [name, id] of [
    ['deal', 2],
    ['lead', 1],
    ['contact', 3],
    ['company', 4],
  ] as const) {
    const type = types.get(id) as ItemType
    Object.assign(methods, twin(`crm.${name}`, type, id))
  }
  return methods
}

function twin(prefix: string, { rows, descriptor }: ItemType, entityTypeId: number): Record<string, Method> {
  const existing = (params: Params): ItemRow => {
    const row = rows.get(numberIn(params.id ?? params.ID, 'id'))
    if (row === undefined) throw new RpcError('', 'Not found')
    return row
  }
  return {
    [`${prefix}.add`](params, { at }) {
      const time = iso(at)
      const own = { createdTime: time, updatedTime: time, createdBy: 1, assignedById: 1, opened: 'Y', entityTypeId }
      return { result: rows.insert({ ...own, ...written(descriptor, fromClassic(mapIn(params.fields))) }).id }
    },
    [`${prefix}.get`]: (params) => ({ result: toClassic(existing(params)) }),
    [`${prefix}.update`](params, { at }) {
      const { id } = existing(params)
      rows.update(id, { ...written(descriptor, fromClassic(mapIn(params.fields))), updatedTime: iso(at) })
      return { result: true }
    },
    [`${prefix}.delete`](params) {
      rows.delete(existing(params).id)
      return { result: true }
    },
    [`${prefix}.list`](params) {
      const { rows: found, ...counts } = selectPage(rows.rows, params, { id: 'id', fieldOf: camel })
      return { result: found.map(toClassic), ...counts }
    },
  }
}

const NAMES: readonly (readonly [upper: string, camel: string])[] = [
  ['DATE_CREATE', 'createdTime'],
  ['DATE_MODIFY', 'updatedTime'],
  ['CREATED_BY_ID', 'createdBy'],
  ['STATUS_ID', 'stageId'],
]

/** `STAGE_ID` → `stageId` */
export function camel(name: string): string {
  if (/^UF_/.test(name)) return `ufCrm_${name.slice('UF_CRM_'.length)}`
  const known = NAMES.find(([upper]) => upper === name)
  return known?.[1] ?? name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

function upperName(name: string, isLead: boolean): string {
  if (name.startsWith('ufCrm_')) return `UF_CRM_${name.slice('ufCrm_'.length)}`
  const known = NAMES.find(([upper, each]) => each === name && (upper !== 'STATUS_ID' || isLead))
  return known?.[0] ?? name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}

function toClassic(row: ItemRow): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    if (name === 'fm') {
      for (const { typeId, id, value: text, valueType } of listIn(value) as Record<string, unknown>[]) {
        const kind = String(typeId)
        result[kind] = [...listIn(result[kind]), { ID: String(id ?? 1), VALUE: text, VALUE_TYPE: valueType }]
      }
    } else if (typeof value !== 'object' && name !== 'entityTypeId') {
      result[upperName(name, row.entityTypeId === 1)] = typeof value === 'number' ? String(value) : value
    }
  }
  return result
}

function fromClassic(fields: Params): Params {
  const result: Record<string, unknown> = {}
  const fm: unknown[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (['PHONE', 'EMAIL', 'WEB', 'IM'].includes(name)) {
      for (const each of listIn(value) as Record<string, unknown>[]) {
        fm.push({ id: fm.length + 1, typeId: name, valueType: each.VALUE_TYPE, value: each.VALUE })
      }
    } else result[camel(name)] = value
  }
  return fm.length === 0 ? result : { ...result, fm }
}
