import { get, json, post, put, type Route, type SandboxRequest } from '@bpmcentr/core/testing'
import { between, flag, found, message, oneOf, page, select } from './listing.ts'
import { checkMethod, PAYMENT, storePayment } from './orderInput.ts'
import type { ExpenseRow, Fields, PaymentRow, TransactionRow } from './rows.ts'
import { showExpense, showPayment } from './show.ts'
import { given, Problems, type Rules, textOr } from './validate.ts'
import { stamp, type World } from './world.ts'

/** What can hold payments: orders and cards. */
export interface Payable {
  readonly id: number
  payment_ids: number[]
  updated_at: string
}

export function orderMoneyRoutes(world: World): Route[] {
  const { orders, expenses } = world
  return [
    ...paymentRoutes(world, '/order/:id', (request) => found(orders.get(request.id()))),
    post('/order/:id/expense', (request) => {
      const order = found(orders.get(request.id()))
      const input = request.object()
      const type = typeOf(world, input)
      const problems = new Problems().check(input, EXPENSE)
      if (input.expense_type_id === undefined && input.expense_type === undefined) {
        problems.add('expense_type_id', 'field is required when expense type is not present.')
      } else problems.exists('expense_type_id', type !== undefined)
      problems.refuse()
      const now = stamp(request)
      const expense = expenses.insert({
        destination_id: order.id,
        expense_type_id: type as number,
        amount: input.amount as number,
        actual_currency: 'UAH',
        transaction_uuid: null,
        description: textOr(input.description, null),
        status: 'paid',
        payment_date: textOr(input.payment_date, now),
        created_at: now,
        updated_at: now,
      })
      orders.update(order.id, { expense_ids: [...order.expense_ids, expense.id], updated_at: now })
      return json(showExpense(world, expense), 201)
    }),
    put('/order/:id/expense/:expense', (request) => {
      const order = found(orders.get(request.id()))
      const id = order.expense_ids.find((each) => each === request.id('expense'))
      const expense = found(id === undefined ? undefined : expenses.get(id))
      const input = request.object()
      const problems = new Problems().check(input, { status: 'text', description: 'text' })
      problems.exists('status', [undefined, null, 'canceled'].includes(input.status as undefined)).refuse()
      expenses.update(expense.id, {
        ...given<ExpenseRow>(input, ['status', 'description']),
        updated_at: stamp(request),
      })
      return json(showExpense(world, expense), 202)
    }),
  ]
}

const EXPENSE: Rules = {
  expense_type_id: 'integer',
  expense_type: 'text',
  amount: 'number!',
  description: 'text',
  payment_date: 'moment',
}

/** Recording and changing payments, which orders and cards do alike. */
export function paymentRoutes(world: World, base: string, owner: (request: SandboxRequest) => Payable): Route[] {
  const { payments } = world
  return [
    post(`${base}/payment`, (request) => {
      const own = owner(request)
      const input = request.object()
      const problems = new Problems().check(input, PAYMENT)
      checkMethod(world, input, problems)
      problems.refuse()
      const now = stamp(request)
      const id = storePayment(world, input, own.id, now)
      own.payment_ids = [...own.payment_ids, id]
      own.updated_at = now
      return json(showPayment(world, found(payments.get(id))), 201)
    }),
    put(`${base}/payment/:payment`, (request) => {
      const own = owner(request)
      const id = own.payment_ids.find((each) => each === request.id('payment'))
      const payment = found(id === undefined ? undefined : payments.get(id))
      const input = request.object()
      const problems = new Problems().check(input, { status: 'text', description: 'text' })
      problems
        .exists('status', [undefined, null, 'paid', 'not_paid', 'canceled'].includes(input.status as undefined))
        .refuse()
      payments.update(payment.id, {
        ...given<PaymentRow>(input, ['status', 'description']),
        updated_at: stamp(request),
      })
      own.updated_at = stamp(request)
      return json(showPayment(world, payment), 202)
    }),
  ]
}

export function transactionRoutes(world: World): Route[] {
  const { transactions, payments } = world
  return [
    get('/payments/external-transactions', (request) =>
      page(select(transactions.rows, request, FILTERS), request, ({ payment_id: _tied, ...row }) => row),
    ),
    post('/payments/:id/external-transactions', (request) => {
      const payment = found(payments.get(request.id()))
      const transaction = transactionOf(world, request.object())
      if (transaction === undefined) return message('The given data was invalid.', 422)
      transactions.update(transaction.id, { payment_id: payment.id })
      payments.update(payment.id, { transaction_uuid: transaction.uuid, updated_at: stamp(request) })
      return json(showPayment(world, payment), 201)
    }),
  ]
}

const FILTERS = {
  id: oneOf((row: TransactionRow) => row.id),
  transaction_uuid: oneOf((row: TransactionRow) => row.uuid),
  gateway_id: oneOf((row: TransactionRow) => row.gateway_id),
  is_attached: flag((row: TransactionRow) => row.payment_id !== null),
  created_between: between((row: TransactionRow) => row.created_at),
}

function transactionOf(
  world: World,
  { transaction_id: id, transaction_uuid: uuid }: Fields,
): TransactionRow | undefined {
  if (typeof id === 'number') return world.transactions.get(id)
  return typeof uuid === 'string' ? world.transactions.find((row) => row.uuid === uuid) : undefined
}

function typeOf(world: World, { expense_type_id: id, expense_type: name }: Fields): number | undefined {
  if (typeof id === 'number') return world.expenseTypes.get(id)?.id
  return world.expenseTypes.find((row) => row.name === name)?.id
}
