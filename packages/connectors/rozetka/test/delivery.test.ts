import { describe, expect, it } from 'vitest'
import { OPEN, start } from './support/shop.ts'

describe('delivery', () => {
  it('changes to a branch or to an address, each with what it needs', async () => {
    const { shop, run, failure, box } = start()
    const common = { delivery_service_id: 5, city: { id: 4 } }
    const branch = { ...common, delivery_method_id: 1 as const, place_id: 21040 }
    expect(await run(shop.orders.updateDelivery({ order_id: OPEN, delivery: branch }))).toMatchObject({
      place_id: 21040,
    })
    const courier = { ...common, delivery_method_id: 2 as const, place_street: 'Садова', place_house: '1' }
    const error = await failure(shop.orders.updateDelivery({ order_id: OPEN, delivery: courier as never }))
    expect(String(error)).toContain('street_id')
    expect(box.writes).toBe(1)
  })
})

describe('dictionaries', () => {
  it('give all changes of status that are allowed from one, over several pages', async () => {
    const { shop, run, sent } = start()
    const rows = await run(shop.orders.transitions.list({ parent_id: 26 }).all({ max: 100 }))
    expect(rows.length).toBeGreaterThan(20)
    expect(sent()).toHaveLength(2)
    const statuses = await run(shop.orders.statuses.list({ expand: ['status_available'] }).all({ max: 200 }))
    const own = statuses.find((status) => status.id === 26)?.status_available?.map((row) => row.child_id)
    expect(own).toEqual(rows.map((row) => row.child_id))
  })
})
