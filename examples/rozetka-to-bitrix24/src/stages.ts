import { ORDER_STATUSES, type Order } from '@bpmcentr/rozetka'

/** The stages of the default funnel that this example uses. */
export type Stage = 'NEW' | 'PREPARATION' | 'EXECUTING' | 'WON' | 'LOSE'

/** Where a deal belongs, by the status of its order. `status_group`: 1 in work, 2 succeeded, 3 failed. */
export function stageFor(order: Pick<Order, 'status' | 'status_group' | 'ttn'>): Stage {
  if (order.status_group === 2) return 'WON'
  if (order.status_group === 3) return 'LOSE'
  if (order.status === ORDER_STATUSES.new) return 'NEW'
  return order.ttn ? 'EXECUTING' : 'PREPARATION'
}

/** What a person's move of a deal means at Rozetka; undefined where it means nothing there. */
export function statusFor(stage: string): number | undefined {
  if (stage === 'PREPARATION') return ORDER_STATUSES.processedByManager
  if (stage === 'EXECUTING') return ORDER_STATUSES.transferPlanned
  return stage === 'LOSE' ? ORDER_STATUSES.outOfStock : undefined
}
