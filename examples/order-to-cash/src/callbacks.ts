import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { receiver } from '@bpmcentr/core'
import { toNodeHandler } from '@bpmcentr/core/node'
import { isDeclined, isSameMoney, isSuccess, liqpay, type Money } from '@bpmcentr/liqpay'
import type { Journal } from './journal.ts'

export interface Tally {
  paid: number
  declined: number
  rejected: number
  ignored: number
}

/**
 * The endpoint that LiqPay calls. It answers as soon as the news is on disk: recording takes as long as KeyCRM's limit
 * makes it take, and LiqPay would call again meanwhile.
 */
export async function callbackServer(
  keys: { readonly publicKey: string; readonly privateKey: string },
  journal: Journal,
  tally: Tally,
  onPaid: () => void,
  port = 0,
) {
  const receive = receiver(liqpay.webhooks, {
    secrets: keys,
    on: {
      payment({ data }) {
        const link = journal.links.get(String(data.order_id))
        // A callback may be repeated after a restart, when the receiver has forgotten it.
        if (link === undefined || journal.paid.has(Number(data.payment_id))) {
          tally.ignored++
        } else if (isDeclined(data)) {
          journal.add({ type: 'declined', order: link.order, attempt: link.attempt })
          tally.declined++
        } else if (isSuccess(data) && isSameMoney(data as Money, link)) {
          // A good signature proves who speaks; what was paid has to be compared as well.
          const { order, attempt, amount } = link
          journal.add({ type: 'paid', order, attempt, payment_id: Number(data.payment_id), amount })
          tally.paid++
          onPaid()
        } else {
          tally.ignored++
        }
      },
    },
    onError: () => {
      tally.rejected++
    },
  })
  const server = createServer(toNodeHandler(receive))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks/liqpay`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
