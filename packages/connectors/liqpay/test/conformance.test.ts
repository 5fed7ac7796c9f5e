import { connectorConformance } from '@bpmcentr/core/testing/conformance'
import { liqpay } from '../src/index.ts'
import { liqpaySandbox } from '../src/testing.ts'
import { card } from './support.ts'

const { keys } = liqpaySandbox()
const money = { amount: 149.5, currency: 'UAH', description: 'Замовлення №42', order_id: 'new-1' } as const
const ip = '203.0.113.7'
const phone = '380951234567'
const byCard = { ...money, ...card, ip, phone }

/** Half a minute before the payments that the sandbox begins with, one a minute: none falls on the border of two windows. */
const MORNING = Date.UTC(2026, 7, 1, 9, 0, 30)

connectorConformance(liqpay, {
  sandbox: (options) => liqpaySandbox(options),
  options: keys,
  wrong: { options: { ...keys, privateKey: 'another-private-key' }, help: /LiqPay cabinet/ },
  secrets: [keys.privateKey, 'another-private-key', card.card],
  inputs: {
    'payments.pay': byCard,
    'payments.hold': byCard,
    'payments.payQr': { ...money, ip },
    'payments.payCash': { ...money, ip, phone },
    'payments.prepare': money,
    'payments.holdCompletion': { order_id: 'hold-9', amount: 75.25 },
    'payments.confirm': { confirm_token: 'sandbox_confirm_1000006', otp: '123456' },
    'payments.data': { order_id: 'order-120', info: 'ТТН 2045' },
    'payments.ticket': { order_id: 'order-120', email: 'buyer@example.com' },
    'invoices.units': { language: 'uk' },
    'subscriptions.create': { ...byCard, subscribe_date_start: '2026-09-01 00:00:00', subscribe_periodicity: 'month' },
    'subscriptions.update': { ...money, order_id: 'sub-77' },
    'payouts.p2pDebit': { ...money, ...card, phone },
    'cards.verify': { ...card, description: 'Перевірка', order_id: 'new-1', ip },
    'cards.mpi': {
      ...money,
      ...card,
      ip,
      threeDSInfo: {
        notificationURL: 'https://shop.example/3ds',
        threeDSRequestorURL: 'https://shop.example/',
        browserLanguage: 'uk-UA',
        browserScreenHeight: '1080',
        browserScreenWidth: '1920',
        browserColorDepth: '24',
        browserAcceptHeader: '*/*',
        browserTZ: '-180',
        browserUserAgent: 'Mozilla/5.0',
      },
    },
    'cards.createToken': { is_debit: true, is_credit: false, ...card },
    'cards.updateToken': { card_token: 'sandbox_token', card_token_action: 'SUSPEND' },
    'reports.list': { date_from: MORNING, date_to: MORNING + 600_000, window: 120_000 },
    'reports.export': { date_from: MORNING, date_to: MORNING + 600_000, resp_format: 'csv' },
    'reports.register': { date: '2026-08-01' },
    'reports.compensations': { date: '2026-08-01' },
    'reports.compensation': { compensation_id: 'compensation_2026-08-01' },
    'reports.compensationFileStatus': { register_token: 'compensation_sandbox_i00000000_2026.08.01.csv' },
    'partner.merchant': {},
    'partner.user': { phone: '380950000001' },
    'partner.mccCodes': {},
    'partner.mccDocuments': { mcc_code: 5812 },
    call: { action: 'agent_info_merchant' },
  },
  missing: {
    'payments.status': { order_id: 'nobody' },
    'payments.refund': { order_id: 'nobody', amount: 1 },
    'payments.holdCompletion': { order_id: 'nobody', amount: 1 },
    'payments.data': { order_id: 'nobody', info: 'x' },
    'payments.ticket': { order_id: 'nobody', email: 'buyer@example.com' },
    'invoices.cancel': { order_id: 'nobody' },
    'subscriptions.cancel': { order_id: 'nobody' },
    'subscriptions.update': { ...money, order_id: 'nobody' },
    'cards.updateToken': { card_token: 'nobody', card_token_action: 'DELETE' },
    'partner.user': { phone: '380950000002' },
  },
  counts: { 'reports.list': 6 },
  skip: { call: { unknownField: 'it takes the parameters of any action' } },
})
