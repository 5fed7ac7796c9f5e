import { isConnectorError, type RecoverContext, recover } from '@bpmcentr/core'
import { isSameMoney } from './amount.ts'
import type { Payment } from './payment.ts'
import { getStatus, type OrderInput } from './status.ts'

/**
 * What to do when nobody knows whether money was moved: ask `status` by `order_id`, and hand over the payment when it is
 * there. Nothing is ever sent a second time: a payment that is not there yet may still be on its way.
 */
export interface Ordered {
  readonly order_id: string
  readonly amount?: number | string | undefined
  readonly currency?: string | undefined
}

/** For actions that make a payment: `order_id` is the key that LiqPay accepts only once. */
export function findPayment<I extends Ordered>() {
  return recover<I, Payment>(
    async (input, context) => {
      const payment = await paymentOf(input, context)
      // The id may have been spent earlier on something else: then this says nothing about our attempt.
      return payment !== undefined && matches(payment, input) ? payment : undefined
    },
    { resend: false },
  )
}

/**
 * A refund of the whole amount can be told from the payment. A partial one can't: an earlier refund of the same amount
 * looks the same.
 */
export function findRefund<I extends Ordered>() {
  return recover<I, Payment>(
    async (input, context) => {
      const payment = await paymentOf(input, context)
      return payment !== undefined && isWhollyRefunded(payment, input) ? { ...payment, action: 'refund' } : undefined
    },
    { resend: false },
  )
}

/** A hold is completed once; the payment then is a paid one of that amount. */
export function findCompletion<I extends Ordered>() {
  return recover<I, Payment>(
    async (input, context) => {
      const payment = await paymentOf(input, context)
      const completed = payment?.status === 'success' || payment?.status === 'wait_compensation'
      return completed && isSameMoney(payment, { ...input, currency: payment.currency ?? undefined })
        ? payment
        : undefined
    },
    { resend: false },
  )
}

/** To stop a subscription twice is to stop it once, so it may be sent again when the payment does not say that it ended. */
export function findUnsubscribed<I extends Ordered>() {
  return recover<I, Payment>(async (input, context) => {
    const payment = await paymentOf(input, context)
    return payment?.status === 'unsubscribed' ? payment : undefined
  })
}

function isWhollyRefunded(payment: Payment, input: Ordered): boolean {
  if (payment.status !== 'reversed') return false
  const asked = { amount: input.amount, currency: payment.currency }
  if (!isSameMoney(asked, payment)) return false
  if (payment.refund_amount != null) return isSameMoney(asked, { ...payment, amount: payment.refund_amount })
  // A hold that was never completed can only be released as a whole.
  return payment.action === 'hold' && payment.completion_date == null
}

function matches(payment: Payment, input: Ordered): boolean {
  if (input.amount === undefined || payment.amount == null) return true
  return isSameMoney(payment, { amount: input.amount, currency: input.currency ?? payment.currency })
}

/** Undefined when LiqPay knows no such order. */
export async function paymentOf(input: OrderInput, context: RecoverContext): Promise<Payment | undefined> {
  try {
    return await context.call(getStatus, { order_id: input.order_id })
  } catch (error) {
    if (isConnectorError(error) && error.vendorCode === 'payment_not_found') return undefined
    throw error
  }
}
