import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { FieldValue, type FieldValueSchema } from '../customFields.ts'
import { Expense, type ExpenseSchema, Payment, type PaymentSchema } from '../money.ts'
import { Assigned, type AssignedSchema, BuyerRef, type BuyerRefSchema, User, type UserSchema } from '../people.ts'
import { Flag, Many, Maybe, Member, Num, Text } from '../wire.ts'

export const Tag = schema(() =>
  z.looseObject({ id: z.number(), name: Text(), alias: Text(), color: Text(), created_at: Text(), updated_at: Text() }),
)
export interface TagSchema extends ReturnType<typeof Tag> {}
export interface Tag extends z.output<ReturnType<typeof Tag>> {}

/** An order status as the company set it up. `expiration_period` in seconds. */
export const Status = schema(() =>
  z.looseObject({
    id: z.number(),
    name: Text(),
    alias: Text(),
    is_active: Flag(),
    group_id: Num(),
    is_closing_order: Flag(),
    is_reserved: Flag(),
    expiration_period: Num(),
    created_at: Text(),
    updated_at: Text(),
    deleted_at: Text(),
  }),
)
export interface StatusSchema extends ReturnType<typeof Status> {}
export interface Status extends z.output<ReturnType<typeof Status>> {}

export const Property = schema(() => z.looseObject({ name: Text(), value: Text() }))
export interface PropertySchema extends ReturnType<typeof Property> {}

/** A line of an order. `unit_type` null is the system unit, "шт". */
export const OrderProduct = schema(() =>
  z.looseObject({
    id: Num(),
    name: Text(),
    sku: Text(),
    price: Num(),
    price_sold: Num(),
    purchased_price: Num(),
    discount_percent: Num(),
    discount_amount: Num(),
    total_discount: Num(),
    quantity: Num(),
    unit_type: Text(),
    upsale: Flag(),
    comment: Text(),
    product_status_id: Num(),
    picture: Text(),
    properties: z.array<PropertySchema>(Property()).nullish(),
    shipment_type: Member<'warehouse' | 'manufacturing'>().nullish(),
    warehouse: z.looseObject({ id: Num(), name: Text(), description: Text(), is_active: Flag() }).nullish(),
    offer: z
      .looseObject({
        id: Num(),
        product_id: Num(),
        sku: Text(),
        barcode: Text(),
        price: Num(),
        purchased_price: Num(),
        quantity: Num(),
      })
      .nullish(),
  }),
)
export interface OrderProductSchema extends ReturnType<typeof OrderProduct> {}
export interface OrderProduct extends z.output<ReturnType<typeof OrderProduct>> {}

/** Delivery of an order. `shipping_date_actual` is ISO 8601 with a `Z`, unlike every other date of KeyCRM. */
export const Shipping = schema(() =>
  z.looseObject({
    delivery_service_id: Num(),
    tracking_code: Text(),
    shipping_status: Text(),
    shipping_address_city: Text(),
    shipping_address_country: Text(),
    shipping_address_country_code: Text(),
    shipping_address_region: Text(),
    shipping_address_zip: Text(),
    shipping_secondary_line: Text(),
    shipping_receive_point: Text(),
    recipient_full_name: Text(),
    recipient_phone: Text(),
    shipping_date_actual: Text(),
  }),
)
export interface ShippingSchema extends ReturnType<typeof Shipping> {}
export interface Shipping extends z.output<ReturnType<typeof Shipping>> {}

export const Marketing = schema(() =>
  z.looseObject({
    utm_source: Text(),
    utm_medium: Text(),
    utm_campaign: Text(),
    utm_term: Text(),
    utm_content: Text(),
  }),
)
export interface MarketingSchema extends ReturnType<typeof Marketing> {}

/**
 * An order. Money in major units of the source's currency, moments UTC as `YYYY-MM-DD HH:mm:ss`. The keys from `buyer` on
 * are there only when asked for with `include`.
 */
export const Order = schema(() =>
  z.looseObject({
    id: z.number(),
    parent_id: Num(),
    source_uuid: Text(),
    source_id: z.number(),
    status_id: z.number(),
    status_group_id: Num(),
    grand_total: z.number(),
    promocode: Text(),
    total_discount: Num(),
    expenses_sum: Num(),
    shipping_price: Num(),
    wrap_price: Num(),
    taxes: Num(),
    manager_comment: Text(),
    buyer_comment: Text(),
    gift_message: Text(),
    is_gift: Flag(),
    payment_status: Member<'not_paid' | 'part_paid' | 'paid' | 'overpaid'>(),
    last_synced_at: Text(),
    ordered_at: Text(),
    created_at: z.string(),
    updated_at: z.string(),
    closed_at: Text(),
    buyer: Maybe<BuyerRefSchema>(BuyerRef()),
    products: Many<OrderProductSchema>(OrderProduct()),
    manager: Maybe<UserSchema>(User()),
    tags: Many<TagSchema>(Tag()),
    status: Maybe<StatusSchema>(Status()),
    marketing: Maybe<MarketingSchema>(Marketing()),
    payments: Many<PaymentSchema>(Payment()),
    shipping: Maybe<ShippingSchema>(Shipping()),
    expenses: Many<ExpenseSchema>(Expense()),
    custom_fields: Many<FieldValueSchema>(FieldValue()),
    assigned: Many<AssignedSchema>(Assigned()),
  }),
)
export interface Order extends z.output<ReturnType<typeof Order>> {}
