import { bitrix24 } from '@bpmcentr/bitrix24'
import { bitrix24Sandbox, SANDBOX_WEBHOOK } from '@bpmcentr/bitrix24/testing'
import { sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import { formatKyiv, rozetka } from '@bpmcentr/rozetka'
import { rozetkaSandbox } from '@bpmcentr/rozetka/testing'
import { describe, expect, it } from 'vitest'
import { emptyState, type State } from '../src/state.ts'
import { sync } from '../src/sync.ts'

const SINCE = new Date('2026-01-01T00:00:00Z')

function start(orders = 12) {
  const clock = new VirtualClock({ start: Date.UTC(2026, 0, 20, 10) })
  const market = rozetkaSandbox({ clock, orders })
  const portal = bitrix24Sandbox({ clock, rows: 3 })
  const login = { username: 'shop', password: 'S3cret-Пароль!' }
  const shop = rozetka({ ...login, clock, transport: sandboxTransport(market) })
  const crm = bitrix24({ webhook: SANDBOX_WEBHOOK, clock, transport: sandboxTransport(portal) })
  let kept = JSON.stringify(emptyState())
  const round = () => {
    const state = JSON.parse(kept) as State
    const save = (each: State) => {
      kept = JSON.stringify(each)
    }
    return clock.run(sync(shop, crm, state, { since: SINCE, clock, save }))
  }
  const ours = () => portal.state.deals.rows.filter((deal) => deal.originatorId === 'ROZETKA')
  const dealOf = (order: number) => ours().find((deal) => deal.originId === String(order))
  return { clock, market, portal, round, ours, dealOf, forget: () => (kept = JSON.stringify(emptyState())) }
}

describe('orders of Rozetka', () => {
  it('become deals with a contact and lines of goods, each once', async () => {
    const { market, portal, round, ours, dealOf } = start()
    expect(await round()).toMatchObject({ created: 12, changed: [] })
    expect(await round()).toMatchObject({ created: 0, moved: 0 })
    expect(ours()).toHaveLength(12)
    for (const order of market.state.orders) {
      const deal = dealOf(order.id)
      const lines = portal.state.productRows.rows.filter((row) => row.ownerType === 'D' && row.ownerId === deal?.id)
      expect(lines).toHaveLength(order.purchases?.length ?? -1)
      expect(deal?.opportunity).toBe(Number(order.amount))
    }
    // Three contacts were there; every buyer has a phone of his own.
    expect(portal.state.contacts.size).toBe(3 + 12)
  })

  it('find a contact that is known by its phone', async () => {
    const { market, portal, round, dealOf } = start(1)
    const [order] = market.state.orders.rows
    portal.state.contacts.update(2, { fm: [{ id: 2, typeId: 'PHONE', value: `+${order?.user_phone}` }] })
    await round()
    expect(dealOf(order?.id ?? 0)?.contactIds).toEqual([2])
    expect(portal.state.contacts.size).toBe(3)
  })

  it('are not doubled when the state is lost', async () => {
    const { portal, round, ours, forget } = start(6)
    await round()
    forget()
    expect(await round()).toMatchObject({ created: 0, unchanged: 6 })
    expect(ours()).toHaveLength(6)
    expect(portal.state.contacts.size).toBe(9)
  })

  it.each(['crm.item.add', 'crm.item.productrow.set'])(
    'are whole and not doubled when a run ends because the answer to %s was lost',
    async (method) => {
      const { portal, round, ours } = start(4)
      portal.fail({ with: 'resetAfter', when: (request) => request.path.includes(method), after: 1, times: 8 })
      const first = await round().catch((error: unknown) => error)
      if (method === 'crm.item.add') expect(first).toMatchObject({ name: 'OutcomeUnknownError' })
      for (let rounds = 0; rounds < 10; rounds++) {
        await round().catch((error: unknown) => expect(error).toMatchObject({ name: 'OutcomeUnknownError' }))
      }
      expect(ours()).toHaveLength(4)
      expect(portal.state.contacts.size).toBe(3 + 4)
      for (const deal of ours()) {
        expect(portal.state.productRows.rows.some((row) => row.ownerId === deal.id && row.ownerType === 'D')).toBe(true)
      }
    },
  )

  it('move their deal when Rozetka moves them', async () => {
    const { clock, market, round, dealOf } = start()
    await round()
    const order = market.state.orders.find((each) => each.status === 61)
    market.state.orders.update(order?.id ?? 0, {
      status: 6,
      status_group: 2,
      changed: formatKyiv(new Date(clock.now())),
    })
    expect(await round()).toMatchObject({ created: 0, moved: 1 })
    expect(dealOf(order?.id ?? 0)?.stageId).toBe('WON')
  })
})

describe('stages that people set', () => {
  it('become statuses, with the waybill from the deal', async () => {
    const { market, portal, round, ours } = start()
    await round()
    const fresh = ours().find((deal) => deal.stageId === 'NEW')
    const ready = ours().find((deal) => deal.stageId === 'PREPARATION')
    portal.state.deals.update(fresh?.id ?? 0, { stageId: 'PREPARATION' })
    portal.state.deals.update(ready?.id ?? 0, { stageId: 'EXECUTING', additionalInfo: ' 20400000099999 ' })
    market.fail({ with: 'resetAfter', when: { method: 'PUT' } })
    const result = await round()
    expect(result).toMatchObject({ created: 0, moved: 0, refused: [] })
    expect(result.changed).toHaveLength(2)
    expect(market.state.orders.get(Number(fresh?.originId))?.status).toBe(26)
    expect(market.state.orders.get(Number(ready?.originId))).toMatchObject({ status: 61, ttn: '20400000099999' })
    expect(await round()).toMatchObject({ changed: [], moved: 0 })
  })

  it('that Rozetka does not allow are named, once', async () => {
    const { market, portal, round, ours } = start()
    await round()
    const ready = ours().find((deal) => deal.stageId === 'PREPARATION')
    const won = ours().find((deal) => deal.stageId === 'WON')
    portal.state.deals.update(ready?.id ?? 0, { stageId: 'EXECUTING' })
    portal.state.deals.update(won?.id ?? 0, { stageId: 'LOSE' })
    const writes = market.writes
    const { refused } = await round()
    expect(refused.map((each) => each.reason)).toEqual(
      expect.arrayContaining(['no waybill in the deal', expect.stringContaining('not offered')]),
    )
    expect(market.writes).toBe(writes)
    expect((await round()).refused).toEqual([])
  })
})
