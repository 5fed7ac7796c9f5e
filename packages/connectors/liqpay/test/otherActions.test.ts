import { ConflictError, InputError, NotFoundError } from '@bpmcentr/core'
import { describe, expect, test } from 'vitest'
import { TEST_CARDS } from '../src/testing.ts'
import { actions, card, payment, shop } from './support.ts'

describe('an invoice', () => {
  const invoice = {
    amount: 100,
    currency: 'UAH',
    description: 'Рахунок',
    order_id: 'inv-1',
    email: 'buyer@example.com',
    goods: [{ amount: 100, count: 2, unit: 'шт.', name: 'телефон' }],
  } as const

  test('is sent, paid by the buyer and then no longer cancelled', async () => {
    const { client, sandbox } = shop()
    const sent = await client.invoices.send(invoice)
    expect(sent).toMatchObject({ status: 'invoice_wait', receiver_type: 'email', receiver_value: 'buyer@example.com' })
    expect(await client.payments.status({ order_id: 'inv-1' })).toMatchObject({ status: 'invoice_wait' })
    const { payment: paid } = sandbox.buyer.payInvoice(String(sent.href))
    expect(paid).toMatchObject({ status: 'success', order_id: 'inv-1', amount: 100 })
    await expect(client.invoices.cancel({ order_id: 'inv-1' })).rejects.toBeInstanceOf(ConflictError)
  })

  test('is cancelled, and then not paid', async () => {
    const { client, sandbox } = shop()
    const sent = await client.invoices.send({ ...invoice, email: undefined, phone: '+380951234567' })
    expect(await client.invoices.cancel({ order_id: 'inv-1' })).toEqual({ result: 'ok', invoice_id: sent.id })
    expect(() => sandbox.buyer.payInvoice(String(sent.token))).toThrow(/not open/)
  })

  test('goes to an email or a phone, not to none or both', async () => {
    const { client, sandbox } = shop()
    await expect(client.invoices.send({ ...invoice, email: undefined })).rejects.toThrow(/either an email or a phone/)
    await expect(client.invoices.send({ ...invoice, phone: '380951234567' })).rejects.toBeInstanceOf(InputError)
    expect(sandbox.requests).toHaveLength(0)
  })

  test('has units, in all languages or in one', async () => {
    const context = shop()
    expect((await context.client.invoices.units())[0]).toMatchObject({ full_name_uk: 'штука', full_name_en: 'piece' })
    expect((await context.client.invoices.units({ language: 'en' }))[0]).toEqual({
      id: '2009',
      full_name: 'piece',
      short_name: 'pcs.',
    })
    expect(actions(context)).toEqual(['invoice_units_get_list', 'invoice_units_get_list_by_lang'])
  })
})

describe('a subscription', () => {
  const period = { subscribe_date_start: new Date(Date.UTC(2026, 8, 1)), subscribe_periodicity: 'month' } as const

  test('is started, changed, renewed and stopped', async () => {
    const { client, sandbox } = shop()
    const input = payment({ ...period, amount: 199 })
    const { order_id } = input
    expect(await client.subscriptions.create(input)).toMatchObject({ status: 'subscribed', action: 'subscribe' })
    const change = { order_id, amount: 249, currency: 'UAH', description: 'Новий тариф' } as const
    expect(await client.subscriptions.update(change)).toMatchObject({ amount: 249, description: 'Новий тариф' })
    const { payment: renewal } = sandbox.renew(order_id)
    expect(renewal).toMatchObject({ order_id, action: 'regular', status: 'success', amount: 249 })
    sandbox.setStatus(order_id, 'wait_compensation')
    expect(await client.payments.status({ order_id })).toMatchObject({ status: 'wait_compensation' })
    expect(await client.subscriptions.cancel({ order_id })).toMatchObject({ status: 'unsubscribed' })
    expect(() => sandbox.renew(order_id)).toThrow(/no such subscription/)
  })

  test('is stopped once; then LiqPay says that there is none', async () => {
    const { client, sandbox } = shop()
    expect(await client.subscriptions.cancel({ order_id: 'sub-77' })).toMatchObject({ status: 'unsubscribed' })
    const again = client.subscriptions.cancel({ order_id: 'sub-77' })
    await expect(again).rejects.toBeInstanceOf(NotFoundError)
    await expect(again).rejects.toMatchObject({ vendorCode: 'payment_not_subscribed' })
    expect(() => sandbox.renew('sub-77')).toThrow(/no such subscription/)
  })

  test('needs a start and a period', async () => {
    const start = shop().client.subscriptions.create(payment() as never)
    await expect(start).rejects.toThrow(/subscribe_date_start/)
  })
})

