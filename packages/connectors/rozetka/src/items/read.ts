import { listOperation, operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { content, rowsOf } from '../envelope.ts'
import { Nothing } from '../orders/dictionaries.ts'
import { sizedPages } from '../pages.ts'
import { filters, inOrder, Sort, sizedPaging } from '../query.ts'
import { Id, Words } from '../wire.ts'
import { exampleItem, Item } from './item.ts'

const TABS = [
  ...(['all', 'on-sale', 'not-available', 'errors', 'not-valid', 'hidden', 'new', 'changes', 'prices'] as const),
  ...(['quarantine', 'moderation', 'archive'] as const),
] as const

/**
 * `tab` is one of the seller's cabinet, all items unless given. `item_active`: true for active ones. `available`: 0 no, 1
 * yes, 2 gone from the price list. Prices in whole UAH, both ends included.
 */
export const ListItems = schema(() =>
  z
    .strictObject({
      tab: z.enum(TABS).optional(),
      rz_item_id: Id().optional(),
      price_offer_id: Words().optional(),
      article: Words().optional(),
      name: Words().optional(),
      find_by_text: Words().optional(),
      sync_source_id: Id().optional(),
      available: z.literal([0, 1, 2]).optional(),
      item_active: z.boolean().optional(),
      upload_status: z.int().optional(),
      rz_sell_status: z.int().min(0).optional(),
      category_id: Id().optional(),
      producer_id: Id().optional(),
      priceFrom: z.int().min(0).optional(),
      priceTo: z.int().min(0).optional(),
      state: z.literal([0, 1, 2, 3]).optional(),
      sort: Sort(['rz_item_id', '-rz_item_id', 'item_id', '-item_id', 'price', '-price']),
      ...sizedPaging(),
    })
    .refine(({ priceFrom, priceTo }) => inOrder(priceFrom, priceTo), '`priceFrom` is above `priceTo`'),
)
export interface ListItems extends z.output<ReturnType<typeof ListItems>> {}

export const listItems = listOperation<ListItems, Item>({
  summary: 'List items',
  input: ListItems,
  item: Item,
  items: rowsOf('items'),
  pages: sizedPages,
  key: (item) => item.item_id ?? item.rz_item_id ?? undefined,
  request: ({ tab = 'all', ...rest }) => ({
    method: 'GET',
    path: path`goods/${tab}`,
    query: filters(rest),
  }),
  example: { input: { tab: 'on-sale', available: 1 }, item: exampleItem },
})

/** By one of the two ids. */
export const GetItem = schema(() =>
  z
    .strictObject({ item_id: Id().optional(), rz_item_id: Id().optional(), sync_source_id: Id().optional() })
    .refine(
      (input) => (input.item_id === undefined) !== (input.rz_item_id === undefined),
      'give `item_id` or `rz_item_id`',
    ),
)
export interface GetItem extends z.output<ReturnType<typeof GetItem>> {}

export const getItem = operation<GetItem, Item>({
  summary: 'Get an item',
  kind: 'read',
  input: GetItem,
  output: Item,
  answer: (body: { content?: { item?: unknown } }) => body.content?.item ?? body.content,
  request: (input) => ({ method: 'GET', path: 'goods/details', query: filters(input) }),
  example: { input: { rz_item_id: 344560030 }, output: exampleItem },
})

/** Counts by section of the cabinet: each has a `sum` and its `tabs`. */
export const ItemCounts = schema(() =>
  z.record(z.string(), z.looseObject({ sum: z.number(), tabs: z.record(z.string(), z.number()) })),
)

export interface ItemCounts {
  [section: string]: { sum: number; tabs: Record<string, number>; [other: string]: unknown }
}

export const countItems = operation<Nothing, ItemCounts>({
  summary: 'Count items',
  kind: 'read',
  input: Nothing,
  output: ItemCounts,
  answer: content,
  request: () => ({ method: 'GET', path: 'v1/goods/counts' }),
  example: { input: {}, output: { all_items: { sum: 49, tabs: { items_all_tab: 49 } } } },
})
