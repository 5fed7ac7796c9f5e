import type { CustomFieldRow, PipelineStatusRow, TableRow } from './rows.ts'

const AT = { created_at: '2020-05-16 16:56:44', updated_at: '2020-05-16 16:56:44' }

export const WAREHOUSES = [
  { id: 1, name: 'Основний', description: 'Головний склад', is_active: true },
  { id: 2, name: 'Львів №1', description: 'Шоурум', is_active: true },
] as const

export function statuses(): TableRow[] {
  return [
    status(1, 'Новий', 'new', 1),
    status(2, 'Погоджено', 'approved', 2),
    status(3, 'Комплектується', 'packing', 3),
    status(4, 'Передано в доставку', 'delivery', 4),
    status(5, 'Виконано', 'completed', 5, true),
    status(6, 'Скасовано', 'canceled', 6, true),
  ]
}

function status(id: number, name: string, alias: string, group_id: number, closing = false): TableRow {
  const expiration_period = closing ? null : 172_800
  const rest = { is_active: true, group_id, is_closing_order: closing, is_reserved: id === 1, expiration_period }
  return { id, name, alias, ...rest, ...AT, deleted_at: null }
}

export function sources(): TableRow[] {
  return [
    source(1, 'Інтернет-магазин', 'shop', 'opencart'),
    source(2, 'Prom.ua', 'prom', 'prom'),
    source(3, 'Rozetka', 'rozetka', 'rozetka'),
    source(11, 'Instagram', 'instagram', 'instagram'),
  ]
}

function source(id: number, name: string, alias: string, driver: string): TableRow {
  return { id, name, alias, driver, source_uuid: null, source_name: name, currency_code: 'UAH', ...AT }
}

export function paymentMethods(): TableRow[] {
  return [
    { id: 1, name: 'Накладений платіж', alias: 'cod', is_active: true },
    { id: 2, name: 'Apple Pay', alias: 'apple_pay', is_active: true },
    { id: 3, name: 'LiqPay', alias: 'liqpay', is_active: true },
    { id: 4, name: 'Готівка', alias: 'cash', is_active: false },
  ]
}

export function expenseTypes(): TableRow[] {
  return [
    { id: 1, name: 'Доставка', alias: 'delivery', is_active: true, is_reserved: true, by_order: true },
    { id: 2, name: 'Пакування', alias: 'packing', is_active: true, is_reserved: false, by_order: true },
    { id: 3, name: 'Оренда', alias: 'rent', is_active: true, is_reserved: false, by_order: false },
  ]
}

export function deliveryServices(): TableRow[] {
  return [
    { id: 1, name: 'Нова Пошта', source_name: 'novaposhta', alias: 'np_main' },
    { id: 2, name: 'Укрпошта', source_name: 'ukrposhta', alias: 'ukr_main' },
    { id: 3, name: 'Meest', source_name: 'meest', alias: 'meest_main' },
  ]
}

export function tags(): TableRow[] {
  return [
    { id: 1, name: 'Hot', alias: 'hot', color: '#FF0000', ...AT },
    { id: 2, name: 'Опт', alias: 'wholesale', color: '#228BE6', ...AT },
    { id: 3, name: 'Передзвонити', alias: 'call_back', color: '#FAB005', ...AT },
  ]
}

export function productStatuses(): TableRow[] {
  const common = { is_active: true, is_reserved: true, ...AT }
  return [
    { id: 1, name: 'Новий', alias: 'new', position: 1, ...common },
    { id: 2, name: 'В резерві', alias: 'reserved', position: 2, ...common },
    { id: 3, name: 'Немає в наявності', alias: 'absent', position: 3, ...common },
  ]
}

export function pipelines(): TableRow[] {
  return [
    { id: 1, name: 'Лендінги', target_type: 'order', target_id: '1', use_payments: true, lead_type: 'request' },
    { id: 2, name: 'Опт', target_type: 'lead_pipeline', target_id: '1', use_payments: false, lead_type: 'request' },
    { id: 3, name: 'Рекламації', target_type: 'order', target_id: '1', use_payments: false, lead_type: 'request' },
  ]
}

export function pipelineStatuses(): PipelineStatusRow[] {
  return [
    { id: 1, pipeline_id: 1, title: 'Новий', alias: 'new', color: '#69DB7C', is_final: false },
    { id: 2, pipeline_id: 1, title: 'Перемовини', alias: 'talks', color: '#FAB005', is_final: false },
    { id: 3, pipeline_id: 1, title: 'Успіх', alias: 'won', color: '#228BE6', is_final: true },
    { id: 4, pipeline_id: 2, title: 'Запит ціни', alias: 'quote', color: '#69DB7C', is_final: false },
    { id: 5, pipeline_id: 2, title: 'Відмова', alias: 'lost', color: '#FA5252', is_final: true },
  ]
}

export function customFields(): CustomFieldRow[] {
  const plain = { required: false, is_multiple: false, options: [] }
  return [
    { id: 37, uuid: 'OR_1037', name: 'Кличка', model: 'order', type: 'text', position: 2, ...plain },
    {
      ...{ id: 38, uuid: 'OR_1038', name: 'Варіанти дизайну', model: 'order', type: 'select', position: 1 },
      ...{ required: false, is_multiple: true },
      options: [
        { id: 12, field_id: 38, value: 'Варіант А' },
        { id: 13, field_id: 38, value: 'Варіант Б' },
      ],
    },
    { id: 21, uuid: 'LD_1021', name: 'Джерело знайомства', model: 'lead', type: 'text', position: 3, ...plain },
    { id: 108, uuid: 'CT_1108', name: 'Матеріал', model: 'crm_product', type: 'text', position: 4, ...plain },
    { id: 40, uuid: 'CL_1040', name: 'Улюблений колір', model: 'client', type: 'text', position: 5, ...plain },
  ]
}

export function users(): TableRow[] {
  return [
    user(1, 'Олена', 'Шевченко', 'olena', 1, 'active'),
    user(11, 'Тарас', 'Мельник', 'taras', 2, 'active'),
    user(12, 'Ірина', 'Коваль', 'iryna', 2, 'active'),
    user(13, 'Юрій', 'Мороз', 'yurii', 2, 'blocked'),
  ]
}

function user(id: number, first_name: string, last_name: string, username: string, role_id: number, status: string) {
  const full_name = `${first_name} ${last_name}`
  const contact = { email: `${username}@shop.example`, phone: `+38067111220${id % 10}` }
  const dates = { ...AT, last_logged_at: '2026-01-31 07:45:10' }
  return { id, name: full_name, first_name, last_name, full_name, username, ...contact, role_id, status, ...dates }
}
