import { balance } from './balance.ts'
import { chats } from './chats.ts'
import { comments } from './comments.ts'
import { delivery } from './delivery.ts'
import { items } from './items.ts'
import { market } from './market.ts'
import { orders } from './orders.ts'
import { reviews } from './reviews.ts'
import { waybills } from './waybills.ts'

/** Every operation, by resource. Named, so that editors show the comments of the operations themselves. */
export type RozetkaOperations = {
  readonly orders: typeof orders
  readonly items: typeof items
  readonly chats: typeof chats
  readonly reviews: typeof reviews
  readonly comments: typeof comments
  readonly delivery: typeof delivery
  readonly waybills: typeof waybills
  readonly market: typeof market
  readonly balance: typeof balance
}

export const operations: RozetkaOperations = {
  orders,
  items,
  chats,
  reviews,
  comments,
  delivery,
  waybills,
  market,
  balance,
}
