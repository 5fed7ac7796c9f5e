import {
  ApiError,
  AuthenticationError,
  ConfigError,
  ConflictError,
  InputError,
  InvalidRequestError,
  NotFoundError,
} from '@bpmcentr/core'
import { describe, expect, test } from 'vitest'
import { isDeclined, isFinal, isHeld, isSuccess, liqpay, needsAction, type PayInput } from '../src/index.ts'
import { TEST_CARDS } from '../src/testing.ts'
import { actions, payment, shop } from './support.ts'

describe('a payment from the server', () => {
  test('succeeds and is found by its order', async () => {
    const { client } = shop()
    const input = payment()
    const paid = await client.payments.pay(input)
    expect(paid).toMatchObject({
      result: 'ok',
      status: 'success',
      amount: 149.5,
      currency: 'UAH',
      order_id: input.order_id,
    })
    expect(isSuccess(paid) && isFinal(paid)).toBe(true)
    expect(await client.payments.status({ order_id: input.order_id })).toEqual(paid)
  })

  test.each([
    ['declinedLimit', 'limit'],
    ['declinedFunds', '9859'],
  ] as const)('that is declined (%s) is a result, not an error', async (name, code) => {
    const { client } = shop()
    const input = payment({ card: TEST_CARDS[name] })
    const declined = await client.payments.pay(input)
    expect(declined).toMatchObject({ status: 'failure', err_code: code })
    expect(isDeclined(declined) && isFinal(declined) && !isSuccess(declined)).toBe(true)
    expect(await client.payments.status({ order_id: input.order_id })).toEqual(declined)
  })

  test.each([
    ['success3ds', '3ds_verify', {}],
    ['successOtp', 'otp_verify', { otp: '123456' }],
    ['successCvv', 'cvv_verify', { card_cvv: '111' }],
  ] as const)('with the card %s waits for %s and succeeds when confirmed', async (name, status, step) => {
    const { client } = shop()
    const waiting = await client.payments.pay(payment({ card: TEST_CARDS[name] }))
    expect(waiting.status).toBe(status)
    expect(needsAction(waiting) && !isFinal(waiting)).toBe(true)
    const confirm_token = String(waiting.confirm_token)
    const paid = await client.payments.confirm({ confirm_token, ...step })
    expect(paid).toMatchObject({ status: 'success', payment_id: waiting.payment_id })
    expect(paid.confirm_token).toBeUndefined()
  })

  test('that needs a code is not confirmed without one', async () => {
    const { client } = shop()
    const waiting = await client.payments.pay(payment({ card: TEST_CARDS.successOtp }))
    const confirmed = client.payments.confirm({ confirm_token: String(waiting.confirm_token) })
    await expect(confirmed).rejects.toMatchObject({ vendorCode: 'err_missing', issues: [{ field: 'otp' }] })
  })

  test('takes an order only once', async () => {
    const { client } = shop()
    const input = payment()
    await client.payments.pay(input)
    const again = client.payments.pay(input)
    await expect(again).rejects.toBeInstanceOf(ConflictError)
    await expect(again).rejects.toMatchObject({
      vendorCode: 'order_id_duplicate',
      status: 200,
      sent: 'yes',
      attempts: 1,
    })
  })

  test('by token, QR code, cash, wallet and PrivatPay reaches the status that LiqPay gives each', async () => {
    const { client } = shop()
    const { card: _c, card_cvv: _v, card_exp_month: _m, card_exp_year: _y, phone, ...base } = payment()
    const order = (order_id: string) => ({ ...base, order_id })
    expect(await client.payments.payToken({ ...order('t'), card_token: 'sandbox_token' })).toMatchObject({
      status: 'success',
    })
    expect(await client.payments.payQr(order('q'))).toMatchObject({ status: 'wait_qr', qr_code: expect.any(String) })
    expect(await client.payments.payCash({ ...order('c'), phone })).toMatchObject({
      status: 'cash_wait',
      paytype: 'cash',
    })
    const wallet = { ...order('w'), paytype: 'apay', apay_token: 'e30=' } as const
    expect(await client.payments.pay(wallet)).toMatchObject({ status: 'success' })
    const { ip: _ip, ...prepared } = order('p')
    expect(await client.payments.prepare(prepared)).toMatchObject({ status: 'prepared' })
  })

  test('with a token that LiqPay does not know is not found', async () => {
    const { client } = shop()
    const { amount, currency, description, order_id, ip } = payment()
    const paid = client.payments.payToken({ amount, currency, description, order_id, ip, card_token: 'no' })
    await expect(paid).rejects.toBeInstanceOf(NotFoundError)
    await expect(paid).rejects.toMatchObject({ vendorCode: '108' })
  })

  test('shared between shops is checked before it is sent, and reported as paysplit', async () => {
    const { client, sandbox } = shop()
    const shares = (second: number) => [
      { public_key: 'i1', amount: 100.1, commission_payer: 'sender' as const },
      { public_key: 'i2', amount: second },
    ]
    for (const wrong of [49.3, 49.5]) {
      const paying = client.payments.pay(payment({ split_rules: shares(wrong) }))
      await expect(paying).rejects.toThrow(/split_rules: the shares/)
    }
    expect(sandbox.requests).toHaveLength(0)
    expect(await client.payments.pay(payment({ split_rules: shares(49.4) }))).toMatchObject({ action: 'paysplit' })
    const sent = JSON.parse(
      Buffer.from(new URLSearchParams(sandbox.requests[0]?.body).get('data') ?? '', 'base64').toString(),
    )
    expect(JSON.parse(sent.split_rules)).toEqual(shares(49.4))
  })
})

