import type { Order, Purchase } from '../orders/order.ts'
import { refuse } from './reply.ts'
import { lineOf } from './seed.ts'
import { allowedFrom, groupOf } from './statuses.ts'
import type { World } from './world.ts'

const invalid = (words: string) => refuse(1005, 'check_correctness_of_data', words)

/** A change of status by the rules: allowed from here, with a waybill where it needs one. */
export function changeStatus(world: World, order: Order, input: Readonly<Record<string, unknown>>, now: string): Order {
  const { status, ttn, seller_comment, duplicate_order_id } = input
  if (typeof status !== 'number') throw refuse(1001, 'required_parameter', 'Не вказано статус')
  const allowed = allowedFrom(order.status).some((row) => row.child_id === status)
  if (!allowed) throw invalid('Перехід в цей статус неможливий')
  const hasWaybill = typeof ttn === 'string' && ttn !== ''
  if ((status === 3 || status === 61) && !hasWaybill) throw invalid('Заповніть номер ТТН')
  if (status === 49 && typeof duplicate_order_id !== 'number') throw invalid('Вкажіть ID дубля замовлення')
  // A waybill moves a confirmed order on by itself.
  const reached = status === 2 && hasWaybill ? 61 : status
  const history = [...(order.order_status_history ?? []), { status_id: status, created: now }]
  if (reached !== status) history.push({ status_id: reached, created: now })
  world.orders.update(order.id, {
    status: reached,
    status_group: groupOf(reached),
    changed: now,
    last_update_status: now,
    order_status_history: history,
    ...(hasWaybill && { ttn }),
    ...(typeof seller_comment === 'string' && { current_seller_comment: seller_comment }),
    ...(typeof duplicate_order_id === 'number' && { duplicate_order_id }),
  })
  return world.orders.get(order.id) as Order
}

/** Quantities of lines that are there; lines without an id are added, each time. */
export function changeLines(world: World, order: Order, lines: readonly unknown[], now: string): Order {
  if (order.status !== 26) throw invalid('Редагування доступне тільки в статусі «Обробляється менеджером»')
  const before = order.purchases ?? []
  let next = Math.max(0, ...world.orders.rows.flatMap((row) => (row.purchases ?? []).map((line) => line.id)))
  let purchases: Purchase[] = [...before]
  for (const given of lines as readonly { id?: unknown; item_id?: unknown; quantity?: unknown }[]) {
    if (typeof given.quantity !== 'number') throw refuse(1001, 'required_parameter', 'quantity')
    const quantity = given.quantity
    if (typeof given.id === 'number') {
      if (!before.some((line) => line.id === given.id)) throw invalid('Такого товару в замовленні немає')
      purchases = purchases.map((line) => (line.id === given.id ? resized(line, quantity) : line))
    } else {
      const item = world.items.find((row) => row.rz_item_id === given.item_id)
      if (item === undefined) throw invalid('Товар не знайдено')
      purchases.push(lineOf(++next, item, quantity))
    }
  }
  const amount = purchases.reduce((sum, line) => sum + Number(line.cost), 0).toFixed(2)
  const sums = { amount, amount_with_discount: amount, cost: amount, cost_with_discount: amount }
  const total_quantity = purchases.reduce((sum, line) => sum + (line.quantity ?? 0), 0)
  world.orders.update(order.id, { purchases, ...sums, total_quantity, changed: now })
  return world.orders.get(order.id) as Order
}

function resized(line: Purchase, quantity: number): Purchase {
  const cost = (Number(line.price) * quantity).toFixed(2)
  return { ...line, quantity, cost, cost_with_discount: cost }
}
