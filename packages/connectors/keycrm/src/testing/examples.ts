import type { CardRow, CompanyRow, FileRow, LineRow, TransactionRow } from './rows.ts'
import type { Seed } from './seed.ts'

const AT = { created_at: '2026-02-01 08:30:00', updated_at: '2026-02-01 08:30:00' }

/** The ids that KeyCRM's documentation uses stand for something here too, so that its examples can be tried. */
export function exampleDetails(seed: Seed): Seed {
  const order = seed.orders.find((row) => row.id === 22)
  const expenses = [...seed.expenses]
  const payments = [...seed.payments]
  const common = { actual_currency: 'UAH', transaction_uuid: null, payment_date: '2026-02-01 08:30:00', ...AT }
  payments.push({
    id: 3344,
    destination_id: 22,
    payment_method_id: 2,
    amount: 500,
    status: 'paid',
    description: null,
    ...common,
  })
  if (order === undefined) return { ...seed, payments, expenses }
  const { tracking_code: _none, ...shipping } = order.shipping
  const details = {
    tag_ids: [1],
    file_ids: [8],
    payment_ids: [2233],
    expense_ids: [2233],
    status_id: 1,
    closed_at: null,
    shipping,
  }
  const orders = seed.orders.map((row) => (row === order ? { ...row, ...details } : row))
  const rest = { id: 2233, destination_id: 22, status: 'paid', ...common }
  expenses.push({ ...rest, expense_type_id: 2, amount: 25.5, description: 'Коробка і стрічка' })
  const kept = payments.filter((row) => !order.payment_ids.includes(row.id))
  kept.push({ ...rest, payment_method_id: 2, amount: 100, description: 'Авансовий платіж' })
  return { ...seed, orders, payments: kept, expenses }
}

export function companies(): CompanyRow[] {
  const rest = { title: 'Товариство з обмеженою відповідальністю «Кераміка»', notes: null, custom_fields: [], ...AT }
  return [
    { id: 22, name: 'ТОВ «Кераміка»', bank_account: 'UA393287040000026006654312944', manager_id: 12, ...rest },
    { id: 23, name: 'ФОП Литвин', bank_account: null, manager_id: null, ...rest, title: null },
    { id: 24, name: 'ФОП Їжакевич', bank_account: null, manager_id: 11, ...rest, title: null },
  ]
}

export function cards(): CardRow[] {
  return Array.from({ length: 30 }, (_, index) => {
    const id = index + 1
    const at = `2026-02-0${1 + (index % 9)} 09:${String(10 + index).padStart(2, '0')}:00`
    const contact = { id, full_name: `Контакт ${id}`, email: null, phone: `+38067333${1_000 + id}` }
    return {
      id,
      contact: { ...contact, picture: null, client_id: id <= 10 ? id : null, created_at: at, updated_at: at },
      source_id: index % 2 === 0 ? 11 : 1,
      manager_id: index % 3 === 0 ? null : 11,
      status_id: 1 + (index % 5),
      title: `№${11_000 + id}`,
      manager_comment: null,
      marketing: { utm_source: null, utm_medium: null, utm_campaign: null, utm_term: null, utm_content: null },
      note: null,
      status_changed_at: at,
      communicate_at: null,
      created_at: at,
      updated_at: at,
      lines: id === 22 ? [line()] : [],
      payment_ids: id === 22 ? [3344] : [],
      file_ids: id === 22 ? [8] : [],
      custom_fields: id === 22 ? [{ uuid: 'LD_1021', value: 'Виставка' }] : [],
    }
  })
}

function line(): LineRow {
  const rest = { discount_percent: null, discount_amount: null, unit_type: null, comment: null, picture: null }
  return {
    id: 901,
    sku: 'MUG-PET-350',
    name: null,
    price: 320,
    purchased_price: 140,
    quantity: 2,
    properties: [],
    ...rest,
    product_status_id: 1,
    offer_id: 22,
  }
}

export function files(): FileRow[] {
  return [
    file(7, 'photo.jpg', 'jpg', 'image/jpeg', 563_263),
    file(8, 'рахунок.pdf', 'pdf', 'application/pdf', 48_112),
    file(9, 'сертифікат.pdf', 'pdf', 'application/pdf', 120_004),
  ]
}

function file(id: number, original_file_name: string, extension: string, mime_type: string, size: number): FileRow {
  const file_name = `6XTec5rSOzA5c9yi7LShrJ8sRwsOHvq${id}.${extension}`
  const url = `https://openapi.keycrm.app/storage/shop/${file_name}`
  return { id, file_name, original_file_name, url, size, extension, mime_type, digest: `seed ${id}`, ...AT }
}

export function transactions(): TransactionRow[] {
  const common = { source_uuid: null, gateway_id: 1, payments_data: [], description: null, currency: 'UAH' }
  const at = { transaction_date: '2026-02-01 08:29:12', ...AT }
  return [
    { id: 21, uuid: 'LqP0000000000021', amount: 500, payment_id: 3344, ...common, ...at },
    { id: 22, uuid: 'NlpssJSQedtUoB9i', amount: 100, payment_id: null, ...common, ...at },
    { id: 23, uuid: 'LqP0000000000023', amount: 349, payment_id: null, ...common, ...at },
  ]
}
