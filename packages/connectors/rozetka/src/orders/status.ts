import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Many, Num, Text } from '../wire.ts'

/**
 * A change of status that is allowed from `parent_id` to `child_id`. `delivery_type`: 1 the seller's own delivery, 0 an
 * outside service; `market_group` is the group of sellers it holds for.
 */
export const Transition = schema(() =>
  z.looseObject({ id: Num(), parent_id: Num(), child_id: z.number(), delivery_type: Num(), market_group: Num() }),
)
export interface TransitionSchema extends ReturnType<typeof Transition> {}
export interface Transition extends z.output<ReturnType<typeof Transition>> {}

/**
 * A status. `title` is in the language asked for; `name` is Russian. `status_group`: 1 in work, 2 succeeded, 3 failed.
 * `status`: 1 in use, 0 blocked.
 */
export const StatusInfo = schema(() =>
  z.looseObject({
    id: z.number(),
    name: Text(),
    name_uk: Text(),
    name_ua: Text(),
    name_en: Text(),
    title: Text(),
    status_group: Num(),
    status: Num(),
    color: Text(),
  }),
)
export interface StatusInfoSchema extends ReturnType<typeof StatusInfo> {}

/** A status with the changes that are allowed from it. */
export const OrderStatus = schema(() =>
  z.looseObject({ ...StatusInfo().shape, status_available: Many<TransitionSchema>(Transition()) }),
)
export interface OrderStatus extends z.output<ReturnType<typeof OrderStatus>> {}

/**
 * The statuses of apiDoc, in English. The live dictionary (`orders.statuses.list`) wins: Rozetka adds statuses.
 */
export const ORDER_STATUSES = {
  new: 1,
  packing: 2,
  handedToDelivery: 3,
  inDelivery: 4,
  waitingAtPickup: 5,
  completed: 6,
  notProcessedInTime: 7,
  notPickedUp: 11,
  refusedOnReceipt: 12,
  cancelledByAdmin: 13,
  wrongWaybill: 15,
  outOfStockOrDefect: 16,
  buyerUnreachable: 18,
  returned: 19,
  processedByManager: 26,
  reserveExpired: 30,
  outOfStock: 42,
  cancelledByBuyer: 45,
  restored: 46,
  callBackPlanned: 47,
  duplicate: 49,
  notPaid: 50,
  awaitingPayment: 55,
  transferPlanned: 61,
  atDeliveryService: 63,
  waitingForParcel: 80,
  acceptedFromSeller: 81,
  atDistributionCentre: 82,
} as const

/** Statuses that Rozetka refuses to set without a waybill. */
export const NEEDS_WAYBILL: ReadonlySet<number> = new Set([
  ORDER_STATUSES.handedToDelivery,
  ORDER_STATUSES.transferPlanned,
])
