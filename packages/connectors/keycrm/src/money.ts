import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { wireMoment } from './dates.ts'
import { Flag, Id, Maybe, Member, Moment, Num, Text } from './wire.ts'

export const PaymentMethod = schema(() =>
  z.looseObject({ id: z.number(), name: Text(), alias: Text(), is_active: Flag() }),
)
export interface PaymentMethodSchema extends ReturnType<typeof PaymentMethod> {}
export interface PaymentMethod extends z.output<ReturnType<typeof PaymentMethod>> {}

export const ExpenseType = schema(() =>
  z.looseObject({
    id: z.number(),
    name: Text(),
    alias: Text(),
    is_active: Flag(),
    is_reserved: Flag(),
    by_order: Flag(),
  }),
)
export interface ExpenseTypeSchema extends ReturnType<typeof ExpenseType> {}
export interface ExpenseType extends z.output<ReturnType<typeof ExpenseType>> {}

/**
 * A payment, `amount` in major units. The documented answer to creating one has no `id`; orders and cards read with
 * `include: ['payments']` have it.
 */
export const Payment = schema(() =>
  z.looseObject({
    id: Num(),
    destination_id: Num(),
    payment_method_id: Num(),
    payment_method: Maybe<PaymentMethodSchema>(PaymentMethod()),
    amount: z.number(),
    actual_currency: Text(),
    transaction_uuid: Text(),
    description: Text(),
    status: Member<'paid' | 'not_paid' | 'canceled'>().nullish(),
    fiscal_result: z.unknown().optional(),
    payment_date: Text(),
    created_at: Text(),
    updated_at: Text(),
  }),
)
export interface PaymentSchema extends ReturnType<typeof Payment> {}
export interface Payment extends z.output<ReturnType<typeof Payment>> {}

/** An expense on an order, `amount` in major units. As with payments, `id` comes with `include: ['expenses']`. */
export const Expense = schema(() =>
  z.looseObject({
    id: Num(),
    destination_id: Num(),
    expense_type_id: Num(),
    expense_type: Maybe<ExpenseTypeSchema>(ExpenseType()),
    amount: z.number(),
    actual_currency: Text(),
    transaction_uuid: Text(),
    description: Text(),
    status: Member<'paid' | 'not_paid' | 'canceled'>().nullish(),
    payment_date: Text(),
    created_at: Text(),
    updated_at: Text(),
  }),
)
export interface ExpenseSchema extends ReturnType<typeof Expense> {}
export interface Expense extends z.output<ReturnType<typeof Expense>> {}

/** A payment within a new order or card. `status` is `paid` unless given, and `payment_date` (UTC) is now. */
export const NewPayment = schema(() => z.strictObject(newPayment()).refine(namesMethod, NAME_A_METHOD))
export interface NewPaymentSchema extends ReturnType<typeof NewPayment> {}

/** The fields of a new payment. */
export function newPayment() {
  return {
    payment_method_id: Id().optional(),
    payment_method: z.string().min(1).optional(),
    amount: z.number(),
    description: Text(),
    payment_date: Maybe<Moment>(Moment()),
    status: z.enum(['paid', 'not_paid', 'canceled']).nullish(),
  }
}

/** What of a payment can be changed. */
export function paymentChanges() {
  return { status: z.enum(['paid', 'not_paid', 'canceled']).optional(), description: Text() }
}

export const NAME_A_METHOD = 'give `payment_method_id` or `payment_method`'

export function namesMethod(payment: { payment_method_id?: unknown; payment_method?: unknown }): boolean {
  return payment.payment_method_id !== undefined || payment.payment_method !== undefined
}

/** A payment or expense with its date in the vendor's form. */
export function wireDated<T extends { payment_date?: Date | string | null | undefined }>(input: T) {
  return input.payment_date === undefined ? input : { ...input, payment_date: wireMoment(input.payment_date) }
}
