import { describe, expect, it } from 'vitest'
import { ConfigError, WebhookVerificationError } from '../../src/errors/index.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { type RawDelivery, signTestEvent, verifyEvent } from '../../src/webhook/index.ts'
import { crm, payments, shop } from './vendors.ts'

const clock = new VirtualClock()
const options = { secrets: 'whsec', clock }
const request = (secret = 'whsec') =>
  signTestEvent(shop, { secret, type: 'order.paid', data: { order: 1, total: '2' }, id: 'e1', timestamp: clock.now() })

describe('verifyEvent', () => {
  it('gives the events of a request, typed by name', async () => {
    const { events, answer } = await verifyEvent(shop, request(), options)
    const [event] = events
    if (event?.type !== 'order.paid') throw new Error('another event')
    expect(event.data.total).toBe('2')
    expect(answer().status).toBe(200)
  })

  it('takes a delivery in parts: bytes or text, and headers in any form', async () => {
    const source = request()
    const body = await source.text()
    const headers = Object.fromEntries(source.headers)
    const forms: RawDelivery[] = [
      { headers, body },
      { headers: source.headers, body: new TextEncoder().encode(body) },
      {
        headers: { 'X-Time': [headers['x-time'] ?? ''], 'X-Signature': headers['x-signature'], ':path': '/' },
        body: Buffer.from(body),
        url: '/hook?a=1',
      },
    ]
    for (const form of forms) expect((await verifyEvent(shop, form, options)).events[0]?.id).toBe('e1')
  })

  it.each([
    ['signature', () => request('forged'), {}],
    ['replay', () => request(), { clock: new VirtualClock({ start: clock.now() + 600_000 }) }],
    ['too_large', () => request(), { maxBytes: 10 }],
    ['too_large', () => ({ headers: {}, body: 'x'.repeat(11) }), { maxBytes: 10 }],
    ['setup', () => ({ headers: {}, body: { type: 'order.paid' } as never }), {}],
    ['setup', () => ({ headers: {} }) as never, {}],
  ])('throws for %s', async (reason, delivery, more) => {
    const failed = verifyEvent(shop, delivery(), { ...options, ...more })
    await expect(failed).rejects.toBeInstanceOf(WebhookVerificationError)
    await expect(failed).rejects.toMatchObject({ reason, code: `webhook_${reason}` })
  })

  it('throws `malformed` for what cannot be read', async () => {
    const failed = verifyEvent(crm, { url: '/hook?token=tok', headers: {}, body: '{' }, { secrets: 'tok' })
    await expect(failed).rejects.toMatchObject({ reason: 'malformed' })
  })

  it('never shows the secret, the signature or the body', async () => {
    const source = request('forged')
    const error: unknown = await verifyEvent(shop, source.clone(), options).catch((thrown: unknown) => thrown)
    const shown = `${String(error)} ${JSON.stringify(error)}`
    for (const hidden of ['whsec', source.headers.get('x-signature') ?? '', 'order.paid'])
      expect(shown).not.toContain(hidden)
  })

  it('refuses an empty secret', async () => {
    await expect(verifyEvent(shop, request(), { secrets: '' })).rejects.toBeInstanceOf(ConfigError)
  })
})

describe('signTestEvent', () => {
  it('makes a delivery to the address of the receiver', () => {
    const made = signTestEvent(shop, {
      secret: 's',
      type: 'order.cancelled',
      data: { order: 1 },
      url: 'https://app.test/hooks/shop',
    })
    expect([made.method, made.url]).toEqual(['POST', 'https://app.test/hooks/shop'])
  })

  it('refuses data of another event, an empty secret, and a webhook that cannot be signed here', () => {
    // @ts-expect-error: this event has a total
    signTestEvent(shop, { secret: 's', type: 'order.paid', data: { order: 1 } })
    expect(() => signTestEvent(shop, { secret: '', type: 'order.cancelled', data: { order: 1 } })).toThrow(ConfigError)
    expect(() =>
      signTestEvent(payments, {
        secret: { account: 'a', secretKey: '' },
        type: 'payment',
        data: { orderReference: '1' },
      }),
    ).toThrow(ConfigError)
    expect(() =>
      signTestEvent(crm, { secret: 's', type: 'order.change_order_status', data: { id: 1, status_id: 2 } }),
    ).toThrow(/crm/)
  })
})
