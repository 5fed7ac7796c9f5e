import { none, operation, recover, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { isSameMoney } from './amount.ts'
import { dateTimeField } from './dates.ts'
import { languageField, moneyFields, phoneField, urlFields } from './fields.ts'
import { lenientNumber, lenientText } from './payment.ts'
import { paymentOf } from './recovery.ts'
import { act } from './request.ts'
import { OrderInput } from './status.ts'

export const InvoiceInput = schema(() =>
  z
    .strictObject({
      ...moneyFields(),
      email: z.email().optional(),
      phone: phoneField().optional(),
      action_payment: z.enum(['pay', 'hold', 'subscribe', 'paydonate']).optional(),
      /** Lines of the invoice; units come from `invoices.units` or are your own. */
      goods: z
        .array(
          z.strictObject({
            amount: z.number().positive(),
            count: z.int().positive(),
            unit: z.string().min(1),
            name: z.string().optional(),
          }),
        )
        .readonly()
        .optional(),
      expired_date: dateTimeField().optional(),
      language: languageField().optional(),
      ...urlFields(),
    })
    .refine((input) => (input.email === undefined) !== (input.phone === undefined), {
      message: 'give either an email or a phone',
      path: ['email'],
    }),
)
export interface InvoiceInput extends z.input<ReturnType<typeof InvoiceInput>> {}

export const Invoice = schema(() =>
  z.looseObject({
    status: z.string(),
    result: z.string().nullish(),
    id: lenientNumber(),
    order_id: z.string().nullish(),
    /** The page for the buyer. Missing when the answer was lost and the invoice was looked up. */
    href: z.string().nullish(),
    token: z.string().nullish(),
    receiver_type: z.string().nullish(),
    receiver_value: lenientText(),
    action: z.string().nullish(),
    amount: lenientNumber(),
    currency: z.string().nullish(),
    description: z.string().nullish(),
  }),
)
export interface Invoice extends z.output<ReturnType<typeof Invoice>> {}

/** Sends the buyer an invoice by e-mail or to the phone. */
export const sendInvoice = operation<InvoiceInput, Invoice>({
  summary: 'Send an invoice by e-mail or phone',
  description:
    'Never sent twice: when the answer is lost, it is looked up by `order_id`, which gives it without `href`.',
  kind: 'create',
  idempotency: recover<InvoiceInput, Invoice>(
    async (input, context) => {
      const payment = await paymentOf(input, context)
      if (payment === undefined || !isSameMoney(payment, input)) return undefined
      return { ...payment, order_id: input.order_id }
    },
    { resend: false },
  ),
  input: InvoiceInput,
  output: Invoice,
  request: (input) => act('invoice_send', input),
  example: {
    input: { amount: 100, currency: 'UAH', description: 'Рахунок', order_id: 'inv-1', email: 'buyer@example.com' },
    output: {
      result: 'ok',
      id: 6173,
      status: 'invoice_wait',
      href: 'https://www.liqpay.ua/apipay/invoice/150112455893001_6480_GBe3Mx',
      token: '150112455893001_6480_GBe3Mx',
      receiver_type: 'email',
      receiver_value: 'buyer@example.com',
      order_id: 'inv-1',
      amount: 100,
      currency: 'UAH',
      description: 'Рахунок',
      action: 'pay',
    },
  },
})

export const CancelledInvoice = schema(() =>
  z.looseObject({ result: z.string().nullish(), invoice_id: lenientNumber() }),
)
export interface CancelledInvoice extends z.output<ReturnType<typeof CancelledInvoice>> {}

/** Withdraws an invoice that is not paid yet. */
export const cancelInvoice = operation<OrderInput, CancelledInvoice>({
  summary: 'Cancel an invoice',
  kind: 'action',
  idempotency: none,
  input: OrderInput,
  output: CancelledInvoice,
  request: (input) => act('invoice_cancel', input),
  example: { input: { order_id: 'inv-7' }, output: { result: 'ok', invoice_id: 6173 } },
})

export const UnitsInput = schema(() =>
  z.strictObject({ language: languageField().optional(), hide_name_lang: z.boolean().optional() }),
)
export interface UnitsInput extends z.input<ReturnType<typeof UnitsInput>> {}

export const Unit = schema(() =>
  z.looseObject({
    id: z.union([z.string(), z.number()]),
    full_name: z.string().nullish(),
    full_name_uk: z.string().nullish(),
    full_name_en: z.string().nullish(),
    short_name: z.string().nullish(),
    short_name_uk: z.string().nullish(),
    short_name_en: z.string().nullish(),
  }),
)
export interface Unit extends z.output<ReturnType<typeof Unit>> {}

const Units = schema(() => z.array(Unit()))

/** The units of measurement for invoices; with `language` in one language, else in all. */
export const invoiceUnits = operation<UnitsInput, Unit[]>({
  summary: 'List the units of measurement for invoices',
  kind: 'read',
  input: UnitsInput,
  output: Units,
  request: (input) =>
    act(input.language === undefined ? 'invoice_units_get_list' : 'invoice_units_get_list_by_lang', input),
  answer: (body) => (Array.isArray(body) ? body : body.data),
})
