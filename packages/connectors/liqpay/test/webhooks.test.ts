import { ConfigError, memoryDedupeStore, receiver, signTestEvent, verifyEvent } from '@bpmcentr/core'
import { describe, expect, test, vi } from 'vitest'
import {
  callbackId,
  isSameMoney,
  isSuccess,
  type LiqpayCallbackKeys,
  liqpay,
  type Payment,
  seal,
} from '../src/index.ts'
import { TEST_CARDS } from '../src/testing.ts'
import { shop } from './support.ts'

const order = { amount: 149.5, currency: 'UAH', description: 'Замовлення №42 — «Кава»', order_id: 'ord-42' } as const

function listening(keys: Partial<LiqpayCallbackKeys> = {}) {
  const { sandbox, client, clock } = shop()
  const seen: Payment[] = []
  const onError = vi.fn()
  const receive = receiver(liqpay.webhooks, {
    secrets: { ...sandbox.keys, ...keys },
    on: { payment: ({ data }) => void seen.push(data) },
    dedupe: memoryDedupeStore({ clock }),
    onError,
    clock,
  })
  return { sandbox, client, seen, receive, onError }
}

describe('a callback', () => {
  test('of a paid checkout is verified and typed', async () => {
    const { sandbox, client, seen, receive } = listening()
    const { callback } = sandbox.buyer.pay(client.checkout.link(order))
    const response = await receive(callback.request())
    expect(response.status).toBe(200)
    expect(seen).toEqual([callback.payment])
    const [paid] = seen
    expect(isSuccess(paid) && isSameMoney(paid as Payment, order)).toBe(true)
    expect(paid).toMatchObject({ order_id: 'ord-42', public_key: 'sandbox_i00000000', sender_card_mask2: '424242*42' })
    expect(paid?.result).toBeUndefined()
  })

  test('that comes again is handled once and answered 200', async () => {
    const { sandbox, client, seen, receive } = listening()
    const { callback } = sandbox.buyer.pay(client.checkout.fields(order))
    const responses = await Promise.all([receive(callback.request()), receive(callback.request())])
    responses.push(await receive(callback.request()))
    expect(responses.map((response) => response.status)).toEqual([200, 200, 200])
    expect(seen).toHaveLength(1)
  })

  test('of every further status and of every renewal is a new one', async () => {
    const { sandbox, client, seen, receive } = listening()
    const link = client.checkout.link({
      ...order,
      action: 'subscribe',
      subscribe_date_start: '2026-09-01 00:00:00',
      subscribe_periodicity: 'month',
    })
    await receive(sandbox.buyer.pay(link).callback.request())
    await receive(sandbox.renew('ord-42').callback.request())
    await receive(sandbox.renew('ord-42', { card: TEST_CARDS.declinedFunds }).callback.request())
    await client.subscriptions.cancel({ order_id: 'ord-42' }).catch(() => undefined)
    expect(seen.map(({ action, status }) => `${action} ${status}`)).toEqual([
      'subscribe subscribed',
      'regular success',
      'regular failure',
    ])
    expect(new Set(seen.map((each) => each.order_id)).size).toBe(1)
    expect(new Set(seen.map(callbackId)).size).toBe(3)
  })

  test('of a decline is followed by one of a success when the buyer tries another card', async () => {
    const { sandbox, client, seen, receive } = listening()
    const link = client.checkout.link(order)
    await receive(sandbox.buyer.pay(link, { card: TEST_CARDS.declinedFunds }).callback.request())
    await receive(sandbox.buyer.pay(link).callback.request())
    expect(seen.map((each) => each.status)).toEqual(['failure', 'success'])
    expect(() => sandbox.buyer.pay(link)).toThrow(/order_id_duplicate/)
  })

  test('of a partial refund tells the refunded amount', async () => {
    const { sandbox, client, seen, receive } = listening()
    await client.payments.refund({ order_id: 'order-120', amount: 49.99 })
    await receive(sandbox.callbacks[0]?.request() as Request)
    expect(seen).toMatchObject([{ order_id: 'order-120', refund_amount: 49.99 }])
  })

  test('goes to the server_url of the payment', () => {
    const { sandbox, client } = listening()
    const { callback } = sandbox.buyer.pay(client.checkout.link({ ...order, server_url: 'https://shop.example/hook' }))
    expect(callback.url).toBe('https://shop.example/hook')
    expect(sandbox.callbacks).toEqual([callback])
  })
})

