import { toMinorUnits } from '../../amount.ts'
import { charge } from '../charge.ts'
import { addPayment, answer, type Ledger, need, type Params } from '../ledger.ts'
import { refuse } from '../refuse.ts'
import type { PaymentRow } from '../state.ts'
import type { Actions } from './types.ts'

const WALLETS: Readonly<Record<string, readonly string[]>> = {
  apay: ['apay_token'],
  gpay: ['gpay_token'],
  apay_tavv: ['card', 'card_exp_month', 'card_exp_year', 'tavv'],
  gpay_tavv: ['card', 'card_exp_month', 'card_exp_year', 'tavv'],
  tavv: ['card', 'card_exp_month', 'card_exp_year', 'tavv'],
}
const BY_CARD = ['card', 'card_exp_month', 'card_exp_year', 'card_cvv', 'ip', 'phone']

/** Payments whose money comes at once or after a step. */
export const paymentActions: Actions = {
  pay: byServer,
  hold: byServer,
  subscribe: (ledger, params) => {
    need(params, ['subscribe_date_start', 'subscribe_periodicity'])
    const subscription = {
      periodicity: String(params.subscribe_periodicity),
      start: String(params.subscribe_date_start),
    }
    return byServer(ledger, params, { own: { subscription } })
  },
  paytoken(ledger, params) {
    need(params, ['amount', 'currency', 'description', 'order_id', 'card_token', 'ip'])
    const card = cardOf(ledger, String(params.card_token))
    return paid(ledger, addPayment(ledger, params, { action: actionOf(params, 'pay') }), card)
  },
  payqr(ledger, params) {
    need(params, ['ip'])
    const row = addPayment(ledger, params, { action: actionOf(params, 'pay'), paytype: 'qr', status: 'wait_qr' })
    ledger.state.payments.update(row.payment_id, { qr_code: `lp_qr:pay:sandbox${row.payment_id}` })
    return answer(row)
  },
  paycash(ledger, params) {
    need(params, ['ip', 'phone'])
    return answer(addPayment(ledger, params, { action: actionOf(params, 'pay'), paytype: 'cash', status: 'cash_wait' }))
  },
  payment_prepare(ledger, params) {
    const action = String(params.action_payment ?? 'pay')
    return answer(addPayment(ledger, params, { action, status: 'prepared' }))
  },
  p2pcredit(ledger, params) {
    need(params, ['ip'])
    const { receiver_card: card, receiver_card_token: token, receiver_account: account } = params
    if (card === undefined && token === undefined && account === undefined) throw refuse('err_missing', 'receiver_card')
    const to = typeof card === 'string' ? card : typeof token === 'string' ? cardOf(ledger, token) : undefined
    const row = addPayment(ledger, params, { action: 'p2pcredit', type: 'p2pcredit', status: 'processing' })
    return paid(ledger, row, to ?? '4242424242424242')
  },
  p2pdebit(ledger, params) {
    need(params, ['phone'])
    const card = cardFrom(ledger, params)
    return paid(
      ledger,
      addPayment(ledger, params, { action: 'p2pdebit', type: 'p2pdebit', status: 'processing' }),
      card,
    )
  },
  cardverification(ledger, params) {
    need(params, ['card', 'card_cvv', 'card_exp_month', 'card_exp_year', 'description', 'order_id', 'ip'])
    const row = addPayment(ledger, { currency: 'UAH', amount: 1, ...params }, { amount: 0, status: 'processing' })
    return paid(ledger, row, String(params.card))
  },
}

function byServer(ledger: Ledger, params: Params, changes: Partial<PaymentRow> = {}): object {
  const way = typeof params.paytype === 'string' ? WALLETS[params.paytype] : undefined
  if (params.paytype !== undefined && way === undefined) throw refuse('err_wrong', 'paytype')
  need(params, [
    'amount',
    'currency',
    'description',
    'order_id',
    ...(way ?? (params.card_token === undefined ? BY_CARD : ['ip'])),
  ])
  const card = way === undefined || params.card !== undefined ? cardFrom(ledger, params) : '4242424242424242'
  return paid(
    ledger,
    addPayment(ledger, params, { action: actionOf(params, String(params.action)), status: 'processing', ...changes }),
    card,
  )
}

function paid(ledger: Ledger, row: PaymentRow, card: string): object {
  charge(ledger, row, card)
  return answer(row)
}

function cardFrom(ledger: Ledger, params: Params): string {
  if (typeof params.card_token === 'string') return cardOf(ledger, params.card_token)
  need(params, ['card', 'card_exp_month', 'card_exp_year'])
  return String(params.card)
}

function cardOf({ state }: Ledger, token: string): string {
  const row = state.tokens.get(token)
  if (row === undefined || row.status === 'DELETED') throw refuse('108')
  if (row.status === 'SUSPENDED') throw refuse('102')
  return row.card
}

/** A payment that is shared out is reported as `paysplit`. */
function actionOf(params: Params, action: string): string {
  if (params.split_rules === undefined) return action
  let rules: { amount: number }[]
  try {
    rules = typeof params.split_rules === 'string' ? JSON.parse(params.split_rules) : params.split_rules
  } catch {
    throw refuse('err_wrong', 'split_rules')
  }
  const sum = rules.reduce((total, rule) => total + toMinorUnits(rule.amount), 0)
  if (sum !== toMinorUnits(params.amount as number)) throw refuse('err_split_amount')
  return 'paysplit'
}
