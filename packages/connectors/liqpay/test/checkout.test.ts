import { InputError } from '@bpmcentr/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { liqpay, openData } from '../src/index.ts'
import { shop } from './support.ts'

const order = {
  amount: 0.1 + 0.2,
  currency: 'UAH',
  description: "Кава «Арабіка» & 'молоко'",
  order_id: 'ord-42',
} as const

describe('the checkout', () => {
  test('signs what was given, the amount rounded, and the action `pay` unless another is named', () => {
    const { client } = shop()
    const { action, data } = client.checkout.fields(order)
    expect(action).toBe('https://www.liqpay.ua/api/3/checkout')
    expect(openData(data)).toEqual({
      version: 3,
      action: 'pay',
      ...order,
      amount: 0.3,
      public_key: 'sandbox_i00000000',
    })
  })

  test('takes every optional field in LiqPay’s own spelling', () => {
    const { client } = shop()
    const full = {
      ...order,
      amount: '202.00',
      action: 'subscribe',
      result_url: 'https://shop.example/дякуємо?o=42',
      server_url: 'https://shop.example/hook',
      language: 'en',
      expired_date: new Date(Date.UTC(2026, 8, 1, 12, 30, 5)),
      paytypes: ['card', 'apay'],
      verifycode: 'Y',
      recurringbytoken: '1',
      customer: 'c-1',
      info: 'x',
      product_name: 'Кава',
      dae: { airLine: 'Avia' },
      subscribe: '1',
      subscribe_date_start: '2026-09-01 00:00:00',
      subscribe_periodicity: 'month',
      split_rules: [
        { public_key: 'i1', amount: 102 },
        { public_key: 'i2', amount: 100, commission_payer: 'receiver' },
      ],
      rro_info: { items: [{ id: 123456, amount: 2, price: 101, cost: 202 }], delivery_emails: ['a@shop.example'] },
      sender_first_name: 'Олена',
    } as const
    expect(openData(client.checkout.fields(full).data)).toMatchObject({
      amount: 202,
      expired_date: '2026-09-01 12:30:05',
      paytypes: 'card,apay',
      dae: Buffer.from('{"airLine":"Avia"}').toString('base64'),
      split_rules: '[{"public_key":"i1","amount":102},{"public_key":"i2","amount":100,"commission_payer":"receiver"}]',
      rro_info: full.rro_info,
      result_url: full.result_url,
    })
  })

  test.each([
    [{ amount: 0 }, /amount: expected a positive amount/],
    [{ order_id: '' }, /order_id/],
    [{ paytypes: 'card,bitcoin' }, /paytypes/],
    [{ expired_date: '2026-02-31 00:00:00' }, /expired_date/],
    [{ action: 'subscribe' }, /subscribe_date_start: required with action "subscribe"/],
    [{ server_url: `https://shop.example/${'a'.repeat(500)}` }, /server_url/],
    [{ privat: 1 }, /privat/],
  ])('refuses %j and names the field', (wrong, message) => {
    const { client } = shop()
    expect(() => client.checkout.link({ ...order, ...wrong } as never)).toThrow(InputError)
    expect(() => client.checkout.link({ ...order, ...wrong } as never)).toThrow(message)
  })

  test('makes links whose every character survives a browser', () => {
    const { client, sandbox } = shop()
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.integer({ min: 1, max: 1e9 }),
        (description, cents) => {
          const link = client.checkout.link({ ...order, amount: cents / 100, description, order_id: `o-${cents}` })
          const url = new URL(link)
          expect(link).toMatch(
            /^https:\/\/www\.liqpay\.ua\/api\/3\/checkout\?data=[A-Za-z0-9%]+&signature=[A-Za-z0-9%]+$/,
          )
          const sent = openData(url.searchParams.get('data') ?? '')
          expect(sent.description).toBe(description)
          expect(Math.round(Number(sent.amount) * 100)).toBe(cents)
        },
      ),
    )
    expect(sandbox.requests).toHaveLength(0)
  })

  test('opens in the sandbox, by link and by form, only with the right signature', async () => {
    const { client, sandbox } = shop()
    const link = client.checkout.link(order)
    const opened = await sandbox.handle(new Request(link))
    expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const { action, ...fields } = client.checkout.fields(order)
    const posted = await sandbox.handle(new Request(action, { method: 'POST', body: new URLSearchParams(fields) }))
    expect(posted.status).toBe(200)
    expect(await posted.text()).toContain('LiqPay sandbox')
    const forged = shop({ privateKey: 'forger' }).client.checkout.link(order)
    expect(await (await sandbox.handle(new Request(forged))).json()).toMatchObject({ err_code: 'err_signature' })
    expect(() => sandbox.buyer.pay(forged)).toThrow(/err_signature/)
  })
})

describe('the form', () => {
  test('holds the fields and a button in the language of the payment', () => {
    const { client } = shop()
    const { data, signature } = client.checkout.fields(order)
    const form = client.checkout.form(order)
    expect(form).toContain('<form method="POST" action="https://www.liqpay.ua/api/3/checkout" accept-charset="utf-8">')
    expect(form).toContain(`<input type="hidden" name="data" value="${data}">`)
    expect(form).toContain(`<input type="hidden" name="signature" value="${signature}">`)
    expect(form).toContain('<button type="submit">Сплатити</button>')
    expect(client.checkout.form({ ...order, language: 'en' })).toContain('>Pay</button>')
  })

  test('escapes its label, in LiqPay’s button too', () => {
    const { client } = shop()
    const label = `"><script>alert('1')</script>&`
    for (const button of ['plain', 'liqpay'] as const) {
      const form = client.checkout.form(order, { label, button })
      expect(form).not.toContain('<script>')
      expect(form).toContain('&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;')
    }
    expect(client.checkout.form(order, { button: 'liqpay' })).toContain('<sdk-button label="Сплатити"')
  })
})

test('the widget gets what LiqPayCheckout.init takes', () => {
  const { client } = shop()
  const { data, signature } = client.checkout.fields(order)
  expect(client.checkout.widget(order, { embedTo: '#pay' })).toEqual({
    data,
    signature,
    embedTo: '#pay',
    mode: 'embed',
    language: 'uk',
  })
  const popup = client.checkout.widget({ ...order, language: 'en' }, { embedTo: '#pay', mode: 'popup' })
  expect(popup).toMatchObject({ mode: 'popup', language: 'en' })
})

test('the page follows the base URL unless it has its own', () => {
  const keys = { publicKey: 'i1', privateKey: 'k' }
  const page = (options: object) => liqpay({ ...keys, ...options }).checkout.fields(order).action
  expect(page({ version: 7 })).toBe('https://www.liqpay.ua/api/3/checkout')
  expect(page({ baseUrl: 'http://127.0.0.1:8080/api' })).toBe('http://127.0.0.1:8080/api/3/checkout')
  expect(page({ checkoutUrl: 'https://pay.example/' })).toBe('https://pay.example/')
})
