import { type ListOperation, type Operation, type Schema, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { type Ask, askFields, IdRow, Values } from './classic.ts'
import { listMethod, method } from './rpc.ts'
import { ById, Done, done, Id } from './schemas.ts'

/** The operations of a resource of `catalog` and `sale`. */
export type RowResource = {
  readonly add: Operation<{ readonly fields: Values }, IdRow>
  readonly get: Operation<ById, IdRow>
  readonly list: ListOperation<Ask, IdRow>
  readonly update: Operation<{ readonly id: number; readonly fields: Values }, IdRow>
  readonly delete: Operation<ById, true>
}

interface RowConfig {
  readonly prefix: string
  /** Under which names a row and rows are. */
  readonly row: string
  readonly rows: string
  readonly one: string
  readonly many: string
  readonly fields: Values
  readonly example: IdRow
  readonly ask?: Ask
}

function rowResource(config: RowConfig): RowResource {
  const { prefix, row, rows, one, many, fields, example, ask = {} } = config
  const pick = (result: Record<string, unknown>) => result[row]
  return {
    add: method({
      method: `${prefix}.add`,
      summary: `Create ${one}`,
      kind: 'create',
      input: schema(() => z.strictObject({ fields: Values() })),
      output: IdRow,
      answer: pick,
      example: { input: { fields }, output: example },
    }),
    get: method({
      method: `${prefix}.get`,
      summary: `Get ${one}`,
      kind: 'read',
      input: ById,
      output: IdRow,
      answer: pick,
      example: { input: { id: Number(example.id) }, output: example },
    }),
    list: listMethod({
      method: `${prefix}.list`,
      summary: `List ${many}`,
      input: schema(() => z.strictObject(askFields()) as unknown as Schema<Ask>),
      item: IdRow,
      rows,
      key: ({ id }) => id,
      id: { filter: 'id', row: 'id' },
      example: { input: ask, item: example },
    }),
    update: method({
      method: `${prefix}.update`,
      summary: `Change ${one}`,
      kind: 'update',
      input: schema(() => z.strictObject({ id: Id(), fields: Values() })),
      output: IdRow,
      answer: pick,
      example: { input: { id: Number(example.id), fields }, output: example },
    }),
    delete: method({
      method: `${prefix}.delete`,
      summary: `Delete ${one}`,
      kind: 'delete',
      input: ById,
      output: Done,
      answer: done,
      example: { input: { id: Number(example.id) }, output: true },
    }),
  }
}

/** https://apidocs.bitrix24.com/api-reference/catalog/index.html */
export const catalog = {
  /** Lists need `select` with `id` and `iblockId`, and `filter: { iblockId }`. */
  products: rowResource({
    prefix: 'catalog.product',
    row: 'element',
    rows: 'products',
    one: 'a product',
    many: 'products of a catalog',
    fields: { iblockId: 14, name: 'Cup' },
    example: { id: 1, iblockId: 14, name: 'Cup' },
    ask: { select: ['id', 'iblockId', 'name'], filter: { iblockId: 14 } },
  }),
  prices: rowResource({
    prefix: 'catalog.price',
    row: 'price',
    rows: 'prices',
    one: 'a price',
    many: 'prices',
    fields: { productId: 1, catalogGroupId: 1, price: 320, currency: 'UAH' },
    example: { id: 1, productId: 1, catalogGroupId: 1, price: 320, currency: 'UAH' },
  }),
}

/** Orders of the online store: https://apidocs.bitrix24.com/api-reference/sale/index.html */
export const orders: RowResource = rowResource({
  prefix: 'sale.order',
  row: 'order',
  rows: 'orders',
  one: 'an order of the online store',
  many: 'orders of the online store',
  fields: { lid: 's1', personTypeId: 1, currency: 'UAH', price: 1220.5 },
  example: { id: 1, lid: 's1', personTypeId: 1, currency: 'UAH', price: 1220.5 },
})
