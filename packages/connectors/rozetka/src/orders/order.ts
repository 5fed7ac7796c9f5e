import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Anything, Either, Flag, Many, Maybe, Money, Num, Text } from '../wire.ts'
import { StatusInfo, type StatusInfoSchema, Transition, type TransitionSchema } from './status.ts'

/** Names of a person. */
export const PersonName = schema(() =>
  z.looseObject({ first_name: Text(), last_name: Text(), second_name: Text(), full_name: Text() }),
)
export interface PersonNameSchema extends ReturnType<typeof PersonName> {}

/** Where a parcel goes. `place_number` is the branch, `ref_id` the Nova Poshta warehouse, `delivery_method_id` 1 pickup, 2 courier. */
export const Delivery = schema(() =>
  z.looseObject({
    delivery_service_id: Num(),
    delivery_service_name: Text(),
    delivery_method_id: Num(),
    recipient_title: Maybe<z.ZodUnion<readonly [z.ZodString, PersonNameSchema]>>(z.union([z.string(), PersonName()])),
    recipient_first_name: Text(),
    recipient_last_name: Text(),
    recipient_second_name: Text(),
    recipient_phone: Text(),
    another_recipient: Flag(),
    place_id: Num(),
    pickup_rz_id: Text(),
    pickup_type: Num(),
    place_street: Text(),
    place_number: Text(),
    place_house: Text(),
    place_flat: Text(),
    cost: Either(),
    city: z
      .looseObject({
        id: Num(),
        uuid: Text(),
        city_name: Text(),
        name: Text(),
        name_ua: Text(),
        name_en: Text(),
        region_title: Text(),
        title: Text(),
        status: Num(),
      })
      .nullish(),
    ref_id: Text(),
    name_logo: Text(),
    street_id: Either(),
    email: Text(),
    reserve_date: Text(),
    delivery_date: Text(),
  }),
)
export interface DeliverySchema extends ReturnType<typeof Delivery> {}
export interface Delivery extends z.output<ReturnType<typeof Delivery>> {}

/** A line. `status`: 1 actual, 2 returned, 0 removed. `item.price_offer_id` is the `offer id` of your own price list. */
export const Purchase = schema(() =>
  z.looseObject({
    id: z.number(),
    cost: Money(),
    cost_with_discount: Money(),
    price: Money(),
    price_with_discount: Money(),
    quantity: Num(),
    item_id: Num(),
    item_name: Text(),
    item: z
      .looseObject({
        id: Num(),
        name: Text(),
        name_ua: Text(),
        article: Text(),
        price_offer_id: Text(),
        price: Either(),
        catalog_id: Num(),
        photo_preview: Text(),
        photo: z.array(z.string()).nullish(),
        url: Text(),
        sold: Num(),
      })
      .nullish(),
    kit_id: Num(),
    ttn: Text(),
    order_status: Num(),
    status: Num(),
    is_additional_item: Flag(),
    is_smart: Flag(),
  }),
)
export interface PurchaseSchema extends ReturnType<typeof Purchase> {}
export interface Purchase extends z.output<ReturnType<typeof Purchase>> {}

const SellerComment = schema(() =>
  z.looseObject({ comment: Text(), created: Either(), seller_id: Num(), seller_fio: Text() }),
)
interface SellerCommentSchema extends ReturnType<typeof SellerComment> {}

const HistoryEntry = schema(() =>
  z.looseObject({ status_id: Num(), created: Text(), status: Maybe<StatusInfoSchema>(StatusInfo()) }),
)
interface HistoryEntrySchema extends ReturnType<typeof HistoryEntry> {}

/** The state of a payment. `name` is the key, such as `paid`; `value` is of no use. */
export const PaymentState = schema(() =>
  z.looseObject({
    order_id: Num(),
    status_payment_id: Num(),
    name: Text(),
    title: Text(),
    payment_invoice_id: Num(),
    created_at: Text(),
  }),
)
export interface PaymentStateSchema extends ReturnType<typeof PaymentState> {}
export interface PaymentState extends z.output<ReturnType<typeof PaymentState>> {}

