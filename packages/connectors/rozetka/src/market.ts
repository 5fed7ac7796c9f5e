import { listOperation, operation, schema, singlePage } from '@bpmcentr/core'
import * as z from 'zod'
import { content, rowsOf } from './envelope.ts'
import { metaPages } from './pages.ts'
import { filters, STRICT_SEARCH } from './query.ts'
import { Anything, Flag, Id, Num, Text, Words } from './wire.ts'

export const MarketCategory = schema(() => z.looseObject({ category_id: z.number(), parent_id: Num(), name: Text() }))
export interface MarketCategory extends z.output<ReturnType<typeof MarketCategory>> {}

/** `pageSizeLimit`: rows in a page, up to 100. */
export const ListCategories = schema(() =>
  z.strictObject({
    category_id: Id().optional(),
    parent_id: Id().optional(),
    page: z.int().min(1).optional(),
    pageSizeLimit: z.int().min(1).max(100).optional(),
  }),
)
export interface ListCategories extends z.output<ReturnType<typeof ListCategories>> {}

/** An attribute with one of its values: an attribute has as many rows as values. */
export const CategoryOption = schema(() =>
  z.looseObject({
    id: z.number(),
    name: Text(),
    attr_type: Text(),
    filter_type: Text(),
    unit: Text(),
    is_global: Flag(),
    value_id: Num(),
    value_name: Anything(),
  }),
)
export interface CategoryOption extends z.output<ReturnType<typeof CategoryOption>> {}

export const GetCategoryOptions = schema(() =>
  z.strictObject({ category_id: Id(), id: Id().optional(), name: Words().optional() }),
)
export interface GetCategoryOptions extends z.output<ReturnType<typeof GetCategoryOptions>> {}

const CategoryOptions = schema(() => z.array(CategoryOption()))

export const PaymentMethod = schema(() =>
  z.looseObject({
    id: z.number(),
    name: Text(),
    description: Text(),
    status: Num(),
    has_keys: Flag(),
    is_auto_hold: Flag(),
  }),
)
export interface PaymentMethod extends z.output<ReturnType<typeof PaymentMethod>> {}

export const ListPaymentMethods = schema(() => z.strictObject({ status: z.literal([0, 1]).optional() }))
export interface ListPaymentMethods extends z.output<ReturnType<typeof ListPaymentMethods>> {}

export const market = {
  categories: {
    /** Active categories of the marketplace, page by page. */
    list: listOperation<ListCategories, MarketCategory>({
      summary: 'List categories of the marketplace',
      input: ListCategories,
      item: MarketCategory,
      items: rowsOf('marketCategorys'),
      pages: metaPages({ param: 'pageSizeLimit', size: 100 }),
      key: (category) => category.category_id,
      request: (input) => ({
        method: 'GET',
        path: 'market-categories/search',
        query: filters(input),
        headers: STRICT_SEARCH,
      }),
      example: { input: { parent_id: 4630027 }, item: { category_id: 197626, parent_id: 4630027, name: 'Аксесуари' } },
    }),
    /** Attributes of a category with their values, all in one answer. */
    options: operation<GetCategoryOptions, CategoryOption[]>({
      summary: 'Get the attributes of a category',
      kind: 'read',
      input: GetCategoryOptions,
      output: CategoryOptions,
      answer: content,
      request: (input) => ({ method: 'GET', path: 'v1/market-categories/category-options', query: filters(input) }),
      example: {
        input: { category_id: 4626923 },
        output: [{ id: 58922, name: 'Колір', attr_type: 'List', value_id: 172872, value_name: 'Білий' }],
      },
    }),
  },
  paymentMethods: {
    /** Payment methods of the seller. */
    list: listOperation<ListPaymentMethods, PaymentMethod>({
      summary: 'List payment methods of the seller',
      input: ListPaymentMethods,
      item: PaymentMethod,
      items: rowsOf('payment_methods'),
      pages: singlePage,
      key: (method) => method.id,
      request: (input) => ({
        method: 'GET',
        path: 'market-payment-methods/list',
        query: filters(input),
        headers: STRICT_SEARCH,
      }),
      example: { input: { status: 1 }, item: { id: 1, name: 'Готівкова', status: 1 } },
    }),
  },
}
