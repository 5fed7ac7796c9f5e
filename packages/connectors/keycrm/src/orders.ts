import {
  deliveryServices,
  expenseTypes,
  paymentMethods,
  productStatuses,
  sources,
  statuses,
} from './orders/dictionaries.ts'
import { attachments, tags } from './orders/links.ts'
import { expenses, payments } from './orders/money.ts'
import { getOrder, listOrders } from './orders/read.ts'
import { createOrder, importOrders, updateOrder } from './orders/write.ts'

export const orders = {
  /** One order. Without `include` it has no buyer, lines, payments, shipping … A missing one is a NotFoundError. */
  get: getOrder,
  /**
   * Orders, page by page. Moments are UTC; `created_between` selects by `ordered_at`, `updated_between` is the one for
   * reading what changed. Pass `sort: 'id'` for long reads, so that new orders do not shift the pages.
   */
  list: listOrders,
  /**
   * Creates an order. With a `source_uuid` of your own it is safe to repeat: after an unknown outcome it is looked up by
   * `source_uuid` and `source_id` first. `ordered_at` and `payment_date` take a Date or UTC text.
   */
  create: createOrder,
  /** Creates up to 50 orders in one request. The answer is not documented and handed over as it comes. */
  import: importOrders,
  /** Changes an order: status, comments, discounts, shipping, custom fields, and lines that are already in it. */
  update: updateOrder,
  payments: payments as typeof payments,
  expenses: expenses as typeof expenses,
  tags: tags as typeof tags,
  attachments: attachments as typeof attachments,
  statuses: statuses as typeof statuses,
  sources: sources as typeof sources,
  paymentMethods: paymentMethods as typeof paymentMethods,
  expenseTypes: expenseTypes as typeof expenseTypes,
  deliveryServices: deliveryServices as typeof deliveryServices,
  productStatuses: productStatuses as typeof productStatuses,
}
