import { included } from './listing.ts'
import type {
  CardRow,
  CustomFieldRow,
  ExpenseRow,
  Fields,
  LineRow,
  OfferRow,
  OrderRow,
  PaymentRow,
  SetValue,
} from './rows.ts'
import type { World } from './world.ts'

type Asked = ReadonlySet<string>

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
      assigned: () => (order.manager_id === null ? [] : [assigned(world, order.manager_id)]),
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

export function showCard(world: World, card: CardRow, asked: Asked = new Set()): unknown {
  const status = world.pipelineStatuses.get(card.status_id)
  return {
    id: card.id,
    contact_id: card.contact.id,
    source_id: card.source_id,
    manager_id: card.manager_id,
    target_id: null,
    target_type: null,
    status_id: card.status_id,
    title: card.title,
    manager_comment: card.manager_comment,
    ...card.marketing,
    is_finished: null,
    status_changed_at: card.status_changed_at,
    communicate_at: card.communicate_at,
    created_at: card.created_at,
    updated_at: card.updated_at,
    ...included(asked, {
      contact: () => ({
        ...card.contact,
        ...(asked.has('contact.client') ? { client: showClient(world, card.contact.client_id) } : undefined),
      }),
      products: () =>
        card.lines.map((line) => ({
          id: line.id,
          product_id: line.offer_id,
          name: nameOf(world, line),
          sku: line.sku,
          price: line.price,
          quantity: line.quantity,
          unit_type: line.unit_type,
          picture: line.picture,
          ...(asked.has('products.offer') ? { offer: showOfferRef(world, line.offer_id) } : undefined),
        })),
      manager: () => showUser(world, card.manager_id),
      status: () =>
        status && {
          id: status.id,
          name: status.title,
          alias: status.alias,
          is_active: true,
          pipeline_id: status.pipeline_id,
        },
      payments: () => card.payment_ids.map((id) => world.payments.get(id)),
      custom_fields: () => showFields(world, card.custom_fields),
    }),
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

export function showUser(world: World, id: number | null): unknown {
  const user = id === null ? undefined : world.users.get(id)
  if (user === undefined) return null
  const { name: _name, ...shown } = user
  return shown
}

export function showBuyerRef(world: World, id: number | null): unknown {
  const buyer = id === null ? undefined : world.buyers.get(id)
  if (buyer === undefined) return null
  const { full_name, email, phone, company_id, manager_id } = buyer
  return { id: buyer.id, full_name, email: email[0] ?? null, phone: phone[0] ?? null, company_id, manager_id }
}

export function showClient(world: World, id: number | null): unknown {
  const buyer = id === null ? undefined : world.buyers.get(id)
  if (buyer === undefined) return null
  const orders = world.orders.select({ where: (order) => order.buyer_id === buyer.id })
  const spent = orders.reduce((sum, order) => sum + totals(world, order).grand_total, 0)
  return {
    ...(showBuyerRef(world, buyer.id) as Fields),
    note: buyer.note,
    currency: 'UAH',
    orders_sum: spent.toFixed(2),
    orders_count: orders.length,
    has_duplicates: 0,
    created_at: buyer.created_at,
    updated_at: buyer.updated_at,
  }
}

/** Only fields that hold something. */
export function showFields(world: World, values: readonly SetValue[]): unknown[] {
  return values.flatMap(({ uuid, value }) => {
    const field: CustomFieldRow | undefined = world.customFields.find((row) => row.uuid === uuid)
    return field === undefined ? [] : [{ id: field.id, uuid, name: field.name, type: field.type, value }]
  })
}

export function showOffer(offer: OfferRow): Fields {
  const { stock, ...rest } = offer
  return { ...rest, quantity: inStock(stock) }
}

export function inStock(stock: Readonly<Record<number, number>>): number {
  return Object.values(stock).reduce((sum, quantity) => sum + quantity, 0)
}

function showOfferRef(world: World, id: number | null): unknown {
  const offer = id === null ? undefined : world.offers.get(id)
  if (offer === undefined) return null
  const { thumbnail_url: _picture, ...shown } = showOffer(offer)
  return shown
}

function assigned(world: World, id: number): unknown {
  const { role_id, ...user } = showUser(world, id) as Fields
  return {
    ...user,
    role: {
      id: role_id,
      name: role_id === 1 ? 'Адміністратор' : 'Менеджер',
      alias: role_id === 1 ? 'administrator' : 'manager',
    },
  }
}

function nameOf(world: World, line: LineRow): string | null {
  const offer = line.offer_id === null ? undefined : world.offers.get(line.offer_id)
  return (offer && world.products.get(offer.product_id)?.name) ?? line.name
}

function discountOf(line: LineRow): number {
  const percent = (line.price * line.quantity * (line.discount_percent ?? 0)) / 100
  return cents((line.discount_amount ?? 0) + percent)
}

function sumPaid(rows: readonly ({ amount: number; status: string } | undefined)[]): number {
  return rows.reduce((sum, row) => sum + (row?.status === 'paid' ? row.amount : 0), 0)
}

function cents(value: number): number {
  return Math.round(value * 100) / 100
}

function filled(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))
}
