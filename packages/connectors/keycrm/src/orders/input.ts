import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { SetField } from '../customFields.ts'
import { NAME_A_METHOD, namesMethod, newPayment } from '../money.ts'
import { Between, Ids, Include, OneOrMore, paging, Terms } from '../query.ts'
import { Day, Id, Moment } from '../wire.ts'

function include() {
  return Include([
    'buyer',
    'products',
    'products.offer',
    'manager',
    'tags',
    'status',
    'marketing',
    'payments',
    'shipping',
    'shipping.lastHistory',
    'shipping.deliveryService',
    'expenses',
    'custom_fields',
    'assigned',
  ])
}

export const GetOrder = schema(() => z.strictObject({ id: Id(), include: include() }))
export interface GetOrder extends z.output<ReturnType<typeof GetOrder>> {}

export const ListOrders = schema(() =>
  z.strictObject({
    filter: z
      .strictObject({
        status_id: Ids().optional(),
        source_id: Ids().optional(),
        source_uuid: Terms().optional(),
        buyer_phone: Terms().optional(),
        buyer_email: Terms().optional(),
        created_between: Between().optional(),
        updated_between: Between().optional(),
        shipping_between: Between().optional(),
        payment_status: OneOrMore(['not_paid', 'part_paid', 'paid', 'overpaid']).optional(),
        has_tracking_code: z.boolean().optional(),
      })
      .optional(),
    include: include(),
    sort: z.enum(['id', '-id', 'created_at', '-created_at']).optional(),
    ...paging(),
  }),
)
export interface ListOrders extends z.output<ReturnType<typeof ListOrders>> {}

const line = () => z.string().nullish()
const money = () => z.number().nullish()

/** What creating and importing an order have in common. */
function newOrder() {
  return {
    source_id: Id(),
    source_uuid: line(),
    buyer: z.strictObject({ full_name: line(), email: line(), phone: line() }),
    buyer_comment: line(),
    manager_comment: line(),
    promocode: line(),
    discount_percent: money(),
    discount_amount: money(),
    shipping_price: money(),
    wrap_price: money(),
    taxes: money(),
    ordered_at: Moment().nullish(),
    shipping: z.strictObject({ ...shipping(), shipping_service: line() }).optional(),
    marketing: z
      .strictObject({
        utm_source: line(),
        utm_medium: line(),
        utm_campaign: line(),
        utm_term: line(),
        utm_content: line(),
      })
      .optional(),
    products: z.array(newProduct()).optional(),
    payments: z.array(z.strictObject(newPayment()).refine(namesMethod, NAME_A_METHOD)).optional(),
    custom_fields: z.array(SetField()).optional(),
  }
}

function newProduct() {
  return z.strictObject({
    sku: z.string().optional(),
    name: z.string().optional(),
    price: z.number().optional(),
    purchased_price: z.number().optional(),
    discount_percent: money(),
    discount_amount: money(),
    quantity: z.number().optional(),
    unit_type: z.string().optional(),
    comment: z.string().optional(),
    picture: line(),
    properties: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
  })
}

/** `warehouse_ref` is the UUID of a Nova Poshta warehouse and needs `delivery_service_id` of the Nova Poshta service. */
function shipping() {
  return {
    delivery_service_id: Id().nullish(),
    tracking_code: line(),
    shipping_address_city: line(),
    shipping_address_country: line(),
    shipping_address_region: line(),
    shipping_address_zip: line(),
    shipping_secondary_line: line(),
    shipping_receive_point: line(),
    recipient_full_name: line(),
    recipient_phone: line(),
    warehouse_ref: line(),
    shipping_date: Day().nullish(),
  }
}

export const CreateOrder = schema(() =>
  z.strictObject({
    ...newOrder(),
    manager_id: Id().nullish(),
    gift_message: line(),
    is_gift: z.boolean().optional(),
    gift_wrap: z.boolean().optional(),
  }),
)
export interface CreateOrder extends z.output<ReturnType<typeof CreateOrder>> {}

/** At most 50 orders; without `manager_id` and the gift fields. */
export const ImportOrders = schema(() => z.strictObject({ orders: z.array(z.strictObject(newOrder())).min(1).max(50) }))
export interface ImportOrders extends z.output<ReturnType<typeof ImportOrders>> {}

export const UpdateOrder = schema(() =>
  z.strictObject({
    id: Id(),
    status_id: Id().optional(),
    buyer_comment: line(),
    manager_comment: line(),
    discount_percent: money(),
    discount_amount: money(),
    products: z.array(productChanges().refine(isNamed, 'give the line’s `id` or `sku`')).optional(),
    shipping: z.strictObject(shipping()).optional(),
    custom_fields: z.array(SetField()).optional(),
  }),
)
export interface UpdateOrder extends z.output<ReturnType<typeof UpdateOrder>> {}

/** `id` or `sku` says which line of the order is meant; they are not changed. */
function productChanges() {
  return z.strictObject({
    id: Id().optional(),
    sku: z.string().optional(),
    name: z.string().optional(),
    comment: z.string().optional(),
    price: z.number().optional(),
    purchased_price: z.number().optional(),
    discount_amount: money(),
    discount_percent: money(),
    quantity: z.number().optional(),
    product_status_id: Id().optional(),
  })
}

function isNamed(line: { id?: unknown; sku?: unknown }): boolean {
  return line.id !== undefined || line.sku !== undefined
}
