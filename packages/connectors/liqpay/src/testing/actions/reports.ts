import { toLiqpayDateTime } from '../../dates.ts'
import { type Ledger, need, type Params, view } from '../ledger.ts'
import { refuse } from '../refuse.ts'
import type { PaymentRow } from '../state.ts'
import type { Actions } from './types.ts'

const SETTLED = ['success', 'wait_compensation', 'subscribed', 'reversed']
const COLUMNS = [
  'payment_id',
  'order_id',
  'action',
  'status',
  'amount',
  'currency',
  'description',
  'create_date',
] as const
/** A file is made after it was asked for this many times. */
const ASKS = 2

export const reportActions: Actions = {
  reports(ledger, params) {
    const from = epoch(params, 'date_from')
    const to = epoch(params, 'date_to')
    const rows = own(ledger, params).filter((row) => row.create_date >= from && row.create_date <= to)
    const format = params.resp_format ?? 'json'
    if (format === 'csv')
      return [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((name) => csv(row[name])).join(','))].join('\n')
    if (format === 'xml') return `<?xml version="1.0" encoding="UTF-8"?><data>${rows.map(element).join('')}</data>`
    if (format !== 'json') throw refuse('err_wrong', 'resp_format')
    return { result: 'success', data: rows.map(view) }
  },

  register(ledger, params) {
    need(params, ['date', 'format'])
    return { result: 'ok', data: settledOn(ledger, params, String(params.date)).map(settlement) }
  },

  reports_compensation(ledger, params) {
    if (params.compensation_id !== undefined) {
      const day = /^compensation_(.+)$/.exec(String(params.compensation_id))?.[1]
      if (day === undefined) throw refuse('err_wrong', 'compensation_id')
      return { result: 'ok', data: settledOn(ledger, params, day).map(settlement) }
    }
    need(params, ['date'])
    const day = String(params.date)
    const none = settledOn(ledger, params, day).length === 0
    const rows = none ? [] : [{ compensation_id: `compensation_${day}`, create_date: `${day} 23:59:59` }]
    return { result: 'success', data: rows }
  },

  reports_compensation_file(ledger, params) {
    if (params.date === undefined && params.compensation_id === undefined) throw refuse('err_missing', 'date')
    if (params.resp_format !== 'csv') throw refuse('err_wrong', 'resp_format')
    const of = String(params.date ?? params.compensation_id).replaceAll('-', '.')
    const register_token = `compensation_${params.public_key}_${of}.csv`
    if (!ledger.state.files.has(register_token)) ledger.state.files.insert({ register_token, asked: 0 })
    return { result: 'ok', status: 'processing', register_token }
  },

  reports_compensation_file_status(ledger, params) {
    need(params, ['register_token'])
    const file = ledger.state.files.get(String(params.register_token))
    if (file === undefined) throw refuse('err_wrong', 'register_token')
    ledger.state.files.update(file.register_token, { asked: file.asked + 1 })
    if (file.asked <= ASKS) return { result: 'ok', status: 'processing' }
    return {
      result: 'ok',
      status: 'success',
      filelink: `https://reports.liqpay.example/${file.register_token}?X-Amz-Expires=900`,
    }
  },
}

function own({ state }: Ledger, { public_key }: Params): PaymentRow[] {
  return state.payments.rows.filter((row) => row.public_key === public_key)
}

function epoch(params: Params, name: string): number {
  need(params, [name])
  const value = Number(params[name])
  if (!Number.isInteger(value)) throw refuse('err_wrong', name)
  return value
}

function settledOn(ledger: Ledger, params: Params, day: string): PaymentRow[] {
  return own(ledger, params).filter(
    (row) => SETTLED.includes(row.status) && toLiqpayDateTime(row.create_date).startsWith(day),
  )
}

function settlement(row: PaymentRow): object {
  const fee = Number(row.receiver_commission ?? 0)
  return {
    id: row.payment_id,
    order_id: row.order_id,
    action: row.action,
    trans_type: row.status === 'reversed' ? 'refund' : row.own.held === undefined ? 'purchase' : 'hold_compl',
    trans_amount: row.amount,
    trans_currency: row.currency,
    trans_fee_credit: fee,
    trans_fee_debit: 0,
    trans_total: Math.round((row.amount - fee) * 100) / 100,
    create_date: toLiqpayDateTime(row.create_date),
    end_date: toLiqpayDateTime(Number(row.end_date ?? row.create_date)),
    description: row.description,
    channel: 'checkout',
  }
}

function csv(value: unknown): string {
  const text = String(value ?? '')
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function element(row: PaymentRow): string {
  const plain = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<payment>${COLUMNS.map((name) => `<${name}>${plain(String(row[name] ?? ''))}</${name}>`).join('')}</payment>`
}
