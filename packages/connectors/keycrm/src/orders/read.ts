import { listOperation, operation, path } from '@bpmcentr/core'
import { byPage } from '../pages.ts'
import { selection } from '../query.ts'
import { exampleOrder } from './example.ts'
import { GetOrder, ListOrders } from './input.ts'
import { Order } from './order.ts'

export const getOrder = operation<GetOrder, Order>({
  summary: 'Get an order',
  kind: 'read',
  input: GetOrder,
  output: Order,
  request: ({ id, include }) => ({ method: 'GET', path: path`order/${id}`, query: selection({ include }) }),
  example: { input: { id: 22, include: ['buyer', 'payments'] }, output: exampleOrder },
})

export const listOrders = listOperation<ListOrders, Order>({
  summary: 'List orders',
  description:
    '`created_between` selects by `ordered_at`, when the order was made at its source; for what changed use `updated_between`. ' +
    'All moments are UTC. `sort: "id"` keeps pages still while orders come in.',
  input: ListOrders,
  item: Order,
  pages: byPage,
  key: (order) => order.id,
  request: (input) => ({ method: 'GET', path: path`order`, query: selection(input) }),
  example: {
    input: { filter: { payment_status: ['not_paid', 'part_paid'] }, include: ['buyer'], sort: 'id' },
    item: exampleOrder,
  },
})
