import { del, empty, get, json, post, put, type Route } from '@bpmcentr/core/testing'
import { between, flag, found, includes, message, oneOf, page, select } from './listing.ts'
import { changeLines, checkOrder, checkShipping, SHIPPING, setValues, storeOrder } from './orderInput.ts'
import type { Fields, OrderRow, SetValue, TableRow } from './rows.ts'
import { showOrder } from './show.ts'
import { totals } from './totals.ts'
import { given, listIn, objectIn, Problems } from './validate.ts'
import { stamp, type World } from './world.ts'

const INCLUDES = [
  ...['buyer', 'products', 'products.offer', 'manager', 'tags', 'status', 'marketing', 'payments', 'shipping'],
  ...['shipping.lastHistory', 'shipping.deliveryService', 'expenses', 'custom_fields', 'assigned'],
]

const MAX_IMPORT = 50

export function orderRoutes(world: World): Route[] {
  const { orders } = world
  return [
    get('/order', (request) => {
      const asked = includes(request, INCLUDES)
      return page(select(orders.rows, request, filtersOf(world), SORTS), request, (row) => showOrder(world, row, asked))
    }),
    post('/order', (request) => {
      const input = request.object()
      checkOrder(world, input)
      return json(showOrder(world, storeOrder(world, input, stamp(request))), 201)
    }),
    post('/order/import', (request) => {
      const input = request.object()
      const problems = new Problems().check(input, { orders: 'list!' })
      const rows = listIn(input, 'orders')
      if (rows.length > MAX_IMPORT) problems.add('orders', `may not have more than ${MAX_IMPORT} items.`)
      problems.refuse()
      for (const row of rows) checkOrder(world, row)
      for (const row of rows) storeOrder(world, row, stamp(request))
      return json({ status: true }, 201)
    }),
    get('/order/:id', (request) => {
      const asked = includes(request, INCLUDES)
      return showOrder(world, found(orders.get(request.id())), asked)
    }),
    put('/order/:id', (request) => {
      const order = found(orders.get(request.id()))
      const input = request.object()
      checkUpdate(world, order, input)
      const now = stamp(request)
      const closes =
        typeof input.status_id === 'number' && world.statuses.get(input.status_id)?.is_closing_order === true
      orders.update(order.id, {
        ...given<OrderRow>(input, [
          'status_id',
          'buyer_comment',
          'manager_comment',
          'discount_percent',
          'discount_amount',
        ]),
        shipping: { ...order.shipping, ...objectIn(input, 'shipping') },
        lines: changeLines(order.lines, input),
        custom_fields: mergeFields(order.custom_fields, input),
        updated_at: now,
        closed_at: closes ? now : order.closed_at,
      })
      return json(showOrder(world, order), 202)
    }),
    ...links(world),
    ...dictionary('tag', world.tags),
    ...dictionary('source', world.sources),
    ...dictionary('status', world.statuses),
    ...dictionary('payment-method', world.paymentMethods),
    ...dictionary('expense-type', world.expenseTypes),
    ...dictionary('delivery-service', world.deliveryServices),
    ...dictionary('product-status', world.productStatuses),
  ]
}

const SORTS = ['id', 'created_at'] as const

function filtersOf(world: World) {
  const buyer = (row: OrderRow) => world.buyers.get(row.buyer_id)
  return {
    status_id: oneOf((row: OrderRow) => row.status_id),
    source_id: oneOf((row: OrderRow) => row.source_id),
    source_uuid: oneOf((row: OrderRow) => row.source_uuid),
    buyer_phone: oneOf((row: OrderRow) => buyer(row)?.phone ?? []),
    buyer_email: oneOf((row: OrderRow) => buyer(row)?.email ?? []),
    // By `ordered_at`, in spite of its name.
    created_between: between((row: OrderRow) => row.ordered_at),
    updated_between: between((row: OrderRow) => row.updated_at),
    shipping_between: between((row: OrderRow) => (row.shipping.shipping_date as string | undefined) ?? null),
    payment_status: oneOf((row: OrderRow) => totals(world, row).payment_status),
    has_tracking_code: flag((row: OrderRow) => Boolean(row.shipping.tracking_code)),
  }
}

function checkUpdate(world: World, order: OrderRow, input: Fields): void {
  const shipping = objectIn(input, 'shipping')
  const problems = new Problems()
    .check(input, { status_id: 'integer', buyer_comment: 'text', manager_comment: 'text', discount_percent: 'number' })
    .check(input, { discount_amount: 'number', products: 'list', shipping: 'object', custom_fields: 'list' })
    .check(shipping, SHIPPING, 'shipping.')
    .each(input, 'products', { id: 'integer', sku: 'text', price: 'number', quantity: 'number' })
    .each(input, 'custom_fields', { uuid: 'text!' })
  problems.exists('status_id', typeof input.status_id !== 'number' || world.statuses.has(input.status_id))
  checkShipping(world, { delivery_service_id: order.shipping.delivery_service_id, ...shipping }, problems)
  if (shipping.tracking_code && order.shipping.tracking_code)
    problems.add('shipping.tracking_code', 'has already been set.')
  problems.refuse()
}

function mergeFields(before: SetValue[], input: Fields): SetValue[] {
  const changed = setValues(input)
  return [...before.filter((own) => !changed.some((row) => row.uuid === own.uuid)), ...changed]
}

function links(world: World): Route[] {
  const { orders, tags, files } = world
  return [
    post('/order/:id/tag/:tag', (request) => {
      const order = found(orders.get(request.id()))
      const tag = found(tags.get(request.id('tag'))).id
      if (!order.tag_ids.includes(tag)) orders.update(order.id, { tag_ids: [...order.tag_ids, tag] })
      return json({ status: true }, 202)
    }),
    del('/order/:id/tag/:tag', (request) => {
      const order = found(orders.get(request.id()))
      const tag = request.id('tag')
      if (!order.tag_ids.includes(tag)) return message('Bad Request', 400)
      orders.update(order.id, { tag_ids: order.tag_ids.filter((id) => id !== tag) })
      return empty(204)
    }),
    post('/order/:id/attachment/:file', (request) => {
      const order = found(orders.get(request.id()))
      const file = found(files.get(request.id('file'))).id
      if (!order.file_ids.includes(file)) orders.update(order.id, { file_ids: [...order.file_ids, file] })
      return json({ status: true }, 202)
    }),
    del('/order/:id/attachment/:file', (request) => {
      const order = found(orders.get(request.id()))
      const file = request.id('file')
      if (!order.file_ids.includes(file)) return message('Bad Request', 400)
      orders.update(order.id, { file_ids: order.file_ids.filter((id) => id !== file) })
      // 201 for a removal: so it is documented.
      return json({ status: true }, 201)
    }),
  ]
}

function dictionary(path: string, table: { readonly rows: readonly TableRow[] }): Route[] {
  return [get(`/order/${path}`, (request) => page(select(table.rows, request, {}, ['id']), request, (row) => row))]
}
