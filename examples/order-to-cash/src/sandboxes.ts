import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '@bpmcentr/core'
import { serve } from '@bpmcentr/core/testing'
import { keycrmSandbox } from '@bpmcentr/keycrm/testing'
import { type LiqpaySandbox, liqpaySandbox, TEST_CARDS } from '@bpmcentr/liqpay/testing'
import type { Credentials } from './clients.ts'
import type { Buyers } from './run.ts'

const API_KEY = 'sandbox-key'

export interface Sandboxes {
  readonly credentials: Credentials
  readonly buyers: Buyers
  /** What stands in KeyCRM in the end, for the check that nothing was recorded twice. */
  recordedPayments(): readonly { readonly description: string | null }[]
  close(): Promise<void>
}

/** Both vendors on loopback, as they were left by the last run. */
export async function startSandboxes(
  dir: string,
  { orders, clock }: { orders: number; clock: Clock },
): Promise<Sandboxes> {
  const crm = keycrmSandbox({ keys: [API_KEY], orders, clock, limits: true })
  const pay = liqpaySandbox({ clock })
  const path = join(dir, 'vendors.json')
  const collections = { orders: crm.state.orders, crmPayments: crm.state.payments, payments: pay.state.payments }
  restore(path, collections)

  // Now and then each of them has a bad moment, as the real ones do.
  crm.fail({ with: 'rateLimit', retryAfter: 3, chance: 0.02, times: 4 })
  crm.fail({ with: 'status', status: 500, body: { message: 'Server Error' }, chance: 0.03, times: 6 })
  crm.fail({ with: 'resetAfter', when: { method: 'POST', path: /\/payment$/ }, after: 5, times: 2 })

  // Also while it runs: a program that is killed must not find its vendors set back.
  const saving = setInterval(() => save(path, collections), 250)
  const crmServer = await serve(crm)
  const payServer = await serve(pay)
  const credentials: Credentials = {
    keycrm: { apiKey: API_KEY, baseUrl: crmServer.baseUrl },
    liqpay: { ...pay.keys, baseUrl: payServer.baseUrl },
  }
  return {
    credentials,
    buyers: makeBuyers(pay),
    recordedPayments: () => [...crm.state.payments].filter((payment) => payment.description?.startsWith('LiqPay ')),
    async close() {
      clearInterval(saving)
      await crmServer.close()
      await payServer.close()
      save(path, collections)
    },
  }
}

/** People with cards: most pay, some are declined. Then there are those who try something. */
function makeBuyers(pay: LiqpaySandbox): Buyers {
  const deliver = async (request: Request) => (await fetch(request)).status
  return {
    async payBy(link: string, order: number): Promise<void> {
      const card =
        order % 7 === 3 ? TEST_CARDS.declinedFunds : order % 5 === 0 ? TEST_CARDS.success3ds : TEST_CARDS.success
      const { callback } = pay.buyer.pay(link, { card })
      await deliver(callback.request())
    },
    /** Signed with another key. */
    async forge(url: string): Promise<void> {
      const [genuine] = pay.callbacks
      if (genuine !== undefined) await deliver(pay.callback(genuine.payment, { privateKey: 'guessed', url }).request())
    },
    /** The same news once more. */
    async replay(): Promise<void> {
      const genuine = pay.callbacks.find(({ payment }) => payment.status === 'success')
      if (genuine !== undefined) await deliver(genuine.request())
    },
    async malform(url: string): Promise<void> {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      await deliver(new Request(url, { method: 'POST', headers, body: 'data=%%%&signature' }))
    },
  }
}

interface Saved {
  readonly rows: Iterable<object>
  clear(): void
  insert(row: never): unknown
}

function restore(path: string, collections: Record<string, Saved>): void {
  if (!existsSync(path)) return
  const saved = JSON.parse(readFileSync(path, 'utf8')) as Record<string, object[]>
  for (const [name, collection] of Object.entries(collections)) {
    const rows = saved[name]
    if (rows === undefined) continue
    collection.clear()
    for (const row of rows) collection.insert(row as never)
  }
}

function save(path: string, collections: Record<string, Saved>): void {
  mkdirSync(join(path, '..'), { recursive: true })
  const rows = Object.fromEntries(Object.entries(collections).map(([name, collection]) => [name, [...collection.rows]]))
  writeFileSync(`${path}.new`, JSON.stringify(rows))
  renameSync(`${path}.new`, path)
}
