import { formatUtc } from '../dates.ts'
import type { OfferRow, ProductRow } from './catalogRows.ts'
import { CATALOGUE, CITIES, COMMENTS, FIRST_NAMES, LAST_NAMES, MOBILE_CODES, VARIANTS } from './names.ts'
import { type Random, random } from './random.ts'
import type { BuyerRow, ExpenseRow, LineRow, OrderRow, PaymentRow } from './rows.ts'

const FIRST_ORDER = Date.UTC(2026, 1, 1, 6, 12, 40)
const MINUTE = 60_000

/** A shop's orders with everything they refer to. */
export interface Seed {
  orders: OrderRow[]
  payments: PaymentRow[]
  expenses: ExpenseRow[]
  buyers: BuyerRow[]
}

export interface Catalogue {
  products: ProductRow[]
  offers: OfferRow[]
}

const SINCE = { created_at: '2025-11-03 09:15:00', updated_at: '2025-11-03 09:15:00' }

/** Products 31 and up, variants 22 and up, each in stock in the first warehouse. */
export function seedCatalogue(): Catalogue {
  const made: Catalogue = { products: [], offers: [] }
  const add = (row: { name: string; category_id: number | null; unit_type?: string }, has_offers: boolean) => {
    const { name, category_id, unit_type = null } = row
    const rest = { description: null, pictures: [], currency_code: 'UAH', is_archived: false, custom_fields: [] }
    const product = { id: 31 + made.products.length, name, unit_type, has_offers, category_id, ...rest, ...SINCE }
    made.products.push(product)
    return product.id
  }
  const vary = (product_id: number, sku: string, price: number, cost: number, properties: OfferRow['properties']) => {
    const id = 22 + made.offers.length
    const size = { weight: 0.4, length: 20, width: 10, height: 8 }
    const stock = { 1: 40 + ((id * 7) % 60), 2: id % 2 === 0 ? 5 : 0 }
    const shown = { barcode: String(4_820_000_000_000 + id), thumbnail_url: null }
    made.offers.push({ id, product_id, sku, price, purchased_price: cost, properties, ...shown, ...size, stock })
  }
  for (const row of CATALOGUE) vary(add(row, false), row.sku, row.price, row.cost, [])
  for (const row of VARIANTS) {
    const product = add({ name: row.name, category_id: 4 }, true)
    for (const [index, value] of row.values.entries()) {
      vary(product, `${row.sku}-${index + 1}`, row.price, row.cost, [{ name: row.property, value }])
    }
  }
  return made
}

/**
 * Orders of a Ukrainian shop: one about every forty minutes, some buyers come back, every state of payment. The same `seed`
 * gives the same orders on every machine.
 */
export function seedOrders(count: number, { seed = 1 }: { seed?: number } = {}): Seed {
  const dice = random(seed)
  const { offers } = seedCatalogue()
  const made: Seed = { orders: [], payments: [], expenses: [], buyers: [] }
  let at = FIRST_ORDER
  for (let id = 1; id <= count; id++) {
    at += dice.int(4, 76) * MINUTE + dice.int(0, 59) * 1_000
    const returning = made.buyers.length > 20 && dice.chance(0.3)
    const buyer = returning ? dice.pick(made.buyers) : makeBuyer(dice, made.buyers.length + 1, at)
    if (!returning) made.buyers.push(buyer)
    made.orders.push(makeOrder(dice, id, at, buyer, offers, made))
  }
  return made
}

function makeBuyer(dice: Random, id: number, at: number): BuyerRow {
  const [first, latinFirst] = dice.pick(FIRST_NAMES)
  const [last, latinLast] = dice.pick(LAST_NAMES)
  const phone = `+380${dice.pick(MOBILE_CODES)}${String(dice.int(0, 9_999_999)).padStart(7, '0')}`
  const email = dice.chance(0.8) ? [`${latinFirst}.${latinLast}${id}@example.com`] : []
  const when = { created_at: formatUtc(new Date(at)), updated_at: formatUtc(new Date(at)) }
  const rest = { birthday: null, note: null, company_id: null, manager_id: null, shipping: [], custom_fields: [] }
  return { id, full_name: `${last} ${first}`, email, phone: [phone], ...rest, ...when }
}

