import { operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Expense, NAME_A_METHOD, namesMethod, newPayment, Payment, paymentChanges, wireDated } from '../money.ts'
import { Id, Maybe, Moment, Text } from '../wire.ts'

export const CreateOrderPayment = schema(() =>
  z.strictObject({ orderId: Id(), ...newPayment() }).refine(namesMethod, NAME_A_METHOD),
)
export interface CreateOrderPayment extends z.output<ReturnType<typeof CreateOrderPayment>> {}

export const UpdateOrderPayment = schema(() => z.strictObject({ orderId: Id(), paymentId: Id(), ...paymentChanges() }))
export interface UpdateOrderPayment extends z.output<ReturnType<typeof UpdateOrderPayment>> {}

export const CreateOrderExpense = schema(() =>
  z
    .strictObject({
      orderId: Id(),
      expense_type_id: Id().optional(),
      expense_type: z.string().min(1).optional(),
      amount: z.number(),
      description: Text(),
      payment_date: Maybe<Moment>(Moment()),
    })
    .refine(namesType, 'give `expense_type_id` or `expense_type`'),
)
export interface CreateOrderExpense extends z.output<ReturnType<typeof CreateOrderExpense>> {}

export const UpdateOrderExpense = schema(() =>
  z.strictObject({
    orderId: Id(),
    expenseId: Id(),
    status: z.enum(['canceled']).optional(),
    description: Text(),
  }),
)
export interface UpdateOrderExpense extends z.output<ReturnType<typeof UpdateOrderExpense>> {}

export const payments = {
  /**
   * Records a payment on an order. `status` is `paid` unless given; `amount` in major units; `payment_date` UTC, now unless
   * given. KeyCRM cannot recognise a second one, so it is never repeated after an unknown outcome: read the order's
   * payments first.
   */
  create: operation<CreateOrderPayment, Payment>({
    summary: 'Record a payment on an order',
    kind: 'create',
    input: CreateOrderPayment,
    output: Payment,
    request: ({ orderId, ...payment }) => ({
      method: 'POST',
      path: path`order/${orderId}/payment`,
      json: wireDated(payment),
    }),
    example: {
      input: { orderId: 22, payment_method_id: 2, amount: 123.5, status: 'paid', payment_date: '2021-02-21 14:44:00' },
      output: {
        payment_method_id: 2,
        amount: 123.5,
        status: 'paid',
        payment_date: '2021-02-21 14:44:00',
        created_at: '2021-02-21 14:44:07',
        updated_at: '2021-02-21 14:44:07',
      },
    },
  }),
  /** Changes the status or the description of a payment; nothing else of it can be changed. */
  update: operation<UpdateOrderPayment, Payment>({
    summary: 'Change a payment of an order',
    kind: 'update',
    input: UpdateOrderPayment,
    output: Payment,
    request: ({ orderId, paymentId, ...changes }) => ({
      method: 'PUT',
      path: path`order/${orderId}/payment/${paymentId}`,
      json: changes,
    }),
    example: {
      input: { orderId: 22, paymentId: 2233, status: 'canceled' },
      output: { payment_method_id: 2, amount: 123.5, status: 'canceled' },
    },
  }),
}

export const expenses = {
  /** Records an expense on an order, `amount` in major units. Never repeated after an unknown outcome. */
  create: operation<CreateOrderExpense, Expense>({
    summary: 'Record an expense on an order',
    kind: 'create',
    input: CreateOrderExpense,
    output: Expense,
    request: ({ orderId, ...expense }) => ({
      method: 'POST',
      path: path`order/${orderId}/expense`,
      json: wireDated(expense),
    }),
    example: {
      input: { orderId: 22, expense_type: 'Пакування', amount: 123.5, description: 'Комісія за пакування' },
      output: { expense_type_id: 2, amount: 123.5, description: 'Комісія за пакування', status: 'paid' },
    },
  }),
  /** Cancels an expense, or changes its description. */
  update: operation<UpdateOrderExpense, Expense>({
    summary: 'Cancel or describe an expense of an order',
    kind: 'update',
    input: UpdateOrderExpense,
    output: Expense,
    request: ({ orderId, expenseId, ...changes }) => ({
      method: 'PUT',
      path: path`order/${orderId}/expense/${expenseId}`,
      json: changes,
    }),
    example: {
      input: { orderId: 22, expenseId: 2233, status: 'canceled' },
      output: { expense_type_id: 2, amount: 123.5, status: 'canceled' },
    },
  }),
}

function namesType(expense: { expense_type_id?: unknown; expense_type?: unknown }): boolean {
  return expense.expense_type_id !== undefined || expense.expense_type !== undefined
}
