import { systemClock } from '@bpmcentr/core'
import {
  defineSandbox,
  get,
  html,
  json,
  post,
  Reply,
  type Sandbox,
  type SandboxOptions,
  text,
} from '@bpmcentr/core/testing'
import type { Payment } from '../payment.ts'
import { afterPaymentActions } from './actions/afterPayment.ts'
import { invoiceActions } from './actions/invoices.ts'
import { otherActions } from './actions/others.ts'
import { paymentActions } from './actions/payments.ts'
import { reportActions } from './actions/reports.ts'
import { type BuyerOptions, type BuyerOutcome, createBuyer, renew, type SandboxBuyer, setStatus } from './buyer.ts'
import { callbackOf, type SandboxCallback } from './callbacks.ts'
import { envelopeOf, paramsOf, senderOf, signatureAuth } from './envelope.ts'
import type { Ledger } from './ledger.ts'
import { refuse } from './refuse.ts'
import { createState, type LiqpaySandboxState, type PaymentRow } from './state.ts'

export type { LiqpaySandboxState } from './state.ts'

export interface LiqpaySandboxOptions extends SandboxOptions {
  /** Default `sandbox_i00000000`. */
  readonly publicKey?: string
  /** Default `sandbox_private_key`. */
  readonly privateKey?: string
  /** Where callbacks go when a payment names no `server_url`, as set in the shop's cabinet. Default `https://shop.example/liqpay`. */
  readonly serverUrl?: string
}

/** A LiqPay in memory: give it to a client as transport, serve it over HTTP, or put its handlers into msw. */
export interface LiqpaySandbox extends Sandbox<LiqpaySandboxState> {
  /** Options for a client or a receiver. */
  readonly keys: { readonly publicKey: string; readonly privateKey: string }
  /** Every callback LiqPay has sent, oldest first. Nothing delivers them but you. */
  readonly callbacks: readonly SandboxCallback[]
  readonly buyer: SandboxBuyer
  /** Charges the next period of a subscription. */
  renew(order_id: string, options?: BuyerOptions): BuyerOutcome
  /** Puts a payment into any status, such as `wait_secure` or `reversed`. */
  setStatus(order_id: string, status: string, changes?: Partial<PaymentRow>): BuyerOutcome
  /** A callback with content of yours, signed by the shop's key, or by a forger's. */
  callback(payment: Payment, options?: { privateKey?: string; url?: string }): SandboxCallback
}

const ACTIONS = { ...paymentActions, ...afterPaymentActions, ...invoiceActions, ...reportActions, ...otherActions }

/**
 * A stateful LiqPay: signatures are checked, payments remembered by order, refusals answered with HTTP 200 as LiqPay does.
 * Test cards are in `TEST_CARDS`; the token `sandbox_token` stands for the one that succeeds.
 */
export function liqpaySandbox(options: LiqpaySandboxOptions = {}): LiqpaySandbox {
  const {
    publicKey = 'sandbox_i00000000',
    privateKey = 'sandbox_private_key',
    serverUrl = 'https://shop.example/liqpay',
  } = options
  const keys = new Map([[publicKey, privateKey]])
  const state = createState(publicKey)
  const callbacks: SandboxCallback[] = []
  const ledger: Ledger = { state, clock: options.clock ?? systemClock, privateKey, serverUrl, callbacks }

  const sandbox = defineSandbox<LiqpaySandboxState>(
    {
      id: 'liqpay',
      baseUrl: 'https://www.liqpay.ua/api',
      state,
      auth: signatureAuth(keys),
      malformedBody: () => refuse('err_wrong', 'data'),
      unsupportedBody: () => refuse('err_missing', 'data'),
      routes: [
        post('/request', (request) => {
          const params = paramsOf(envelopeOf(request))
          const action =
            typeof params.action === 'string' && Object.hasOwn(ACTIONS, params.action)
              ? ACTIONS[params.action]
              : undefined
          if (action === undefined)
            throw params.action === undefined ? refuse('err_missing', 'action') : refuse('err_api_action')
          const result = action(ledger, params)
          return typeof result === 'string' ? text(result) : json(result)
        }),
        get('/3/checkout', (request) => page(request.account)),
        post('/3/checkout', (request) => page(request.account)),
      ],
      onReset: () => callbacks.splice(0),
    },
    options,
  )

  const openCheckout = (envelope: { data: string; signature: string }) => {
    const sender = senderOf(envelope, keys)
    if (sender instanceof Reply) throw new Error(`the checkout page does not open: ${sender.body}`)
    return paramsOf(envelope)
  }
  const extra = {
    keys: { publicKey, privateKey },
    callbacks,
    buyer: createBuyer(ledger, openCheckout),
    renew: (order_id: string, how?: BuyerOptions) => renew(ledger, order_id, how),
    setStatus: (order_id: string, status: string, changes?: Partial<PaymentRow>) =>
      setStatus(ledger, order_id, status, changes),
    callback: (payment: Payment, { privateKey: key = privateKey, url = serverUrl } = {}) =>
      callbackOf(payment, key, url),
  }
  return Object.assign(sandbox, extra)
}

function page(account: string): Reply {
  return html(
    `<!doctype html><title>LiqPay</title><h1>LiqPay sandbox</h1><p>Shop ${account}. Pay with <code>buyer.pay(link)</code>.</p>`,
  )
}
