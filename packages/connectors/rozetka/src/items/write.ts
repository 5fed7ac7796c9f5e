import { operation, type RecoverContext, recover, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { content } from '../envelope.ts'
import { Anything, Id, Num, Words } from '../wire.ts'
import { MAX_ITEMS, price } from './prices.ts'
import { listItems } from './read.ts'

const Picture = schema(() =>
  z
    .strictObject({ link: z.url().optional(), body: z.base64().min(1).optional() })
    .refine(
      (picture) => (picture.link === undefined) !== (picture.body === undefined),
      'give `link` or `body` (base64)',
    ),
)

const Named = schema(() => z.strictObject({ id: z.int().min(0), title: Words() }))

/** `value` is a list of `{ id, value }`, text, a number or a boolean, as the attribute's `type` says. */
const Param = schema(() =>
  z.strictObject({
    id: Id(),
    title: Words(),
    type: Words(),
    value: z.union([z.array(z.strictObject({ id: Id(), value: z.string() })), z.string(), z.number(), z.boolean()]),
    value_ua: z.string().optional(),
  }),
)

/** What creating and changing an item have in common. A producer or series that is not in the dictionary has the id 0. */
function contentFields() {
  return {
    docket: z.string().optional(),
    docket_ua: z.string().optional(),
    producer: Named().optional(),
    series: Named().optional(),
    article: z.string().optional(),
    description: z.string().optional(),
    description_ua: z.string().optional(),
    params: z.array(Param()).optional(),
    is_approve: z.boolean().optional(),
  }
}

/** `state`: 1 new, 0 used, 2 refurbished, 3 discounted, which needs both `docket`s. Prices in whole UAH. */
export const CreateItem = schema(() =>
  z
    .strictObject({
      name: Words(),
      name_ua: Words(),
      category_id: Id(),
      price: price(),
      stock_quantity: z.int().min(0),
      pictures: z.array(Picture()).min(1).max(15),
      state: z.literal([0, 1, 2, 3]).optional(),
      price_offer_id: Words().optional(),
      available: z.boolean().optional(),
      price_old: price().optional(),
      price_promo: price().optional(),
      min_cart_quantity: z.int().min(1).optional(),
      max_cart_quantity: z.int().min(1).optional(),
      ...contentFields(),
    })
    .refine(
      (item) => item.state !== 3 || (item.docket && item.docket_ua),
      '`docket` and `docket_ua` are needed for `state` 3',
    ),
)
export interface CreateItem extends z.output<ReturnType<typeof CreateItem>> {}

export const CreatedItem = schema(() => z.looseObject({ item_id: z.number(), sync_source_id: Num() }))
export interface CreatedItem extends z.output<ReturnType<typeof CreatedItem>> {}

export const createItem = operation<CreateItem, CreatedItem>({
  summary: 'Create an item',
  description:
    'With a `price_offer_id` of your own, an item whose answer was lost is looked up by it; it is not sent a second time either ' +
    'way, since a new item may take a while to show.',
  kind: 'create',
  idempotency: recover<CreateItem, CreatedItem>(findCreated, {
    when: ({ price_offer_id }) => price_offer_id !== undefined,
    resend: false,
  }),
  input: CreateItem,
  output: CreatedItem,
  answer: (body: { content?: { item?: unknown } }) => body.content?.item,
  request: (json) => ({ method: 'POST', path: 'items-create/create', json }),
  example: {
    input: {
      name: 'Кружка Петриковка, 350 мл',
      name_ua: 'Кружка Петриківка, 350 мл',
      category_id: 4626923,
      price: 320,
      stock_quantity: 12,
      price_offer_id: 'MUG-PET-350',
      pictures: [{ link: 'https://shop.example/mug.jpg' }],
    },
    output: { item_id: 131415, sync_source_id: 199 },
  },
})

/** Up to 100 items by one of their ids. `params` replaces the whole list; a request holds 150 MB, a picture 10 MB. */
export const UpdateContent = schema(() =>
  z.strictObject({
    items: z
      .array(
        z
          .strictObject({
            item_id: Id().optional(),
            rz_item_id: Id().optional(),
            name: Words(),
            name_ua: Words(),
            pictures: z.array(Picture()).min(1).max(15).optional(),
            ...contentFields(),
          })
          .refine(
            (item) => item.item_id !== undefined || item.rz_item_id !== undefined,
            'give `item_id` or `rz_item_id`',
          ),
      )
      .min(1)
      .max(MAX_ITEMS),
  }),
)
export interface UpdateContent extends z.output<ReturnType<typeof UpdateContent>> {}

export const ContentUpdated = schema(() => z.looseObject({ items_updated: Num(), details: Anything() }))
export interface ContentUpdated extends z.output<ReturnType<typeof ContentUpdated>> {}

export const updateContent = operation<UpdateContent, ContentUpdated>({
  summary: 'Change names, descriptions and pictures of up to 100 items',
  description: 'Compare `items_updated` with what you sent. The category of a published item cannot be changed here.',
  kind: 'update',
  input: UpdateContent,
  output: ContentUpdated,
  answer: content,
  request: (json) => ({ method: 'PUT', path: 'items-create/mass-update-basic-data', json }),
  example: {
    input: { items: [{ rz_item_id: 344560030, name: 'Масляный фильтр UFI', name_ua: 'Масляний фільтр UFI' }] },
    output: { items_updated: 1 },
  },
})

async function findCreated(input: CreateItem, context: RecoverContext): Promise<CreatedItem | undefined> {
  for await (const item of context.items(listItems, { price_offer_id: input.price_offer_id as string })) {
    // A filter that matched by part, or an item that had this id before, must not pass for the new one, which is not published yet.
    const isNew = item.rz_item_id == null && item.name === input.name
    if (isNew && item.price_offer_id === input.price_offer_id && typeof item.item_id === 'number') {
      return { item_id: item.item_id, sync_source_id: item.sync_source_id }
    }
  }
  return undefined
}
