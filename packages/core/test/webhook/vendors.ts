import { constantTimeEqual, hmacMd5, hmacSha256, toHex } from '../../src/crypto/index.ts'
import { defineWebhook } from '../../src/webhook/index.ts'

export interface ShopEvents {
  'order.paid': { readonly order: number; readonly total: string }
  'order.cancelled': { readonly order: number }
}

/** Signs `timestamp.body` with HMAC-SHA-256, several signatures in one header, as Standard Webhooks does. */
export const shop = defineWebhook<ShopEvents>({
  id: 'shop',
  verify(raw, secret) {
    const expected = toHex(hmacSha256(secret, `${raw.header('x-time')}.${raw.text}`))
    const given = raw.header('x-signature')?.split(' ') ?? []
    return given.filter((signature) => constantTimeEqual(signature, expected)).length > 0
  },
  timestamp: (raw) => Number(raw.header('x-time') ?? Number.NaN) * 1_000,
  parse: (raw) => raw.json() as { type: string; data: unknown; id: string },
  sign({ type, data, id, timestamp }, secret) {
    const body = JSON.stringify({ type, data, id })
    const time = String(Math.floor(timestamp / 1_000))
    return { headers: { 'x-time': time, 'x-signature': toHex(hmacSha256(secret, `${time}.${body}`)) }, body }
  },
})

/** A static secret in the address, by GET or POST, as KeyCRM has it. */
export const crm = defineWebhook<{ 'order.change_order_status': { id: number; status_id: number } }>({
  id: 'crm',
  methods: ['POST', 'GET'],
  verify: (raw, secret) => constantTimeEqual(raw.query('token'), secret),
  parse(raw) {
    const { event, context } = raw.json() as { event: string; context: { id: number; status_id: number } }
    return { type: event, data: context, id: `${context.id}:${context.status_id}` }
  },
})

interface MerchantKeys {
  readonly account: string
  readonly secretKey: string
}

/** JSON labelled as a form, several credentials, and an answer that has to be signed, as WayForPay has it. */
export const payments = defineWebhook<{ payment: { orderReference: string } }, MerchantKeys>({
  id: 'payments',
  verify(raw, keys) {
    const body = raw.json() as { account: string; orderReference: string; signature: string }
    const expected = toHex(hmacMd5(keys.secretKey, `${keys.account};${body.orderReference}`))
    return constantTimeEqual(body.account, keys.account) && constantTimeEqual(body.signature, expected)
  },
  parse(raw) {
    const data = raw.json() as { orderReference: string }
    return { type: 'payment', data, id: data.orderReference }
  },
  answer(event, keys, { now }) {
    const { orderReference } = event.data as { orderReference: string }
    const time = Math.floor(now / 1_000)
    const signature = toHex(hmacMd5(keys.secretKey, `${orderReference};accept;${time}`))
    const body = JSON.stringify({ orderReference, status: 'accept', time, signature })
    return { headers: { 'content-type': 'application/json' }, body }
  },
  sign({ data }, keys) {
    const { orderReference } = data as { orderReference: string }
    const signature = toHex(hmacMd5(keys.secretKey, `${keys.account};${orderReference}`))
    return {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: JSON.stringify({ account: keys.account, orderReference, signature }),
    }
  },
})

/** A form nested as PHP does, with the secret among its fields and several events in one delivery. */
export const portal = defineWebhook({
  id: 'portal',
  verify(raw, secret) {
    const { auth } = raw.form()
    const token = typeof auth === 'object' && !Array.isArray(auth) ? auth.application_token : undefined
    return constantTimeEqual(typeof token === 'string' ? token : undefined, secret)
  },
  parse(raw) {
    const { event, ids } = raw.form()
    const list = Array.isArray(ids) ? ids : [ids ?? '']
    return list.map((id) => ({ type: String(event), data: { id }, id: `${event}:${id}` }))
  },
})
