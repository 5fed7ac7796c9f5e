import type { LineRow, OrderRow } from './rows.ts'
import type { World } from './world.ts'

/** What an order comes to. Cents are rounded, as a CRM does. */
export function totals(world: World, order: OrderRow) {
  const goods = order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
  const lineDiscounts = order.lines.reduce((sum, line) => sum + discountOf(line), 0)
  const discount = (order.discount_amount ?? 0) + ((goods - lineDiscounts) * (order.discount_percent ?? 0)) / 100
  const extra = (order.shipping_price ?? 0) + (order.wrap_price ?? 0) + (order.taxes ?? 0)
  const grand_total = cents(goods - lineDiscounts - discount + extra)
  const paid = cents(sumPaid(order.payment_ids.map((id) => world.payments.get(id))))
  return {
    grand_total,
    total_discount: cents(lineDiscounts + discount),
    expenses_sum: cents(sumPaid(order.expense_ids.map((id) => world.expenses.get(id)))),
    payment_status:
      paid <= 0 ? 'not_paid' : paid < grand_total ? 'part_paid' : paid > grand_total ? 'overpaid' : 'paid',
  }
}

export function discountOf(line: LineRow): number {
  const percent = (line.price * line.quantity * (line.discount_percent ?? 0)) / 100
  return cents((line.discount_amount ?? 0) + percent)
}

function sumPaid(rows: readonly ({ amount: number; status: string } | undefined)[]): number {
  return rows.reduce((sum, row) => sum + (row?.status === 'paid' ? row.amount : 0), 0)
}

export function cents(value: number): number {
  return Math.round(value * 100) / 100
}
