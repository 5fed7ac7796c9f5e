import { isConnectorError } from '@bpmcentr/core'
import { isDeclined, isSuccess } from '@bpmcentr/liqpay'
import type { Clients } from './clients.ts'
import type { Journal, Link } from './journal.ts'

export interface Unpaid {
  readonly id: number
  /** Hryvnias still owed. */
  readonly due: number
}

/**
 * Reads the unpaid orders to the end before the first link is made: a paid order leaves the filter, which would shift the
 * pages and hide orders not read yet.
 */
export async function unpaidOrders(
  { crm }: Clients,
  signal: AbortSignal,
  onPage: (seen: number) => void,
): Promise<Unpaid[]> {
  const unpaid: Unpaid[] = []
  const pages = crm.orders.list(
    { filter: { payment_status: ['not_paid', 'part_paid'] }, include: ['payments'], sort: 'id' },
    { signal },
  )
  for await (const { items } of pages.pages()) {
    for (const order of items) {
      const paid = order.payments?.filter((payment) => payment.status === 'paid') ?? []
      const due = round((order.grand_total ?? 0) - paid.reduce((sum, payment) => sum + payment.amount, 0))
      if (due > 0) unpaid.push({ id: order.id, due })
    }
    onPage(unpaid.length)
  }
  return unpaid
}

/** A checkout link for what is owed; undefined when an earlier attempt turns out to be paid already. */
export async function linkFor(
  { pay }: Clients,
  journal: Journal,
  { id, due }: Unpaid,
  serverUrl: string,
  signal: AbortSignal,
): Promise<{ link: Link; url: string } | undefined> {
  const earlier = journal.attemptOf(id)
  let number = 1
  if (earlier !== undefined) {
    // The program may have stopped between the buyer's payment and its callback, so LiqPay is asked first.
    const payment = await statusOf(pay, earlier.attempt, signal)
    if (payment !== undefined && isSuccess(payment)) {
      journal.add({
        type: 'paid',
        order: id,
        attempt: earlier.attempt,
        payment_id: payment.payment_id as number,
        amount: earlier.amount,
      })
      return undefined
    }
    number = Number(earlier.attempt.split('-').at(-1)) + (payment !== undefined && isDeclined(payment) ? 1 : 0)
  }
  const link: Link = { type: 'link', order: id, attempt: `crm-${id}-${number}`, amount: due, currency: 'UAH' }
  const url = pay.checkout.link({
    action: 'pay',
    amount: due,
    currency: 'UAH',
    description: `Замовлення №${id}`,
    order_id: link.attempt,
    server_url: serverUrl,
  })
  journal.add(link)
  return { link, url }
}

async function statusOf(pay: Clients['pay'], order_id: string, signal: AbortSignal) {
  try {
    return await pay.payments.status({ order_id }, { signal })
  } catch (error) {
    if (isConnectorError(error) && error.vendorCode === 'payment_not_found') return undefined
    throw error
  }
}

export function round(amount: number): number {
  return Math.round(amount * 100) / 100
}
