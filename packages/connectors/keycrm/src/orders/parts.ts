import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Day, Id, Maybe, Num, Text } from '../wire.ts'

/** A line of a new order. One whose `sku` is not in the catalogue is a one-off line. */
export const NewLine = schema(() =>
  z.strictObject({
    sku: z.string().optional(),
    name: z.string().optional(),
    price: z.number().optional(),
    purchased_price: z.number().optional(),
    discount_percent: Num(),
    discount_amount: Num(),
    quantity: z.number().optional(),
    unit_type: z.string().optional(),
    comment: z.string().optional(),
    picture: Text(),
    properties: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
  }),
)
export interface NewLineSchema extends ReturnType<typeof NewLine> {}

/** `id` or `sku` says which line of the order is meant; they are not changed. */
export const LineChanges = schema(() =>
  z
    .strictObject({
      id: Id().optional(),
      sku: z.string().optional(),
      name: z.string().optional(),
      comment: z.string().optional(),
      price: z.number().optional(),
      purchased_price: z.number().optional(),
      discount_amount: Num(),
      discount_percent: Num(),
      quantity: z.number().optional(),
      product_status_id: Id().optional(),
    })
    .refine(isNamed, 'give the line’s `id` or `sku`'),
)
export interface LineChangesSchema extends ReturnType<typeof LineChanges> {}

/** Delivery of a new order. `shipping_service` is a service by name, where it is none of the CRM's own. */
export const NewShipping = schema(() => z.strictObject({ ...newShipping(), shipping_service: Text() }))
export interface NewShippingSchema extends ReturnType<typeof NewShipping> {}

export const NewMarketing = schema(() =>
  z.strictObject({
    utm_source: Text(),
    utm_medium: Text(),
    utm_campaign: Text(),
    utm_term: Text(),
    utm_content: Text(),
  }),
)
export interface NewMarketingSchema extends ReturnType<typeof NewMarketing> {}

/** `warehouse_ref` is the UUID of a Nova Poshta warehouse and needs `delivery_service_id` of the Nova Poshta service. */
export function newShipping() {
  return {
    delivery_service_id: Maybe<Id>(Id()),
    tracking_code: Text(),
    shipping_address_city: Text(),
    shipping_address_country: Text(),
    shipping_address_region: Text(),
    shipping_address_zip: Text(),
    shipping_secondary_line: Text(),
    shipping_receive_point: Text(),
    recipient_full_name: Text(),
    recipient_phone: Text(),
    warehouse_ref: Text(),
    shipping_date: Day().nullish(),
  }
}

function isNamed(line: { id?: unknown; sku?: unknown }): boolean {
  return line.id !== undefined || line.sku !== undefined
}