const payment: Payment = { status: 'success', order_id: 'ord-1', payment_id: 7, public_key: 'sandbox_i00000000' }

describe('refused with 401 and never handled is a callback', () => {
  test.each([
    ['signed by somebody else', { privateKey: 'forger' }, payment],
    ['about another shop', {}, { ...payment, public_key: 'i999' }],
    ['without a shop', {}, { status: 'success', order_id: 'ord-1' }],
  ] as const)('%s', async (_name, options, content) => {
    const { sandbox, seen, receive, onError } = listening()
    const response = await receive(sandbox.callback(content, options).request())
    expect(response.status).toBe(401)
    expect(seen).toHaveLength(0)
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ reason: 'signature' }), undefined)
  })

  test.each(['', 'x', '=', '😀', '\u0000', 'A'.repeat(28), 'A'.repeat(44), 'A'.repeat(10_000)])(
    'with the malformed signature %#',
    async (signature) => {
      const { sandbox, receive, seen } = listening()
      const { data } = seal(payment, sandbox.keys.privateKey, 'sha1')
      const body = new URLSearchParams({ data, signature }).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const response = await receive(new Request('https://shop.example/', { method: 'POST', headers, body }))
      expect(response.status).toBe(401)
      expect(seen).toHaveLength(0)
    },
  )

  test('whose data were changed by one character', async () => {
    const { sandbox, receive } = listening()
    const { body } = sandbox.callback({ ...payment, amount: 10 })
    const changed = body.replace(/data=(.{40})./, (_all, start) => `data=${start}X`)
    expect(changed).not.toBe(body)
    const response = await receive(new Request('https://shop.example/', { method: 'POST', body: changed }))
    expect(response.status).toBe(401)
  })
})

describe('refused with 400 is', () => {
  test.each([
    ['an empty body', ''],
    ['no signature', 'data=e30%3D'],
    ['two signatures', 'data=e30%3D&signature=a&signature=b'],
    ['two data', 'data=e30%3D&data=e30%3D&signature=a'],
    ['JSON', '{"data":"e30=","signature":"x"}'],
  ])('%s', async (_name, body) => {
    const { receive, seen } = listening()
    const response = await receive(new Request('https://shop.example/', { method: 'POST', body }))
    expect(response.status).toBe(400)
    expect(seen).toHaveLength(0)
  })

  test('signed data that is no payment', async () => {
    const { sandbox, receive } = listening()
    const sealed = seal({ public_key: 'sandbox_i00000000' }, sandbox.keys.privateKey, 'sha1')
    const body = new URLSearchParams({ ...sealed }).toString()
    expect((await receive(new Request('https://shop.example/', { method: 'POST', body }))).status).toBe(400)
  })
})

test('every status of one payment is an event of its own', async () => {
  const { sandbox, receive, seen } = listening()
  for (const status of ['processing', 'success', 'reversed', 'success']) {
    expect((await receive(sandbox.callback({ ...payment, status }).request())).status).toBe(200)
  }
  expect(seen.map(({ status }) => status)).toEqual(['processing', 'success', 'reversed'])
})

