import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { hmacMd5, hmacSha256, toHex } from '../../src/crypto/index.ts'
import { ConfigError, WebhookVerificationError } from '../../src/errors/index.ts'
import { Secret } from '../../src/secret.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import {
  defineWebhook,
  memoryDedupeStore,
  type ReceiverOptions,
  receiver,
  signTestEvent,
  type WebhookEvent,
} from '../../src/webhook/index.ts'
import { crm, payments, portal, type ShopEvents, shop } from './vendors.ts'

const SECRET = 'whsec_current'
const MINUTE = 60_000

function shopReceiver(more: Partial<ReceiverOptions<ShopEvents, string>> = {}) {
  const clock = new VirtualClock()
  const events: WebhookEvent[] = []
  const errors: unknown[] = []
  const receive = receiver(shop, {
    secrets: new Secret(SECRET),
    on: { 'order.paid': (event) => events.push(event), '*': (event) => events.push(event) },
    onError: (error) => errors.push(error),
    clock,
    ...more,
  })
  const event = (id: string, options: { secret?: string; timestamp?: number } = {}) =>
    signTestEvent(shop, {
      secret: SECRET,
      type: 'order.paid',
      data: { order: 22, total: '10.50' },
      id,
      timestamp: clock.now(),
      ...options,
    })
  return { clock, events, errors, receive, event }
}

async function status(answer: Promise<Response>): Promise<number> {
  return (await answer).status
}

describe('a receiver', () => {
  it('hands a verified event to its handler and answers 200', async () => {
    const { receive, event, events } = shopReceiver()
    const answer = await receive(event('e1'))
    expect(answer.status).toBe(200)
    expect(events).toEqual([
      { type: 'order.paid', data: { order: 22, total: '10.50' }, id: 'e1', timestamp: undefined, issues: undefined },
    ])
  })

  it('types the event by its name', () => {
    receiver(shop, {
      secrets: SECRET,
      on: {
        'order.paid': ({ data }) => data.total.toUpperCase(),
        // @ts-expect-error: this event has no total
        'order.cancelled': ({ data }) => data.total,
      },
    })
    // @ts-expect-error: a typo in an event type
    receiver(shop, { secrets: SECRET, on: { 'order.payed': () => undefined } })
    // @ts-expect-error: two credentials are needed
    expect(() => receiver(payments, { secrets: 'one', on: { payment: () => undefined } })).not.toThrow(TypeError)
  })

  it('gives events it does not know to `*`, and answers 200 also without it', async () => {
    const unknown = (id: string) =>
      signTestEvent(shop, {
        secret: SECRET,
        type: 'order.teleported' as 'order.paid',
        data: {} as never,
        id,
        timestamp: new VirtualClock().now(),
      })
    const withStar = shopReceiver()
    expect(await status(withStar.receive(unknown('e1')))).toBe(200)
    expect(withStar.events[0]?.type).toBe('order.teleported')
    const without = shopReceiver({ on: { 'order.paid': () => undefined } })
    expect(await status(without.receive(unknown('e1')))).toBe(200)
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '*'])(
    'does not take the event type %s for a handler',
    async (type) => {
      const seen: string[] = []
      const { receive } = shopReceiver({ on: { '*': (event) => seen.push(event.type) } })
      const request = signTestEvent(shop, {
        secret: SECRET,
        type: type as 'order.paid',
        data: {} as never,
        timestamp: new VirtualClock().now(),
      })
      expect(await status(receive(request))).toBe(200)
      expect(seen).toEqual([type])
    },
  )

  it('answers with what a handler returns, if that is a Response', async () => {
    const { receive, event } = shopReceiver({
      on: { 'order.paid': () => Response.json({ taken: true }, { status: 202 }) },
    })
    const answer = await receive(event('e1'))
    expect([answer.status, await answer.json()]).toEqual([202, { taken: true }])
  })
})

