import { type ListOperation, listOperation, path, type SchemaSource, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { ExpenseType, PaymentMethod } from '../money.ts'
import { byPage } from '../pages.ts'
import { paging, selection } from '../query.ts'
import { Flag, Num, Text } from '../wire.ts'
import { Status } from './order.ts'

export const ListDictionary = schema(() => z.strictObject({ sort: z.enum(['id', '-id']).optional(), ...paging() }))
export interface ListDictionary extends z.output<ReturnType<typeof ListDictionary>> {}

/** Where orders come from: a shop, a marketplace, a social network. */
export const Source = schema(() =>
  z.looseObject({
    id: z.number(),
    name: Text(),
    alias: Text(),
    driver: Text(),
    source_uuid: z.union([z.string(), z.number()]).nullish(),
    source_name: Text(),
    currency_code: Text(),
    created_at: Text(),
    updated_at: Text(),
  }),
)
export interface Source extends z.output<ReturnType<typeof Source>> {}

export const DeliveryService = schema(() =>
  z.looseObject({ id: z.number(), name: Text(), source_name: Text(), alias: Text() }),
)
export interface DeliveryService extends z.output<ReturnType<typeof DeliveryService>> {}

/** Status of a line of an order. */
export const ProductStatus = schema(() =>
  z.looseObject({
    id: z.number(),
    name: Text(),
    alias: Text(),
    position: Num(),
    is_active: Flag(),
    is_reserved: Flag(),
    created_at: Text(),
    updated_at: Text(),
  }),
)
export interface ProductStatus extends z.output<ReturnType<typeof ProductStatus>> {}

/** The small tables that orders refer to by id: all read the same way. */
export function dictionary<T extends { id: number }>(
  what: string,
  where: string,
  item: SchemaSource<T>,
  example: T,
): ListOperation<ListDictionary, T> {
  return listOperation<ListDictionary, T>({
    summary: `List ${what}`,
    input: ListDictionary,
    item,
    pages: byPage,
    key: (row) => row.id,
    request: (input) => ({ method: 'GET', path: path`order/${where}`, query: selection(input) }),
    example: { input: { sort: 'id' }, item: example },
  })
}

export const statuses = {
  /** The active statuses an order can have. They are the company's own: never take an id from another account. */
  list: dictionary<Status>('order statuses', 'status', Status, {
    id: 1,
    name: 'Новий',
    alias: 'new',
    is_active: true,
    group_id: 1,
    is_closing_order: false,
    is_reserved: true,
    expiration_period: 172800,
    created_at: '2020-05-16 16:56:44',
    updated_at: '2020-05-16 16:56:44',
    deleted_at: null,
  }),
}

export const sources = {
  /** Sources of orders: `source_id` of a new order is one of these. */
  list: dictionary<Source>('sources of orders', 'source', Source, {
    id: 1,
    name: 'My shop source',
    alias: 'my_shop_source',
    driver: 'etsy',
    source_uuid: '18960006',
    source_name: 'Coll shop',
    currency_code: 'USD',
  }),
}

export const paymentMethods = {
  /** Payment methods: `payment_method_id` of a payment is one of these. */
  list: dictionary<PaymentMethod>('payment methods', 'payment-method', PaymentMethod, {
    id: 2,
    name: 'Apple Pay',
    alias: 'apple_pay',
    is_active: true,
  }),
}

export const expenseTypes = {
  /** Types of expenses; `by_order` tells which of them orders may use. */
  list: dictionary<ExpenseType>('types of expenses', 'expense-type', ExpenseType, {
    id: 2,
    name: 'Доставка',
    alias: 'delivery',
    is_active: true,
    is_reserved: true,
    by_order: true,
  }),
}

export const deliveryServices = {
  /** Delivery services: `shipping.delivery_service_id` of an order is one of these. */
  list: dictionary<DeliveryService>('delivery services', 'delivery-service', DeliveryService, {
    id: 1,
    name: 'Нова Пошта',
    source_name: 'novaposhta',
    alias: 'np_main',
  }),
}

export const productStatuses = {
  /** The active statuses of order lines. */
  list: dictionary<ProductStatus>('statuses of order lines', 'product-status', ProductStatus, {
    id: 2,
    name: 'В резерві',
    alias: 'reserved',
    position: 3,
    is_active: true,
    is_reserved: true,
  }),
}
