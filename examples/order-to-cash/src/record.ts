import { OutcomeUnknownError } from '@bpmcentr/core'
import type { Clients } from './clients.ts'
import type { Journal, Paid } from './journal.ts'

const MOST_TRIES = 6

/**
 * Puts a payment into KeyCRM exactly once. KeyCRM cannot recognise a second one, so LiqPay's payment number goes into the
 * description, and the order is read before anything is written, also after a write whose answer was lost.
 */
export async function record(
  { crm }: Clients,
  journal: Journal,
  paid: Paid,
  signal: AbortSignal,
): Promise<'new' | 'known'> {
  const description = `LiqPay ${paid.payment_id}`
  for (let tries = 1; ; tries++) {
    const order = await crm.orders.get({ id: paid.order, include: ['payments'] }, { signal })
    if (order.payments?.some((payment) => payment.description === description && payment.status === 'paid')) {
      journal.add({ type: 'recorded', order: paid.order, payment_id: paid.payment_id })
      return tries === 1 ? 'known' : 'new'
    }
    try {
      await crm.orders.payments.create(
        { orderId: paid.order, payment_method: 'LiqPay', amount: paid.amount, status: 'paid', description },
        { signal },
      )
      journal.add({ type: 'recorded', order: paid.order, payment_id: paid.payment_id })
      return 'new'
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError) || tries >= MOST_TRIES) throw error
    }
  }
}
