import { Reply } from '@bpmcentr/core/testing'
import type { Payment } from '../payment.ts'
import type { SandboxCallback } from './callbacks.ts'
import { approve, charge } from './charge.ts'
import { addPayment, findPayment, insertPayment, type Ledger, type Params, settle, view } from './ledger.ts'
import type { PaymentRow } from './state.ts'
import { TEST_CARDS } from './testCards.ts'

export interface BuyerOptions {
  /** One of the test cards. Default: the one that succeeds. */
  readonly card?: string
  readonly phone?: string
}

export interface BuyerOutcome {
  /** Declined ones have status `failure`. */
  readonly payment: Payment
  /** What LiqPay sends to the shop; deliver it with `receive(callback.request())`, as often as you like. */
  readonly callback: SandboxCallback
}

/** Does what buyers and LiqPay do outside of the API. Nothing here goes over HTTP. */
export interface SandboxBuyer {
  /**
   * Opens a checkout link or form and pays by card, 3-D Secure and all. After a decline the same page can be paid again.
   * @throws Error when the page would not open: a bad signature, missing fields, or an order that is paid already
   */
  pay(checkout: string | { readonly data: string; readonly signature: string }, options?: BuyerOptions): BuyerOutcome
  /** Pays an invoice by its `href` or `token`. */
  payInvoice(invoice: string, options?: BuyerOptions): BuyerOutcome
  /** Scans the QR code, pays in cash, or takes the step that a payment waits for. */
  complete(order_id: string): BuyerOutcome
}

/** Verifies what a buyer brings, as the page does. */
export type OpenCheckout = (envelope: { data: string; signature: string }) => Params

export function createBuyer(ledger: Ledger, openCheckout: OpenCheckout): SandboxBuyer {
  const pay = (row: PaymentRow, { card = TEST_CARDS.success, phone = '380951234567' }: BuyerOptions = {}) => {
    row.sender_phone ??= phone
    const callback = charge(ledger, row, card, { attended: true })
    if (callback === undefined) throw new Error('a card that a buyer pays with leaves no step open')
    return { payment: view(row), callback }
  }
  return {
    pay: told((checkout, options) => {
      const envelope = typeof checkout === 'string' ? fromLink(checkout) : checkout
      const params = openCheckout(envelope)
      const earlier = findPayment(ledger, params)
      // The page stays open after a decline, and the next try is another payment of the same order.
      const again = earlier?.status === 'failure' && earlier.own.page === true
      const subscription = {
        periodicity: String(params.subscribe_periodicity),
        start: String(params.subscribe_date_start),
      }
      const own = { page: true, ...(params.action === 'subscribe' && { subscription }) }
      const row = again
        ? insertPayment(ledger, params, { amount: earlier.amount, status: 'processing', own })
        : addPayment(ledger, params, { status: 'processing', own })
      return pay(row, options)
    }),
    payInvoice: told((invoice, options) => {
      const token = invoice.slice(invoice.lastIndexOf('/') + 1)
      const found = ledger.state.invoices.find((each) => each.token === token)
      const row = found && findPayment(ledger, { order_id: found.order_id, public_key: found.public_key })
      if (row === undefined || row.status !== 'invoice_wait') throw new Error('this invoice is not open')
      return pay(row, options)
    }),
    complete(order_id) {
      const row = ledger.state.payments.rows.findLast((each) => each.order_id === order_id)
      if (row === undefined) throw new Error('there is no such payment')
      return { callback: approve(ledger, row), payment: view(row) }
    },
  }
}

/** Charges the next period of a subscription: the same order, another payment. */
export function renew(ledger: Ledger, order_id: string, { card }: BuyerOptions = {}): BuyerOutcome {
  const first = ledger.state.payments.find((row) => row.order_id === order_id && row.own.subscription !== undefined)
  if (first === undefined || first.status !== 'subscribed') throw new Error('there is no such subscription')
  const { public_key, currency, description, amount } = first
  const { subscription: _, ...own } = first.own
  const params = { order_id, public_key, action: 'regular', currency, description, version: first.version }
  const row = insertPayment(ledger, params, { type: 'regular', status: 'processing', amount, own })
  const callback = charge(ledger, row, card ?? own.card ?? TEST_CARDS.success, { attended: true })
  if (callback === undefined) throw new Error('a renewal leaves no step open')
  return { payment: view(row), callback }
}

/** Anything else that may happen to a payment, such as a check by anti-fraud or a chargeback. */
export function setStatus(
  ledger: Ledger,
  order_id: string,
  status: string,
  changes: Partial<PaymentRow> = {},
): BuyerOutcome {
  const row = ledger.state.payments.rows.findLast((each) => each.order_id === order_id)
  if (row === undefined) throw new Error('there is no such payment')
  const callback = settle(ledger, row, { ...changes, status })
  return { payment: view(row), callback }
}

/** A refusal is an answer to a program; a test reads an Error more easily. */
function told<A extends readonly unknown[], R>(run: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    try {
      return run(...args)
    } catch (thrown) {
      throw thrown instanceof Reply ? new Error(`LiqPay refuses: ${thrown.body}`) : thrown
    }
  }
}

function fromLink(link: string): { data: string; signature: string } {
  const { searchParams } = new URL(link)
  return { data: searchParams.get('data') ?? '', signature: searchParams.get('signature') ?? '' }
}
