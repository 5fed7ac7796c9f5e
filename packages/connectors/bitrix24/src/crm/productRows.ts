import { type Schema, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { type Ask, askFields, Values } from '../classic.ts'
import { listMethod, method } from '../rpc.ts'
import { ById, Done, done, Id } from '../schemas.ts'

/** A line of goods of an item. Money in major units. */
export const ProductRow = schema(() =>
  z.looseObject({
    id: z.number(),
    ownerId: z.number().nullish(),
    ownerType: z.string().nullish(),
    productId: z.number().nullish(),
    productName: z.string().nullish(),
    price: z.number().nullish(),
    quantity: z.number().nullish(),
    discountRate: z.number().nullish(),
    discountSum: z.number().nullish(),
    taxRate: z.number().nullish(),
  }),
)
export interface ProductRow extends z.output<ReturnType<typeof ProductRow>> {}

const NewRow = schema(() =>
  z.strictObject({
    productId: Id().optional(),
    productName: z.string().optional(),
    price: z.number().optional(),
    quantity: z.number().optional(),
    discountTypeId: z.union([z.literal(1), z.literal(2)]).optional(),
    discountRate: z.number().optional(),
    discountSum: z.number().optional(),
    taxRate: z.number().nullish(),
    taxIncluded: z.enum(['Y', 'N']).optional(),
    measureCode: z.int().optional(),
    sort: z.int().optional(),
  }),
)

const SetRows = schema(() =>
  z.strictObject({ ownerType: z.string().min(1), ownerId: Id(), productRows: z.array(NewRow()) }),
)
/** `ownerType`: `D` deal, `L` lead, `Q` quote, `SI` invoice, `T80` a custom type (its id in hexadecimal). */
export interface SetProductRows extends z.output<ReturnType<typeof SetRows>> {}

const ROW: ProductRow = { id: 1, ownerId: 1, ownerType: 'D', productName: 'Cup', price: 320, quantity: 2 }

/** https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/index.html */
export const productRows = {
  /** Lines of an item: `filter: { '=ownerType': 'D', '=ownerId': 17 }`. */
  list: listMethod<Ask, ProductRow>({
    method: 'crm.item.productrow.list',
    summary: 'List lines of goods of an item',
    input: schema(() => z.strictObject(askFields()) as unknown as Schema<Ask>),
    item: ProductRow,
    rows: 'productRows',
    key: ({ id }) => id,
    id: { filter: 'id', row: 'id' },
    example: { input: { filter: { '=ownerType': 'D', '=ownerId': 1 } }, item: ROW },
  }),
  /** Replaces all lines of an item. */
  set: method<SetProductRows, ProductRow[]>({
    method: 'crm.item.productrow.set',
    summary: 'Replace all lines of goods of an item',
    kind: 'update',
    input: SetRows,
    output: schema(() => z.array(ProductRow())),
    answer: (result) => result.productRows,
    example: {
      input: { ownerType: 'D', ownerId: 1, productRows: [{ productName: 'Cup', price: 320, quantity: 2 }] },
      output: [ROW],
    },
  }),
  add: method<{ readonly fields: Values }, ProductRow>({
    method: 'crm.item.productrow.add',
    summary: 'Add a line of goods',
    kind: 'create',
    input: schema(() => z.strictObject({ fields: Values() })),
    output: ProductRow,
    answer: (result) => result.productRow,
    example: { input: { fields: { ownerType: 'D', ownerId: 1, productName: 'Cup', price: 320 } }, output: ROW },
  }),
  update: method<{ readonly id: number; readonly fields: Values }, ProductRow>({
    method: 'crm.item.productrow.update',
    summary: 'Change a line of goods',
    kind: 'update',
    input: schema(() => z.strictObject({ id: Id(), fields: Values() })),
    output: ProductRow,
    answer: (result) => result.productRow,
    example: { input: { id: 1, fields: { quantity: 3 } }, output: ROW },
  }),
  delete: method<ById, true>({
    method: 'crm.item.productrow.delete',
    summary: 'Delete a line of goods',
    kind: 'delete',
    input: ById,
    output: Done,
    answer: done,
    example: { input: { id: 1 }, output: true },
  }),
}