describe('a hold', () => {
  test('is completed for a part of it, once', async () => {
    const { client } = shop()
    const held = await client.payments.hold(payment())
    expect(isHeld(held) && !isFinal(held)).toBe(true)
    const order_id = String(held.order_id)
    await expect(client.payments.holdCompletion({ order_id, amount: 149.51 })).rejects.toMatchObject({
      name: 'InvalidRequestError',
      vendorCode: 'err_amount_hold',
    })
    expect(await client.payments.holdCompletion({ order_id, amount: 100 })).toMatchObject({
      status: 'success',
      amount: 100,
    })
    await expect(client.payments.holdCompletion({ order_id, amount: 10 })).rejects.toMatchObject({
      vendorCode: 'payment_err_status',
    })
  })

  test('is released by a refund of the whole amount', async () => {
    const { client } = shop()
    expect(await client.payments.refund({ order_id: 'hold-9', amount: 75.25 })).toMatchObject({ status: 'reversed' })
    expect(await client.payments.status({ order_id: 'hold-9' })).toMatchObject({
      status: 'reversed',
      refund_amount: 75.25,
    })
  })
})

describe('a refund', () => {
  test('may come in parts, but not exceed the payment', async () => {
    const { client } = shop()
    await client.payments.refund({ order_id: 'order-120', amount: 49.99 })
    expect(await client.payments.status({ order_id: 'order-120' })).toMatchObject({
      status: 'success',
      refund_amount: 49.99,
    })
    const more = client.payments.refund({ order_id: 'order-120', amount: 99.52 })
    await expect(more).rejects.toBeInstanceOf(InvalidRequestError)
    await client.payments.refund({ order_id: 'order-120', amount: 99.51 })
    expect(await client.payments.status({ order_id: 'order-120' })).toMatchObject({
      status: 'reversed',
      refund_amount: 149.5,
    })
  })

  test('of an unknown order is a NotFoundError with LiqPay’s code', async () => {
    const { client } = shop()
    const refund = client.payments.refund({ order_id: 'nobody', amount: 1 })
    await expect(refund).rejects.toBeInstanceOf(NotFoundError)
    await expect(refund).rejects.toMatchObject({ vendorCode: 'payment_not_found', code: 'not_found' })
  })
})

test('information is attached, and a receipt is sent for a paid order only', async () => {
  const { client, sandbox } = shop()
  expect(await client.payments.data({ order_id: 'order-120', info: 'ТТН 2045' })).toMatchObject({ info: 'ТТН 2045' })
  expect(await client.payments.ticket({ order_id: 'order-120', email: 'buyer@example.com' })).toEqual({ result: 'ok' })
  expect(sandbox.state.tickets.rows).toMatchObject([{ order_id: 'order-120', email: 'buyer@example.com' }])
  await expect(client.payments.ticket({ order_id: 'order-9', email: 'b@example.com' })).rejects.toBeInstanceOf(
    ConflictError,
  )
})

