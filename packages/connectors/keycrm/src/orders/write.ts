import { operation, path, type RecoverContext, recover, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { wireMoment } from '../dates.ts'
import { wireDated } from '../money.ts'
import { isTerm } from '../query.ts'
import { showsAll } from '../wire.ts'
import { exampleOrder } from './example.ts'
import { CreateOrder, ImportOrders, UpdateOrder } from './input.ts'
import { Order } from './order.ts'
import { getOrder, listOrders } from './read.ts'

export const createOrder = operation<CreateOrder, Order>({
  summary: 'Create an order',
  description:
    'Give every order a `source_uuid` of your own: KeyCRM has no idempotency key, so after an unknown outcome the order is ' +
    'looked up by `source_uuid` and `source_id`; one that you gave to an earlier order would find that one. Without it the ' +
    'call ends in an OutcomeUnknownError instead.',
  kind: 'create',
  idempotency: recover<CreateOrder, Order>(findCreated, { when: hasKey }),
  input: CreateOrder,
  output: Order,
  request: (order) => ({ method: 'POST', path: path`order`, json: wireOrder(order) }),
  example: {
    input: {
      source_id: 1,
      source_uuid: '115',
      buyer: { full_name: 'John Doe', email: 'john.doe@mail.app', phone: '+1 555-234-1234' },
      shipping: {
        delivery_service_id: 1,
        tracking_code: '530005665555556',
        shipping_address_city: 'Kyiv',
        shipping_receive_point: 'Склад #12',
        warehouse_ref: '1ec09d2e-e1c2-11e3-8c4a-0050568002cf',
        shipping_date: '2023-12-21',
      },
      products: [
        {
          sku: '001-242',
          price: 124.5,
          quantity: 1,
          name: 'Iphone XS max 256gb',
          properties: [{ name: 'Color', value: 'Gold' }],
        },
      ],
      payments: [{ payment_method: 'Apple Pay', amount: 123.5, status: 'not_paid' }],
      custom_fields: [{ uuid: 'OR_1037', value: 'Лорд' }],
    },
    output: exampleOrder,
  },
})

const ImportAnswer = schema(() => z.unknown())

export const importOrders = operation<ImportOrders, unknown>({
  summary: 'Create up to 50 orders at once',
  description:
    'KeyCRM does not document the answer, so it is handed over as it comes. Never repeated after an unknown outcome.',
  kind: 'create',
  input: ImportOrders,
  output: ImportAnswer,
  request: ({ orders }) => ({ method: 'POST', path: path`order/import`, json: { orders: orders.map(wireOrder) } }),
  example: {
    input: { orders: [{ source_id: 1, source_uuid: '116', buyer: { full_name: 'John Doe' } }] },
    output: { status: true },
  },
})

export const updateOrder = operation<UpdateOrder, Order>({
  summary: 'Change an order',
  description:
    'Only lines that are already in the order can be changed, matched by `id` or `sku`; none can be added. Setting a tracking ' +
    'code on an order that has one is an error at KeyCRM.',
  kind: 'update',
  // A repeat is harmless, but for a tracking code: the second time KeyCRM would refuse what the first time did.
  idempotency: recover<UpdateOrder, Order>(findUpdated),
  input: UpdateOrder,
  output: Order,
  request: ({ id, ...changes }) => ({ method: 'PUT', path: path`order/${id}`, json: changes }),
  example: { input: { id: 22, status_id: 4, manager_comment: 'Handle till weekend' }, output: exampleOrder },
})

function hasKey({ source_uuid }: CreateOrder): boolean {
  return typeof source_uuid === 'string' && source_uuid !== '' && isTerm(source_uuid)
}

async function findCreated(input: CreateOrder, context: RecoverContext): Promise<Order | undefined> {
  const filter = { source_uuid: input.source_uuid ?? '', source_id: input.source_id }
  for await (const order of context.items(listOrders, { filter, sort: '-id' })) {
    // Compared again: a filter that matched by part, or was ignored, must not pass another's order off as this one.
    // As text, for a number in the place of a text must not double the order.
    const { source_uuid, source_id } = order
    if (String(source_uuid) === input.source_uuid && String(source_id) === String(input.source_id)) return order
  }
  return undefined
}

/**
 * Done if everything that the order shows of the change is there. A tracking code alone decides: KeyCRM takes it once, so
 * where it is, the update was taken; and the rest must not be sent again with it.
 */
async function findUpdated({ id, ...changes }: UpdateOrder, context: RecoverContext): Promise<Order | undefined> {
  const { shipping: now, ...order } = await context.call(getOrder, { id, include: ['shipping'] })
  const { shipping, ...rest } = changes
  const code = shipping?.tracking_code
  if (code) return now?.tracking_code === code ? (order as Order) : undefined
  return shipping === undefined && showsAll(order, rest) ? (order as Order) : undefined
}

function wireOrder(order: CreateOrder | ImportOrders['orders'][number]) {
  return {
    ...order,
    ...(order.ordered_at === undefined ? undefined : { ordered_at: wireMoment(order.ordered_at) }),
    ...(order.payments === undefined ? undefined : { payments: order.payments.map(wireDated) }),
  }
}
