import { type CallOptions, type ClientTree, ConflictError } from '@bpmcentr/core'
import type { RozetkaOperations } from './operations.ts'
import type { Order } from './orders/order.ts'
import type { SetStatus } from './orders/write.ts'

/**
 * Sets a status after a look at the order. One that is there already is left alone, with its waybill; a change that Rozetka
 * does not offer for this order is a ConflictError with code `transition`, before anything is changed.
 */
export async function moveOrder(
  client: ClientTree<RozetkaOperations>,
  change: SetStatus,
  options?: CallOptions,
): Promise<Order> {
  const order = await client.orders.get({ id: change.id, expand: ['status_available'] }, options)
  if (order.status === change.status && (change.ttn === undefined || order.ttn === change.ttn)) return order
  const allowed = (order.status_available ?? []).map((transition) => transition.child_id)
  if (!allowed.includes(change.status)) {
    const offered = allowed.length === 0 ? 'none' : [...new Set(allowed)].sort((a, b) => a - b).join(', ')
    throw new ConflictError(
      `order ${change.id} is in status ${order.status}, from which ${change.status} is not offered (offered: ${offered})`,
      { code: 'transition' },
    )
  }
  return client.orders.setStatus(change, options)
}
