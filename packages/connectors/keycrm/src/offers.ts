import { listOperation, operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { byPage } from './pages.ts'
import { Ids, Include, paging, selection, Terms } from './query.ts'
import { Done, Flag, Id, Num, Text } from './wire.ts'

/** A variant of a product. `product` comes only with `include: ['product']`. Weight and sizes in the units set in the CRM. */
export const Offer = schema(() =>
  z.looseObject({
    id: z.number(),
    product_id: Num(),
    sku: Text(),
    barcode: Text(),
    thumbnail_url: Text(),
    price: Num(),
    purchased_price: Num(),
    quantity: Num(),
    weight: Num(),
    length: Num(),
    width: Num(),
    height: Num(),
    properties: z.array(z.looseObject({ name: Text(), value: Text() })).nullish(),
    product: z
      .looseObject({
        id: z.number(),
        name: Text(),
        quantity: Num(),
        unit_type: Text(),
        currency_code: Text(),
        min_price: Num(),
        max_price: Num(),
        has_offers: Flag(),
        is_archived: Flag(),
        properties_agg: z.unknown().optional(),
        category_id: Num(),
      })
      .nullish(),
  }),
)
export interface Offer extends z.output<ReturnType<typeof Offer>> {}

/** What is in stock of one variant. `warehouse` comes only with `filter: { details: true }`. */
export const OfferStocks = schema(() =>
  z.looseObject({
    id: z.number(),
    sku: Text(),
    price: Num(),
    purchased_price: Num(),
    quantity: Num(),
    reserve: Num(),
    warehouse: z.array(z.looseObject({ id: Num(), name: Text(), quantity: Num(), reserve: Num() })).optional(),
  }),
)
export interface OfferStocks extends z.output<ReturnType<typeof OfferStocks>> {}

export const ListOffers = schema(() =>
  z.strictObject({
    filter: z
      .strictObject({
        id: Ids(),
        product_id: Ids(),
        sku: Terms(),
        is_archived: z.boolean().optional(),
      })
      .optional(),
    include: Include(['product']),
    sort: z.enum(['id', '-id']).optional(),
    ...paging(),
  }),
)
export interface ListOffers extends z.output<ReturnType<typeof ListOffers>> {}

const WHICH = 'give `id` or `sku`'

/** Each variant is named by `id` or `sku`. */
export const UpdateOffers = schema(() =>
  z.strictObject({
    offers: z
      .array(
        z
          .strictObject({
            id: Id().optional(),
            sku: z.string().optional(),
            price: z.number().optional(),
            purchased_price: z.number().optional(),
            weight: z.number().optional(),
            length: z.number().optional(),
            width: z.number().optional(),
            height: z.number().optional(),
            image_url: z.url().optional(),
          })
          .refine(isNamed, WHICH),
      )
      .min(1),
  }),
)
export interface UpdateOffers extends z.output<ReturnType<typeof UpdateOffers>> {}

export const ListStocks = schema(() =>
  z.strictObject({
    filter: z.strictObject({ offers_id: Ids(), offers_sku: Terms(), details: z.boolean().optional() }).optional(),
    ...paging(),
  }),
)
export interface ListStocks extends z.output<ReturnType<typeof ListStocks>> {}

/** `quantity` is what shall be there, not the difference. */
export const UpdateStocks = schema(() =>
  z.strictObject({
    warehouse_id: Id(),
    stocks: z
      .array(
        z
          .strictObject({ id: Id().optional(), sku: z.string().optional(), quantity: z.number() })
          .refine(isNamed, WHICH),
      )
      .min(1),
  }),
)
export interface UpdateStocks extends z.output<ReturnType<typeof UpdateStocks>> {}

export const offers = {
  /** Variants of products, page by page; with price, SKU and sizes. */
  list: listOperation<ListOffers, Offer>({
    summary: 'List variants of products',
    input: ListOffers,
    item: Offer,
    pages: byPage,
    key: (offer) => offer.id,
    request: (input) => ({ method: 'GET', path: path`offers`, query: selection(input) }),
    example: {
      input: { filter: { sku: ['001-242', '001-243'] }, include: ['product'] },
      item: { id: 22, product_id: 31, sku: '001-242', price: 123.5, purchased_price: 50.5, quantity: 98 },
    },
  }),
  /** Changes prices, weight, sizes or the picture of variants. */
  update: operation<UpdateOffers, Done>({
    summary: 'Change variants of products',
    kind: 'update',
    input: UpdateOffers,
    output: Done,
    request: (input) => ({ method: 'PUT', path: path`offers`, json: input }),
    example: { input: { offers: [{ sku: '001-242', price: 11.99 }] }, output: { status: true } },
  }),
  stocks: {
    /** What is in stock, variant by variant; by warehouse with `filter: { details: true }`. */
    list: listOperation<ListStocks, OfferStocks>({
      summary: 'List stocks',
      input: ListStocks,
      item: OfferStocks,
      pages: byPage,
      key: (stock) => stock.id,
      request: (input) => ({ method: 'GET', path: path`offers/stocks`, query: selection(input) }),
      example: {
        input: { filter: { details: true } },
        item: {
          id: 22,
          sku: '001-242',
          price: 123.5,
          purchased_price: 50.5,
          quantity: 98,
          reserve: 8,
          warehouse: [{ id: 22, name: 'Основний', quantity: 98, reserve: 8 }],
        },
      },
    }),
    /**
     * Sets what is in stock in one warehouse: `quantity` is absolute, and KeyCRM records the movement that leads to it. What
     * was sold between your count and this call is undone by it.
     */
    update: operation<UpdateStocks, Done>({
      summary: 'Set stocks of a warehouse',
      kind: 'update',
      input: UpdateStocks,
      output: Done,
      request: (input) => ({ method: 'PUT', path: path`offers/stocks`, json: input }),
      example: { input: { warehouse_id: 1, stocks: [{ sku: '001-242', quantity: 1 }] }, output: { status: true } },
    }),
  },
}

function isNamed(row: { id?: unknown; sku?: unknown }): boolean {
  return row.id !== undefined || row.sku !== undefined
}
