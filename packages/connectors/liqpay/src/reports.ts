import { listOperation, operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { epochField } from './dates.ts'
import { lenientNumber, lenientText, Payment } from './payment.ts'
import { act } from './request.ts'
import { windowPages } from './windowPages.ts'

const DAY = 86_400_000

const inOrder = (input: { date_from: number; date_to: number }) => input.date_from < input.date_to
const ORDER = { message: 'date_to must be later than date_from', path: ['date_to'] }

export const ReportInput = schema(() =>
  z
    .strictObject({
      date_from: epochField(),
      date_to: epochField(),
      /** Milliseconds that one request covers. Default: a day. LiqPay has no paging and documents no limit. */
      window: z.int().min(1_000).optional(),
    })
    .refine(inOrder, ORDER),
)
export interface ReportInput extends z.input<ReturnType<typeof ReportInput>> {}

/**
 * Payments between two moments, read window by window. There is no filter by change: a refund or chargeback shows in the
 * window of its payment, so read old windows again, or ask `payments.status`.
 */
export const listPayments = listOperation<ReportInput, Payment>({
  summary: 'List the payments between two moments',
  description: 'One request a window (a day unless set). Rows that two windows share are given once.',
  input: ReportInput,
  item: Payment,
  pages: windowPages(DAY),
  request: () => act('reports', { resp_format: 'json' }),
  items: (body) => body.data,
  key: (payment) => payment.payment_id ?? undefined,
})

export const ReportExportInput = schema(() =>
  z
    .strictObject({ date_from: epochField(), date_to: epochField(), resp_format: z.enum(['csv', 'xml']) })
    .refine(inOrder, ORDER),
)
export interface ReportExportInput extends z.input<ReturnType<typeof ReportExportInput>> {}

const Text = schema(() => z.string())

/** The same as a text of CSV or XML. */
export const exportPayments = operation<ReportExportInput, string>({
  summary: 'Export the payments between two moments as CSV or XML',
  kind: 'read',
  input: ReportExportInput,
  output: Text,
  request: (input) => act('reports', input, 'text'),
})

/** A day as `YYYY-MM-DD`. */
export const dayField = () => z.iso.date()

export const RegisterInput = schema(() => z.strictObject({ date: dayField() }))
export interface RegisterInput extends z.input<ReturnType<typeof RegisterInput>> {}

/** A settled transaction. Names and formats are others than a payment's: dates are `YYYY-MM-DD HH:mm:ss` texts in UTC. */
export const RegisterRow = schema(() =>
  z.looseObject({
    id: lenientNumber(),
    order_id: lenientText(),
    liqpay_order_id: lenientText(),
    action: z.string().nullish(),
    /** `purchase`, `refund`, `reverse` or `hold_compl`. */
    trans_type: z.string().nullish(),
    trans_amount: lenientNumber(),
    trans_currency: z.string().nullish(),
    trans_fee_credit: lenientNumber(),
    trans_fee_debit: lenientNumber(),
    trans_bonus: lenientNumber(),
    /** What the shop is credited. */
    trans_total: lenientNumber(),
    create_date: z.string().nullish(),
    end_date: z.string().nullish(),
    description: z.string().nullish(),
    paytype: z.string().nullish(),
    channel: z.string().nullish(),
    customer: lenientText(),
    ip: z.string().nullish(),
    /** Masked, with spaces. */
    sender_card: z.string().nullish(),
    sender_card_bank: z.string().nullish(),
    sender_card_country: lenientText(),
    sender_card_type: z.string().nullish(),
    sender_phone: lenientText(),
    sender_email: z.string().nullish(),
    authcode_debit: lenientText(),
    /** In a list of compensations. */
    compensation_id: lenientText(),
  }),
)
export interface RegisterRow extends z.output<ReturnType<typeof RegisterRow>> {}

export const RegisterRows = schema(() => z.array(RegisterRow()))

/** The settled transactions of a calendar day. */
export const register = operation<RegisterInput, RegisterRow[]>({
  summary: 'List the settled transactions of a day',
  kind: 'read',
  input: RegisterInput,
  output: RegisterRows,
  request: (input) => act('register', { ...input, format: 'json' }),
  answer: (body) => body.data,
})
