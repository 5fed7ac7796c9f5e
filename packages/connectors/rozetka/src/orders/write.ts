import { ConflictError, operation, path, type RecoverContext, recover, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { content } from '../envelope.ts'
import { Id, Words } from '../wire.ts'
import { exampleOrder } from './example.ts'
import { Order } from './order.ts'
import { getOrder } from './read.ts'
import { NEEDS_WAYBILL, ORDER_STATUSES } from './status.ts'

/** `ttn`, the waybill, is needed for 3 and 61; `duplicate_order_id` for 49. */
export const SetStatus = schema(() =>
  z
    .strictObject({
      id: Id(),
      status: Id(),
      ttn: Words().optional(),
      seller_comment: z.string().optional(),
      duplicate_order_id: Id().optional(),
    })
    .refine(
      ({ status, ttn }) => !NEEDS_WAYBILL.has(status) || ttn !== undefined,
      '`ttn` is needed for the statuses 3 and 61',
    )
    .refine(
      (input) => input.status !== ORDER_STATUSES.duplicate || input.duplicate_order_id !== undefined,
      '`duplicate_order_id` is needed for the status 49',
    ),
)
export interface SetStatus extends z.output<ReturnType<typeof SetStatus>> {}

export const setStatus = operation<SetStatus, Order>({
  summary: 'Change the status of an order',
  description:
    'Which changes are allowed is in `expand: ["status_available"]` of the order. A waybill sent with status 2 moves the ' +
    'order on to 61; after that Rozetka follows the parcel and moves the order itself, so leave it alone. An answer that was ' +
    'lost is looked up: an order that has moved on must not be moved back.',
  kind: 'update',
  idempotency: recover<SetStatus, Order>(findStatus),
  input: SetStatus,
  output: Order,
  answer: content,
  request: ({ id, ...change }) => ({ method: 'PUT', path: path`orders/${id}`, json: change }),
  example: { input: { id: 248888186, status: 61, ttn: '20400000000000' }, output: { ...exampleOrder, status: 61 } },
})

/**
 * A line that is there (`id`), or a new one (`item_id`). `price`, in whole UAH, can be set for a new additional item only.
 */
export const UpdateLines = schema(() =>
  z.strictObject({
    id: Id(),
    purchases: z
      .array(
        z
          .strictObject({
            id: Id().nullish(),
            item_id: Id().optional(),
            quantity: z.int().min(0),
            price: z.int().min(0).optional(),
            kit_id: Id().optional(),
          })
          .refine((line) => line.id != null || line.item_id !== undefined, 'a new line needs an `item_id`')
          .refine((line) => line.price === undefined || line.id == null, '`price` can be set for a new line only'),
      )
      .min(1),
  }),
)
export interface UpdateLines extends z.output<ReturnType<typeof UpdateLines>> {}

export const updateLines = operation<UpdateLines, Order>({
  summary: 'Change the lines of an order',
  description:
    'In status 26 only. An item with a promotion price loses it when it is taken out and put back. A line without an `id` is ' +
    'added each time, so such a change is never sent again after an unknown outcome.',
  kind: 'update',
  idempotency: recover<UpdateLines, Order>(findLines, { when: changesOnly }),
  input: UpdateLines,
  output: Order,
  answer: content,
  request: ({ id, purchases }) => ({
    method: 'PUT',
    path: path`orders/${id}`,
    json: { purchases: purchases.map((line) => ({ ...line, id: line.id ?? null })) },
  }),
  example: {
    input: { id: 248888186, purchases: [{ id: 158280800, quantity: 2 }] },
    output: { ...exampleOrder, total_quantity: 2 },
  },
})

/** Done if the order is where it was sent. One that was there and has moved on stays: nobody knows whose doing that is. */
async function findStatus({ id, status, ttn }: SetStatus, context: RecoverContext): Promise<Order | undefined> {
  const order = await context.call(getOrder, { id, expand: ['order_status_history'] })
  const jumped =
    status === ORDER_STATUSES.packing && ttn !== undefined && order.status === ORDER_STATUSES.transferPlanned
  const there = order.status === status || jumped
  if (there && (ttn === undefined || order.ttn === ttn)) return order
  if (ttn !== undefined && order.ttn === ttn) return order
  const wasThere = (order.order_status_history ?? []).some((entry) => entry.status_id === status)
  if (wasThere) throw new ConflictError('the order has been in this status and is in another one now')
  return undefined
}

async function findLines({ id, purchases }: UpdateLines, context: RecoverContext): Promise<Order | undefined> {
  const order = await context.call(getOrder, { id, expand: ['purchases'] })
  const lines = new Map((order.purchases ?? []).map((line) => [line.id, line.quantity]))
  return purchases.every((line) => lines.get(line.id ?? 0) === line.quantity) ? order : undefined
}

function changesOnly({ purchases }: UpdateLines): boolean {
  return purchases.every((line) => line.id != null)
}
