import { serve } from '@bpmcentr/core/testing'
import { keycrm } from '@bpmcentr/keycrm'
import { keycrmSandbox } from '@bpmcentr/keycrm/testing'
import { openDatabase, prepare } from './database.ts'
import { transfer } from './transfer.ts'

const box = keycrmSandbox({ keys: ['sandbox-key'], orders: 0 })
const server = await serve(box)
const crm = keycrm({ apiKey: 'sandbox-key', baseUrl: server.baseUrl })
const db = openDatabase(process.env.DATABASE_URL, process.env.DATABASE_FILE ?? ':memory:')
await prepare(db)
await db.execute`delete from poll_positions where name = ${'orders to KeyCRM'}`
const rows = Array.from({ length: 20 }, (_, index) => ({
  id: index + 1,
  customer: `Покупець ${index + 1}`,
  sku: '001-242',
  quantity: 1,
  comment: null,
  version: index + 1,
}))
await db.upsertMany('shop_orders', rows, { key: ['id'] })

const run = () =>
  transfer({ db, crm, source: 1, follow: false, onOrder: ({ id }, what) => console.log(`row ${id}: order ${what}`) })
await run()
await db.execute`update shop_orders set comment = ${'call before delivery'}, version = ${100} where id = ${7}`
await run()
console.log(`${box.state.orders.size} orders in KeyCRM for ${rows.length} rows`)
await crm.close()
await db.close()
await server.close()
