import {
  countOrders,
  filterData,
  invoices,
  paymentStatus,
  paymentStatuses,
  statuses,
  transitions,
} from './orders/dictionaries.ts'
import { orderPdf, orderReceipt } from './orders/documents.ts'
import { prolongOrder, updateDelivery, updateReceiver } from './orders/edit.ts'
import { getOrder, listOrders } from './orders/read.ts'
import { setStatus, updateLines } from './orders/write.ts'

export const orders = {
  /** One order. Buyer, delivery, lines and allowed statuses are there only with `expand`. */
  get: getOrder,
  /** Orders, page by page: all of them unless `types` says otherwise. A filter that Rozetka does not know does not compile. */
  list: listOrders,
  /**
   * Changes the status, with a waybill (`ttn`) where it needs one. `client.moveOrder` does the same after it has looked
   * whether the change is allowed. After a lost answer the order is looked up first.
   */
  setStatus,
  /** Changes quantities and adds lines, in status 26 only. */
  updateLines,
  /** Changes branch or address, in the statuses 26, 47 and 48 only. */
  updateDelivery,
  /** Changes the recipient, in the statuses 26, 47 and 48 only. */
  updateReceiver,
  /** Prolongs the reserve. Never sent again after an unknown outcome. */
  prolong: prolongOrder,
  /** How many orders there are of each kind: one cheap request. */
  counts: countOrders,
  /** The state of an order's payment, at most five minutes old. */
  paymentStatus,
  /** The order as a PDF file. */
  pdf: orderPdf,
  /** A link to the fiscal receipt. */
  receipt: orderReceipt,
  /** Dictionaries for filters. */
  filterData,
  invoices: invoices as typeof invoices,
  statuses: statuses as typeof statuses,
  transitions: transitions as typeof transitions,
  paymentStatuses: paymentStatuses as typeof paymentStatuses,
}
