import type { Clients, Credentials } from './clients.ts'
import { unpaidOrders } from './links.ts'

/** The real systems' keys from the environment; all three or none. */
export function realCredentials(env: Readonly<Record<string, string | undefined>>): Credentials | undefined {
  const { KEYCRM_KEY, LIQPAY_PUBLIC_KEY, LIQPAY_PRIVATE_KEY } = env
  if (!KEYCRM_KEY && !LIQPAY_PUBLIC_KEY && !LIQPAY_PRIVATE_KEY) return undefined
  if (!KEYCRM_KEY || !LIQPAY_PUBLIC_KEY || !LIQPAY_PRIVATE_KEY) {
    throw new Error('set KEYCRM_KEY, LIQPAY_PUBLIC_KEY and LIQPAY_PRIVATE_KEY, or none of them')
  }
  return { keycrm: { apiKey: KEYCRM_KEY }, liqpay: { publicKey: LIQPAY_PUBLIC_KEY, privateKey: LIQPAY_PRIVATE_KEY } }
}

/** Reads only: what the job would collect. */
export async function preview(clients: Clients, signal: AbortSignal): Promise<void> {
  const unpaid = await unpaidOrders(clients, signal, (seen) => process.stdout.write(`\r${seen} unpaid orders read`))
  console.log(
    `\n${unpaid.length} unpaid orders, ${unpaid.reduce((sum, { due }) => sum + due, 0).toFixed(2)} UAH in all`,
  )
  for (const { id, due } of unpaid.slice(0, 10)) console.log(`  order ${id}: ${due.toFixed(2)} UAH`)
}
