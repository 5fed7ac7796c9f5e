import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { bitrix24 } from '@bpmcentr/bitrix24'
import { bitrix24Sandbox, SANDBOX_WEBHOOK } from '@bpmcentr/bitrix24/testing'
import { serve } from '@bpmcentr/core/testing'
import { rozetka } from '@bpmcentr/rozetka'
import { rozetkaSandbox } from '@bpmcentr/rozetka/testing'
import { loadState, saveState } from './state.ts'
import { type SyncResult, sync } from './sync.ts'

const USAGE = `rozetka-to-bitrix24: orders -> deals with contacts and lines; stages set by people -> statuses

  --orders N   orders in the sandbox (default 10)
  --since DAY  where the first run begins, YYYY-MM-DD (real systems; default: now)

With ROZETKA_LOGIN, ROZETKA_PASSWORD and BITRIX24_WEBHOOK set it talks to the real systems, one round a run.`

const { values } = parseArgs({
  options: { orders: { type: 'string', default: '10' }, since: { type: 'string' }, help: { type: 'boolean' } },
})
if (values.help) {
  console.log(USAGE)
  process.exit()
}
const { ROZETKA_LOGIN, ROZETKA_PASSWORD, BITRIX24_WEBHOOK } = process.env
if (ROZETKA_LOGIN && ROZETKA_PASSWORD && BITRIX24_WEBHOOK) {
  await real(ROZETKA_LOGIN, ROZETKA_PASSWORD, BITRIX24_WEBHOOK)
} else {
  await demo(Number(values.orders))
}

async function real(username: string, password: string, webhook: string): Promise<void> {
  const path = '.rozetka-to-bitrix24/state.json'
  await using shop = rozetka({ username, password })
  await using crm = bitrix24({ webhook })
  const since = values.since === undefined ? undefined : new Date(`${values.since}T00:00:00Z`)
  tell('round', await sync(shop, crm, loadState(path), { since, save: (state) => saveState(path, state) }))
}

/** Both systems on loopback; a person moves some deals, Rozetka follows some parcels, and some answers get lost. */
async function demo(orders: number): Promise<void> {
  const path = '.rozetka-to-bitrix24/demo.json'
  rmSync(path, { force: true })
  const market = rozetkaSandbox({ orders })
  const portal = bitrix24Sandbox({ rows: 3 })
  await using marketServer = await serve(market)
  await using portalServer = await serve(portal)
  const webhook = `${portalServer.url}${new URL(SANDBOX_WEBHOOK).pathname}`
  await using shop = rozetka({ username: 'shop', password: 'S3cret-Пароль!', baseUrl: marketServer.baseUrl })
  await using crm = bitrix24({ webhook })
  const round = async (name: string) => {
    const save = (state: ReturnType<typeof loadState>) => saveState(path, state)
    tell(name, await sync(shop, crm, loadState(path), { since: new Date('2026-01-01T00:00:00Z'), save }))
  }
  console.log(`${orders} orders at Rozetka, ${portal.state.deals.size} deals in Bitrix24`)
  await round('orders come in')
  await round('nothing happened')

  const deals = portal.state.deals.rows.filter((deal) => deal.originatorId === 'ROZETKA')
  const [fresh, ready] = [
    deals.find((deal) => deal.stageId === 'NEW'),
    deals.find((deal) => deal.stageId === 'PREPARATION'),
  ]
  if (fresh !== undefined) portal.state.deals.update(fresh.id, { stageId: 'PREPARATION' })
  if (ready !== undefined)
    portal.state.deals.update(ready.id, { stageId: 'EXECUTING', additionalInfo: '20400000099999' })
  market.fail({ with: 'resetAfter', when: { method: 'PUT', path: /^\/orders\// } })
  await round('a person takes one order into work and sends another; an answer is lost')
  for (const deal of [fresh, ready]) {
    const order = deal === undefined ? undefined : market.state.orders.get(Number(deal.originId))
    if (order !== undefined)
      console.log(`  order ${order.id}: status ${order.status}${order.ttn ? `, waybill ${order.ttn}` : ''}`)
  }
}

function tell(name: string, { created, moved, unchanged, changed, refused }: SyncResult): void {
  console.log(
    `${name}: ${created} deals created, ${moved} moved, ${unchanged} as they were; ${changed.length} orders changed`,
  )
  for (const { order, reason } of refused) console.log(`  order ${order} was not changed: ${reason}`)
}
