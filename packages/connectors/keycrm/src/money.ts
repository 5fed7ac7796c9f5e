import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { wireMoment } from './dates.ts'
import { flag, Id, Moment, num, open, text } from './wire.ts'

export const PaymentMethod = schema(() =>
  z.looseObject({ id: z.number(), name: text(), alias: text(), is_active: flag() }),
)
export interface PaymentMethod extends z.output<ReturnType<typeof PaymentMethod>> {}

export const ExpenseType = schema(() =>
  z.looseObject({
    id: z.number(),
    name: text(),
    alias: text(),
    is_active: flag(),
    is_reserved: flag(),
    by_order: flag(),
  }),
)
export interface ExpenseType extends z.output<ReturnType<typeof ExpenseType>> {}

/**
 * A payment, `amount` in major units. The documented answer to creating one has no `id`; orders and cards read with
 * `include: ['payments']` have it.
 */
export const Payment = schema(() =>
  z.looseObject({
    id: num(),
    destination_id: num(),
    payment_method_id: num(),
    payment_method: PaymentMethod().nullish(),
    amount: z.number(),
    actual_currency: text(),
    transaction_uuid: text(),
    description: text(),
    status: open<'paid' | 'not_paid' | 'canceled'>().nullish(),
    fiscal_result: z.unknown().optional(),
    payment_date: text(),
    created_at: text(),
    updated_at: text(),
  }),
)
export interface Payment extends z.output<ReturnType<typeof Payment>> {}

/** An expense on an order, `amount` in major units. As with payments, `id` comes with `include: ['expenses']`. */
export const Expense = schema(() =>
  z.looseObject({
    id: num(),
    destination_id: num(),
    expense_type_id: num(),
    expense_type: ExpenseType().nullish(),
    amount: z.number(),
    actual_currency: text(),
    transaction_uuid: text(),
    description: text(),
    status: open<'paid' | 'not_paid' | 'canceled'>().nullish(),
    payment_date: text(),
    created_at: text(),
    updated_at: text(),
  }),
)
export interface Expense extends z.output<ReturnType<typeof Expense>> {}

/** The fields of a new payment. `status` is `paid` unless given, and `payment_date` (UTC) is now. */
export function newPayment() {
  return {
    payment_method_id: Id().optional(),
    payment_method: z.string().min(1).optional(),
    amount: z.number(),
    description: z.string().nullish(),
    payment_date: Moment().nullish(),
    status: z.enum(['paid', 'not_paid', 'canceled']).nullish(),
  }
}

/** What of a payment can be changed. */
export function paymentChanges() {
  return { status: z.enum(['paid', 'not_paid', 'canceled']).optional(), description: z.string().nullish() }
}

export const NAME_A_METHOD = 'give `payment_method_id` or `payment_method`'

export function namesMethod(payment: { payment_method_id?: unknown; payment_method?: unknown }): boolean {
  return payment.payment_method_id !== undefined || payment.payment_method !== undefined
}

/** A payment or expense with its date in the vendor's form. */
export function wireDated<T extends { payment_date?: Date | string | null | undefined }>(input: T) {
  return input.payment_date === undefined ? input : { ...input, payment_date: wireMoment(input.payment_date) }
}
