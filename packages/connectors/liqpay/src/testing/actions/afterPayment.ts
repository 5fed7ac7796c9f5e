import { toMinorUnits } from '../../amount.ts'
import { approve } from '../charge.ts'
import { amountOf, answer, findSubscription, need, paymentOf, settle } from '../ledger.ts'
import { refuse } from '../refuse.ts'
import type { Actions } from './types.ts'

const PAID = ['success', 'wait_compensation', 'subscribed']
/** What `confirm` needs for each waiting status. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  '3ds_verify': [],
  otp_verify: ['otp'],
  cvv_verify: ['card_cvv'],
  sender_verify: ['sender_first_name', 'sender_country_code', 'sender_city', 'sender_address', 'sender_postal_code'],
  receiver_verify: ['receiver_first_name', 'receiver_last_name'],
}

export const afterPaymentActions: Actions = {
  status: (ledger, params) => answer(paymentOf(ledger, params)),

  refund(ledger, params) {
    const row = paymentOf(ledger, params)
    const amount = toMinorUnits(amountOf(params))
    const held = row.status === 'hold_wait'
    if (!held && !PAID.includes(row.status)) throw refuse('payment_err_status')
    const before = toMinorUnits((row.refund_amount as number | undefined) ?? 0)
    const whole = toMinorUnits(row.amount)
    // A hold is released as a whole.
    if (held ? amount !== whole : before + amount > whole) throw refuse('err_payment_amount_limit')
    const refunded = before + amount
    settle(ledger, row, {
      status: refunded === whole ? 'reversed' : row.status,
      refund_amount: refunded / 100,
      refund_date_last: ledger.clock.now(),
    })
    return { result: 'ok', action: 'refund', payment_id: row.payment_id, order_id: row.order_id, status: 'reversed' }
  },

  hold_completion(ledger, params) {
    const row = paymentOf(ledger, params)
    const amount = amountOf(params)
    if (row.status !== 'hold_wait') throw refuse('payment_err_status')
    if (toMinorUnits(amount) > toMinorUnits(row.own.held ?? row.amount)) throw refuse('err_amount_hold')
    settle(ledger, row, {
      status: 'success',
      amount,
      amount_debit: amount,
      amount_credit: amount,
      completion_date: ledger.clock.now(),
    })
    return answer(row)
  },

  confirm(ledger, params) {
    need(params, ['confirm_token'])
    const row = ledger.state.payments.find((each) => each.confirm_token === params.confirm_token)
    if (row === undefined) throw refuse('err_wrong', 'confirm_token')
    need(params, STEPS[row.status] ?? [])
    approve(ledger, row, row.status === '3ds_verify' ? { is_3ds: true } : {})
    return answer(row)
  },

  data(ledger, params) {
    const row = paymentOf(ledger, params)
    need(params, ['info'])
    ledger.state.payments.update(row.payment_id, { info: params.info })
    return answer(row)
  },

  ticket(ledger, params) {
    const row = paymentOf(ledger, params)
    need(params, ['email'])
    if (!PAID.includes(row.status)) throw refuse('payment_err_status')
    ledger.state.tickets.insert({ order_id: row.order_id, email: String(params.email) })
    return { result: 'ok' }
  },

  unsubscribe(ledger, params) {
    const { public_key } = paymentOf(ledger, params)
    const row = findSubscription(ledger, params)
    if (row === undefined) {
      throw refuse('payment_not_subscribed', undefined, { action: 'unsubscribe', status: 'failure', public_key })
    }
    settle(ledger, row, { status: 'unsubscribed' })
    return answer(row, { action: 'unsubscribe' })
  },

  subscribe_update(ledger, params) {
    need(params, ['amount', 'currency', 'description'])
    paymentOf(ledger, params)
    const row = findSubscription(ledger, params)
    if (row === undefined) throw refuse('payment_not_subscribed')
    ledger.state.payments.update(row.payment_id, { amount: amountOf(params), description: String(params.description) })
    return answer(row)
  },
}
