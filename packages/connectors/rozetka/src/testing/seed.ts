import { formatKyiv } from '../dates.ts'
import type { Item } from '../items/item.ts'
import type { Order } from '../orders/order.ts'
import { groupOf } from './statuses.ts'

export const FIRST_ORDER = 248888186
const FIRST_AT = Date.UTC(2026, 0, 5, 7, 12, 40)
const HOUR = 3_600_000

const GOODS = [
  ['Кружка «Петриківка», 350 мл', 'MUG-PET-350', 320],
  ['Рушник лляний 50×70', 'TWL-LIN-5070', 410],
  ['Плед вовняний 140×200', 'PLD-WOOL', 2150],
  ['Свічка соєва «Карпати»', 'CND-CARP', 285],
  ['Чай карпатський, 100 г', 'TEA-CARP-100', 145],
  ['Мед акацієвий, 500 г', 'HONEY-AC-500', 260],
  ['Сорочка-вишиванка, M', 'SHIRT-EMB-M', 1890],
  ['Дошка кухонна дубова', 'BRD-OAK', 540],
] as const

const PEOPLE = [
  ['Шевченко', 'Олена', 'Іванівна'],
  ['Коваль', 'Тарас', 'Петрович'],
  ['Мельник', 'Ірина', 'Юріївна'],
  ['Бойко', 'Андрій', 'Сергійович'],
  ['Ткаченко', 'Марія', 'Олексіївна'],
  ['Кравченко', 'Юрій', 'Миколайович'],
  ['Гнатюк', 'Соломія', 'Василівна'],
] as const

const CITIES = [
  [1, 'Київ', ''],
  [4, 'Львів', 'Львівська обл.'],
  [7, 'Одеса', 'Одеська обл.'],
  [9, 'Полтава', 'Полтавська обл.'],
] as const

/** The first order is open for editing; the others are in every state. */
const STATES = [26, 1, 1, 61, 6, 5, 45, 26, 6, 80, 1, 64] as const

export function itemRows(): Item[] {
  return Array.from({ length: 24 }, (_, index) => {
    const [name, offer, price] = GOODS[index % GOODS.length] as (typeof GOODS)[number]
    const copy = Math.floor(index / GOODS.length)
    return {
      rz_item_id: 344560030 + index,
      item_id: 114053 + index,
      price_offer_id: copy === 0 ? offer : `${offer}-${copy + 1}`,
      sync_source_id: 199,
      sync_source: { id: 199, availability: 4, is_virtual_source: 3 },
      name: copy === 0 ? name : `${name}, варіант ${copy + 1}`,
      name_ua: name,
      article: `A-${1_000 + index}`,
      price: price + copy * 20,
      price_old: null,
      price_promo: null,
      updated_price: null,
      commission_percent: 15,
      commission_sum: (price * 0.15).toFixed(2),
      rz_category: { id: 4626923, title: 'Товары для дома', title_ua: 'Товари для дому' },
      photo: [],
      rz_status: 1,
      rz_sell_status: 4,
      available: index % 6 === 5 ? 0 : 1,
      upload_status: 1,
      change_status: null,
      stock_quantity: index % 6 === 5 ? 0 : 10 + index,
      sold: index,
      is_ff: false,
      max_cart_quantity: 0,
      min_cart_quantity: 0,
      created_at: '2025-06-20 15:12:34',
      state: 1,
    }
  })
}

/** Orders of a Ukrainian shop, one every three hours. The same ones each time. */
export function orderRows(count: number): Order[] {
  const goods = itemRows()
  return Array.from({ length: count }, (_, index) => orderRow(index, goods))
}

function orderRow(index: number, goods: readonly Item[]): Order {
  const [last, first, second] = PEOPLE[index % PEOPLE.length] as (typeof PEOPLE)[number]
  const [cityId, city, region] = CITIES[index % CITIES.length] as (typeof CITIES)[number]
  const status = STATES[index % STATES.length] as number
  const created = FIRST_AT + index * 3 * HOUR
  const full_name = `${last} ${first} ${second}`
  const user_phone = `38067${String(2_220_000 + index * 37)}`
  const purchases = Array.from({ length: 1 + (index % 3) }, (_, line) => {
    const item = goods[(index * 5 + line * 3) % goods.length] as Item
    return lineOf(158280800 + index * 10 + line, item, 1 + ((index + line) % 2))
  })
  const amount = purchases.reduce((sum, line) => sum + Number(line.cost), 0).toFixed(2)
  const sent = [61, 6, 5, 80, 64].includes(status)
  return {
    id: FIRST_ORDER + index,
    created: formatKyiv(new Date(created)),
    changed: formatKyiv(new Date(created + (index % 5) * HOUR)),
    amount,
    amount_with_discount: amount,
    cost: amount,
    cost_with_discount: amount,
    status,
    status_group: groupOf(status),
    seller_comment: [],
    current_seller_comment: '',
    comment: index % 4 === 0 ? 'Зателефонуйте перед відправкою' : '',
    user_phone,
    user_title: { first_name: first, last_name: last, second_name: second, full_name },
    ttn: sent ? String(20400000000000 + index) : '',
    total_quantity: purchases.reduce((sum, line) => sum + (line.quantity ?? 0), 0),
    created_type: 4,
    is_viewed: index % 2 === 0,
    callback_off: index % 2,
    is_fulfillment: false,
    can_prolong: true,
    duplicate_order_id: null,
    group_id: null,
    payment_method_id: 1,
    payment_type: 'cash',
    payment_type_name: 'Оплата під час отримання товару',
    is_smart: index % 9 === 0,
    last_update_status: formatKyiv(new Date(created + (index % 5) * HOUR)),
    user: { id: 38856538 + (index % PEOPLE.length), contact_fio: `${last} ${first}`, has_email: true, email: 'true' },
    delivery: {
      delivery_service_id: 5,
      delivery_service_name: 'Нова Пошта',
      delivery_method_id: 1,
      recipient_title: full_name,
      recipient_first_name: first,
      recipient_last_name: last,
      recipient_second_name: second,
      recipient_phone: user_phone,
      another_recipient: false,
      place_id: 21033,
      place_street: 'вул. Шевченка',
      place_number: String(1 + (index % 40)),
      place_house: '1',
      place_flat: null,
      cost: null,
      city: { id: cityId, name: city, name_ua: city, region_title: region, title: city, status: 1 },
      ref_id: '1692281f-e1c2-11e3-8c4a-0050568002cf',
      name_logo: 'nova-pochta',
      email: null,
    },
    purchases,
    order_status_history: [{ status_id: 1, created: formatKyiv(new Date(created)) }],
  }
}

export function lineOf(id: number, item: Item, quantity: number) {
  const price = (item.price ?? 0).toFixed(2)
  const cost = ((item.price ?? 0) * quantity).toFixed(2)
  return {
    ...{ id, cost, cost_with_discount: cost, price, price_with_discount: price, quantity },
    item_id: item.rz_item_id ?? null,
    item_name: item.name ?? null,
    item: {
      id: item.rz_item_id ?? null,
      name: item.name ?? null,
      name_ua: item.name_ua ?? null,
      article: item.article ?? null,
      price_offer_id: item.price_offer_id ?? null,
      price,
      url: `https://rozetka.com.ua/${item.rz_item_id}/p${item.rz_item_id}`,
      photo_preview: 'https://content.rozetka.com.ua/no-image.jpg',
    },
    kit_id: 0,
    ttn: null,
    status: 1,
    is_additional_item: false,
  }
}
