import type { Payment } from '../payment.ts'
import { algorithmOf, seal } from '../sign.ts'

/** A callback as LiqPay would send it to the shop. */
export interface SandboxCallback {
  /** The payment's `server_url`, else the shop's. */
  readonly url: string
  readonly payment: Payment
  /** `data=…&signature=…` */
  readonly body: string
  /** A new Request each time, so that a callback can be repeated. */
  request(url?: string): Request
}

/** Signs a payment as the owner of `privateKey` would. */
export function callbackOf(payment: Payment, privateKey: string, url: string): SandboxCallback {
  const envelope = seal(payment, privateKey, algorithmOf(Number(payment.version ?? 3)))
  const body = `data=${encodeURIComponent(envelope.data)}&signature=${encodeURIComponent(envelope.signature)}`
  return {
    url,
    payment,
    body,
    request: (to = url) =>
      new Request(to, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }),
  }
}
