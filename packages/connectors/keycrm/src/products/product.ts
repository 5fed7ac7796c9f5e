import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { FieldValue, SetField } from '../customFields.ts'
import { Ids, Include, paging } from '../query.ts'
import { flag, Id, num, text } from '../wire.ts'

/**
 * A product. `sku`, `barcode`, `price` and `purchased_price` come only when `has_offers` is false; otherwise they are the
 * variants': `offers.list({ filter: { product_id } })`. Weight and sizes in the units set in the CRM.
 */
export const Product = schema(() =>
  z.looseObject({
    id: z.number(),
    name: text(),
    sku: text(),
    barcode: text(),
    price: num(),
    purchased_price: num(),
    description: text(),
    thumbnail_url: text(),
    attachments_data: z.array(z.unknown()).nullish(),
    quantity: num(),
    unit_type: text(),
    currency_code: text(),
    min_price: num(),
    max_price: num(),
    weight: num(),
    length: num(),
    width: num(),
    height: num(),
    has_offers: flag(),
    is_archived: flag(),
    category_id: num(),
    created_at: text(),
    updated_at: text(),
    custom_fields: z.array(FieldValue()).optional(),
  }),
)
export interface Product extends z.output<ReturnType<typeof Product>> {}

const include = () => Include(['custom_fields'])

export const GetProduct = schema(() => z.strictObject({ id: Id(), include: include() }))
export interface GetProduct extends z.output<ReturnType<typeof GetProduct>> {}

/** There is no filter by date. */
export const ListProducts = schema(() =>
  z.strictObject({
    filter: z
      .strictObject({
        product_id: Ids().optional(),
        category_id: Ids().optional(),
        is_archived: z.boolean().optional(),
      })
      .optional(),
    include: include(),
    ...paging(),
  }),
)
export interface ListProducts extends z.output<ReturnType<typeof ListProducts>> {}

/** At most six pictures, the first is the main one. */
function details() {
  return {
    description: z.string().optional(),
    pictures: z.array(z.url()).max(6).optional(),
    currency_code: z.string().length(3).optional(),
    sku: z.string().optional(),
    barcode: z.string().optional(),
    price: z.number().optional(),
    purchased_price: z.number().optional(),
    unit_type: z.string().optional(),
    weight: z.number().optional(),
    length: z.number().optional(),
    width: z.number().optional(),
    height: z.number().optional(),
    category_id: Id().optional(),
    custom_fields: z.array(SetField()).optional(),
  }
}

export const CreateProduct = schema(() => z.strictObject({ name: z.string().min(1), ...details() }))
export interface CreateProduct extends z.output<ReturnType<typeof CreateProduct>> {}

/** At most 100 products. */
export const ImportProducts = schema(() => z.strictObject({ products: z.array(CreateProduct()).min(1).max(100) }))
export interface ImportProducts {
  products: CreateProduct[]
}

export const UpdateProduct = schema(() =>
  z.strictObject({ id: Id(), name: z.string().min(1).optional(), ...details() }),
)
export interface UpdateProduct extends z.output<ReturnType<typeof UpdateProduct>> {}

/** At most 100 variants. */
export const CreateOffers = schema(() =>
  z.strictObject({
    productId: Id(),
    offers: z
      .array(
        z.strictObject({
          sku: z.string().optional(),
          barcode: z.string().optional(),
          price: z.number().optional(),
          purchased_price: z.number().optional(),
          weight: z.number().optional(),
          length: z.number().optional(),
          width: z.number().optional(),
          height: z.number().optional(),
          image_url: z.url().optional(),
          properties: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
        }),
      )
      .min(1)
      .max(100),
  }),
)
export interface CreateOffers extends z.output<ReturnType<typeof CreateOffers>> {}
