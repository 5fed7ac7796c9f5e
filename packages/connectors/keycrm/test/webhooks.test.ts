import { type Receiver, receiver, signTestEvent, type WebhookEvent } from '@bpmcentr/core'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { keycrm, keycrmWebhook, type OrderEvent } from '../src/index.ts'

const SECRET = 'a secret in the address'
const ADDRESS = `https://shop.example/keycrm?token=${encodeURIComponent(SECRET)}`

const ORDER = {
  id: 22,
  source_uuid: '115',
  source_id: 1,
  client_id: 1,
  grand_total: 122.5,
  status_id: 4,
  status_group_id: 2,
  payment_status: 'paid',
  payments_total: 122.5,
  status_changed_at: '2026-02-09T11:55:43.000000Z',
  updated_at: '2026-02-09T11:55:43.000000Z',
}

function listen(dedupe?: false): { receive: Receiver; seen: WebhookEvent[] } {
  const seen: WebhookEvent[] = []
  const keep = (event: WebhookEvent) => void seen.push(event)
  const on = { 'order.change_order_status': keep, 'lead.change_lead_status': keep, '*': keep }
  const receive = receiver(keycrm.webhooks, {
    secrets: SECRET,
    on,
    ...(dedupe === false ? { dedupe } : {}),
    onError: () => {},
  })
  return { receive, seen }
}

function delivery(event: string, context: unknown, url = ADDRESS): Request {
  const body = JSON.stringify({ event, context })
  return new Request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

describe('webhooks', () => {
  it('are handled with HTTP 200, which KeyCRM waits for', async () => {
    const { receive, seen } = listen()
    const response = await receive(delivery('order.change_order_status', ORDER))
    expect(response.status).toBe(200)
    expect(seen).toMatchObject([
      {
        type: 'order.change_order_status',
        id: 'order.change_order_status:22:4:2026-02-09T11:55:43.000000Z',
        timestamp: Date.UTC(2026, 1, 9, 11, 55, 43),
        data: ORDER,
        issues: undefined,
      },
    ])
  })

  it.each([
    ['no secret', 'https://shop.example/keycrm'],
    ['an empty one', 'https://shop.example/keycrm?token='],
    ['another', 'https://shop.example/keycrm?token=guess'],
    ['the right one under another name', `https://shop.example/keycrm?key=${encodeURIComponent(SECRET)}`],
    ['the right one after a wrong one', `https://shop.example/keycrm?token=guess&token=${encodeURIComponent(SECRET)}`],
  ])('are refused with %s', async (_what, url) => {
    const { receive, seen } = listen()
    expect((await receive(delivery('order.change_order_status', ORDER, url))).status).toBe(401)
    expect(seen).toHaveLength(0)
  })

  it('are handled once, however often KeyCRM tries', async () => {
    const { receive, seen } = listen()
    for (let attempt = 0; attempt < 3; attempt++) {
      expect((await receive(delivery('order.change_order_status', ORDER))).status).toBe(200)
    }
    expect(seen).toHaveLength(1)
    await receive(delivery('order.change_order_status', { ...ORDER, status_id: 5 }))
    expect(seen).toHaveLength(2)
  })

  it('tell a second payment from a repeat, though the status stays', async () => {
    const { receive, seen } = listen()
    const part = { ...ORDER, payment_status: 'part_paid', payments_total: 50 }
    for (const context of [part, part, { ...part, payments_total: 70 }, ORDER]) {
      await receive(delivery('order.change_payment_status', context))
    }
    expect(seen.map((event) => (event.data as OrderEvent).payments_total)).toEqual([50, 70, 122.5])
  })

  it('do not take a card for an order with the same numbers', async () => {
    const { receive, seen } = listen()
    await receive(delivery('order.change_order_status', ORDER))
    await receive(
      delivery('lead.change_lead_status', { id: 22, status_id: 4, status_changed_at: ORDER.status_changed_at }),
    )
    expect(seen.map((event) => event.type)).toEqual(['order.change_order_status', 'lead.change_lead_status'])
  })

  it('of types not known yet reach the handler for everything, each time where nothing tells repeats apart', async () => {
    const { receive, seen } = listen()
    for (let attempt = 0; attempt < 2; attempt++) await receive(delivery('buyer.created', { id: 5, name: 'Хтось' }))
    expect(seen).toMatchObject([{ type: 'buyer.created', id: undefined }, { type: 'buyer.created' }])
  })

  it('are read with the vendor’s UTC text for moments too', async () => {
    const { receive, seen } = listen()
    await receive(delivery('order.change_order_status', { ...ORDER, status_changed_at: '2026-02-09 11:55:43' }))
    expect(seen[0]?.timestamp).toBe(Date.UTC(2026, 1, 9, 11, 55, 43))
  })

  it('may come with GET, with the event in the query', async () => {
    const { receive, seen } = listen(false)
    const json = encodeURIComponent(JSON.stringify(ORDER))
    await receive(new Request(`${ADDRESS}&event=order.change_order_status&context=${json}`))
    await receive(new Request(`${ADDRESS}&event=order.change_order_status&context[id]=22&context[status_id]=4`))
    expect(seen.map((event) => (event.data as OrderEvent).id)).toEqual([22, '22'])
    // Query values are text: told as a difference, not refused.
    expect(seen[1]?.issues?.length).toBeGreaterThan(0)
  })

  it.each(['{', '[]', '{}', '{"event":"","context":{}}', '{"event":"x","context":[]}', '{"event":7,"context":{}}'])(
    'that cannot be read are answered 400: %s',
    async (body) => {
      const { receive, seen } = listen()
      expect((await receive(new Request(ADDRESS, { method: 'POST', body }))).status).toBe(400)
      expect(seen).toHaveLength(0)
    },
  )

  it('can be made for a test of your own receiver, also with another name of the parameter', async () => {
    const webhook = keycrmWebhook({ parameter: 'key' })
    const types: string[] = []
    const receive = receiver(webhook, { secrets: ['old', SECRET], on: { '*': (event) => void types.push(event.type) } })
    const request = signTestEvent(webhook, { secret: SECRET, type: 'order.change_payment_status', data: { id: 22 } })
    expect(new URL(request.url).searchParams.get('key')).toBe(SECRET)
    expect((await receive(request)).status).toBe(200)
    expect(types).toEqual(['order.change_payment_status'])
  })

  it('give each handler the type of its event', () => {
    receiver(keycrm.webhooks, {
      secrets: SECRET,
      on: {
        'order.change_order_status': ({ data }) => {
          expectTypeOf(data).toEqualTypeOf<OrderEvent>()
          expectTypeOf(data.status_id).toEqualTypeOf<number | null | undefined>()
        },
        // @ts-expect-error there is no such event
        'order.changed': () => {},
      },
    })
  })
})
