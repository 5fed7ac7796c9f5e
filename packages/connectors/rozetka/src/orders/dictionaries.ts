import { listOperation, operation, path, schema, singlePage } from '@bpmcentr/core'
import * as z from 'zod'
import { content, rowsOf } from '../envelope.ts'
import { fixedPages, sizedPages } from '../pages.ts'
import { Expand, filters, paging, STRICT_SEARCH, sizedPaging } from '../query.ts'
import { Anything, Either, Flag, Id, Num, Text, Words } from '../wire.ts'
import { PaymentState } from './order.ts'
import { OrderStatus, Transition } from './status.ts'

export const ListStatuses = schema(() =>
  z.strictObject({
    id: Id().optional(),
    name: Words().optional(),
    status_group: z.literal([1, 2, 3]).optional(),
    expand: Expand(['status_available']),
    ...paging(),
  }),
)
export interface ListStatuses extends z.output<ReturnType<typeof ListStatuses>> {}

export const statuses = {
  /** The live dictionary of order statuses; with `expand: ['status_available']` also the changes allowed from each. */
  list: listOperation<ListStatuses, OrderStatus>({
    summary: 'List order statuses',
    input: ListStatuses,
    item: OrderStatus,
    items: rowsOf('orderStatus'),
    pages: fixedPages,
    key: (status) => status.id,
    request: (input) => ({
      method: 'GET',
      path: 'order-statuses/search',
      query: filters(input),
      headers: STRICT_SEARCH,
    }),
    example: {
      input: { expand: ['status_available'] },
      item: {
        id: 5,
        name: 'Ожидает в пункте самовывоза',
        name_uk: 'Очікує в пункті самовивозу',
        status_group: 1,
        status: 1,
        color: '#221F1F',
        status_available: [{ parent_id: 5, child_id: 3, delivery_type: 0 }],
      },
    },
  }),
}

export const ListTransitions = schema(() =>
  z.strictObject({
    parent_id: Id().optional(),
    child_id: Id().optional(),
    delivery_type: z.literal([0, 1]).optional(),
    ...paging(),
  }),
)
export interface ListTransitions extends z.output<ReturnType<typeof ListTransitions>> {}

export const transitions = {
  /** Allowed changes of status, as data. Read all pages before you conclude that one is not allowed. */
  list: listOperation<ListTransitions, Transition>({
    summary: 'List allowed changes of status',
    input: ListTransitions,
    item: Transition,
    items: rowsOf('statusAvailables'),
    pages: fixedPages,
    key: (row) => row.id ?? `${row.parent_id}-${row.child_id}-${row.delivery_type}-${row.market_group}`,
    request: (input) => ({
      method: 'GET',
      path: 'status-availables/search',
      query: filters(input),
      headers: STRICT_SEARCH,
    }),
    example: { input: { parent_id: 26 }, item: { parent_id: 5, child_id: 3, delivery_type: 0 } },
  }),
}

/** How many orders there are of each kind. */
export const OrderCounts = schema(() =>
  z.looseObject({
    inProgress: Num(),
    inDone: Num(),
    inNotDone: Num(),
    new: Num(),
    delivering: Num(),
    unwatched: Num(),
    all: Num(),
  }),
)
export interface OrderCounts extends z.output<ReturnType<typeof OrderCounts>> {}

export const Nothing = schema(() => z.strictObject({}))
export interface Nothing extends z.output<ReturnType<typeof Nothing>> {}

export const countOrders = operation<Nothing, OrderCounts>({
  summary: 'Count orders',
  kind: 'read',
  input: Nothing,
  output: OrderCounts,
  answer: content,
  request: () => ({ method: 'GET', path: 'orders/counts-new' }),
  example: {
    input: {},
    output: { inProgress: 8, inDone: 236, inNotDone: 251, new: 0, delivering: 757, unwatched: 0, all: 495 },
  },
})

export const OrderId = schema(() => z.strictObject({ id: Id() }))
export interface OrderId extends z.output<ReturnType<typeof OrderId>> {}

export const paymentStatus = operation<OrderId, PaymentState>({
  summary: 'Get the state of an order’s payment',
  description: 'Rozetka keeps this answer for five minutes: asking more often tells nothing new.',
  kind: 'read',
  input: OrderId,
  output: PaymentState,
  answer: content,
  request: ({ id }) => ({ method: 'GET', path: path`orders/status-payment/${id}` }),
  example: {
    input: { id: 248888186 },
    output: { order_id: 248888186, status_payment_id: 2, name: 'paid', title: 'Оплачено' },
  },
})

/** `name` is the key: cancelled, paid, unpaid, unapproved, part-paid, expired, hold, returned, part-returned, ready_for_return. */
export const PaymentStatus = schema(() => z.looseObject({ id: z.number(), name: Text(), title: Text() }))
export interface PaymentStatus extends z.output<ReturnType<typeof PaymentStatus>> {}

export const paymentStatuses = {
  /** The dictionary of payment states. */
  list: listOperation<Nothing, PaymentStatus>({
    summary: 'List payment states',
    input: Nothing,
    item: PaymentStatus,
    items: rowsOf('payment_statuses'),
    pages: singlePage,
    key: (row) => row.id,
    request: () => ({ method: 'GET', path: 'payments/payment-statuses' }),
    example: { input: {}, item: { id: 2, name: 'paid', title: 'Оплачен' } },
  }),
}

export const OrderInvoice = schema(() =>
  z.looseObject({ invoice_id: z.number(), amount: Either(), status: Num(), can_get_invoice_url: Flag() }),
)
export interface OrderInvoice extends z.output<ReturnType<typeof OrderInvoice>> {}

export const ListInvoices = schema(() => z.strictObject({ order_id: Id(), ...sizedPaging() }))
export interface ListInvoices extends z.output<ReturnType<typeof ListInvoices>> {}

export const invoices = {
  /** Invoices of one order. `status` is a payment state. */
  list: listOperation<ListInvoices, OrderInvoice>({
    summary: 'List the invoices of an order',
    input: ListInvoices,
    item: OrderInvoice,
    // Documented under both names.
    items: rowsOf('orderInvoices', 'order-invoices'),
    pages: sizedPages,
    key: (invoice) => invoice.invoice_id,
    request: (input) => ({
      method: 'GET',
      path: 'order-invoices/search',
      query: filters(input),
      headers: STRICT_SEARCH,
    }),
    example: { input: { order_id: 248888186 }, item: { invoice_id: 12345676, amount: 1, status: 6 } },
  }),
}

/** Dictionaries for filters, as the seller's cabinet shows them. */
export const OrderFilterData = schema(() =>
  z.looseObject({
    search_delivers: Anything(),
    search_status: Anything(),
    search_localities: Anything(),
    search_payment_methods: Anything(),
  }),
)
export interface OrderFilterData extends z.output<ReturnType<typeof OrderFilterData>> {}

export const GetFilterData = schema(() => z.strictObject({ types: z.literal([2, 3, 4, 5, 6]) }))
export interface GetFilterData extends z.output<ReturnType<typeof GetFilterData>> {}

export const filterData = operation<GetFilterData, OrderFilterData>({
  summary: 'Get what orders can be filtered by',
  kind: 'read',
  input: GetFilterData,
  output: OrderFilterData,
  answer: content,
  request: (input) => ({ method: 'GET', path: 'v1/orders/search-data', query: filters(input) }),
  example: { input: { types: 4 }, output: { search_delivers: [{ id: 5, name: 'Нова Пошта' }] } },
})
