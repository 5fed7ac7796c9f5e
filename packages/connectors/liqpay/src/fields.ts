import { toBase64 } from '@bpmcentr/core'
import * as z from 'zod'
import { amountField, toMinorUnits } from './amount.ts'

/** `RUB`, which old SDKs still list, was removed. */
export const currencyField = () => z.enum(['UAH', 'USD', 'EUR'])

/** The language of pages and messages, `uk` unless set. */
export const languageField = () => z.enum(['uk', 'en'])

/** Unique in the shop, and used once: every attempt to pay needs a new one. */
export const orderIdField = () => z.string().min(1).max(255)

export const phoneField = () => z.string().regex(/^\+?\d{9,15}$/, 'expected digits with the country code: 380950000001')

export const ipField = () => z.union([z.ipv4(), z.ipv6()])

/** Flags are the string `"1"` on the wire. */
export const flagField = () => z.literal('1')

export const urlField = (max = 510) => z.url({ protocol: /^https?$/ }).max(max)

/** What every payment has. */
export function moneyFields() {
  return { amount: amountField(), currency: currencyField(), description: z.string().min(1), order_id: orderIdField() }
}

/** Data of a card. Only for servers within PCI DSS; the checkout page needs none of it. */
export function cardFields() {
  return {
    card: z.string().regex(/^\d{12,19}$/, 'expected 12 to 19 digits'),
    card_exp_month: z.string().regex(/^(0[1-9]|1[0-2])$/, 'expected a month as two digits: "08"'),
    card_exp_year: z.string().regex(/^\d{2}$/, 'expected a year as two digits: "29"'),
    card_cvv: z.string().regex(/^\d{3,4}$/, 'expected 3 or 4 digits'),
  }
}

/** Where the buyer returns to and where callbacks go. */
export function urlFields() {
  return { result_url: urlField().optional(), server_url: urlField().optional() }
}

/** What may describe the goods and the buyer of a payment. */
export function detailFields() {
  return {
    customer: z.string().max(100).optional(),
    info: z.string().optional(),
    product_category: z.string().max(25).optional(),
    product_name: z.string().max(100).optional(),
    product_description: z.string().max(500).optional(),
    // 510 in the prose of the documentation, 2000 in its schema.
    product_url: urlField(2000).optional(),
    dae: daeField().optional(),
  }
}

/** Detail addenda (airlines): base64 of JSON; an object is encoded. */
function daeField() {
  return z
    .union([z.base64(), z.record(z.string(), z.unknown())])
    .transform((value) => (typeof value === 'string' ? value : toBase64(JSON.stringify(value))))
}

/** One share of a split payment. */
const splitRule = () =>
  z.strictObject({
    public_key: z.string().min(1),
    amount: amountField(),
    commission_payer: z.enum(['sender', 'receiver']).optional(),
    server_url: urlField().optional(),
    description: z.string().optional(),
    rro_info: rroField().optional(),
  })

/** Shares of several shops. Their sum must be the amount. */
export function splitRulesField() {
  return z.array(splitRule()).min(1).readonly()
}

interface Split {
  readonly amount: number
  readonly split_rules?: readonly { readonly amount: number }[] | undefined
}

/** Whether the shares make up the amount; LiqPay would answer `err_split_amount`. */
export function sharesAddUp({ amount, split_rules: rules }: Split): boolean {
  return rules === undefined || rules.reduce((sum, rule) => sum + toMinorUnits(rule.amount), 0) === toMinorUnits(amount)
}

export const SHARES = { message: 'the shares must add up to the amount', path: ['split_rules'] }

/**
 * The fiscal receipt. `cost` = `amount` × `price`, in major units. `id` is the goods' id in LiqPay's cash register;
 * version 7 also takes goods that are described in place.
 */
export function rroField() {
  const item = z
    .strictObject({
      id: z.int().optional(),
      amount: z.number().positive(),
      price: z.number().nonnegative(),
      cost: z.number().nonnegative(),
      name: z.string().optional(),
      unitcode: z.union([z.string(), z.number()]).optional(),
      categoryname: z.string().optional(),
      barcode: z.string().optional(),
      codifier: z.string().optional(),
      vndcode: z.string().optional(),
      taxs: z
        .array(
          z.strictObject({
            letter: z.string(),
            name: z.string().optional(),
            type: z.union([z.string(), z.number()]).optional(),
            prc: z.number(),
          }),
        )
        .optional(),
    })
    .refine((goods) => goods.id !== undefined || goods.name !== undefined, 'goods need an id or a name')
  return z.strictObject({
    items: z.array(item).min(1).readonly(),
    delivery_emails: z.array(z.email()).readonly().optional(),
  })
}
