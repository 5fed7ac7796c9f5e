import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { SetField, type SetFieldSchema } from '../customFields.ts'
import { NewPayment, type NewPaymentSchema } from '../money.ts'
import { Between, Ids, Include, OneOrMore, paging, Terms } from '../query.ts'
import { Id, Many, Maybe, Moment, Num, Text } from '../wire.ts'
import {
  LineChanges,
  type LineChangesSchema,
  NewLine,
  type NewLineSchema,
  NewMarketing,
  type NewMarketingSchema,
  NewShipping,
  type NewShippingSchema,
  newShipping,
} from './parts.ts'

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
        status_id: Ids(),
        source_id: Ids(),
        source_uuid: Terms(),
        buyer_phone: Terms(),
        buyer_email: Terms(),
        created_between: Between(),
        updated_between: Between(),
        shipping_between: Between(),
        payment_status: OneOrMore(['not_paid', 'part_paid', 'paid', 'overpaid']),
        has_tracking_code: z.boolean().optional(),
      })
      .optional(),
    include: include(),
    sort: z.enum(['id', '-id', 'created_at', '-created_at']).optional(),
    ...paging(),
  }),
)
export interface ListOrders extends z.output<ReturnType<typeof ListOrders>> {}

/** What creating and importing an order have in common. */
function newOrder() {
  return {
    source_id: Id(),
    source_uuid: Text(),
    buyer: z.strictObject({ full_name: Text(), email: Text(), phone: Text() }),
    buyer_comment: Text(),
    manager_comment: Text(),
    promocode: Text(),
    discount_percent: Num(),
    discount_amount: Num(),
    shipping_price: Num(),
    wrap_price: Num(),
    taxes: Num(),
    ordered_at: Maybe<Moment>(Moment()),
    shipping: z.optional<NewShippingSchema>(NewShipping()),
    marketing: z.optional<NewMarketingSchema>(NewMarketing()),
    products: Many<NewLineSchema>(NewLine()),
    payments: Many<NewPaymentSchema>(NewPayment()),
    custom_fields: Many<SetFieldSchema>(SetField()),
  }
}

export const CreateOrder = schema(() =>
  z.strictObject({
    ...newOrder(),
    manager_id: Maybe<Id>(Id()),
    gift_message: Text(),
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
    buyer_comment: Text(),
    manager_comment: Text(),
    discount_percent: Num(),
    discount_amount: Num(),
    products: Many<LineChangesSchema>(LineChanges()),
    shipping: z.strictObject(newShipping()).optional(),
    custom_fields: Many<SetFieldSchema>(SetField()),
  }),
)
export interface UpdateOrder extends z.output<ReturnType<typeof UpdateOrder>> {}
