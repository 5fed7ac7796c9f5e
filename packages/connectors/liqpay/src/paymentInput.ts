import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { dateTimeField } from './dates.ts'
import {
  cardFields,
  currencyField,
  detailFields,
  flagField,
  ipField,
  languageField,
  moneyFields,
  phoneField,
  rroField,
  SHARES,
  sharesAddUp,
  splitRulesField,
  urlFields,
} from './fields.ts'
import { senderFields } from './sender.ts'

/** Fields of a payment made by your server, whichever way it is paid. */
function commonFields() {
  return {
    ...moneyFields(),
    language: languageField().optional(),
    /** `1`: only check whether the data are complete and 3-D Secure is needed. `tariffs`: only tell the rate (DCC). */
    prepare: z.enum(['1', 'tariffs']).optional(),
    /** Returns a `card_token` in the callback, for `payments.payToken`. Give `customer` too. */
    recurringbytoken: flagField().optional(),
    ...urlFields(),
    ...detailFields(),
    split_rules: splitRulesField().optional(),
    rro_info: rroField().optional(),
    ...senderFields(),
  }
}

export function subscriptionFields() {
  return {
    subscribe: flagField().optional(),
    /** UTC. A moment in the past means: charge now. */
    subscribe_date_start: dateTimeField().optional(),
    subscribe_periodicity: z.enum(['day', 'week', 'month', 'year']).optional(),
  }
}

const PAYTYPES = ['apay', 'gpay', 'apay_tavv', 'gpay_tavv', 'tavv'] as const

/** What each way of paying needs besides the money; the first is a card whose number your server has. */
const NEEDS: Readonly<Record<(typeof PAYTYPES)[number] | 'card' | 'card_token', readonly string[]>> = {
  card: ['card_exp_month', 'card_exp_year', 'card_cvv', 'ip', 'phone'],
  card_token: ['ip'],
  apay: ['apay_token'],
  gpay: ['gpay_token'],
  apay_tavv: ['card', 'card_exp_month', 'card_exp_year', 'tavv'],
  gpay_tavv: ['card', 'card_exp_month', 'card_exp_year', 'tavv'],
  tavv: ['card', 'card_exp_month', 'card_exp_year', 'tavv'],
}

function serverFields() {
  const card = cardFields()
  return {
    ...commonFields(),
    card: card.card.optional(),
    card_exp_month: card.card_exp_month.optional(),
    card_exp_year: card.card_exp_year.optional(),
    card_cvv: card.card_cvv.optional(),
    card_token: z.string().min(1).optional(),
    ip: ipField().optional(),
    phone: phoneField().optional(),
    paytype: z.enum(PAYTYPES).optional(),
    /** Base64 of the JSON of Apple's token. */
    apay_token: z.base64().optional(),
    /** Base64 of the JSON of Google's token. */
    gpay_token: z.base64().optional(),
    /** The cryptogram of a decrypted token. */
    tavv: z.string().min(1).optional(),
    /** The previous transaction, for recurring payments with tokens of Visa. */
    tid: z.string().optional(),
    recurring: z.boolean().optional(),
    /** Dynamic currency conversion: true pays in the card's currency at the rate that `prepare: "tariffs"` told. */
    is_dcc_debit: z.boolean().optional(),
    ...subscriptionFields(),
  }
}

interface Paid {
  readonly paytype?: keyof typeof NEEDS | undefined
  readonly card_token?: string | undefined
}

/** Each way of paying has its own required fields, and LiqPay would answer `err_missing` for them one by one. */
function checkWay(value: Paid, context: z.core.$RefinementCtx): void {
  const way = value.paytype ?? (value.card_token === undefined ? 'card' : 'card_token')
  const needed = way === 'card' ? ['card', ...NEEDS.card] : NEEDS[way]
  const has = value as Readonly<Record<string, unknown>>
  for (const name of needed) {
    if (has[name] !== undefined) continue
    context.addIssue({ code: 'custom', path: [name], message: `required when paying by ${way}` })
  }
}

/**
 * A payment or hold from your server: by card number (needs PCI DSS), by Apple Pay or Google Pay, or by card token.
 * Amounts are in major units.
 */
export const PayInput = schema(() => z.strictObject(serverFields()).superRefine(checkWay).refine(sharesAddUp, SHARES))
export interface PayInput extends z.input<ReturnType<typeof PayInput>> {}

/** A subscription from your server; the first charge is at `subscribe_date_start`. */
export const SubscribeInput = schema(() =>
  z
    .strictObject({
      ...serverFields(),
      subscribe_date_start: dateTimeField(),
      subscribe_periodicity: z.enum(['day', 'week', 'month', 'year']),
    })
    .superRefine(checkWay)
    .refine(sharesAddUp, SHARES),
)
export interface SubscribeInput extends z.input<ReturnType<typeof SubscribeInput>> {}

export const PayTokenInput = schema(() =>
  z
    .strictObject({ ...commonFields(), card_token: z.string().min(1), ip: ipField(), phone: phoneField().optional() })
    .refine(sharesAddUp, SHARES),
)
export interface PayTokenInput extends z.input<ReturnType<typeof PayTokenInput>> {}

export const PayQrInput = schema(() => z.strictObject({ ...commonFields(), ip: ipField() }).refine(sharesAddUp, SHARES))
export interface PayQrInput extends z.input<ReturnType<typeof PayQrInput>> {}

export const PayCashInput = schema(() =>
  z
    .strictObject({ ...commonFields(), ip: ipField(), phone: phoneField(), expired_date: dateTimeField().optional() })
    .refine(sharesAddUp, SHARES),
)
export interface PayCashInput extends z.input<ReturnType<typeof PayCashInput>> {}

/** A payment that the PrivatBank app finishes. */
export const PrepareInput = schema(() =>
  z.strictObject({
    ...moneyFields(),
    currency: currencyField(),
    action_payment: z.enum(['pay', 'hold', 'subscribe', 'paydonate']).optional(),
    language: languageField().optional(),
    ...urlFields(),
  }),
)
export interface PrepareInput extends z.input<ReturnType<typeof PrepareInput>> {}
