import { listOperation, operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { content, rowsOf } from '../envelope.ts'
import { fixedPages } from '../pages.ts'
import { Expand, filters, STRICT_SEARCH } from '../query.ts'
import { Id } from '../wire.ts'
import { exampleOrder } from './example.ts'
import { ListOrders, orderQuery } from './filter.ts'
import { ORDER_EXPAND, Order } from './order.ts'

export const GetOrder = schema(() => z.strictObject({ id: Id(), expand: Expand(ORDER_EXPAND) }))
export interface GetOrder extends z.output<ReturnType<typeof GetOrder>> {}

export const getOrder = operation<GetOrder, Order>({
  summary: 'Get an order',
  kind: 'read',
  input: GetOrder,
  output: Order,
  answer: content,
  request: ({ id, expand }) => ({ method: 'GET', path: path`orders/${id}`, query: filters({ expand }) }),
  example: { input: { id: 248888186, expand: ['purchases', 'delivery'] }, output: exampleOrder },
})

export const listOrders = listOperation<ListOrders, Order>({
  summary: 'List orders',
  description:
    'Orders of every kind unless `types` says otherwise. Days are Kyiv’s. `sort: "id"` keeps pages still while orders come ' +
    'in. Filters that Rozetka does not know are refused by it instead of finding nothing.',
  input: ListOrders,
  item: Order,
  items: rowsOf('orders'),
  pages: fixedPages,
  key: (order) => order.id,
  request: (input) => ({ method: 'GET', path: 'orders/search', query: orderQuery(input), headers: STRICT_SEARCH }),
  example: {
    input: { types: 4, created_from: '2019-07-01', expand: ['purchases', 'delivery'], sort: 'id' },
    item: exampleOrder,
  },
})
