import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { FieldValue, SetField } from '../customFields.ts'
import { NAME_A_METHOD, namesMethod, newPayment, Payment } from '../money.ts'
import { Client, User } from '../people.ts'
import { Between, Ids, Include, paging } from '../query.ts'
import { flag, Id, Moment, num, text } from '../wire.ts'

/**
 * A card of a pipeline (a lead). Moments are UTC, money in major units. The keys from `contact` on come only when asked
 * for with `include`.
 */
export const Card = schema(() =>
  z.looseObject({
    id: z.number(),
    contact_id: num(),
    source_id: num(),
    manager_id: num(),
    target_id: num(),
    target_type: text(),
    status_id: num(),
    title: text(),
    manager_comment: text(),
    utm_source: text(),
    utm_medium: text(),
    utm_campaign: text(),
    utm_term: text(),
    utm_content: text(),
    // Text in the document, with an example that is none of it: a flag elsewhere.
    is_finished: z.union([z.string(), z.boolean(), z.number()]).nullish(),
    status_changed_at: text(),
    communicate_at: text(),
    created_at: text(),
    updated_at: text(),
    contact: z
      .looseObject({
        id: num(),
        full_name: text(),
        email: text(),
        phone: text(),
        client_id: num(),
        social_name: text(),
        social_id: text(),
        client: Client().nullish(),
      })
      .nullish(),
    products: z
      .array(
        z.looseObject({
          id: num(),
          product_id: num(),
          name: text(),
          sku: text(),
          price: num(),
          quantity: num(),
          unit_type: text(),
          picture: text(),
          offer: z.looseObject({ id: num(), product_id: num(), sku: text(), price: num(), quantity: num() }).nullish(),
        }),
      )
      .optional(),
    manager: User().nullish(),
    status: z.looseObject({ id: num(), name: text(), alias: text(), is_active: flag(), pipeline_id: num() }).nullish(),
    payments: z.array(Payment()).optional(),
    custom_fields: z.array(FieldValue()).optional(),
  }),
)
export interface Card extends z.output<ReturnType<typeof Card>> {}

const include = () =>
  Include(['contact', 'contact.client', 'products', 'products.offer', 'manager', 'status', 'payments', 'custom_fields'])

export const GetCard = schema(() => z.strictObject({ id: Id(), include: include() }))
export interface GetCard extends z.output<ReturnType<typeof GetCard>> {}

export const ListCards = schema(() =>
  z.strictObject({
    filter: z
      .strictObject({
        pipeline_id: Ids().optional(),
        status_id: Ids().optional(),
        source_id: Ids().optional(),
        created_between: Between().optional(),
        updated_between: Between().optional(),
      })
      .optional(),
    include: include(),
    ...paging(),
  }),
)
export interface ListCards extends z.output<ReturnType<typeof ListCards>> {}

const line = () => z.string().nullish()

function product() {
  return {
    sku: z.string().optional(),
    name: z.string().optional(),
    price: z.number().optional(),
    quantity: z.number().optional(),
    picture: line(),
  }
}

/** Without `pipeline_id` the card lands in the first pipeline; `contact.client_id` of a known buyer overrides the rest of `contact`. */
export const CreateCard = schema(() =>
  z.strictObject({
    title: line(),
    source_id: Id().nullish(),
    manager_comment: line(),
    manager_id: Id().nullish(),
    pipeline_id: Id().nullish(),
    communicate_at: Moment().nullish(),
    contact: z.strictObject({ full_name: line(), email: line(), phone: line(), client_id: Id().nullish() }),
    utm_source: line(),
    utm_medium: line(),
    utm_campaign: line(),
    utm_term: line(),
    utm_content: line(),
    products: z.array(z.strictObject({ ...product(), unit_type: z.string().optional() })).optional(),
    payments: z.array(z.strictObject(newPayment()).refine(namesMethod, NAME_A_METHOD)).optional(),
    custom_fields: z.array(SetField()).optional(),
  }),
)
export interface CreateCard extends z.output<ReturnType<typeof CreateCard>> {}

/** `status_id` of another pipeline moves the card there. `products` are always added, never changed. */
export const UpdateCard = schema(() =>
  z.strictObject({
    id: Id(),
    title: line(),
    note: line(),
    status_id: Id().optional(),
    source_id: Id().nullish(),
    client_id: Id().nullish(),
    manager_id: Id().nullish(),
    communicate_at: Moment().nullish(),
    products: z.array(z.strictObject(product())).optional(),
    custom_fields: z.array(SetField()).optional(),
  }),
)
export interface UpdateCard extends z.output<ReturnType<typeof UpdateCard>> {}
