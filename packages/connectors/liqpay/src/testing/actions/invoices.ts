import { addPayment, need, paymentOf, settle } from '../ledger.ts'
import { refuse } from '../refuse.ts'
import type { Actions } from './types.ts'

const UNITS = [
  { id: '2009', full_name_uk: 'штука', full_name_en: 'piece', short_name_uk: 'шт.', short_name_en: 'pcs.' },
  { id: '0301', full_name_uk: 'кілограм', full_name_en: 'kilogram', short_name_uk: 'кг', short_name_en: 'kg' },
  { id: '0112', full_name_uk: 'літр', full_name_en: 'litre', short_name_uk: 'л', short_name_en: 'l' },
] as const

export const invoiceActions: Actions = {
  invoice_send(ledger, params) {
    if (params.email === undefined && params.phone === undefined) throw refuse('err_missing', 'email')
    const action = String(params.action_payment ?? 'pay')
    const row = addPayment(ledger, params, { action, paytype: 'invoice', status: 'invoice_wait' })
    const token = `sandbox_invoice_${row.payment_id}`
    const receiver_type = params.email === undefined ? 'phone' : 'email'
    const receiver_value = String(params[receiver_type])
    const invoice = ledger.state.invoices.insert({
      order_id: row.order_id,
      public_key: row.public_key,
      token,
      receiver_type,
      receiver_value,
      cancelled: false,
    })
    const { order_id, amount, currency, description } = row
    const href = `https://www.liqpay.ua/apipay/invoice/${token}`
    return {
      result: 'ok',
      action,
      id: invoice.id,
      status: 'invoice_wait',
      href,
      token,
      receiver_type,
      receiver_value,
      order_id,
      amount,
      currency,
      description,
    }
  },

  invoice_cancel(ledger, params) {
    const row = paymentOf(ledger, params)
    const invoice = ledger.state.invoices.find(
      (each) => each.order_id === row.order_id && each.public_key === row.public_key,
    )
    if (invoice === undefined) throw refuse('payment_not_found')
    if (invoice.cancelled || row.status !== 'invoice_wait') throw refuse('payment_err_status')
    ledger.state.invoices.update(invoice.id, { cancelled: true })
    settle(ledger, row, { status: 'failure' })
    return { result: 'ok', invoice_id: invoice.id }
  },

  invoice_units_get_list: () => UNITS,

  invoice_units_get_list_by_lang(_ledger, params) {
    need(params, ['language'])
    const language = params.language === 'en' ? 'en' : 'uk'
    return UNITS.map((unit) => ({
      id: unit.id,
      full_name: unit[`full_name_${language}`],
      short_name: unit[`short_name_${language}`],
    }))
  },
}
