import { operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { orderIdField } from './fields.ts'
import { Payment } from './payment.ts'
import { act } from './request.ts'

export const OrderInput = schema(() => z.strictObject({ order_id: orderIdField() }))
export interface OrderInput extends z.input<ReturnType<typeof OrderInput>> {}

/**
 * The payment of an order, whatever became of it: a declined one is a result with status `failure`.
 * @throws NotFoundError (`payment_not_found`) when there is none
 */
export const getStatus = operation<OrderInput, Payment>({
  summary: 'Get the payment of an order',
  description: 'The proof of a payment besides the callback. A declined payment is a result, not an error.',
  kind: 'read',
  input: OrderInput,
  output: Payment,
  request: (input) => act('status', input),
  example: {
    input: { order_id: 'order-120' },
    output: {
      result: 'ok',
      payment_id: 2119468018,
      action: 'pay',
      status: 'success',
      order_id: 'order-120',
      amount: 16,
      currency: 'UAH',
      create_date: 1666883649724,
      end_date: 1666883649808,
    },
  },
})
