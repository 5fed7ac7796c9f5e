import { ApiError, NotFoundError } from '@bpmcentr/core'
import { keycrm } from '@bpmcentr/keycrm'

const crm = keycrm({ apiKey: process.env.KEYCRM_KEY ?? 'key' })

/** The id of an order, undefined when there is no such order. */
export async function orderId(id: number): Promise<number | undefined> {
  try {
    const order = await crm.orders.get({ id, include: ['buyer'] })
    const exact: number = order.id
    return exact
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    if (error instanceof ApiError) console.error(error.code)
    throw error
  }
}

export async function* ids(from: string, to: string): AsyncGenerator<number> {
  for await (const order of crm.orders.list({ filter: { updated_between: [from, to] } })) yield order.id
}

export function typosDoNotCompile(): unknown[] {
  return [
    // @ts-expect-error no such relation
    () => crm.orders.get({ id: 22, include: ['buyr'] }),
    // @ts-expect-error no such filter
    () => crm.orders.list({ filter: { updated_betwen: ['a', 'b'] } }),
    // @ts-expect-error the key is required
    () => keycrm({}),
  ]
}
