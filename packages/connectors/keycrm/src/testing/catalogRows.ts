import type { SetValue } from './rows.ts'

export interface ProductRow {
  id: number
  name: string
  description: string | null
  pictures: string[]
  unit_type: string | null
  currency_code: string
  has_offers: boolean
  is_archived: boolean
  category_id: number | null
  custom_fields: SetValue[]
  created_at: string
  updated_at: string
}

export interface OfferRow {
  id: number
  product_id: number
  sku: string | null
  barcode: string | null
  thumbnail_url: string | null
  price: number
  purchased_price: number
  weight: number | null
  length: number | null
  width: number | null
  height: number | null
  properties: { name: string; value: string }[]
  /** Quantity by warehouse. */
  stock: Record<number, number>
}
