import { type SandboxTransport, sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import { liqpay } from '../src/index.ts'
import { type LiqpaySandbox, liqpaySandbox } from '../src/testing.ts'

/** Sunday, 2 August 2026, noon in Kyiv. */
export const NOW = Date.UTC(2026, 7, 2, 9)

export interface Shop {
  readonly sandbox: LiqpaySandbox
  readonly clock: VirtualClock
  readonly transport: SandboxTransport
  readonly client: ReturnType<typeof liqpay>
}

/** A client on a sandbox, in virtual time. */
export function shop(options: { version?: 3 | 7 } & Partial<Parameters<typeof liqpay>[0]> = {}): Shop {
  const clock = new VirtualClock({ start: NOW })
  const sandbox = liqpaySandbox({ clock })
  const transport = sandboxTransport(sandbox)
  const client = liqpay({ ...sandbox.keys, transport, clock, validation: 'strict', ...options })
  return { sandbox, clock, transport, client }
}

export const card = { card: '4242424242424242', card_exp_month: '08', card_exp_year: '29', card_cvv: '111' }

let orders = 0

/** A payment by card, with an order of its own. */
export function payment<T extends object>(more: T = {} as T) {
  const order_id = `new-order-${++orders}`
  return {
    amount: 149.5,
    currency: 'UAH',
    description: 'Замовлення №42',
    order_id,
    ip: '203.0.113.7',
    phone: '380951234567',
    ...card,
    ...more,
  } as const
}

/** The actions that reached the sandbox, in order. */
export function actions({ sandbox }: Shop): string[] {
  return sandbox.requests.map(({ body }) => {
    const data = new URLSearchParams(body).get('data') ?? ''
    return JSON.parse(Buffer.from(data, 'base64').toString('utf8')).action
  })
}
