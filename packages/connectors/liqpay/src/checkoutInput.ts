import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { dateTimeField } from './dates.ts'
import {
  detailFields,
  flagField,
  languageField,
  moneyFields,
  phoneField,
  rroField,
  SHARES,
  sharesAddUp,
  splitRulesField,
  urlFields,
} from './fields.ts'
import { subscriptionFields } from './paymentInput.ts'
import { senderFields } from './sender.ts'

const PAYTYPES = ['apay', 'gpay', 'card', 'privat24', 'moment_part', 'paypart', 'cash', 'invoice', 'qr'] as const

/** Ways to pay that the page offers, as a list, or LiqPay's own comma-separated text. */
function paytypesField() {
  const list = z.array(z.enum(PAYTYPES)).min(1).readonly()
  const text = z
    .string()
    .regex(new RegExp(`^(${PAYTYPES.join('|')})(,(${PAYTYPES.join('|')}))*$`), `a list of ${PAYTYPES}`)
  return z.union([list, text]).transform((value) => (typeof value === 'string' ? value : value.join(',')))
}

/**
 * What the checkout page is opened with. Amounts are in major units. A new attempt to pay the same order needs a new
 * `order_id`.
 */
export const CheckoutInput = schema(() =>
  z
    .strictObject({
      /** `auth` only checks the card; `paydonate` lets the buyer give more. */
      action: z.enum(['pay', 'hold', 'subscribe', 'paydonate', 'auth']).default('pay'),
      ...moneyFields(),
      ...urlFields(),
      language: languageField().optional(),
      /** UTC; after it the page takes no payment. */
      expired_date: dateTimeField().optional(),
      paytypes: paytypesField().optional(),
      phone: phoneField().optional(),
      /** A code is shown to the buyer and comes with the callback. */
      verifycode: z.literal('Y').optional(),
      /** Returns a `card_token` in the callback, for `payments.payToken`. Give `customer` too. */
      recurringbytoken: flagField().optional(),
      customer_user_id: z.string().optional(),
      ...detailFields(),
      ...subscriptionFields(),
      split_rules: splitRulesField().optional(),
      rro_info: rroField().optional(),
      ...senderFields(),
      /** A test payment with real keys. Test keys (`sandbox_…`) need no flag. */
      sandbox: flagField().optional(),
    })
    .refine(sharesAddUp, SHARES)
    .superRefine((input, context) => {
      if (input.action !== 'subscribe') return
      for (const name of ['subscribe_date_start', 'subscribe_periodicity'] as const) {
        if (input[name] !== undefined) continue
        context.addIssue({ code: 'custom', path: [name], message: 'required with action "subscribe"' })
      }
    }),
)
export interface CheckoutInput extends z.input<ReturnType<typeof CheckoutInput>> {}
