import type { Order } from './order.ts'

/** The order of KeyCRM's own documentation. */
export const exampleOrder: Order = {
  id: 22,
  parent_id: null,
  source_uuid: '115',
  source_id: 1,
  status_id: 1,
  status_group_id: 1,
  grand_total: 122.5,
  total_discount: 0,
  expenses_sum: 0,
  shipping_price: 2.5,
  wrap_price: 0,
  taxes: 0,
  manager_comment: null,
  buyer_comment: null,
  gift_message: null,
  is_gift: false,
  payment_status: 'not_paid',
  created_at: '2020-05-16 17:00:07',
  updated_at: '2020-05-16 17:00:07',
}
