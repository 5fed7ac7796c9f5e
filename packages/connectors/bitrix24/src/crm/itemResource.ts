import { type ListOperation, type Operation, type Schema, schema } from '@bpmcentr/core'
import * as z from 'zod'
import {
  type Descriptor,
  type Fields,
  type Filter,
  fieldsSchema,
  filterSchema,
  type Order,
  orderSchema,
  type Row,
  rowSchema,
  type Select,
  selectSchema,
} from '../fields.ts'
import { listMethod, method } from '../rpc.ts'
import { Done, done, Id } from '../schemas.ts'
import { FieldInfos } from './fieldInfo.ts'

export interface ItemList<D extends Descriptor> {
  /** Only these fields: fewer are read several times faster. Default: all but those of the portal's own. */
  readonly select?: readonly Select<D>[] | undefined
  readonly filter?: Filter<D> | undefined
  /** Any order but by `id` ascending is read page by page, with one request for 50 rows. */
  readonly order?: Order<D> | undefined
}

/** The operations on one type of CRM item. */
export type ItemResource<D extends Descriptor, Type> = {
  /** Creates an item and returns it whole. Starts automation rules, as a person would. */
  readonly add: Operation<Type & { readonly fields: Fields<D> }, Row<D>>
  readonly get: Operation<Type & { readonly id: number }, Row<D>>
  /** Items in the order of their ids. The first 50 cost one request; reading on packs up to 50 pages into each. */
  readonly list: ListOperation<Type & ItemList<D>, Row<D>>
  /** Changes the given fields. A list replaces the whole list; files that are left out are deleted. */
  readonly update: Operation<Type & { readonly id: number; readonly fields: Fields<D> }, Row<D>>
  readonly delete: Operation<Type & { readonly id: number }, true>
  /** What fields there are, with those of the portal's own. */
  readonly fields: Operation<Type, FieldInfos>
  /** Creates an item without starting automation. An administrator may set `createdTime` and its kin. */
  readonly import: Operation<Type & { readonly fields: ImportFields<D> }, { readonly id: number }>
}

/** As fields to write, with those that otherwise only Bitrix24 sets. */
export type ImportFields<D extends Descriptor> = Fields<D> & {
  readonly createdTime?: string | Date | undefined
  readonly updatedTime?: string | Date | undefined
  readonly movedTime?: string | Date | undefined
  readonly createdBy?: number | undefined
  readonly updatedBy?: number | undefined
  readonly movedBy?: number | undefined
}

interface ItemConfig<D extends Descriptor> {
  readonly descriptor: D
  /** For people: "deal". */
  readonly one: string
  readonly many: string
  /** Left out where the caller names the type. */
  readonly entityTypeId: number | undefined
  readonly example: { readonly fields: Fields<D>; readonly row: Row<D> }
}

const Imported = schema(() => z.looseObject({ id: z.number() }))

const IMPORT = {
  createdTime: 'moment',
  updatedTime: 'moment',
  movedTime: 'moment',
  createdBy: 'number',
  updatedBy: 'number',
  movedBy: 'number',
} as const satisfies Descriptor

/** The seven operations of `crm.item.*` on one type. */
export function itemResource<D extends Descriptor>(
  config: ItemConfig<D> & { readonly entityTypeId: number },
): ItemResource<D, unknown>
export function itemResource<D extends Descriptor>(
  config: ItemConfig<D> & { readonly entityTypeId: undefined },
): ItemResource<D, { readonly entityTypeId: number }>
export function itemResource<D extends Descriptor>(config: ItemConfig<D>): unknown {
  const { descriptor, one, many, entityTypeId: fixed, example } = config
  const type = fixed === undefined ? { entityTypeId: Id() } : {}
  const named = <T extends object>(input: T): T => (fixed === undefined ? input : { entityTypeId: fixed, ...input })
  const shape = <T>(build: () => object) =>
    schema(() => z.strictObject({ ...type, ...build() }) as unknown as Schema<T>)
  const Item = schema(() => rowSchema(descriptor))
  const typed = fixed === undefined ? { entityTypeId: example.row.entityTypeId } : {}
  const byId = { ...typed, id: example.row.id }
  return {
    add: method<object, unknown>({
      method: 'crm.item.add',
      summary: `Create ${one}`,
      kind: 'create',
      input: shape(() => ({ fields: fieldsSchema(descriptor) })),
      params: named,
      output: Item,
      answer: (result) => result.item,
      example: { input: { ...typed, fields: example.fields }, output: example.row },
    }),
    get: method<object, unknown>({
      method: 'crm.item.get',
      summary: `Get ${one}`,
      kind: 'read',
      input: shape(() => ({ id: Id() })),
      params: named,
      output: Item,
      answer: (result) => result.item,
      example: { input: byId, output: example.row },
    }),
    list: listMethod<object, Row<D>>({
      method: 'crm.item.list',
      summary: `List ${many}, in the order of their ids unless told otherwise`,
      input: shape(() => ({
        select: selectSchema(descriptor).optional(),
        filter: filterSchema(descriptor).optional(),
        order: orderSchema(descriptor).optional(),
      })),
      params: named,
      item: Item,
      rows: 'items',
      key: (row) => row.id,
      id: { filter: 'id', row: 'id' },
      example: { input: { ...typed }, item: example.row },
    }),
    update: method<object, unknown>({
      method: 'crm.item.update',
      summary: `Change ${one}`,
      kind: 'update',
      input: shape(() => ({ id: Id(), fields: fieldsSchema(descriptor) })),
      params: named,
      output: Item,
      answer: (result) => result.item,
      example: { input: { ...byId, fields: example.fields }, output: example.row },
    }),
    delete: method<object, true>({
      method: 'crm.item.delete',
      summary: `Delete ${one}, into the recycle bin where that is switched on`,
      kind: 'delete',
      input: shape(() => ({ id: Id() })),
      params: named,
      output: Done,
      answer: done,
      example: { input: byId, output: true },
    }),
    fields: method<object, FieldInfos>({
      method: 'crm.item.fields',
      summary: `Describe the fields of ${many}`,
      kind: 'read',
      input: shape(() => ({})),
      params: named,
      output: FieldInfos,
      answer: (result) => result.fields,
      example: { input: { ...typed }, output: { id: { type: 'integer', title: 'ID' } } },
    }),
    import: method<object, { readonly id: number }>({
      method: 'crm.item.import',
      summary: `Create ${one} without starting automation`,
      kind: 'create',
      input: shape(() => ({ fields: fieldsSchema({ ...descriptor, ...IMPORT }) })),
      params: named,
      output: Imported,
      answer: (result) => result.item,
      example: { input: { ...typed, fields: example.fields }, output: { id: example.row.id } },
    }),
  }
}
