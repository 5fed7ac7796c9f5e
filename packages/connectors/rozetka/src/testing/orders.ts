import { bytes, get, post, put, type Route, type SandboxRequest } from '@bpmcentr/core/testing'
import { ORDER_EXPAND, type Order } from '../orders/order.ts'
import { changeLines, changeStatus } from './orderChanges.ts'
import { found, ok, refuse, required } from './reply.ts'
import { anyOf, flag, least, most, oneOf, part, search, since, until } from './search.ts'
import { allowedFrom, kindOf, statusRows, transitionRows } from './statuses.ts'
import type { World } from './world.ts'
import { stamp } from './world.ts'

const HIDDEN: ReadonlySet<string> = new Set(ORDER_EXPAND)

/** An order with what was asked for by `expand`. */
export function showOrder(order: Order, expand: ReadonlySet<string>): object {
  const all: Record<string, unknown> = {
    ...order,
    status_data: statusRows().find((row) => row.id === order.status) ?? null,
    status_available: allowedFrom(order.status),
    status_payment: { status_payment_id: 3, name: 'unpaid', title: 'Очікує оплати' },
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => !HIDDEN.has(name) || expand.has(name)))
}

const FILTERS = {
  id: anyOf((row: Order) => row.id),
  item_id: (row: Order, value: string) =>
    (row.purchases ?? []).some((line) => String(line.item_id) === value || (line.item_name ?? '').includes(value)),
  status: (row: Order, value: string) => (/^\d+$/.test(value) ? String(row.status) === value : undefined),
  types: (row: Order, value: string) =>
    /^[1-6]$/.test(value) ? value === '1' || String(kindOf(row.status)) === value : undefined,
  delivery_id: anyOf((row: Order) => row.delivery?.delivery_service_id),
  created_from: since((row: Order) => row.created),
  created_to: until((row: Order) => row.created),
  changed_from: since((row: Order) => row.changed),
  changed_to: until((row: Order) => row.changed),
  status_updated_from: since((row: Order) => row.last_update_status),
  status_updated_to: until((row: Order) => row.last_update_status),
  userName: part((row: Order) => row.user_title?.full_name),
  user_phone: (row: Order, value: string) => (/^\d+$/.test(value) ? row.user_phone?.includes(value) : undefined),
  seller_comment: part((row: Order) => row.current_seller_comment),
  amountFrom: least((row: Order) => row.amount),
  amountTo: most((row: Order) => row.amount),
  ttn: byWaybill,
  localities: anyOf((row: Order) => row.delivery?.city?.id),
  deliveries: anyOf((row: Order) => row.delivery?.delivery_service_id),
  payment_methods: anyOf((row: Order) => row.payment_method_id),
  is_viewed: flag((row: Order) => row.is_viewed),
  is_fulfillment: flag((row: Order) => row.is_fulfillment),
  is_promo: flag(() => false),
  prro_receipt_status: flag(() => false),
  status_payment_id: anyOf(() => 3),
  has_market_review: flag(() => false),
  is_review_request_send: oneOf(() => 0, [0, 1, 2]),
  is_reserve_ending: flag(() => false),
  group_id: anyOf((row: Order) => row.group_id),
  has_kit: flag(() => false),
  carrier_inner_id: oneOf(() => undefined, [1, 4]),
  has_refund: flag(() => false),
  refund_status: oneOf(() => undefined, [1, 2]),
  is_smart: (row: Order, value: string) =>
    value === '1' || value === '2' ? Boolean(row.is_smart) === (value === '1') : undefined,
}

