import { receiver } from '@bpmcentr/core'
import { keycrm } from '@bpmcentr/keycrm'
import { liqpay } from '@bpmcentr/liqpay'

export interface ScenarioInput {
  readonly keycrm: { readonly baseUrl: string; readonly apiKey: string }
  readonly liqpay: { readonly baseUrl: string; readonly publicKey: string; readonly privateKey: string }
}

export interface ScenarioResult {
  readonly created: boolean
  readonly listed: number
  readonly refused: string
  readonly unknownPayment: string
  readonly received: readonly string[]
  readonly callbacks: { readonly signed: boolean; readonly forged: boolean }
}

/** What a program does with two connectors: list, create, be refused, receive a callback. No module of any runtime. */
export async function scenario(input: ScenarioInput): Promise<ScenarioResult> {
  const crm = keycrm(input.keycrm)
  const created = await crm.orders.create({
    source_id: 1,
    source_uuid: crypto.randomUUID(),
    buyer: { full_name: 'Олена Коваль', email: 'olena@example.com' },
  })
  const ids = new Set<number>()
  for await (const order of crm.orders.list({})) ids.add(order.id)

  const shop = liqpay(input.liqpay)
  const { callbacks, received } = await receiveCallbacks(input.liqpay)
  return {
    created: ids.has(created.id),
    listed: ids.size,
    refused: await nameOfError(keycrm({ ...input.keycrm, apiKey: 'wrong' }).orders.get({ id: created.id })),
    unknownPayment: await nameOfError(shop.payments.status({ order_id: 'never-paid' })),
    received,
    callbacks,
  }
}

async function receiveCallbacks({
  publicKey,
  privateKey,
}: ScenarioInput['liqpay']): Promise<Pick<ScenarioResult, 'callbacks' | 'received'>> {
  const received: string[] = []
  const receive = receiver(liqpay.webhooks, {
    secrets: { publicKey, privateKey },
    on: { payment: (event) => void received.push(`${event.data.order_id} ${event.data.status}`) },
  })
  const signed = await receive(await callback(publicKey, privateKey))
  const forged = await receive(await callback(publicKey, 'somebody else'))
  return { received, callbacks: { signed: signed.ok, forged: forged.ok } }
}

/** A callback as LiqPay posts it: base64(sha1(private_key + data + private_key)). */
async function callback(publicKey: string, privateKey: string): Promise<Request> {
  const payment = {
    version: 3,
    public_key: publicKey,
    action: 'pay',
    order_id: 'order-1',
    status: 'success',
    amount: 149.5,
    currency: 'UAH',
    payment_id: 1,
  }
  const data = btoa(JSON.stringify(payment))
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(privateKey + data + privateKey))
  const signature = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return new Request('https://shop.example/liqpay', { method: 'POST', body: new URLSearchParams({ data, signature }) })
}

async function nameOfError(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'none'
  } catch (error) {
    return (error as Error).name
  }
}
