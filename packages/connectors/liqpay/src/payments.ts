import { operation } from '@bpmcentr/core'
import { Payment } from './payment.ts'
import { PayCashInput, PayInput, PayQrInput, PayTokenInput, PrepareInput } from './paymentInput.ts'
import { findPayment } from './recovery.ts'
import { act } from './request.ts'

const DECLINED = 'A declined payment is a result with status `failure`, not an error.'
const NEVER_TWICE =
  'Never sent twice: when the answer is lost, the payment is looked up by `order_id`, and an OutcomeUnknownError says ' +
  'that it was not found.'

/** Charges a card, a wallet or a card token from your server. Card numbers need PCI DSS; otherwise use the checkout. */
export const pay = operation<PayInput, Payment>({
  summary: 'Pay from your server by card, wallet or card token',
  description: `${DECLINED} A \`*_verify\` status asks for a next step: see payments.confirm. ${NEVER_TWICE}`,
  kind: 'create',
  idempotency: findPayment<PayInput>(),
  input: PayInput,
  output: Payment,
  request: (input) => act('pay', input),
})

/** Holds an amount, to be taken by `payments.holdCompletion` or released by `payments.refund`. */
export const hold = operation<PayInput, Payment>({
  summary: 'Hold an amount on the card without taking it',
  description: `Status \`hold_wait\` until it is completed or refunded. ${DECLINED} ${NEVER_TWICE}`,
  kind: 'create',
  idempotency: findPayment<PayInput>(),
  input: PayInput,
  output: Payment,
  request: (input) => act('hold', input),
})

/** Charges a `card_token` that an earlier payment returned. */
export const payToken = operation<PayTokenInput, Payment>({
  summary: 'Pay with the token of a card',
  description: `${DECLINED} ${NEVER_TWICE}`,
  kind: 'create',
  idempotency: findPayment<PayTokenInput>(),
  input: PayTokenInput,
  output: Payment,
  request: (input) => act('paytoken', input),
  example: {
    input: {
      amount: 149.5,
      currency: 'UAH',
      description: 'Order 42',
      order_id: 'order-42-1',
      card_token: 'sandbox_token',
      ip: '203.0.113.7',
    },
    output: {
      result: 'ok',
      status: 'success',
      payment_id: 165170,
      order_id: 'order-42-1',
      amount: 149.5,
      currency: 'UAH',
    },
  },
})

/** Makes a payment that the buyer pays by scanning `qr_code`. */
export const payQr = operation<PayQrInput, Payment>({
  summary: 'Make a payment by QR code',
  description: `Status \`wait_qr\`; render the text of \`qr_code\`. ${NEVER_TWICE}`,
  kind: 'create',
  idempotency: findPayment<PayQrInput>(),
  input: PayQrInput,
  output: Payment,
  request: (input) => act('payqr', input),
})

/** Makes a payment that the buyer pays in a self-service terminal. */
export const payCash = operation<PayCashInput, Payment>({
  summary: 'Make a payment in cash at a terminal',
  description: `Status \`cash_wait\`. ${NEVER_TWICE}`,
  kind: 'create',
  idempotency: findPayment<PayCashInput>(),
  input: PayCashInput,
  output: Payment,
  request: (input) => act('paycash', input),
})

/** Prepares a payment for the PrivatPay button. What it answers is not documented, so only the common fields are typed. */
export const prepare = operation<PrepareInput, Payment>({
  summary: 'Prepare a payment for the PrivatPay button',
  description: NEVER_TWICE,
  kind: 'create',
  idempotency: findPayment<PrepareInput>(),
  input: PrepareInput,
  output: Payment,
  request: (input) => act('payment_prepare', input),
})