describe('a payout', () => {
  const payout = { amount: 5, currency: 'UAH', description: 'Виплата', order_id: 'out-1', ip: '203.0.113.7' } as const

  test('goes to a card, a token or an account', async () => {
    const { client } = shop()
    const to = async (order_id: string, receiver: object) =>
      client.payouts.p2pCredit({ ...payout, order_id, ...receiver })
    expect(await to('a', { receiver_card: TEST_CARDS.success })).toMatchObject({
      action: 'p2pcredit',
      status: 'success',
    })
    expect(await to('b', { receiver_card_token: 'sandbox_token' })).toMatchObject({ status: 'success' })
    expect(await to('c', { receiver_account: 'UA213223130000026007233566001', receiver_mfo: '322313' })).toMatchObject({
      status: 'success',
    })
    expect(await to('d', { receiver_card: TEST_CARDS.declinedLimit })).toMatchObject({ status: 'failure' })
  })

  test('has exactly one receiver', async () => {
    const { client } = shop()
    await expect(client.payouts.p2pCredit(payout)).rejects.toThrow(/exactly one/)
    const two = { ...payout, receiver_card: TEST_CARDS.success, receiver_card_token: 't' }
    await expect(client.payouts.p2pCredit(two)).rejects.toThrow(/exactly one/)
  })

  test('from a card to the account takes the whole card, or a token', async () => {
    const { client } = shop()
    const { ip: _ip, ...debit } = payment()
    expect(await client.payouts.p2pDebit(debit)).toMatchObject({ action: 'p2pdebit', status: 'success' })
    await expect(client.payouts.p2pDebit({ ...debit, card_cvv: undefined })).rejects.toThrow(/card_cvv/)
    await expect(client.payouts.p2pDebit({ ...debit, card_token: 'sandbox_token' })).rejects.toThrow(/either/)
  })
})

describe('a card', () => {
  test('is verified for nothing', async () => {
    const { client } = shop()
    const input = { ...card, description: 'Перевірка', order_id: 'ver-1', ip: '203.0.113.7' }
    expect(await client.cards.verify(input)).toMatchObject({ action: 'cardverification', status: 'success', amount: 0 })
  })

  test('gets a token that pays, until it is suspended or deleted', async () => {
    const { client } = shop()
    const { card_token } = await client.cards.createToken({ is_debit: true, is_credit: false, ...card })
    const pay = (order_id: string) => {
      const { amount, currency, description, ip } = payment()
      return client.payments.payToken({ amount, currency, description, ip, order_id, card_token: String(card_token) })
    }
    const set = (card_token_action: 'SUSPEND' | 'UNSUSPEND' | 'DELETE') =>
      client.cards.updateToken({ card_token: String(card_token), card_token_action })
    expect(await pay('k-1')).toMatchObject({ status: 'success' })
    expect(await set('SUSPEND')).toMatchObject({ card_token_info: { status: 'SUSPENDED' } })
    await expect(pay('k-2')).rejects.toMatchObject({ vendorCode: '102', code: 'declined' })
    await set('UNSUSPEND')
    expect(await pay('k-3')).toMatchObject({ status: 'success' })
    await set('DELETE')
    await expect(pay('k-4')).rejects.toMatchObject({ vendorCode: '108' })
  })

  test('has one token in the shop where that is asked for', async () => {
    const { client } = shop()
    const input = { is_debit: true, is_credit: true, unique: true, ...card, card: TEST_CARDS.success3ds }
    const first = await client.cards.createToken(input)
    expect((await client.cards.createToken(input)).card_token).toBe(first.card_token)
    expect((await client.cards.createToken({ ...input, unique: false })).card_token).not.toBe(first.card_token)
  })

  test('is asked for 3-D Secure by itself', async () => {
    const { client } = shop()
    const { phone: _phone, ...money } = payment({ card: TEST_CARDS.success3ds })
    const threeDSInfo = {
      notificationURL: 'https://shop.example/3ds',
      threeDSRequestorURL: 'https://shop.example/',
      browserLanguage: 'uk-UA',
      browserScreenHeight: '1080',
      browserScreenWidth: '1920',
      browserColorDepth: '24',
      browserAcceptHeader: '*/*',
      browserTZ: '-180',
      browserUserAgent: 'Mozilla/5.0',
    }
    expect(await client.cards.mpi({ ...money, threeDSInfo })).toMatchObject({
      mpi_status: 'C',
      mpi_form: expect.any(String),
    })
  })
})

test('a partner reads the shop, a user, categories and their documents', async () => {
  const { client } = shop()
  expect(await client.partner.merchant()).toMatchObject({ status: 'activated', public_key: 'sandbox_i00000000' })
  expect(await client.partner.user({ phone: '+380950000001' })).toMatchObject({ result: 'ok' })
  await expect(client.partner.user({ phone: '+380950000002' })).rejects.toMatchObject({ vendorCode: 'user_not_found' })
  expect((await client.partner.mccCodes({ language: 'en' })).map((code) => code.name)).toEqual(['Food', 'Restaurants'])
  expect(await client.partner.mccDocuments({ mcc_code: 5812 })).toMatchObject({ result: 'ok' })
})

test('a waiting payment is finished by the buyer', async () => {
  const { client, sandbox } = shop()
  const { amount, currency, description, order_id, ip } = payment()
  await client.payments.payQr({ amount, currency, description, order_id, ip })
  expect(sandbox.buyer.complete(order_id).payment).toMatchObject({ status: 'success' })
  expect(await client.payments.status({ order_id })).toMatchObject({ status: 'success' })
})

test('the sandbox is put back to its start', async () => {
  const { client, sandbox } = shop()
  await client.payments.pay(payment({ order_id: 'gone' }))
  sandbox.reset()
  await expect(client.payments.status({ order_id: 'gone' })).rejects.toBeInstanceOf(NotFoundError)
  expect([sandbox.callbacks.length, sandbox.writes]).toEqual([0, 0])
})
