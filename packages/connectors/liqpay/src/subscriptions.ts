import { operation, repeatable, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { moneyFields } from './fields.ts'
import { Payment } from './payment.ts'
import { SubscribeInput } from './paymentInput.ts'
import { findPayment, findUnsubscribed } from './recovery.ts'
import { act } from './request.ts'
import { OrderInput } from './status.ts'

/**
 * Starts a subscription from your server. Renewals come as callbacks with the same `order_id` and a new `payment_id`. To
 * let the buyer enter the card at LiqPay use `checkout` with `action: "subscribe"`.
 */
export const subscribe = operation<SubscribeInput, Payment>({
  summary: 'Start a subscription by card, wallet or card token',
  description:
    'Status `subscribed`. Never sent twice: when the answer is lost, the payment is looked up by `order_id`, and an ' +
    'OutcomeUnknownError says that it was not found.',
  kind: 'create',
  idempotency: findPayment<SubscribeInput>(),
  input: SubscribeInput,
  output: Payment,
  request: (input) => act('subscribe', { subscribe: '1', ...input }),
})

/**
 * Stops a subscription.
 * @throws NotFoundError (`payment_not_subscribed`, `payment_not_found`) when nothing is charged any more
 */
export const unsubscribe = operation<OrderInput, Payment>({
  summary: 'Stop a subscription',
  description: 'Status `unsubscribed`.',
  kind: 'action',
  idempotency: findUnsubscribed<OrderInput>(),
  input: OrderInput,
  output: Payment,
  request: (input) => act('unsubscribe', input),
  example: { input: { order_id: 'sub-77' }, output: { result: 'ok', order_id: 'sub-77', status: 'unsubscribed' } },
})

export const SubscriptionChange = schema(() => z.strictObject(moneyFields()))
export interface SubscriptionChange extends z.input<ReturnType<typeof SubscriptionChange>> {}

/** Changes the amount and the description of a running subscription, from its next charge on. */
export const updateSubscription = operation<SubscriptionChange, Payment>({
  summary: 'Change a running subscription',
  kind: 'update',
  idempotency: repeatable,
  input: SubscriptionChange,
  output: Payment,
  request: (input) => act('subscribe_update', input),
})