function makeOrder(dice: Random, id: number, at: number, buyer: BuyerRow, offers: OfferRow[], made: Seed): OrderRow {
  const lines = Array.from({ length: dice.int(1, 3) }, (_, index) => makeLine(dice, id * 10 + index, dice.pick(offers)))
  const shipping_price = dice.pick([0, 0, 70, 95.5])
  const discount_percent = dice.chance(0.15) ? dice.pick([5, 10]) : null
  const goods = lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
  const due = Math.round((goods * (1 - (discount_percent ?? 0) / 100) + shipping_price) * 100) / 100
  const paid = dice.next()
  const status_id = paid < 0.5 ? dice.pick([1, 1, 2]) : dice.pick([2, 3, 4, 5])
  const ordered_at = formatUtc(new Date(at))
  const payment_ids: number[] = []
  const pay = (amount: number, status: string) => {
    const payment = {
      id: 2001 + made.payments.length,
      destination_id: id,
      payment_method_id: dice.pick([1, 2, 3]),
      amount,
    }
    const rest = { actual_currency: 'UAH', transaction_uuid: null, description: null, payment_date: ordered_at }
    made.payments.push({ ...payment, ...rest, status, created_at: ordered_at, updated_at: ordered_at })
    payment_ids.push(payment.id)
  }
  if (paid >= 0.6) pay(due, 'paid')
  else if (paid >= 0.5) pay(Math.round(due * 30) / 100, 'paid')
  else if (paid >= 0.4) pay(due, 'not_paid')
  const place = dice.pick(CITIES)
  const created = formatUtc(new Date(at + dice.int(0, 90) * 1_000))
  return {
    id,
    parent_id: null,
    source_uuid: `UA-${String(100_000 + id)}`,
    source_id: dice.pick([1, 1, 1, 2, 3, 11]),
    status_id,
    promocode: discount_percent === null ? null : 'ВЕСНА',
    discount_percent,
    discount_amount: null,
    shipping_price,
    wrap_price: null,
    taxes: null,
    manager_id: dice.pick([1, 11, 12]),
    manager_comment: null,
    buyer_comment: dice.chance(0.25) ? dice.pick(COMMENTS) : null,
    gift_message: null,
    is_gift: false,
    ordered_at,
    created_at: created,
    updated_at: formatUtc(new Date(at + dice.int(2, 600) * MINUTE)),
    closed_at: status_id === 5 ? formatUtc(new Date(at + 2_880 * MINUTE)) : null,
    buyer_id: buyer.id,
    tag_ids: dice.chance(0.1) ? [dice.int(1, 2)] : [],
    file_ids: [],
    payment_ids,
    expense_ids: [],
    lines,
    shipping: {
      delivery_service_id: 1,
      ...(status_id >= 4 ? { tracking_code: String(20_450_640_000_000 + id) } : undefined),
      shipping_address_city: place.city,
      shipping_address_country: 'Ukraine',
      shipping_address_country_code: 'UA',
      shipping_address_region: place.region,
      shipping_address_zip: place.zip,
      shipping_receive_point: `Відділення №${dice.int(1, 120)}`,
    },
    marketing: dice.chance(0.4) ? { utm_source: dice.pick(['google', 'facebook']), utm_medium: 'cpc' } : null,
    custom_fields: [],
  }
}

function makeLine(dice: Random, id: number, offer: OfferRow): LineRow {
  const { sku, price, purchased_price, properties } = offer
  const rest = { discount_percent: null, discount_amount: null, unit_type: null, comment: null, picture: null }
  const quantity = dice.pick([1, 1, 1, 2, 3])
  return {
    id,
    sku,
    name: null,
    price,
    purchased_price,
    quantity,
    properties,
    ...rest,
    product_status_id: 1,
    offer_id: offer.id,
  }
}
