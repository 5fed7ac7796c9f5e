import { operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { content } from '../envelope.ts'
import { Id } from '../wire.ts'

/** Rozetka documents no greatest number; this is what is known to work. */
export const MAX_ITEMS = 100

/** Whole UAH. */
export const price = () => z.int().min(0)
/** A number, or -1 to take it away. */
const removable = () => z.int().min(-1).optional()

const ItemChange = schema(() =>
  z
    .strictObject({
      item_rz_id: Id(),
      item_id: Id().optional(),
      price: price().optional(),
      price_old: removable(),
      price_promo: removable(),
      stock_quantity: z.int().min(0).optional(),
      max_cart_quantity: removable(),
      min_cart_quantity: removable(),
    })
    .refine((row) => row.price !== undefined || row.stock_quantity !== undefined, 'give `price` or `stock_quantity`'),
)

/** Up to 100 items, by `rz_item_id`. -1 takes an old or promotion price or a cart limit away. */
export const UpdateItems = schema(() =>
  z.strictObject({ items: z.array(ItemChange()).min(1).max(MAX_ITEMS), isIgnoreCheck: z.boolean().optional() }),
)
export interface UpdateItems extends z.output<ReturnType<typeof UpdateItems>> {}

const Unsaid = schema(() => z.unknown())

export const updateItems = operation<UpdateItems, unknown>({
  summary: 'Set prices and stocks of up to 100 items',
  description:
    'A price that rises by more than half or falls by more than half waits for a manager: Rozetka answers as if it were set. ' +
    'Items that are refused are the `issues` of an InvalidRequestError with code `items_refused`. Where the price list rules ' +
    '(`sync_source.availability` 3), it sets the stock anew.',
  kind: 'update',
  input: UpdateItems,
  output: Unsaid,
  answer: content,
  request: ({ items, isIgnoreCheck }) => ({
    method: 'PUT',
    path: 'items/mass-update',
    json: { ...(isIgnoreCheck !== undefined && { isIgnoreCheck: isIgnoreCheck ? 1 : 0 }), items },
  }),
  example: {
    input: { items: [{ item_rz_id: 344560030, price: 499, stock_quantity: 3, price_promo: -1 }] },
    output: null,
  },
})
