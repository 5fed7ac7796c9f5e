import type { keycrm } from '@bpmcentr/keycrm'
import type { Database } from '@bpmcentr/sql'
import type { ShopOrder } from './database.ts'
import { positionIn } from './position.ts'

export type Crm = ReturnType<typeof keycrm>

export interface TransferOptions {
  readonly db: Database
  readonly crm: Crm
  /** Of the shop in KeyCRM. */
  readonly source: number
  /** False ends when everything has been handed over. */
  readonly follow: boolean
  readonly signal?: AbortSignal | undefined
  readonly onOrder?: (row: ShopOrder, what: 'made' | 'changed' | 'known') => void
}

/** Hands rows over as they change. Can be stopped anywhere and started again. */
export async function transfer({ db, crm, source, follow, signal, onOrder }: TransferOptions): Promise<void> {
  const changes = db.poll<ShopOrder>({
    table: 'shop_orders',
    watermark: 'version',
    key: 'id',
    state: positionIn(db, 'orders to KeyCRM'),
    interval: 1_000,
    follow,
    signal,
  })
  for await (const { row } of changes) {
    if (row !== undefined) onOrder?.(row, await handOver(crm, source, row, signal))
  }
}

async function handOver(crm: Crm, source: number, row: ShopOrder, signal: AbortSignal | undefined) {
  const source_uuid = `shop-${row.id}`
  const found = await crm.orders
    .list({ filter: { source_uuid: [source_uuid], source_id: [source] } }, { signal })
    .first()
  const comment = row.comment ?? ''
  if (found === undefined) {
    await crm.orders.create(
      {
        source_id: source,
        source_uuid,
        manager_comment: comment,
        buyer: { full_name: row.customer },
        products: [{ sku: row.sku, name: row.sku, price: 100, quantity: row.quantity }],
      },
      { signal },
    )
    return 'made'
  }
  if ((found.manager_comment ?? '') === comment) return 'known'
  await crm.orders.update({ id: found.id, manager_comment: comment }, { signal })
  return 'changed'
}
