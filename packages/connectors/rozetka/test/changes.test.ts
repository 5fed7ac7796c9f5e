import { describe, expect, it } from 'vitest'
import { formatKyiv, type Order } from '../src/index.ts'
import { NOW, OPEN, start } from './support/shop.ts'

const DAY = 24 * 3_600_000
const stored = <T>(state: T): T => JSON.parse(JSON.stringify(state)) as T
const ids = (items: readonly Order[]) => items.map((order) => order.id)

/** Rozetka changes an order now. */
function touch({ box, clock }: Pick<ReturnType<typeof start>, 'box' | 'clock'>, id: number, changes: object = {}) {
  box.state.orders.update(id, { changed: formatKyiv(new Date(clock.now())), ...changes })
}

describe('changes of orders', () => {
  it('begin with what changes from now on', async () => {
    const world = start()
    const changes = world.shop.orderChanges({ clock: world.clock })
    touch(world, OPEN + 1)
    const state = await world.clock.advance(5_000).then(() => changes.start())
    const first = await world.run(changes.poll(state))
    expect(first).toMatchObject({ items: [], more: false })
    await world.clock.advance(60_000)
    touch(world, OPEN + 2)
    const second = await world.run(changes.poll(stored(first.state)))
    expect(ids(second.items)).toEqual([OPEN + 2])
    expect(ids((await world.run(changes.poll(stored(second.state)))).items)).toEqual([])
  })

  it('tell two changes within one second apart', async () => {
    const world = start()
    const changes = world.shop.orderChanges({ clock: world.clock })
    const { state } = await world.run(changes.poll(changes.start()))
    await world.clock.advance(1_000)
    touch(world, OPEN)
    const first = await world.run(changes.poll(state))
    const { changed } = world.box.state.orders.get(OPEN) as Order
    world.box.state.orders.update(OPEN, { changed, status: 45 })
    const second = await world.run(changes.poll(first.state))
    expect(second.items.map((order) => order.status)).toEqual([45])
  })

  it('survive a clock of Rozetka’s that is in another zone', async () => {
    const world = start()
    const changes = world.shop.orderChanges({ clock: world.clock })
    let { state } = await world.run(changes.poll(changes.start()))
    await world.clock.advance(60_000)
    // As if Rozetka wrote UTC: two hours behind.
    world.box.state.orders.update(OPEN, { changed: formatKyiv(new Date(world.clock.now() - 2 * 3_600_000)) })
    const batch = await world.run(changes.poll(state))
    expect(ids(batch.items)).toEqual([OPEN])
    state = batch.state
    expect((await world.run(changes.poll(state))).items).toEqual([])
  })

  it('catch up from any day, oldest first and completely, a week at a time', async () => {
    const world = start({ orders: 160 })
    const changes = world.shop.orderChanges({ clock: world.clock })
    let state = changes.start(new Date(NOW - 60 * DAY))
    const got: Order[] = []
    let polls = 0
    for (let more = true; more; polls++) {
      const batch = await world.run(changes.poll(stored(state)))
      expect(batch.items).toEqual(batch.items.toSorted((a, b) => ((a.changed ?? '') < (b.changed ?? '') ? -1 : 1)))
      got.push(...batch.items)
      ;({ state, more } = batch)
    }
    expect(polls).toBe(9)
    expect(ids(got).sort()).toEqual(world.box.state.orders.rows.map((order) => order.id))
    expect(world.sent().every((request) => request.query.includes('sort=id'))).toBe(true)
  })

  it('bring no row twice and lose none when orders leave the filter while it is read', async () => {
    const world = start({ orders: 60 })
    for (const order of world.box.state.orders.rows) touch(world, order.id, { status: 1 })
    const changes = world.shop.orderChanges({ types: 4, clock: world.clock })
    const state = changes.start(new Date(NOW - DAY))
    // After the first page, one of its orders is taken into work: what follows moves up by a row.
    world.clock.schedule(200, () => touch(world, OPEN, { status: 26 }))
    world.box.latency = 150
    const batch = await world.run(changes.poll(state))
    const rest = world.box.state.orders.rows.filter((order) => order.status === 1).map((order) => order.id)
    expect(ids(batch.items)).toEqual(expect.arrayContaining(rest))
    expect(new Set(ids(batch.items)).size).toBe(batch.items.length)
  })

  it('ask for what the handler needs, and only for the kind that is watched', async () => {
    const world = start()
    touch(world, OPEN)
    touch(world, OPEN + 1)
    const changes = world.shop.orderChanges({ types: 4, expand: ['purchases'], clock: world.clock })
    const batch = await world.run(changes.poll(changes.start(new Date(NOW - DAY))))
    expect(ids(batch.items)).toEqual([OPEN + 1])
    expect(batch.items[0]?.purchases?.length).toBeGreaterThan(0)
  })

  it('can be followed', async () => {
    const world = start()
    const changes = world.shop.orderChanges({ clock: world.clock })
    const abort = new AbortController()
    const got: number[] = []
    const following = (async () => {
      for await (const batch of changes.follow(changes.start(), { interval: 60_000, signal: abort.signal })) {
        got.push(...ids(batch.items))
      }
    })().catch((error: unknown) => error)
    await world.clock.advance(30_000)
    touch(world, OPEN)
    await world.clock.advance(60_000)
    abort.abort(new Error('enough'))
    await world.clock.advance(0)
    expect(await following).toMatchObject({ message: 'enough' })
    expect(got).toEqual([OPEN])
  })
})
