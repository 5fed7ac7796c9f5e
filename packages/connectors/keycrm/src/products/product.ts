import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { FieldValue, type FieldValueSchema, SetField, type SetFieldSchema } from '../customFields.ts'
import { Ids, Include, paging } from '../query.ts'
import { Flag, Id, Many, Num, Text } from '../wire.ts'

/**
 * A product. `sku`, `barcode`, `price` and `purchased_price` come only when `has_offers` is false; otherwise they are the
 * variants': `offers.list({ filter: { product_id } })`. Weight and sizes in the units set in the CRM.
 */
export const Product = schema(() =>
  z.looseObject({
    id: z.number(),
    name: Text(),
    sku: Text(),
    barcode: Text(),
    price: Num(),
    purchased_price: Num(),
    description: Text(),
    thumbnail_url: Text(),
    attachments_data: z.array(z.unknown()).nullish(),
    quantity: Num(),
    unit_type: Text(),
    currency_code: Text(),
    min_price: Num(),
    max_price: Num(),
    weight: Num(),
    length: Num(),
    width: Num(),
    height: Num(),
    has_offers: Flag(),
    is_archived: Flag(),
    category_id: Num(),
    created_at: Text(),
    updated_at: Text(),
    custom_fields: Many<FieldValueSchema>(FieldValue()),
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
        product_id: Ids(),
        category_id: Ids(),
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
    custom_fields: Many<SetFieldSchema>(SetField()),
  }
}

export const CreateProduct = schema(() => z.strictObject({ name: z.string().min(1), ...details() }))
export interface CreateProductSchema extends ReturnType<typeof CreateProduct> {}
export interface CreateProduct extends z.output<ReturnType<typeof CreateProduct>> {}

/** At most 100 products. */
export const ImportProducts = schema(() =>
  z.strictObject({ products: z.array<CreateProductSchema>(CreateProduct()).min(1).max(100) }),
)
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