describe('verification', () => {
  it('answers 401 to another secret, without a word and without calling a handler', async () => {
    const { receive, event, events, errors } = shopReceiver()
    const answer = await receive(event('e1', { secret: 'whsec_forged' }))
    expect([answer.status, await answer.text()]).toEqual([401, ''])
    expect(events).toEqual([])
    expect(errors).toEqual([expect.objectContaining({ name: 'WebhookVerificationError', reason: 'signature' })])
  })

  it('accepts every secret of a rotation and no other', async () => {
    const { receive, event } = shopReceiver({ secrets: [new Secret('whsec_new'), SECRET] })
    expect(await status(receive(event('e1')))).toBe(200)
    expect(await status(receive(event('e2', { secret: 'whsec_new' })))).toBe(200)
    expect(await status(receive(event('e3', { secret: 'whsec_older' })))).toBe(401)
  })

  it('accepts one good signature among several', async () => {
    const { receive, event } = shopReceiver()
    const request = event('e1')
    request.headers.set('x-signature', `${'0'.repeat(64)} ${request.headers.get('x-signature')}`)
    expect(await status(receive(request))).toBe(200)
  })

  it('refuses any other signature', async () => {
    const { receive, event, events } = shopReceiver()
    const real = event('e1').headers.get('x-signature') ?? ''
    const signatures = fc.oneof(
      fc.stringMatching(/^[ -~]{0,80}$/),
      fc.stringMatching(/^[0-9a-f]{64}$/),
      fc.nat(63).map((at) => real.slice(0, at) + (real[at] === '0' ? '1' : '0') + real.slice(at + 1)),
      fc.nat(63).map((length) => real.slice(0, length)),
    )
    await fc.assert(
      fc.asyncProperty(signatures, async (signature) => {
        fc.pre(!signature.split(' ').includes(real))
        const request = event('e1')
        request.headers.set('x-signature', signature)
        expect(await status(receive(request))).toBe(401)
      }),
    )
    expect(events).toEqual([])
  })

  it('refuses a body that differs in a single byte', async () => {
    const { receive, event, events } = shopReceiver()
    const bytes = new Uint8Array(await event('e1').arrayBuffer())
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const tampered = bytes.slice()
        tampered[at] = (tampered[at] ?? 0) ^ change
        const request = event('e1')
        expect(
          await status(receive(new Request(request.url, { method: 'POST', headers: request.headers, body: tampered }))),
        ).toBe(401)
      }),
    )
    expect(events).toEqual([])
  })

  it('refuses a byte order mark that was put before the body, and reads one that was signed', async () => {
    const { receive, event, events, clock } = shopReceiver()
    const signed = event('e1')
    const marked = `\uFEFF${await signed.clone().text()}`
    const deliver = (headers: HeadersInit) =>
      receive(new Request(signed.url, { method: 'POST', headers, body: marked }))
    expect(await status(deliver(signed.headers))).toBe(401)
    const time = String(clock.now() / 1_000)
    expect(
      await status(deliver({ 'x-time': time, 'x-signature': toHex(hmacSha256(SECRET, `${time}.${marked}`)) })),
    ).toBe(200)
    expect(events).toHaveLength(1)
  })

  it('counts a `verify` that throws, or that returns something merely true, as no', async () => {
    const answers: unknown[] = ['yes', 1, {}, undefined]
    for (const answer of answers) {
      const loose = defineWebhook({
        id: 'loose',
        verify: () => answer as boolean,
        parse: () => ({ type: 'a', data: 1 }),
      })
      const receive = receiver(loose, { secrets: 's', on: { '*': () => undefined } })
      expect(await status(receive(new Request('https://a.test', { method: 'POST', body: 'x' })))).toBe(401)
    }
    const broken = defineWebhook({
      id: 'broken',
      verify: () => {
        throw new TypeError('undefined is not a function')
      },
      parse: () => ({ type: 'a', data: 1 }),
    })
    const receive = receiver(broken, { secrets: 's', on: { '*': () => undefined } })
    expect(await status(receive(new Request('https://a.test', { method: 'POST', body: 'x' })))).toBe(401)
  })

  it.each([undefined, '', '  ', new Secret(''), [], ['good', '']])(
    'refuses the secret %j, with which anybody could sign',
    (secrets) => {
      expect(() => receiver(shop, { secrets: secrets as string, on: { 'order.paid': () => undefined } })).toThrow(
        ConfigError,
      )
    },
  )

  it.each([
    { account: 'a', secretKey: '' },
    { account: '', secretKey: 's' },
    { account: 'a', secretKey: undefined },
    {},
  ])('refuses the credentials %j', (secrets) => {
    expect(() => receiver(payments, { secrets: secrets as never, on: { payment: () => undefined } })).toThrow(
      ConfigError,
    )
  })
})

