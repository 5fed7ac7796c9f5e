import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Day } from '../dates.ts'
import { Expand, filters, Ids, inOrder, paging, Sort } from '../query.ts'
import { Id, Words } from '../wire.ts'
import { ORDER_EXPAND } from './order.ts'

const WAYBILL = 'a waybill is looked for by four or more letters and digits; 0 is "without", 1 is "with"'

/** A waybill or a part of one: shorter ones would find nothing, whatever there is. */
function waybill() {
  return z.union([z.literal(0), z.literal(1), z.string().regex(/^[\p{L}\d]{4,}$/u, WAYBILL)])
}

/** An amount in UAH: a number, or decimal text as orders have it. */
function amount() {
  return z.union([z.number().min(0), z.string().regex(/^\d+(\.\d{1,2})?$/, 'expected decimal text as "640.00"')])
}

function day() {
  return Day().optional()
}

function flag() {
  return z.boolean().optional()
}

/**
 * Filters of orders. `types`: 1 all, 2 in work, 3 succeeded, 4 new, 5 being delivered, 6 failed; all unless given. Days are
 * Kyiv's, both ends included. `carrier_inner_id`: 1 RZ Delivery, 4 Meest, and only orders with a waybill. `refund_status`: 1
 * done, 2 failed. `is_review_request_send`: 0 not sent, 1 sent, 2 there is a review.
 */
export const ListOrders = schema(() =>
  z
    .strictObject({
      id: Id().optional(),
      item_id: z.union([Id(), Words()]).optional(),
      status: Id().optional(),
      types: z.literal([1, 2, 3, 4, 5, 6]).optional(),
      delivery_id: Id().optional(),
      created_from: day(),
      created_to: day(),
      changed_from: day(),
      changed_to: day(),
      status_updated_from: day(),
      status_updated_to: day(),
      userName: Words().optional(),
      user_phone: z
        .string()
        .regex(/^\+?\d{4,15}$/, 'expected digits')
        .optional(),
      seller_comment: Words().optional(),
      amountFrom: amount().optional(),
      amountTo: amount().optional(),
      ttn: waybill().optional(),
      localities: Ids(),
      deliveries: Ids(),
      payment_methods: Ids(),
      is_viewed: flag(),
      is_fulfillment: flag(),
      is_promo: flag(),
      prro_receipt_status: flag(),
      status_payment_id: Id().optional(),
      has_market_review: flag(),
      is_review_request_send: z.literal([0, 1, 2]).optional(),
      is_reserve_ending: flag(),
      group_id: Id().optional(),
      has_kit: flag(),
      carrier_inner_id: z.literal([1, 4]).optional(),
      has_refund: flag(),
      refund_status: z.literal([1, 2]).optional(),
      is_smart: flag(),
      expand: Expand(ORDER_EXPAND),
      sort: Sort(['id', '-id']),
      ...paging(),
    })
    .refine((input) => inOrder(input.created_from, input.created_to), '`created_from` is after `created_to`')
    .refine((input) => inOrder(input.changed_from, input.changed_to), '`changed_from` is after `changed_to`')
    .refine(
      (input) => inOrder(input.status_updated_from, input.status_updated_to),
      '`status_updated_from` is after `status_updated_to`',
    )
    .refine((input) => inOrder(number(input.amountFrom), number(input.amountTo)), '`amountFrom` is above `amountTo`')
    .refine(
      ({ carrier_inner_id, delivery_id }) =>
        carrier_inner_id === undefined || delivery_id === undefined || delivery_id === 1,
      '`carrier_inner_id` looks among ROZETKA Delivery only, so another `delivery_id` finds nothing',
    ),
)
export interface ListOrders extends z.output<ReturnType<typeof ListOrders>> {}

/** The query of a search. Without `types` Rozetka would leave orders out. */
export function orderQuery({ is_smart, user_phone, types = 1, ...rest }: ListOrders) {
  return filters({
    ...rest,
    types,
    // Rozetka writes phones without the plus; 1 is premium, 2 is not, unlike every other flag.
    user_phone: user_phone?.replace('+', ''),
    is_smart: is_smart === undefined ? undefined : is_smart ? 1 : 2,
  })
}

function number(value: number | string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value)
}
