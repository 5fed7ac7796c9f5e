import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { FieldValue, type FieldValueSchema, SetField, type SetFieldSchema } from '../customFields.ts'
import { NewPayment, type NewPaymentSchema, Payment, type PaymentSchema } from '../money.ts'
import { Client, type ClientSchema, User, type UserSchema } from '../people.ts'
import { Between, Ids, Include, paging } from '../query.ts'
import { Flag, Id, Many, Maybe, Moment, Num, Text } from '../wire.ts'

/**
 * A card of a pipeline (a lead). Moments are UTC, money in major units. The keys from `contact` on come only when asked
 * for with `include`.
 */
export const Card = schema(() =>
  z.looseObject({
    id: z.number(),
    contact_id: Num(),
    source_id: Num(),
    manager_id: Num(),
    target_id: Num(),
    target_type: Text(),
    status_id: Num(),
    title: Text(),
    manager_comment: Text(),
    utm_source: Text(),
    utm_medium: Text(),
    utm_campaign: Text(),
    utm_term: Text(),
    utm_content: Text(),
    // Text in the document, with an example that is none of it: a flag elsewhere.
    is_finished: z.union([z.string(), z.boolean(), z.number()]).nullish(),
    status_changed_at: Text(),
    communicate_at: Text(),
    created_at: Text(),
    updated_at: Text(),
    contact: z
      .looseObject({
        id: Num(),
        full_name: Text(),
        email: Text(),
        phone: Text(),
        client_id: Num(),
        social_name: Text(),
        social_id: Text(),
        client: Maybe<ClientSchema>(Client()),
      })
      .nullish(),
    products: z
      .array(
        z.looseObject({
          id: Num(),
          product_id: Num(),
          name: Text(),
          sku: Text(),
          price: Num(),
          quantity: Num(),
          unit_type: Text(),
          picture: Text(),
          offer: z.looseObject({ id: Num(), product_id: Num(), sku: Text(), price: Num(), quantity: Num() }).nullish(),
        }),
      )
      .optional(),
    manager: Maybe<UserSchema>(User()),
    status: z.looseObject({ id: Num(), name: Text(), alias: Text(), is_active: Flag(), pipeline_id: Num() }).nullish(),
    payments: Many<PaymentSchema>(Payment()),
    custom_fields: Many<FieldValueSchema>(FieldValue()),
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
        pipeline_id: Ids(),
        status_id: Ids(),
        source_id: Ids(),
        created_between: Between(),
        updated_between: Between(),
      })
      .optional(),
    include: include(),
    ...paging(),
  }),
)
export interface ListCards extends z.output<ReturnType<typeof ListCards>> {}

function product() {
  return {
    sku: z.string().optional(),
    name: z.string().optional(),
    price: z.number().optional(),
    quantity: z.number().optional(),
    picture: Text(),
  }
}

/** Without `pipeline_id` the card lands in the first pipeline; `contact.client_id` of a known buyer overrides the rest of `contact`. */
export const CreateCard = schema(() =>
  z.strictObject({
    title: Text(),
    source_id: Maybe<Id>(Id()),
    manager_comment: Text(),
    manager_id: Maybe<Id>(Id()),
    pipeline_id: Maybe<Id>(Id()),
    communicate_at: Maybe<Moment>(Moment()),
    contact: z.strictObject({ full_name: Text(), email: Text(), phone: Text(), client_id: Maybe<Id>(Id()) }),
    utm_source: Text(),
    utm_medium: Text(),
    utm_campaign: Text(),
    utm_term: Text(),
    utm_content: Text(),
    products: z.array(z.strictObject({ ...product(), unit_type: z.string().optional() })).optional(),
    payments: Many<NewPaymentSchema>(NewPayment()),
    custom_fields: Many<SetFieldSchema>(SetField()),
  }),
)
export interface CreateCard extends z.output<ReturnType<typeof CreateCard>> {}

/** `status_id` of another pipeline moves the card there. `products` are always added, never changed. */
export const UpdateCard = schema(() =>
  z.strictObject({
    id: Id(),
    title: Text(),
    note: Text(),
    status_id: Id().optional(),
    source_id: Maybe<Id>(Id()),
    client_id: Maybe<Id>(Id()),
    manager_id: Maybe<Id>(Id()),
    communicate_at: Maybe<Moment>(Moment()),
    products: z.array(z.strictObject(product())).optional(),
    custom_fields: Many<SetFieldSchema>(SetField()),
  }),
)
export interface UpdateCard extends z.output<ReturnType<typeof UpdateCard>> {}
