import type { BuyerRow, Fields, LineRow, OrderRow, SetValue } from './rows.ts'
import { given, listIn, numberOr, objectIn, Problems, type Rules, textOr } from './validate.ts'
import type { World } from './world.ts'

/** Checks a new order as a whole, before anything of it is stored. */
export function checkOrder(world: World, input: Fields): void {
  const problems = new Problems()
  problems
    .check(input, {
      source_id: 'integer!',
      source_uuid: 'text',
      buyer: 'object!',
      buyer_comment: 'text',
      manager_id: 'integer',
      manager_comment: 'text',
      promocode: 'text',
      discount_percent: 'number',
      discount_amount: 'number',
      shipping_price: 'number',
      wrap_price: 'number',
      gift_message: 'text',
      is_gift: 'flag',
      gift_wrap: 'flag',
      taxes: 'number',
      ordered_at: 'moment',
      shipping: 'object',
      marketing: 'object',
      products: 'list',
      payments: 'list',
      custom_fields: 'list',
    })
    .check(objectIn(input, 'buyer'), { full_name: 'text', email: 'text', phone: 'text' }, 'buyer.')
    .check(objectIn(input, 'shipping'), SHIPPING, 'shipping.')
    .each(input, 'products', { sku: 'text', name: 'text', price: 'number', quantity: 'number', properties: 'list' })
    .each(input, 'payments', PAYMENT, (row, prefix) => checkMethod(world, row, problems, prefix))
    .each(input, 'custom_fields', { uuid: 'text!' })
  const { source_id, manager_id } = input
  problems.exists('source_id', typeof source_id !== 'number' || world.sources.has(source_id))
  problems.exists('manager_id', typeof manager_id !== 'number' || world.users.has(manager_id))
  checkShipping(world, objectIn(input, 'shipping'), problems)
  problems.refuse()
}

export const SHIPPING: Rules = {
  delivery_service_id: 'integer',
  tracking_code: 'text',
  shipping_date: 'day',
  warehouse_ref: 'text',
  shipping_receive_point: 'text',
  shipping_address_city: 'text',
  recipient_phone: 'text',
}

export const PAYMENT: Rules = {
  payment_method_id: 'integer',
  payment_method: 'text',
  amount: 'number!',
  description: 'text',
  payment_date: 'moment',
  status: 'text',
}

/** `warehouse_ref` works only together with the delivery service it belongs to. */
export function checkShipping(world: World, shipping: Fields, problems: Problems): void {
  const { delivery_service_id, warehouse_ref } = shipping
  if (typeof delivery_service_id === 'number') {
    problems.exists('shipping.delivery_service_id', world.deliveryServices.has(delivery_service_id))
  } else if (typeof warehouse_ref === 'string') {
    problems.add('shipping.delivery_service_id', 'field is required when warehouse ref is present.')
  }
}

export function checkMethod(world: World, row: Fields, problems: Problems, prefix = ''): void {
  if (row.payment_method_id === undefined && row.payment_method === undefined) {
    problems.add(`${prefix}payment_method_id`, 'field is required when payment method is not present.')
  } else problems.exists(`${prefix}payment_method_id`, methodOf(world, row) !== undefined)
  const { status } = row
  if (typeof status === 'string') problems.exists(`${prefix}status`, ['paid', 'not_paid', 'canceled'].includes(status))
}

export function methodOf(world: World, { payment_method_id: id, payment_method: name }: Fields): number | undefined {
  if (typeof id === 'number') return world.paymentMethods.get(id)?.id
  return world.paymentMethods.find((row) => row.name === name)?.id
}

