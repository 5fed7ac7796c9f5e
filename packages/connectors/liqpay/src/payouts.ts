import { operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import {
  cardFields,
  flagField,
  ipField,
  languageField,
  moneyFields,
  phoneField,
  urlField,
  urlFields,
} from './fields.ts'
import { Payment } from './payment.ts'
import { findPayment } from './recovery.ts'
import { act } from './request.ts'
import { senderFields } from './sender.ts'

/** A current account; the documentation shows these fields as a group, its older pages at the top level. */
const account = () => ({
  receiver_mfo: z.string().optional(),
  receiver_okpo: z.string().optional(),
  receiver_company: z.string().optional(),
})

export const P2pCreditInput = schema(() =>
  z
    .strictObject({
      ...moneyFields(),
      ip: ipField(),
      receiver_card: cardFields().card.optional(),
      receiver_card_token: z.string().min(1).optional(),
      receiver_account: z
        .union([z.string().min(1), z.strictObject({ receiver_account: z.string().min(1), ...account() }).required()])
        .optional(),
      ...account(),
      receiver_first_name: z.string().optional(),
      receiver_last_name: z.string().optional(),
      ...senderFields(),
      customer: z.string().max(100).optional(),
      info: z.string().optional(),
      language: languageField().optional(),
      server_url: urlField().optional(),
      taxed: z.literal('Income is not subject to tax').optional(),
    })
    .refine(
      ({ receiver_card, receiver_card_token, receiver_account }) =>
        [receiver_card, receiver_card_token, receiver_account].filter((each) => each !== undefined).length === 1,
      { message: 'give exactly one of receiver_card, receiver_card_token, receiver_account', path: ['receiver_card'] },
    ),
)
export interface P2pCreditInput extends z.input<ReturnType<typeof P2pCreditInput>> {}

/** Pays out from the shop's account to a card or a current account. */
export const p2pCredit = operation<P2pCreditInput, Payment>({
  summary: 'Pay out to a card or account',
  description:
    'Never sent twice: when the answer is lost, the payout is looked up by `order_id`, and an OutcomeUnknownError says ' +
    'that it was not found.',
  kind: 'create',
  idempotency: findPayment<P2pCreditInput>(),
  input: P2pCreditInput,
  output: Payment,
  request: (input) => act('p2pcredit', input),
  example: {
    input: {
      amount: 5,
      currency: 'UAH',
      description: 'Payout 7',
      order_id: 'payout-7',
      ip: '203.0.113.7',
      receiver_card_token: 'sandbox_token',
    },
    output: {
      result: 'ok',
      action: 'p2pcredit',
      payment_id: 165189,
      status: 'success',
      order_id: 'payout-7',
      amount: 5,
    },
  },
})

export const P2pDebitInput = schema(() => {
  const card = cardFields()
  return z
    .strictObject({
      ...moneyFields(),
      phone: phoneField(),
      card: card.card.optional(),
      card_exp_month: card.card_exp_month.optional(),
      card_exp_year: card.card_exp_year.optional(),
      card_cvv: card.card_cvv.optional(),
      card_token: z.string().min(1).optional(),
      ip: ipField().optional(),
      language: languageField().optional(),
      prepare: flagField().optional(),
      recurringbytoken: flagField().optional(),
      ...urlFields(),
      ...senderFields(),
      /** The result of 3-D Secure from `cards.mpi`. */
      mpi_eci: z.union([z.literal(5), z.literal(6), z.literal(7)]).optional(),
      mpi_cres: z.string().optional(),
    })
    .refine(({ card, card_token }) => (card === undefined) !== (card_token === undefined), {
      message: 'give either a card or a card_token',
      path: ['card'],
    })
    .refine(
      ({ card, card_exp_month: month, card_exp_year: year, card_cvv: cvv }) =>
        card === undefined || !!(month && year && cvv),
      {
        message: 'a card needs card_exp_month, card_exp_year and card_cvv',
        path: ['card'],
      },
    )
})
export interface P2pDebitInput extends z.input<ReturnType<typeof P2pDebitInput>> {}

/** Moves money from a card to the shop's account. By contract, and for servers within PCI DSS. */
export const p2pDebit = operation<P2pDebitInput, Payment>({
  summary: 'Move money from a card to the account',
  description: 'By contract. Never sent twice: when the answer is lost, it is looked up by `order_id`.',
  kind: 'create',
  idempotency: findPayment<P2pDebitInput>(),
  input: P2pDebitInput,
  output: Payment,
  request: (input) => act('p2pdebit', input),
})
