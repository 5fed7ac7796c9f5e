import { none, operation, repeatable, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { amountField } from './amount.ts'
import { cardFields, languageField, orderIdField, rroField } from './fields.ts'
import { Done, Payment } from './payment.ts'
import { findCompletion, findRefund } from './recovery.ts'
import { act } from './request.ts'
import { senderParts } from './sender.ts'

export const RefundInput = schema(() => z.strictObject({ order_id: orderIdField(), amount: amountField() }))
export interface RefundInput extends z.input<ReturnType<typeof RefundInput>> {}

/** Gives money back, all or a part of it; releases a hold when its whole amount is given. */
export const refund = operation<RefundInput, Payment>({
  summary: 'Refund a payment, or release a hold',
  description:
    'Status `reversed`; `wait_reserve` when the shop has too little money for it. Never sent twice: when the answer is ' +
    'lost, a refund of the whole amount is looked up; a partial one gives an OutcomeUnknownError.',
  kind: 'action',
  idempotency: findRefund<RefundInput>(),
  input: RefundInput,
  output: Payment,
  request: (input) => act('refund', input),
  example: {
    input: { order_id: 'order-120', amount: 49.99 },
    output: { result: 'ok', action: 'refund', payment_id: 165173, status: 'reversed' },
  },
})

export const HoldCompletionInput = schema(() =>
  z.strictObject({ order_id: orderIdField(), amount: amountField(), rro_info: rroField().optional() }),
)
export interface HoldCompletionInput extends z.input<ReturnType<typeof HoldCompletionInput>> {}

/**
 * Takes a held amount, or a part of it; the rest is released.
 * @throws InvalidRequestError (`err_amount_hold`) for more than is held
 */
export const holdCompletion = operation<HoldCompletionInput, Payment>({
  summary: 'Take a held amount',
  description: 'Once for each hold. Never sent twice: when the answer is lost, the payment is looked up.',
  kind: 'action',
  idempotency: findCompletion<HoldCompletionInput>(),
  input: HoldCompletionInput,
  output: Payment,
  request: (input) => act('hold_completion', input),
})

export const ConfirmInput = schema(() =>
  z.strictObject({
    confirm_token: z.string().min(1),
    otp: z.string().min(1).optional(),
    card_cvv: cardFields().card_cvv.optional(),
    ...senderParts(),
    receiver_first_name: z.string().optional(),
    receiver_last_name: z.string().optional(),
  }),
)
export interface ConfirmInput extends z.input<ReturnType<typeof ConfirmInput>> {}

/**
 * The next step of a payment with a `*_verify` status: `otp` for otp_verify, `card_cvv` for cvv_verify, the sender's or
 * receiver's fields for sender_verify and receiver_verify, nothing but the token after 3-D Secure.
 */
export const confirm = operation<ConfirmInput, Payment>({
  summary: 'Confirm a payment that waits for a code or data',
  description: 'Never sent twice: when the answer is lost, read payments.status.',
  kind: 'action',
  idempotency: none,
  input: ConfirmInput,
  output: Payment,
  request: (input) => act('confirm', input),
})

export const AttachInput = schema(() => z.strictObject({ order_id: orderIdField(), info: z.string() }))
export interface AttachInput extends z.input<ReturnType<typeof AttachInput>> {}

/** Attaches a text to a payment; it is echoed as `info`. */
export const data = operation<AttachInput, Payment>({
  summary: 'Attach information to a payment',
  kind: 'update',
  idempotency: repeatable,
  input: AttachInput,
  output: Payment,
  request: (input) => act('data', input),
})

export const TicketInput = schema(() =>
  z.strictObject({
    order_id: orderIdField(),
    email: z.email(),
    payment_id: z.int().optional(),
    language: languageField().optional(),
  }),
)
export interface TicketInput extends z.input<ReturnType<typeof TicketInput>> {}

/** Sends the buyer an e-mail with the receipt of a successful payment. */
export const ticket = operation<TicketInput, Done>({
  summary: 'E-mail the receipt of a payment',
  description: 'A message: never sent twice when the answer is lost.',
  kind: 'action',
  idempotency: none,
  input: TicketInput,
  output: Done,
  request: (input) => act('ticket', input),
})
