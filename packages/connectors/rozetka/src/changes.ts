import { type ClientTree, ConflictError, type PollSource, pollSource, ResponseMismatchError } from '@bpmcentr/core'
import { kyivDay, readKyiv } from './dates.ts'
import type { RozetkaOperations } from './operations.ts'
import type { ListOrders } from './orders/filter.ts'
import type { Order } from './orders/order.ts'

const DAY = 86_400_000
const MAX_READS = 5

/** What to watch. */
export interface OrderChangesOptions {
  readonly expand?: ListOrders['expand']
  /** 1 all (the default), 2 in work, 3 succeeded, 4 new, 5 being delivered, 6 failed. */
  readonly types?: ListOrders['types']
  /**
   * Milliseconds that each poll reads again. A day unless given, and no less: the filter knows days only, and the zone of
   * Rozetka's clock is not documented.
   */
  readonly overlap?: number | undefined
  /** Milliseconds that one poll covers at most while it catches up. Default seven days. */
  readonly window?: number | undefined
  /** Changes remembered so that the overlap brings none twice. Default 10,000. */
  readonly maxSeen?: number | undefined
  readonly clock?: Parameters<typeof pollSource>[0]['clock']
}

/** Orders that are new or changed: Rozetka has no webhooks. */
export function orderChanges(
  client: ClientTree<RozetkaOperations>,
  { expand, types, overlap = DAY, window = 7 * DAY, maxSeen, clock }: OrderChangesOptions = {},
): PollSource<Order> {
  return pollSource<Order>({
    overlap: Math.max(overlap, DAY),
    window,
    maxSeen,
    clock,
    id: (order) => order.id,
    // The moment alone has whole seconds: two changes within one differ in status, waybill or amount.
    version: (order) => [order.changed, order.status, order.ttn, order.cost_with_discount].join(' '),
    changedAt: (order) => (readKyiv(order.changed ?? '') ?? new Date(0)).getTime(),
    async read({ since, until }, signal) {
      const input: ListOrders = {
        changed_from: kyivDay(new Date(since)),
        // A day more: an order at the end of the range in another zone is a day later in Kyiv.
        ...(until !== undefined && { changed_to: kyivDay(new Date(until + DAY)) }),
        ...(types !== undefined && { types }),
        ...(expand !== undefined && { expand }),
        sort: 'id',
      }
      return readSteadily(client, input, signal)
    },
  })
}

/**
 * An order that leaves the filter while it is read moves all later ones up by a row, and one of them over the edge of a page
 * that was read already. The total then shrinks, and the reading starts anew.
 */
async function readSteadily(
  client: ClientTree<RozetkaOperations>,
  input: ListOrders,
  signal: AbortSignal | undefined,
): Promise<readonly Order[]> {
  for (let attempt = 1; attempt <= MAX_READS; attempt++) {
    const orders: Order[] = []
    let first: number | undefined
    let last: number | undefined
    for await (const page of client.orders.list(input, { signal }).pages()) {
      first ??= page.total
      last = page.total
      for (const order of page.items) {
        if (order.changed == null) {
          throw new ResponseMismatchError('an order does not say when it changed', { reason: 'schema' })
        }
        orders.push(order)
      }
    }
    if (first === undefined || last === undefined || last >= first) return orders
  }
  throw new ConflictError('orders leave this filter faster than they can be read. Widen `types`, or poll later', {
    retryable: true,
  })
}
