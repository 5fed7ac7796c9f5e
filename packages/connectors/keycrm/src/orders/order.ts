import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { FieldValue } from '../customFields.ts'
import { Expense, Payment } from '../money.ts'
import { Assigned, BuyerRef, User } from '../people.ts'
import { flag, num, open, text } from '../wire.ts'

export const Tag = schema(() =>
  z.looseObject({ id: z.number(), name: text(), alias: text(), color: text(), created_at: text(), updated_at: text() }),
)
export interface Tag extends z.output<ReturnType<typeof Tag>> {}

/** An order status as the company set it up. `expiration_period` in seconds. */
export const Status = schema(() =>
  z.looseObject({
    id: z.number(),
    name: text(),
    alias: text(),
    is_active: flag(),
    group_id: num(),
    is_closing_order: flag(),
    is_reserved: flag(),
    expiration_period: num(),
    created_at: text(),
    updated_at: text(),
    deleted_at: text(),
  }),
)
export interface Status extends z.output<ReturnType<typeof Status>> {}

export const Property = schema(() => z.looseObject({ name: text(), value: text() }))

/** A line of an order. `unit_type` null is the system unit, "шт". */
export const OrderProduct = schema(() =>
  z.looseObject({
    id: num(),
    name: text(),
    sku: text(),
    price: num(),
    price_sold: num(),
    purchased_price: num(),
    discount_percent: num(),
    discount_amount: num(),
    total_discount: num(),
    quantity: num(),
    unit_type: text(),
    upsale: flag(),
    comment: text(),
    product_status_id: num(),
    picture: text(),
    properties: z.array(Property()).nullish(),
    shipment_type: open<'warehouse' | 'manufacturing'>().nullish(),
    warehouse: z.looseObject({ id: num(), name: text(), description: text(), is_active: flag() }).nullish(),
    offer: z
      .looseObject({
        id: num(),
        product_id: num(),
        sku: text(),
        barcode: text(),
        price: num(),
        purchased_price: num(),
        quantity: num(),
      })
      .nullish(),
  }),
)
export interface OrderProduct extends z.output<ReturnType<typeof OrderProduct>> {}

/** Delivery of an order. `shipping_date_actual` is ISO 8601 with a `Z`, unlike every other date of KeyCRM. */
export const Shipping = schema(() =>
  z.looseObject({
    delivery_service_id: num(),
    tracking_code: text(),
    shipping_status: text(),
    shipping_address_city: text(),
    shipping_address_country: text(),
    shipping_address_country_code: text(),
    shipping_address_region: text(),
    shipping_address_zip: text(),
    shipping_secondary_line: text(),
    shipping_receive_point: text(),
    recipient_full_name: text(),
    recipient_phone: text(),
    shipping_date_actual: text(),
  }),
)
export interface Shipping extends z.output<ReturnType<typeof Shipping>> {}

export const Marketing = schema(() =>
  z.looseObject({
    utm_source: text(),
    utm_medium: text(),
    utm_campaign: text(),
    utm_term: text(),
    utm_content: text(),
  }),
)

/**
 * An order. Money in major units of the source's currency, moments UTC as `YYYY-MM-DD HH:mm:ss`. The keys from `buyer` on
 * are there only when asked for with `include`.
 */
export const Order = schema(() =>
  z.looseObject({
    id: z.number(),
    parent_id: num(),
    source_uuid: text(),
    source_id: z.number(),
    status_id: z.number(),
    status_group_id: num(),
    grand_total: z.number(),
    promocode: text(),
    total_discount: num(),
    expenses_sum: num(),
    shipping_price: num(),
    wrap_price: num(),
    taxes: num(),
    manager_comment: text(),
    buyer_comment: text(),
    gift_message: text(),
    is_gift: flag(),
    payment_status: open<'not_paid' | 'part_paid' | 'paid' | 'overpaid'>(),
    last_synced_at: text(),
    ordered_at: text(),
    created_at: z.string(),
    updated_at: z.string(),
    closed_at: text(),
    buyer: BuyerRef().nullish(),
    products: z.array(OrderProduct()).optional(),
    manager: User().nullish(),
    tags: z.array(Tag()).optional(),
    status: Status().nullish(),
    marketing: Marketing().nullish(),
    payments: z.array(Payment()).optional(),
    shipping: Shipping().nullish(),
    expenses: z.array(Expense()).optional(),
    custom_fields: z.array(FieldValue()).optional(),
    assigned: z.array(Assigned()).optional(),
  }),
)
export interface Order extends z.output<ReturnType<typeof Order>> {}
