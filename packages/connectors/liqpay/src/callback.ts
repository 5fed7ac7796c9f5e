import { InputError, WebhookVerificationError } from '@bpmcentr/core'
import type { Payment } from './payment.ts'
import { type Envelope, openData } from './sign.ts'

/**
 * The two fields of a callback's form.
 * @throws WebhookVerificationError (`malformed`) unless there is exactly one of each
 */
export function callbackFields(body: string): Envelope {
  const form = new URLSearchParams(body)
  const data = form.getAll('data')
  const signature = form.getAll('signature')
  if (data.length !== 1 || signature.length !== 1) {
    throw new WebhookVerificationError('expected a form with one `data` and one `signature`', { reason: 'malformed' })
  }
  // A space in base64 is a plus that somebody on the way has not percent-encoded.
  return { data: String(data[0]).replaceAll(' ', '+'), signature: String(signature[0]).replaceAll(' ', '+') }
}

/** The payment inside the data of a callback; undefined when it holds none. */
export function callbackPayment(data: string): Payment | undefined {
  try {
    const payment = openData(data)
    return typeof payment.status === 'string' ? (payment as Payment) : undefined
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

/**
 * What makes a callback unique: LiqPay repeats callbacks, one payment passes through several statuses, and the renewals of
 * a subscription share their `order_id`.
 */
export function callbackId({ order_id, payment_id, status }: Payment): string {
  return JSON.stringify([
    order_id == null ? null : String(order_id),
    payment_id == null ? null : String(payment_id),
    status,
  ])
}