export function orderRoutes(world: World): Route[] {
  const { orders } = world
  return [
    get('/orders/search', (request) =>
      search(withTypes(orders.rows, request), request, {
        key: 'orders',
        filters: FILTERS,
        expand: ORDER_EXPAND,
        show: showOrder,
        extra: (rows) => ({
          totalFields: { amount: rows.reduce((sum, row) => sum + Number(row.amount), 0).toFixed(2) },
        }),
      }),
    ),
    get('/orders/counts-new', () => ok(counts(orders.rows))),
    get('/orders/status-payment/:id', (request) => {
      const order = found(orders.get(request.id()))
      return ok({ order_id: order.id, status_payment_id: 3, name: 'unpaid', title: 'Очікує оплати', value: 2 })
    }),
    get('/orders/generate-pdf/:id', (request) => {
      const order = found(orders.get(request.id()))
      return bytes(new TextEncoder().encode(`%PDF-1.4\n% order ${order.id}\n`), 'application/pdf')
    }),
    get('/orders/:id', (request) => {
      const order = found(orders.get(request.id()))
      return ok(showOrder(order, new Set((request.query.get('expand') ?? '').split(','))))
    }),
    put('/orders/:id', (request) => {
      const order = found(orders.get(request.id()))
      const input = request.object()
      const changed = Array.isArray(input.purchases)
        ? changeLines(world, order, input.purchases, stamp(request))
        : changeStatus(world, order, input, stamp(request))
      return ok(showOrder(changed, new Set(['purchases'])))
    }),
    post('/orders/prolong/:id', (request) => {
      const order = found(orders.get(request.id()))
      world.prolonged.insert({ order_id: order.id })
      return ok({ status: 'ok' })
    }),
    post('/orders/update-delivery', (request) => {
      const input = request.object()
      required(input, 'order_id', 'delivery')
      const order = editable(world, input.order_id)
      const given = input.delivery as Record<string, unknown>
      required(given, 'delivery_method_id', 'delivery_service_id', 'city')
      required(given, ...(given.delivery_method_id === 1 ? ['place_id'] : ['place_street', 'place_house', 'street_id']))
      const delivery = { ...order.delivery, ...given, city: { ...order.delivery?.city, ...(given.city as object) } }
      orders.update(order.id, { delivery, changed: stamp(request) })
      return ok(delivery)
    }),
    post('/orders/update-receiver', (request) => {
      const input = request.object()
      required(input, 'order_id', 'recipient_title')
      const order = editable(world, input.order_id)
      const recipient_phone = (input.recipient_phone as string | undefined) ?? order.delivery?.recipient_phone
      const delivery = { ...order.delivery, recipient_title: input.recipient_title as string, recipient_phone }
      orders.update(order.id, { delivery, changed: stamp(request) })
      return ok(delivery)
    }),
    get('/order-statuses/search', (request) =>
      search(statusRows(), request, {
        key: 'orderStatus',
        filters: {
          id: anyOf((row) => row.id),
          name: part((row) => row.name),
          status_group: anyOf((row) => row.status_group),
        },
        expand: ['status_available'],
        show: ({ status_available, ...row }, expand) =>
          expand.has('status_available') ? { ...row, status_available } : row,
      }),
    ),
    get('/status-availables/search', (request) =>
      search(transitionRows(), request, {
        key: 'statusAvailables',
        filters: {
          parent_id: anyOf((row) => row.parent_id),
          child_id: anyOf((row) => row.child_id),
          delivery_type: oneOf((row) => row.delivery_type, [0, 1]),
        },
      }),
    ),
  ]
}

/** 0: without, 1: with, four characters and more: a part of it. Fewer find nothing. */
function byWaybill(row: Order, value: string): boolean | undefined {
  if (value === '0' || value === '1') return Boolean(row.ttn) === (value === '1')
  return /^[\p{L}\d]{4,}$/u.test(value) ? (row.ttn ?? '').includes(value) : undefined
}

/** Without `types` and an id only what is in work comes. */
function withTypes(rows: readonly Order[], request: SandboxRequest): readonly Order[] {
  if (request.query.has('types') || request.query.has('id')) return rows
  return rows.filter((row) => row.status_group === 1)
}

function editable(world: World, id: unknown): Order {
  const order = found(typeof id === 'number' ? world.orders.get(id) : undefined)
  if (![26, 47, 48].includes(order.status))
    throw refuse(1005, 'check_correctness_of_data', 'Статус не дозволяє редагування')
  return order
}

function counts(rows: readonly Order[]): object {
  const of = (where: (row: Order) => boolean) => rows.filter(where).length
  return {
    inProgress: of((row) => row.status_group === 1),
    inDone: of((row) => row.status_group === 2),
    inNotDone: of((row) => row.status_group === 3),
    new: of((row) => kindOf(row.status) === 4),
    delivering: of((row) => kindOf(row.status) === 5),
    unwatched: of((row) => !row.is_viewed),
    all: rows.length,
  }
}
