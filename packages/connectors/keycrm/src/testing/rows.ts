/** What the sandbox keeps. Only what the API cannot work out from other rows is stored. */
export type Fields = Record<string, unknown>

export interface SetValue {
  uuid: string
  value: string | string[]
}

export interface LineRow {
  id: number
  sku: string | null
  name: string | null
  price: number
  purchased_price: number
  discount_percent: number | null
  discount_amount: number | null
  quantity: number
  unit_type: string | null
  comment: string | null
  picture: string | null
  properties: { name: string; value: string }[]
  product_status_id: number | null
  /** The variant in the catalogue; null for a one-off line. */
  offer_id: number | null
}

export interface OrderRow {
  id: number
  parent_id: number | null
  source_uuid: string | null
  source_id: number
  status_id: number
  promocode: string | null
  discount_percent: number | null
  discount_amount: number | null
  shipping_price: number | null
  wrap_price: number | null
  taxes: number | null
  manager_id: number | null
  manager_comment: string | null
  buyer_comment: string | null
  gift_message: string | null
  is_gift: boolean
  ordered_at: string
  created_at: string
  updated_at: string
  closed_at: string | null
  buyer_id: number
  tag_ids: number[]
  file_ids: number[]
  payment_ids: number[]
  expense_ids: number[]
  lines: LineRow[]
  shipping: Fields
  marketing: Fields | null
  custom_fields: SetValue[]
}

export interface PaymentRow {
  id: number
  destination_id: number
  payment_method_id: number
  amount: number
  actual_currency: string
  transaction_uuid: string | null
  description: string | null
  status: string
  payment_date: string
  created_at: string
  updated_at: string
}

export interface ExpenseRow extends Omit<PaymentRow, 'payment_method_id'> {
  expense_type_id: number
}

export interface BuyerRow {
  id: number
  full_name: string
  birthday: string | null
  email: string[]
  phone: string[]
  note: string | null
  company_id: number | null
  manager_id: number | null
  shipping: Fields[]
  custom_fields: SetValue[]
  created_at: string
  updated_at: string
}

export interface CompanyRow {
  id: number
  name: string
  title: string | null
  notes: string | null
  bank_account: string | null
  manager_id: number | null
  custom_fields: SetValue[]
  created_at: string
  updated_at: string
}

export interface CardRow {
  id: number
  contact: Fields & { id: number; client_id: number | null }
  source_id: number | null
  manager_id: number | null
  status_id: number
  title: string | null
  manager_comment: string | null
  marketing: Fields
  note: string | null
  status_changed_at: string
  communicate_at: string | null
  created_at: string
  updated_at: string
  lines: LineRow[]
  payment_ids: number[]
  file_ids: number[]
  custom_fields: SetValue[]
}

export interface PipelineStatusRow {
  id: number
  pipeline_id: number
  title: string
  alias: string
  color: string
  is_final: boolean
}

export interface FileRow {
  id: number
  file_name: string
  original_file_name: string
  url: string
  size: number
  extension: string
  mime_type: string
  /** SHA-256 of the content, by which a second upload is recognised. */
  digest: string
  created_at: string
  updated_at: string
}

export interface CustomFieldRow {
  id: number
  uuid: string
  name: string
  model: string
  type: string
  required: boolean
  position: number
  is_multiple: boolean
  options: { id: number; field_id: number; value: string }[]
}

export interface TransactionRow {
  id: number
  uuid: string
  source_uuid: string | null
  gateway_id: number
  payments_data: unknown[]
  amount: number
  description: string | null
  currency: string
  transaction_date: string
  created_at: string
  updated_at: string
  /** The payment it is tied to. */
  payment_id: number | null
}

/** A row of a small table: statuses, sources, tags and the like. */
export interface TableRow extends Fields {
  id: number
  name: string
}
