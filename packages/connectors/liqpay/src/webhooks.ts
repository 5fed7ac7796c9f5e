import { defineWebhook, WebhookVerificationError } from '@bpmcentr/core'
import { callbackFields, callbackId, callbackPayment } from './callback.ts'
import { fromLiqpayEpoch } from './dates.ts'
import { Payment } from './payment.ts'
import { algorithmOf, isSignatureValid, type SignatureAlgorithm, seal } from './sign.ts'

/** The keys of the shop whose callbacks are received. Give several for several shops, or while a key is being changed. */
export interface LiqpayCallbackKeys {
  /** A callback about another shop is refused. */
  readonly publicKey: string
  readonly privateKey: string
  /** The version your payments are made with: 3 (default) signs with SHA-1, 7 with SHA3-256. */
  readonly version?: 3 | 7
  /** Instead of what belongs to `version`; both while you move from 3 to 7. */
  readonly algorithms?: readonly SignatureAlgorithm[]
}

/** There is one event: a payment has got a status. */
export interface LiqpayEvents {
  payment: Payment
}

/**
 * Callbacks to a payment's `server_url`. `data` is the payment: ask `isSuccess(data)` and compare amount and currency with
 * your order (`isSameMoney`) before you deliver. A callback is handled once for each order, payment and status; LiqPay
 * signs no time, so a repetition can come at any time, and callbacks can overtake each other.
 * Source: https://www.liqpay.ua/en/doc/api/callback
 */
export const liqpayWebhooks = defineWebhook<LiqpayEvents, LiqpayCallbackKeys>({
  id: 'liqpay',
  events: { payment: Payment },
  verify(raw, keys) {
    const envelope = callbackFields(raw.text)
    if (!isSignatureValid(envelope, keys.privateKey, algorithmsOf(keys))) return false
    const payment = callbackPayment(envelope.data)
    // Data that cannot be read are signed all the same: `parse` says what is wrong with them.
    return payment === undefined || payment.public_key === keys.publicKey
  },
  parse(raw) {
    const payment = callbackPayment(callbackFields(raw.text).data)
    if (payment === undefined) {
      throw new WebhookVerificationError('the data is signed, but it is not a payment', { reason: 'malformed' })
    }
    const timestamp = fromLiqpayEpoch(payment.end_date) ?? fromLiqpayEpoch(payment.create_date)
    return { type: 'payment', data: payment, id: callbackId(payment), timestamp: timestamp?.getTime() }
  },
  sign({ data }, keys) {
    const payment = { version: keys.version ?? 3, ...(data as Payment), public_key: keys.publicKey }
    const [algorithm] = algorithmsOf(keys)
    const envelope = seal(payment, keys.privateKey, algorithm ?? 'sha1')
    return {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `data=${encodeURIComponent(envelope.data)}&signature=${encodeURIComponent(envelope.signature)}`,
    }
  },
})

function algorithmsOf({ version = 3, algorithms }: LiqpayCallbackKeys): readonly SignatureAlgorithm[] {
  return algorithms === undefined || algorithms.length === 0 ? [algorithmOf(version)] : algorithms
}
