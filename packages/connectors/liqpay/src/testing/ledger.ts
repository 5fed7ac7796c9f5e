import type { Clock } from '@bpmcentr/core'
import { toAmount } from '../amount.ts'
import type { Payment } from '../payment.ts'
import { callbackOf, type SandboxCallback } from './callbacks.ts'
import { refuse } from './refuse.ts'
import type { LiqpaySandboxState, PaymentRow } from './state.ts'

/** The decoded parameters of a request. */
export type Params = Readonly<Record<string, unknown>>

/** Everything an action works with. */
export interface Ledger {
  readonly state: LiqpaySandboxState
  readonly clock: Clock
  readonly privateKey: string
  /** Where callbacks go when a payment names no `server_url`. */
  readonly serverUrl: string
  /** Oldest first. */
  readonly callbacks: SandboxCallback[]
}

/** The fields of a payment that echo the request. */
const ECHOED = [
  'version',
  'ip',
  'info',
  'customer',
  'language',
  'product_category',
  'product_name',
  'product_description',
  'product_url',
] as const

/** The latest payment of an order: renewals of a subscription share its id. */
export function findPayment({ state }: Ledger, { order_id, public_key }: Params): PaymentRow | undefined {
  return state.payments.rows.findLast((row) => row.order_id === order_id && row.public_key === public_key)
}

/** The payment that started a subscription which still runs. */
export function findSubscription({ state }: Ledger, { order_id, public_key }: Params): PaymentRow | undefined {
  return state.payments.find(
    (row) =>
      row.order_id === order_id &&
      row.public_key === public_key &&
      row.own.subscription !== undefined &&
      row.status !== 'unsubscribed',
  )
}

/** @throws the refusal that there is no such payment */
export function paymentOf(ledger: Ledger, params: Params): PaymentRow {
  need(params, ['order_id'])
  const row = findPayment(ledger, params)
  if (row === undefined) throw refuse('payment_not_found')
  return row
}

/** @throws the refusal for the first parameter that is not there */
export function need(params: Params, names: readonly string[]): void {
  for (const name of names) {
    if (params[name] === undefined || params[name] === '') throw refuse('err_missing', name)
  }
}

export function amountOf(params: Params, name = 'amount'): number {
  need(params, [name])
  const amount = toAmount(params[name] as number | string)
  if (amount === undefined) throw refuse('err_wrong', name)
  return amount
}

export function addPayment(ledger: Ledger, params: Params, changes: Partial<PaymentRow>): PaymentRow {
  need(params, ['amount', 'currency', 'description', 'order_id'])
  const amount = amountOf(params)
  if (!['UAH', 'USD', 'EUR'].includes(String(params.currency))) throw refuse('err_currency_is_not_allowed')
  if (findPayment(ledger, params) !== undefined) throw refuse('order_id_duplicate')
  return insertPayment(ledger, params, { amount, ...changes })
}

export function insertPayment(ledger: Ledger, params: Params, changes: Partial<PaymentRow>): PaymentRow {
  const now = ledger.clock.now()
  const echoed = Object.fromEntries(
    ECHOED.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]])),
  )
  const row = ledger.state.payments.insert({
    order_id: String(params.order_id),
    public_key: String(params.public_key),
    action: String(params.action),
    currency: String(params.currency),
    description: String(params.description),
    type: 'buy',
    paytype: 'card',
    language: 'uk',
    is_3ds: false,
    create_date: now,
    sender_phone: params.phone,
    ...echoed,
    ...changes,
    own: {
      ...(typeof params.server_url === 'string' && { server_url: params.server_url }),
      ...(typeof params.result_url === 'string' && { result_url: params.result_url }),
      ...(params.recurringbytoken === '1' && { recurringbytoken: true }),
      ...changes.own,
    },
  })
  row.transaction_id = row.payment_id
  row.liqpay_order_id = `SANDBOX${row.payment_id}`
  return row
}

/** Changes a payment and sends its callback. */
export function settle(ledger: Ledger, row: PaymentRow, changes: Partial<PaymentRow>): SandboxCallback {
  const own = { ...row.own, ...changes.own }
  ledger.state.payments.update(row.payment_id, { end_date: ledger.clock.now(), ...changes, own })
  const callback = callbackOf(view(row), ledger.privateKey, row.own.server_url ?? ledger.serverUrl)
  ledger.callbacks.push(callback)
  return callback
}

/** A payment as LiqPay shows it: what is not there is left out. */
export function view(row: PaymentRow): Payment {
  const { own: _, ...shown } = row
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined)) as unknown as Payment
}

/** A payment as an answer: callbacks have no `result`. */
export function answer(row: PaymentRow, more: object = {}): object {
  return { result: 'ok', ...view(row), ...more }
}
