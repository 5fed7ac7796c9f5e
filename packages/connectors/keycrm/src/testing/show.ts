import { included } from './listing.ts'
import type { ExpenseRow, Fields, LineRow, OrderRow, PaymentRow } from './rows.ts'
import { nameOf, showFields, showOfferRef } from './showParts.ts'
import { showAssigned, showBuyerRef, showUser } from './showPeople.ts'
import { cents, discountOf, totals } from './totals.ts'
import type { World } from './world.ts'

type Asked = ReadonlySet<string>

export function showOrder(world: World, order: OrderRow, asked: Asked = new Set()): unknown {
  const { grand_total, ...sums } = totals(world, order)
  return {
    id: order.id,
    parent_id: order.parent_id,
    source_uuid: order.source_uuid,
    source_id: order.source_id,
    status_id: order.status_id,
    status_group_id: world.statuses.get(order.status_id)?.group_id,
    grand_total,
    promocode: order.promocode,
    ...sums,
    shipping_price: order.shipping_price ?? 0,
    wrap_price: order.wrap_price ?? 0,
    taxes: order.taxes ?? 0,
    manager_comment: order.manager_comment,
    buyer_comment: order.buyer_comment,
    gift_message: order.gift_message,
    is_gift: order.is_gift,
    last_synced_at: null,
    ordered_at: order.ordered_at,
    created_at: order.created_at,
    updated_at: order.updated_at,
    closed_at: order.closed_at,
    ...included(asked, {
      buyer: () => showBuyerRef(world, order.buyer_id),
      products: () => order.lines.map((line) => showOrderLine(world, line, asked)),
      manager: () => showUser(world, order.manager_id),
      tags: () => order.tag_ids.map((id) => world.tags.get(id)),
      status: () => world.statuses.get(order.status_id),
      marketing: () => order.marketing,
      payments: () => order.payment_ids.map((id) => world.payments.get(id)),
      shipping: () => filled(order.shipping),
      expenses: () => order.expense_ids.map((id) => world.expenses.get(id)),
      custom_fields: () => showFields(world, order.custom_fields),
      assigned: () => (order.manager_id === null ? [] : [showAssigned(world, order.manager_id)]),
    }),
  }
}

export function showOrderLine(world: World, line: LineRow, asked: Asked): unknown {
  const { offer_id, ...rest } = line
  return {
    ...rest,
    name: nameOf(world, line),
    price_sold: cents(line.price - discountOf(line) / line.quantity),
    total_discount: discountOf(line),
    upsale: false,
    shipment_type: 'warehouse',
    warehouse: { id: 1, name: 'Основний', description: 'Головний склад', is_active: true },
    ...(asked.has('products.offer') ? { offer: showOfferRef(world, offer_id) } : undefined),
  }
}

/** The answer to recording a payment: as documented it has no `id`, which only `include=payments` gives. */
export function showPayment(world: World, payment: PaymentRow): unknown {
  const { id: _id, destination_id: _of, actual_currency: _in, ...rest } = payment
  return { ...rest, payment_method: world.paymentMethods.get(payment.payment_method_id) }
}

export function showExpense(world: World, expense: ExpenseRow): unknown {
  const { id: _id, destination_id: _of, actual_currency: _in, ...rest } = expense
  return { ...rest, expense_type: world.expenseTypes.get(expense.expense_type_id) }
}

function filled(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))
}