export function storeOrder(world: World, input: Fields, now: string): OrderRow {
  const order = world.orders.insert({
    parent_id: null,
    source_uuid: textOr(input.source_uuid, null),
    source_id: input.source_id as number,
    status_id: 1,
    promocode: textOr(input.promocode, null),
    discount_percent: numberOr(input.discount_percent, null),
    discount_amount: numberOr(input.discount_amount, null),
    shipping_price: numberOr(input.shipping_price, null),
    wrap_price: numberOr(input.wrap_price, null),
    taxes: numberOr(input.taxes, null),
    manager_id: numberOr(input.manager_id, null),
    manager_comment: textOr(input.manager_comment, null),
    buyer_comment: textOr(input.buyer_comment, null),
    gift_message: textOr(input.gift_message, null),
    is_gift: input.is_gift === true,
    ordered_at: textOr(input.ordered_at, now),
    created_at: now,
    updated_at: now,
    closed_at: null,
    buyer_id: buyerOf(world, objectIn(input, 'buyer'), now).id,
    tag_ids: [],
    file_ids: [],
    payment_ids: [],
    expense_ids: [],
    lines: [],
    shipping: { ...objectIn(input, 'shipping') },
    marketing:
      input.marketing === undefined ? null : { ...objectIn(input, 'marketing'), created_at: now, updated_at: now },
    custom_fields: setValues(input),
  })
  order.lines = listIn(input, 'products').map((row, index) => makeLine(world, row, order.id * 1_000 + index))
  order.payment_ids = listIn(input, 'payments').map((row) => storePayment(world, row, order.id, now))
  return order
}

/** `paid` unless given; dated now unless given. */
export function storePayment(world: World, input: Fields, destination_id: number, now: string): number {
  const { id } = world.payments.insert({
    destination_id,
    payment_method_id: methodOf(world, input) as number,
    amount: input.amount as number,
    actual_currency: 'UAH',
    transaction_uuid: null,
    description: textOr(input.description, null),
    status: textOr(input.status, 'paid'),
    payment_date: textOr(input.payment_date, now),
    created_at: now,
    updated_at: now,
  })
  return id
}

export function makeLine(world: World, row: Fields, id: number): LineRow {
  const offer = typeof row.sku === 'string' ? world.offers.find((each) => each.sku === row.sku) : undefined
  // Properties without both keys are ignored, says the document.
  const properties = listIn(row, 'properties').filter((each) => each.name !== undefined && each.value !== undefined)
  return {
    id,
    sku: textOr(row.sku, null),
    name: textOr(row.name, null),
    price: numberOr(row.price, offer?.price ?? 0),
    purchased_price: numberOr(row.purchased_price, offer?.purchased_price ?? 0),
    discount_percent: numberOr(row.discount_percent, null),
    discount_amount: numberOr(row.discount_amount, null),
    quantity: numberOr(row.quantity, 1),
    unit_type: textOr(row.unit_type, null),
    comment: textOr(row.comment, null),
    picture: textOr(row.picture, null),
    properties: properties as LineRow['properties'],
    product_status_id: 1,
    offer_id: offer?.id ?? null,
  }
}

export function setValues(input: Fields): SetValue[] {
  return listIn(input, 'custom_fields').filter((row) => row.value !== undefined) as unknown as SetValue[]
}

/** A buyer is recognised by phone or e-mail, else made. */
function buyerOf(world: World, input: Fields, now: string): BuyerRow {
  const { email, phone } = input
  const known = world.buyers.find(
    (row) =>
      (typeof phone === 'string' && row.phone.includes(phone)) ||
      (typeof email === 'string' && row.email.includes(email)),
  )
  if (known !== undefined) return known
  return world.buyers.insert({
    full_name: textOr(input.full_name, ''),
    birthday: null,
    email: typeof email === 'string' ? [email] : [],
    phone: typeof phone === 'string' ? [phone] : [],
    note: null,
    company_id: null,
    manager_id: null,
    shipping: [],
    custom_fields: [],
    created_at: now,
    updated_at: now,
  })
}

/** Changes lines that are in the order already; others are passed over, since none can be added this way. */
export function changeLines(lines: readonly LineRow[], input: Fields): LineRow[] {
  const changes = listIn(input, 'products')
  return lines.map((line) => {
    const change = changes.find((row) => (row.id === undefined ? row.sku === line.sku : row.id === line.id))
    if (change === undefined) return line
    const fields = ['comment', 'price', 'purchased_price', 'discount_amount', 'discount_percent', 'quantity'] as const
    const oneOff = line.offer_id === null ? given<LineRow>(change, ['name']) : {}
    return { ...line, ...given<LineRow>(change, [...fields, 'product_status_id']), ...oneOff }
  })
}