describe('the replay window', () => {
  it.each([
    [-5 * MINUTE, 200],
    [-5 * MINUTE - 1_000, 401],
    [5 * MINUTE, 200],
    [5 * MINUTE + 1_000, 401],
    [-365 * 24 * 60 * MINUTE, 401],
  ])('answers a delivery made %d ms from now with %d', async (offset, expected) => {
    const { receive, event, clock } = shopReceiver()
    expect(await status(receive(event('e1', { timestamp: clock.now() + offset })))).toBe(expected)
  })

  it('can be narrowed and widened', async () => {
    const narrow = shopReceiver({ tolerance: 1_000 })
    expect(await status(narrow.receive(narrow.event('e1', { timestamp: narrow.clock.now() - 2_000 })))).toBe(401)
    const wide = shopReceiver({ tolerance: Number.POSITIVE_INFINITY })
    expect(await status(wide.receive(wide.event('e1', { timestamp: 0 })))).toBe(200)
  })

  it.each(['', 'soon', 'NaN', '1e999'])('refuses the signed time %j', async (time) => {
    const { receive, errors } = shopReceiver()
    const headers = { 'x-time': time, 'x-signature': toHex(hmacSha256(SECRET, `${time}.{}`)) }
    const request = new Request('https://a.test', { method: 'POST', headers, body: '{}' })
    expect(await status(receive(request))).toBe(401)
    expect(errors).toEqual([expect.objectContaining({ reason: 'replay' })])
  })
})

describe('what is no delivery', () => {
  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('answers 405 to %s and says what it takes', async (method) => {
    const answer = await shopReceiver().receive(new Request('https://a.test', { method }))
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('answers 400 to signed nonsense', async () => {
    const { receive, errors } = shopReceiver()
    const time = String(new VirtualClock().now() / 1_000)
    for (const body of ['not json', '{}', '{"type":""}', '{"type":5}', 'null', '[]x']) {
      const headers = { 'x-time': time, 'x-signature': toHex(hmacSha256(SECRET, `${time}.${body}`)) }
      expect(await status(receive(new Request('https://a.test', { method: 'POST', headers, body })))).toBe(400)
    }
    expect(errors).toHaveLength(6)
  })

  it('answers 413 by the declared length, before it reads anything', async () => {
    const { receive } = shopReceiver({ maxBytes: 100 })
    const request = new Request('https://a.test', { method: 'POST', body: 'x', headers: { 'content-length': '101' } })
    expect(await status(receive(request))).toBe(413)
    expect(request.bodyUsed).toBe(false)
  })

  it('answers 413 when an undeclared body passes the bound, and stops reading', async () => {
    let sent = 0
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(1_000))
        sent++
      },
      cancel() {
        cancelled = true
      },
    })
    const { receive } = shopReceiver({ maxBytes: 10_000 })
    const request = new Request('https://a.test', { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect(await status(receive(request))).toBe(413)
    expect(cancelled).toBe(true)
    expect(sent).toBeLessThan(15)
  })

  it('answers 400 when the body breaks off', async () => {
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('reset')) })
    const { receive } = shopReceiver()
    const request = new Request('https://a.test', { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect(await status(receive(request))).toBe(400)
  })
})

