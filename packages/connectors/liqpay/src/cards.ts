import { none, operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { cardFields, ipField, languageField, moneyFields, orderIdField, phoneField } from './fields.ts'
import { Payment } from './payment.ts'
import { findPayment } from './recovery.ts'
import { act } from './request.ts'

export const CardVerificationInput = schema(() =>
  z.strictObject({
    ...cardFields(),
    description: z.string().min(1),
    order_id: orderIdField(),
    ip: ipField(),
    language: languageField().optional(),
    verifycode: z.literal('Y').optional(),
  }),
)
export interface CardVerificationInput extends z.input<ReturnType<typeof CardVerificationInput>> {}

/** Checks that a card exists and belongs to its holder. By contract, and for servers within PCI DSS. */
export const verifyCard = operation<CardVerificationInput, Payment>({
  summary: 'Verify a card',
  description: 'By contract. Never sent twice: when the answer is lost, it is looked up by `order_id`.',
  kind: 'create',
  idempotency: findPayment<CardVerificationInput>(),
  input: CardVerificationInput,
  output: Payment,
  request: (input) => act('cardverification', input),
})

export const MpiInput = schema(() =>
  z.strictObject({
    ...cardFields(),
    ...moneyFields(),
    ip: ipField(),
    email: z.email().optional(),
    phone: phoneField().optional(),
    action_payment: z.enum(['pay', 'hold', 'subscribe', 'paydonate', 'auth', 'p2p', 'p2pdebit']).optional(),
    language: languageField().optional(),
    sender_first_name: z.string().optional(),
    sender_last_name: z.string().optional(),
    /** What 3-D Secure 2 wants to know about the browser. All values are strings but the two switches. */
    threeDSInfo: z.strictObject({
      notificationURL: z.url().max(256),
      threeDSRequestorURL: z.url().max(2048),
      browserLanguage: z.string().max(8),
      browserScreenHeight: z.string().max(6),
      browserScreenWidth: z.string().max(6),
      browserColorDepth: z.string().max(2),
      browserAcceptHeader: z.string().max(2048),
      browserTZ: z.string(),
      browserUserAgent: z.string().max(2048),
      browserJavascriptEnabled: z.boolean().optional(),
      browserJavaEnabled: z.boolean().optional(),
    }),
  }),
)
export interface MpiInput extends z.input<ReturnType<typeof MpiInput>> {}

export const Mpi = schema(() =>
  z.looseObject({
    result: z.string().nullish(),
    status: z.string().nullish(),
    /** `Y`, `A`, `C`, `N` or `U`. */
    mpi_status: z.string().nullish(),
    mpi_version: z.string().nullish(),
    mpi_req_md: z.string().nullish(),
    mpi_req_pareq: z.string().nullish(),
    mpi_req_url: z.string().nullish(),
    /** HTML of a form for the buyer's browser. */
    mpi_form: z.string().nullish(),
    mpi_cres: z.string().nullish(),
    cres: z.string().nullish(),
  }),
)
export interface Mpi extends z.output<ReturnType<typeof Mpi>> {}

/** Starts 3-D Secure by itself, before a payment that takes its result. By contract. */
export const mpi = operation<MpiInput, Mpi>({
  summary: 'Start 3-D Secure for a card',
  description: 'By contract. Nothing is charged.',
  kind: 'action',
  idempotency: none,
  input: MpiInput,
  output: Mpi,
  request: (input) => act('mpi', input),
})

export const TokenInput = schema(() => {
  const card = cardFields()
  return z.strictObject({
    /** True: one token for a card in this shop; the token of an earlier call is returned again. */
    unique: z.boolean().optional(),
    /** Whether the token will be used to charge the card. */
    is_debit: z.boolean(),
    /** Whether the token will be used for payouts to the card. */
    is_credit: z.boolean(),
    card: card.card.optional(),
    card_cvv: card.card_cvv.optional(),
    card_exp_month: card.card_exp_month.optional(),
    card_exp_year: card.card_exp_year.optional(),
    pushAccountReceipt: z.string().optional(),
    pushdata: z.string().optional(),
    customer: z.string().max(100).optional(),
  })
})
export interface TokenInput extends z.input<ReturnType<typeof TokenInput>> {}

export const CardToken = schema(() =>
  z.looseObject({
    result: z.string().nullish(),
    status: z.string().nullish(),
    card_token: z.string().nullish(),
    card_token_info: z
      .looseObject({
        tokenRef: z.string().nullish(),
        tokenSuffix: z.string().nullish(),
        /** MMYY. */
        tokenExpDate: z.string().nullish(),
        /** `INACTIVE`, `ACTIVE`, `SUSPENDED` or `DELETED`. */
        status: z.string().nullish(),
        decision: z.string().nullish(),
      })
      .nullish(),
  }),
)
export interface CardToken extends z.output<ReturnType<typeof CardToken>> {}

/** Makes a token of a card: by its number, by Mastercard's `pushAccountReceipt`, or by Visa's `pushdata` and `customer`. By contract. */
export const createToken = operation<TokenInput, CardToken>({
  summary: 'Make a token of a card',
  description: 'By contract.',
  kind: 'create',
  idempotency: none,
  input: TokenInput,
  output: CardToken,
  request: ({ unique, ...input }) => act(unique === true ? 'token_create_unique' : 'token_create', input),
})

export const TokenUpdateInput = schema(() =>
  z.strictObject({ card_token: z.string().min(1), card_token_action: z.enum(['SUSPEND', 'UNSUSPEND', 'DELETE']) }),
)
export interface TokenUpdateInput extends z.input<ReturnType<typeof TokenUpdateInput>> {}

/** Suspends, resumes or deletes a token. By contract. */
export const updateToken = operation<TokenUpdateInput, CardToken>({
  summary: 'Suspend, resume or delete the token of a card',
  description: 'By contract.',
  kind: 'update',
  idempotency: none,
  input: TokenUpdateInput,
  output: CardToken,
  request: (input) => act('token_update', input),
})
