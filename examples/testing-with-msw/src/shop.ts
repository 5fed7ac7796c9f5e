import { NotFoundError, OutcomeUnknownError } from '@bpmcentr/core'
import { keycrm } from '@bpmcentr/keycrm'

/** The part of a web shop that hands its orders to KeyCRM. */
export interface Cart {
  readonly id: string
  readonly customer: { readonly name: string; readonly phone: string; readonly email?: string }
  readonly lines: readonly {
    readonly sku: string
    readonly name: string
    readonly price: number
    readonly quantity: number
  }[]
}

export type Handover = { readonly result: 'sent'; readonly orderId: number } | { readonly result: 'unclear' }

/** `source` is the number of the shop among the sources in KeyCRM. */
export function createShop({ apiKey, source }: { readonly apiKey: string; readonly source: number }) {
  const crm = keycrm({ apiKey })
  return {
    /** Sends a cart. The cart's own id makes it safe to send twice; `unclear` goes to a person. */
    async handOver(cart: Cart): Promise<Handover> {
      try {
        const order = await crm.orders.create({
          source_id: source,
          source_uuid: cart.id,
          buyer: { full_name: cart.customer.name, phone: cart.customer.phone, email: cart.customer.email },
          products: [...cart.lines],
        })
        return { result: 'sent', orderId: order.id }
      } catch (error) {
        if (error instanceof OutcomeUnknownError) return { result: 'unclear' }
        throw error
      }
    },
    /** What the customer sees of an order; undefined when there is none. */
    async track(orderId: number): Promise<{ paid: boolean; total: number } | undefined> {
      try {
        const order = await crm.orders.get({ id: orderId })
        return { paid: order.payment_status === 'paid', total: order.grand_total ?? 0 }
      } catch (error) {
        if (error instanceof NotFoundError) return undefined
        throw error
      }
    },
    /** Ids of what still has to be paid, oldest first. */
    async unpaid(): Promise<number[]> {
      const ids: number[] = []
      for await (const order of crm.orders.list({ filter: { payment_status: 'not_paid' }, sort: 'id' }))
        ids.push(order.id)
      return ids
    },
    close: () => crm.close(),
  }
}