describe('the keys of the receiver', () => {
  test.each([{ privateKey: '' }, { privateKey: ' ' }, { publicKey: '' }])('may not be empty (%j)', (wrong) => {
    expect(() => listening(wrong)).toThrow(ConfigError)
  })

  test('choose the algorithm by version, and take both only where told to', async () => {
    const v7 = (sandbox: ReturnType<typeof listening>['sandbox']) => sandbox.callback({ ...payment, version: 7 })
    const v3 = (sandbox: ReturnType<typeof listening>['sandbox']) => sandbox.callback(payment)
    const status = async (keys: Partial<LiqpayCallbackKeys>, make: typeof v7) => {
      const { sandbox, receive } = listening(keys)
      return (await receive(make(sandbox).request())).status
    }
    expect(await status({ version: 7 }, v7)).toBe(200)
    expect(await status({ version: 7 }, v3)).toBe(401)
    expect(await status({}, v7)).toBe(401)
    expect(await status({ algorithms: ['sha1', 'sha3-256'] }, v3)).toBe(200)
    expect(await status({ algorithms: ['sha1', 'sha3-256'] }, v7)).toBe(200)
    expect(await status({ algorithms: [] }, v3)).toBe(200)
  })

  test('may be several: old and new, or of several shops', async () => {
    const { sandbox } = shop()
    const secrets = [
      { publicKey: 'i1', privateKey: 'other' },
      sandbox.keys,
      { publicKey: 'sandbox_i00000000', privateKey: 'old' },
    ]
    for (const privateKey of ['old', sandbox.keys.privateKey]) {
      const { events } = await verifyEvent(liqpay.webhooks, sandbox.callback(payment, { privateKey }).request(), {
        secrets,
      })
      expect(events[0]?.data).toEqual(payment)
    }
    const crossed = sandbox.callback({ ...payment, public_key: 'i1' }).request()
    await expect(verifyEvent(liqpay.webhooks, crossed, { secrets })).rejects.toMatchObject({ reason: 'signature' })
  })
})

test('pluses that were sent unencoded arrive as spaces and are understood', async () => {
  const { sandbox, receive, seen } = listening()
  for (let id = 0; id < 30; id++) {
    const { data, signature } = seal({ ...payment, payment_id: id, info: '>>>???' }, sandbox.keys.privateKey, 'sha1')
    const body = `data=${data.replaceAll('=', '%3D')}&signature=${signature.replaceAll('=', '%3D')}`
    expect((await receive(new Request('https://shop.example/', { method: 'POST', body }))).status).toBe(200)
  }
  expect(seen).toHaveLength(30)
})

test('signTestEvent makes a callback that a receiver of the same keys takes', async () => {
  const { sandbox, receive, seen } = listening()
  const request = signTestEvent(liqpay.webhooks, {
    secret: sandbox.keys,
    type: 'payment',
    data: { status: 'success', order_id: 'ord-5', payment_id: 5, amount: '10.00', currency: 'UAH' },
  })
  expect((await receive(request)).status).toBe(200)
  expect(seen).toMatchObject([{ order_id: 'ord-5', amount: '10.00', public_key: 'sandbox_i00000000' }])
})

test('a handler that throws makes LiqPay send the callback again', async () => {
  const { sandbox } = shop()
  let calls = 0
  const receive = receiver(liqpay.webhooks, {
    secrets: sandbox.keys,
    on: {
      payment() {
        if (calls++ === 0) throw new Error('database is down')
      },
    },
    onError: () => undefined,
  })
  const callback = sandbox.callback(payment)
  expect((await receive(callback.request())).status).toBe(500)
  expect((await receive(callback.request())).status).toBe(200)
  expect(calls).toBe(2)
})

test('an event tells when it happened', async () => {
  const { sandbox } = shop()
  const request = sandbox.callback({ ...payment, create_date: '1754550000000', end_date: 1754550003000 }).request()
  const { events } = await verifyEvent(liqpay.webhooks, request, { secrets: sandbox.keys })
  expect(events[0]).toMatchObject({ type: 'payment', timestamp: 1754550003000, issues: undefined })
})
