import type { Order } from './order.ts'

export const exampleOrder: Order = {
  id: 248888186,
  created: '2019-07-25 11:49:32',
  changed: '2019-12-17 17:34:58',
  amount: '640.00',
  amount_with_discount: '640.00',
  cost: '640.00',
  cost_with_discount: '640.00',
  status: 26,
  status_group: 1,
  seller_comment: [],
  comment: 'Test_order',
  user_phone: '380954954374',
  ttn: '',
  total_quantity: 1,
  created_type: 4,
  is_viewed: true,
  callback_off: 0,
  is_fulfillment: false,
}