/**
 * An order. Amounts are decimal text in UAH: `amount` is the goods, `cost_with_discount` what the buyer pays with delivery.
 * Moments have no zone; see `parseKyiv`. What is below `is_fulfillment` is there only when asked for with `expand`.
 */
export const Order = schema(() =>
  z.looseObject({
    id: z.number(),
    created: Text(),
    changed: Text(),
    amount: Money(),
    amount_with_discount: Money(),
    cost: Money(),
    cost_with_discount: Money(),
    status: z.number(),
    status_group: Num(),
    seller_comment: Many<SellerCommentSchema>(SellerComment()),
    current_seller_comment: Text(),
    comment: Text(),
    user_phone: Text(),
    user_title: Maybe<PersonNameSchema>(PersonName()),
    ttn: Text(),
    total_quantity: Num(),
    created_type: Num(),
    is_viewed: Flag(),
    callback_off: Flag(),
    can_prolong: Flag(),
    can_copy: Flag(),
    duplicate_order_id: Num(),
    group_id: Num(),
    refund_status: Num(),
    is_fulfillment: Flag(),
    user: z.looseObject({ id: Num(), contact_fio: Text(), has_email: Flag() }).nullish(),
    delivery: Maybe<DeliverySchema>(Delivery()),
    delivery_service: z.looseObject({ id: Num(), name: Text(), type: Num(), status: Num() }).nullish(),
    purchases: Many<PurchaseSchema>(Purchase()),
    status_data: Maybe<StatusInfoSchema>(StatusInfo()),
    status_available: Many<TransitionSchema>(Transition()),
    order_status_history: Many<HistoryEntrySchema>(HistoryEntry()),
    payment: Anything(),
    payment_type: Text(),
    payment_type_name: Text(),
    payment_type_title: Text(),
    payment_method_id: Num(),
    status_payment: Maybe<PaymentStateSchema>(PaymentState()),
    payment_status: Text(),
    payment_invoice_id: Num(),
    feedback_count: Num(),
    can_edit: Flag(),
    is_access_change_order: Flag(),
    is_payed: Flag(),
    is_free_delivery: Flag(),
    last_update_status: Text(),
    carrier: z
      .looseObject({ carrier: Text(), carrier_inner_id: Num(), carrier_track_num: Text(), is_carrier_meest: Flag() })
      .nullish(),
    count_buyer_orders: Num(),
    is_reserve_ending: Flag(),
    has_kit: Flag(),
    need_label: Flag(),
    is_smart: Flag(),
  }),
)
export interface Order extends z.output<ReturnType<typeof Order>> {}

/** What `expand` can add to an order. `item_details` goes with `purchases`. */
export const ORDER_EXPAND = [
  ...([
    'user',
    'delivery',
    'delivery_service',
    'purchases',
    'item_details',
    'status_data',
    'status_available',
  ] as const),
  ...(['status_available_detailed', 'order_status_history', 'payment', 'payment_type', 'payment_type_name'] as const),
  ...(['payment_type_title', 'payment_method_id', 'status_payment', 'payment_status', 'payment_invoice_id'] as const),
  ...(['credit_info', 'credit_status', 'credit_broker', 'chatUser', 'chatMessages', 'feedback'] as const),
  ...(['feedback_count', 'can_edit', 'is_access_change_order', 'is_receiver_edit_available', 'is_payed'] as const),
  ...(['is_promo', 'is_free_delivery', 'delivery_prices', 'delivery_commission_info', 'invoice_exist'] as const),
  ...(['can_create_invoice', 'market_review', 'last_update_status', 'carrier', 'rz_delivery_ttn_sender'] as const),
  ...(['count_buyer_orders', 'is_reserve_ending', 'has_kit', 'need_label', 'auto_refund', 'is_smart'] as const),
] as const