describe('wrong input', () => {
  test.each([
    ['amount', { amount: Number.NaN }],
    ['amount', { amount: -1 }],
    ['amount', { amount: 0.004 }],
    ['amount', { amount: '1,5' }],
    ['amount', { amount: '10.999' }],
    ['currency', { currency: 'RUB' as 'UAH' }],
    ['order_id', { order_id: '' }],
    ['order_id', { order_id: 'я'.repeat(256) }],
    ['card', { card: '4242 4242 4242 4242' }],
    ['card_cvv', { card_cvv: undefined }],
    ['ip', { ip: 'localhost' }],
    ['server_url', { server_url: 'javascript:alert(1)' }],
    ['apay_token', { paytype: 'apay' }],
    ['', { unknown: 1 }],
  ] as const)('in %s (%j) is refused before anything is sent, without quoting it', async (path, wrong) => {
    const { client, sandbox } = shop()
    const error = await client.payments
      .pay({ ...payment(), ...(wrong as object) } as PayInput)
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(InputError)
    expect((error as InputError).issues.map((issue) => issue.path.join('.'))).toContain(path)
    expect(JSON.stringify(error)).not.toContain('4242')
    expect(sandbox.requests).toHaveLength(0)
  })

  test('in the options is a ConfigError that says where the keys are', () => {
    expect(() => liqpay({ publicKey: 'i1', privateKey: '' })).toThrow(ConfigError)
    expect(() => liqpay({ publicKey: 'i1', privateKey: '' })).toThrow(/privateKey.*LiqPay cabinet/)
  })
})

describe('the keys', () => {
  test.each([
    ['private key', 'err_signature', { privateKey: 'wrong' }],
    ['public key', 'public_key_not_found', { publicKey: 'i999' }],
  ] as const)('a wrong %s is an AuthenticationError that says where the keys are', async (_name, code, wrong) => {
    const { client } = shop(wrong)
    const status = client.payments.status({ order_id: 'order-120' })
    await expect(status).rejects.toBeInstanceOf(AuthenticationError)
    await expect(status).rejects.toMatchObject({ vendorCode: code, attempts: 1 })
    await expect(status).rejects.toThrow(/LiqPay cabinet/)
  })

  test('are proved by test(), and disproved', async () => {
    expect(await shop().client.test()).toMatchObject({ label: expect.stringContaining('LiqPay shop') })
    await expect(shop({ privateKey: 'wrong' }).client.test()).rejects.toBeInstanceOf(AuthenticationError)
  })

  test.each([3, 7] as const)('sign with the algorithm of version %i', async (version) => {
    const { client, sandbox } = shop({ version })
    await client.payments.status({ order_id: 'order-120' })
    const form = new URLSearchParams(sandbox.requests[0]?.body)
    expect(form.get('signature')).toHaveLength(version === 3 ? 28 : 44)
    expect(JSON.parse(Buffer.from(form.get('data') ?? '', 'base64').toString())).toEqual({
      version,
      action: 'status',
      order_id: 'order-120',
      public_key: 'sandbox_i00000000',
    })
    expect([...form.keys()]).toEqual(['data', 'signature'])
    expect(sandbox.requests[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  })
})

describe('an action without a function of its own', () => {
  test('is called by name', async () => {
    const context = shop()
    expect(await context.client.call({ action: 'agent_info_merchant', language: 'en' })).toMatchObject({ result: 'ok' })
    expect(actions(context)).toEqual(['agent_info_merchant'])
  })

  test('is signed for this shop, whatever shop its parameters name', async () => {
    const answer = await shop().client.call({ action: 'status', order_id: 'order-120', public_key: 'i999' })
    expect(answer).toMatchObject({ public_key: 'sandbox_i00000000' })
  })

  test('may name another version of the API, which decides on the signature', async () => {
    const { client, sandbox } = shop()
    await client.call({ action: 'status', order_id: 'order-120', version: 7 })
    expect(new URLSearchParams(sandbox.requests[0]?.body).get('signature')).toHaveLength(44)
  })

  test('that LiqPay does not know is refused', async () => {
    await expect(shop().client.call({ action: 'nonsense' })).rejects.toMatchObject({ vendorCode: 'err_api_action' })
  })

  test('goes through request() too, which signs JSON only', async () => {
    const { client } = shop()
    const json = { action: 'status', order_id: 'order-120' }
    expect(await client.request({ method: 'POST', path: 'request', json, kind: 'read' })).toMatchObject({
      status: 'success',
    })
    await expect(client.request({ method: 'POST', path: 'request', form: { a: 1 } })).rejects.toBeInstanceOf(InputError)
  })
})

test('an error is an ApiError and holds no secret, card or data', async () => {
  const { client } = shop()
  const error = await client.payments.pay(payment({ order_id: 'order-120' })).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ApiError)
  const printed = `${String(error)} ${JSON.stringify(error)}`
  for (const secret of ['sandbox_private_key', '4242424242424242', 'signature=']) expect(printed).not.toContain(secret)
})