describe('a wrong set-up', () => {
  it('names the cure when the body has already been read', async () => {
    const { receive, event } = shopReceiver()
    const request = event('e1')
    await request.text()
    await expect(receive(request)).rejects.toMatchObject({ name: 'WebhookVerificationError', reason: 'setup' })
    await expect(receive(request)).rejects.toThrow(/express\.raw.*Fastify.*Next\.js/)
  })

  it('names the cure when it is given what a framework has parsed', async () => {
    const { receive } = shopReceiver()
    const express = { method: 'POST', headers: { 'x-signature': 'a' }, body: { type: 'order.paid' }, url: '/hook' }
    await expect(receive(express as never)).rejects.toThrow(/already parsed.*express\.json/)
    for (const wrong of [undefined, null, 'text', {}, { body: 'x' }]) {
      await expect(receive(wrong as never)).rejects.toBeInstanceOf(WebhookVerificationError)
    }
  })

  it('refuses a receiver without handlers', () => {
    expect(() => receiver(shop, { secrets: SECRET, on: {} })).toThrow(ConfigError)
  })
})

describe('de-duplication', () => {
  it('handles an event once, however often it is delivered', async () => {
    const { receive, event, events } = shopReceiver()
    for (let copy = 0; copy < 5; copy++) expect(await status(receive(event('e1')))).toBe(200)
    expect(events).toHaveLength(1)
  })

  it('handles copies that arrive at the same time once, and all of them wait for the outcome', async () => {
    const opened: (() => void)[] = []
    const handled = vi.fn(() => new Promise<void>((resolve) => opened.push(resolve)))
    const { receive, event } = shopReceiver({ on: { 'order.paid': handled } })
    const answers = Array.from({ length: 50 }, () => status(receive(event('e1'))))
    await vi.waitUntil(() => opened.length > 0)
    opened[0]?.()
    expect(new Set(await Promise.all(answers))).toEqual(new Set([200]))
    expect(handled).toHaveBeenCalledTimes(1)
  })

  it('answers 500 and lets go of the event when the handler throws, so that it can come again', async () => {
    let failures = 2
    const handled: string[] = []
    const { receive, event, errors } = shopReceiver({
      on: {
        'order.paid': ({ id }) => {
          if (failures-- > 0) throw new Error('database is down')
          handled.push(String(id))
        },
      },
    })
    expect(await status(receive(event('e1')))).toBe(500)
    expect(await status(receive(event('e1')))).toBe(500)
    expect(await status(receive(event('e1')))).toBe(200)
    expect(await status(receive(event('e1')))).toBe(200)
    expect(handled).toEqual(['e1'])
    expect(errors).toEqual([new Error('database is down'), new Error('database is down')])
  })

  it('reports a thrown error to the console when nobody listens', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const clock = new VirtualClock()
    const error = new Error('database is down')
    const receive = receiver(shop, {
      secrets: SECRET,
      on: {
        'order.paid': () => {
          throw error
        },
      },
      clock,
    })
    const request = signTestEvent(shop, {
      secret: SECRET,
      type: 'order.paid',
      data: { order: 1, total: '1' },
      timestamp: clock.now(),
    })
    expect(await status(receive(request))).toBe(500)
    expect(printed).toHaveBeenCalledExactlyOnceWith(error)
  })

  it('forgets a handled event after its time', async () => {
    const { receive, event, events, clock } = shopReceiver({ dedupeFor: MINUTE })
    await receive(event('e1'))
    await clock.advance(MINUTE - 1)
    await receive(event('e1'))
    expect(events).toHaveLength(1)
    await clock.advance(1)
    await receive(event('e1'))
    expect(events).toHaveLength(2)
  })

  it('can be switched off, and never holds for events without an id', async () => {
    const off = shopReceiver({ dedupe: false })
    for (let copy = 0; copy < 3; copy++) await off.receive(off.event('e1'))
    expect(off.events).toHaveLength(3)
    const on = shopReceiver()
    for (let copy = 0; copy < 3; copy++) await on.receive(on.event(undefined as never))
    expect(on.events).toHaveLength(3)
  })

  it('keeps accounts and vendors of one store apart', async () => {
    const dedupe = memoryDedupeStore()
    const one = shopReceiver({ dedupe, account: 'one' })
    const two = shopReceiver({ dedupe, account: 'two' })
    await one.receive(one.event('e1'))
    await two.receive(two.event('e1'))
    expect([one.events.length, two.events.length]).toEqual([1, 1])
  })

  it('asks the vendor to come again while another process has the event', async () => {
    const dedupe = memoryDedupeStore()
    const opened: (() => void)[] = []
    const first = shopReceiver({
      dedupe,
      on: { 'order.paid': () => new Promise<void>((resolve) => opened.push(resolve)) },
    })
    const second = shopReceiver({ dedupe })
    const running = first.receive(first.event('e1'))
    await vi.waitUntil(() => opened.length > 0)
    const answer = await second.receive(second.event('e1'))
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    opened[0]?.()
    expect((await running).status).toBe(200)
    expect(await status(second.receive(second.event('e1')))).toBe(200)
    expect(second.events).toEqual([])
  })

  it('takes an event over from a process that died', async () => {
    const clock = new VirtualClock()
    const dedupe = memoryDedupeStore({ clock })
    const dead = receiver(shop, { secrets: SECRET, on: { 'order.paid': () => new Promise(() => {}) }, dedupe, clock })
    const living = shopReceiver({ dedupe, clock })
    const request = () =>
      signTestEvent(shop, {
        secret: SECRET,
        type: 'order.paid',
        data: { order: 1, total: '1' },
        id: 'e1',
        timestamp: clock.now(),
      })
    dead(request())
    await clock.advance(0)
    expect(await status(living.receive(request()))).toBe(503)
    await clock.advance(5 * MINUTE)
    expect(await status(living.receive(request()))).toBe(200)
    expect(living.events).toHaveLength(1)
  })

  it('answers 500 when the store cannot be asked, and 200 when it only failed to note the success', async () => {
    const store = memoryDedupeStore()
    const deaf = shopReceiver({ dedupe: { ...store, claim: () => Promise.reject(new Error('redis is down')) } })
    expect(await status(deaf.receive(deaf.event('e1')))).toBe(500)
    expect(deaf.events).toEqual([])
    const mute = shopReceiver({ dedupe: { ...store, complete: () => Promise.reject(new Error('redis is down')) } })
    expect(await status(mute.receive(mute.event('e1')))).toBe(200)
    expect(mute.errors).toEqual([new Error('redis is down')])
  })

  it('remembers a bounded number of events', () => {
    const store = memoryDedupeStore({ maxEntries: 3 })
    for (const key of ['a', 'b', 'c', 'd']) {
      store.claim(key, MINUTE)
      store.complete(key, MINUTE)
    }
    expect(['b', 'c', 'd'].map((key) => store.claim(key, MINUTE))).toEqual(['done', 'done', 'done'])
    expect(store.claim('a', MINUTE)).toBe('new')
  })
})

describe('vendors', () => {
  it('takes a secret from the address, by POST and by GET, and compares it in full', async () => {
    const seen: number[] = []
    const receive = receiver(crm, {
      secrets: 'tok',
      on: { 'order.change_order_status': ({ data }) => seen.push(data.status_id) },
    })
    const body = JSON.stringify({ event: 'order.change_order_status', context: { id: 22, status_id: 4 } })
    const post = (query: string) => receive(new Request(`https://a.test/hook${query}`, { method: 'POST', body }))
    expect(await status(post('?token=tok'))).toBe(200)
    expect(await status(post('?token=to'))).toBe(401)
    expect(await status(post('?token='))).toBe(401)
    expect(await status(post(''))).toBe(401)
    expect(await status(receive(new Request('https://a.test/hook?token=tok')))).toBe(400)
    expect(seen).toEqual([4])
  })

  it('signs the answer that the vendor requires, also for a copy', async () => {
    const clock = new VirtualClock()
    const keys = { account: 'shop_1', secretKey: new Secret('mk') }
    const handled = vi.fn()
    const receive = receiver(payments, {
      secrets: [{ account: 'shop_0', secretKey: 'old' }, keys],
      on: { payment: handled },
      clock,
    })
    const request = () => signTestEvent(payments, { secret: keys, type: 'payment', data: { orderReference: 'ord-42' } })
    const [first, second] = [await (await receive(request())).json(), await (await receive(request())).json()]
    const time = clock.now() / 1_000
    expect(first).toEqual({
      orderReference: 'ord-42',
      status: 'accept',
      time,
      signature: toHex(hmacMd5('mk', `ord-42;accept;${time}`)),
    })
    expect(second).toEqual(first)
    expect(handled).toHaveBeenCalledTimes(1)
  })

  it('takes several events from one form, and after a failure repeats only those not handled', async () => {
    const seen: unknown[] = []
    let broken = true
    const receive = receiver(portal, {
      secrets: 'app-token',
      on: {
        ONCRMDEALADD: ({ data }) => {
          if ((data as { id: string }).id === '2' && broken) throw new Error('not now')
          seen.push(data)
        },
      },
      onError: () => undefined,
    })
    const deliver = () =>
      status(
        receive(
          new Request('https://a.test', {
            method: 'POST',
            body: 'event=ONCRMDEALADD&ids[]=1&ids[]=2&ids[]=3&auth[application_token]=app-token',
          }),
        ),
      )
    expect(await deliver()).toBe(500)
    broken = false
    expect(await deliver()).toBe(200)
    expect(seen).toEqual([{ id: '1' }, { id: '2' }, { id: '3' }])
  })

  it('lets no field reach the prototype of anything', async () => {
    const seen: WebhookEvent[] = []
    const receive = receiver(portal, { secrets: 't', on: { '*': (event) => seen.push(event) } })
    const body =
      'event=E&ids=1&auth[application_token]=t&__proto__[polluted]=1&auth[__proto__][polluted]=1&constructor[prototype][polluted]=1'
    expect(await status(receive(new Request('https://a.test', { method: 'POST', body })))).toBe(200)
    const bare = 'event=E&ids=1&__proto__[application_token]=t&auth[__proto__][application_token]=t'
    expect(await status(receive(new Request('https://a.test', { method: 'POST', body: bare })))).toBe(401)
    const { receive: json, clock, events } = shopReceiver()
    const time = String(clock.now() / 1_000)
    for (const text of [
      '{"type":"order.paid","data":{"__proto__":{"polluted":1},"order":1}}',
      '{"type":"order.paid","data":{"\\u005f_proto__":{"polluted":1},"order":1}}',
    ]) {
      const headers = { 'x-time': time, 'x-signature': toHex(hmacSha256(SECRET, `${time}.${text}`)) }
      await json(new Request('https://a.test', { method: 'POST', headers, body: text }))
    }
    expect(events.map((event) => Object.keys(event.data as object))).toEqual([['order'], ['order']])
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('answers a check of the address without proof, and nothing else', async () => {
    const pinged = defineWebhook({
      id: 'pinged',
      methods: ['GET', 'POST'],
      handshake: (raw) => (raw.method === 'GET' ? { body: 'here I am' } : undefined),
      verify: () => false,
      parse: () => ({ type: 'a', data: 1 }),
    })
    const receive = receiver(pinged, { secrets: 's', on: { '*': () => undefined } })
    expect(await (await receive(new Request('https://a.test'))).text()).toBe('here I am')
    expect(await status(receive(new Request('https://a.test', { method: 'POST', body: '' })))).toBe(401)
  })

  it('hands over data that differ from their shape, and says where', async () => {
    const typed = defineWebhook({
      id: 'typed',
      events: { paid: () => z.looseObject({ order: z.number() }) },
      verify: (raw, secret) => raw.header('x-token') === secret,
      parse: (raw) => ({ type: 'paid', data: raw.json() }),
    })
    const seen: [number, number][] = []
    const receive = receiver(typed, {
      secrets: 's',
      on: { paid: ({ data, issues }) => seen.push([data.order, issues?.length ?? 0]) },
    })
    const deliver = (body: object) =>
      receive(
        new Request('https://a.test', { method: 'POST', headers: { 'x-token': 's' }, body: JSON.stringify(body) }),
      )
    await deliver({ order: 1, more: true })
    await deliver({ order: '1' })
    expect(seen).toEqual([
      [1, 0],
      ['1', 1],
    ])
  })
})
