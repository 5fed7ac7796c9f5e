import { describe, expect, it } from 'vitest'
import { keycrmSandbox, seedOrders } from '../src/testing.ts'
import { KEY, NOW } from './support/crm.ts'

const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' }

/** A client of our own making can only ask what is typed; a bare request can ask anything. */
async function ask(path: string, init: RequestInit = {}, box = keycrmSandbox()) {
  const response = await box.handle(new Request(`https://openapi.keycrm.app/v1${path}`, { headers, ...init }))
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), response }
}

describe('the sandbox', () => {
  it('refuses a request without a key in the vendor’s words', async () => {
    expect(await ask('/order', { headers: {} })).toMatchObject({ status: 401, body: { message: 'Unauthenticated.' } })
  })

  it('gives fifteen rows unless asked, fifty at most, and links that forget limit, filter and include', async () => {
    const { body } = await ask('/order?limit=20&include=buyer&filter[source_id]=1')
    expect(body).toMatchObject({
      current_page: 1,
      per_page: 20,
      next_page_url: 'https://openapi.keycrm.app/v1/order?page=2',
    })
    expect(body.data).toHaveLength(20)
    expect((await ask('/order')).body.data).toHaveLength(15)
    expect((await ask('/order?limit=500')).body).toMatchObject({ per_page: 50 })
    const last = (await ask('/order?limit=50&page=4')).body
    expect(last).toMatchObject({ total: 160, next_page_url: null })
    expect((await ask('/order?limit=50&page=5')).body.data).toEqual([])
  })

  it.each([
    '/order?filter[created_at_from]=2026-01-01',
    '/order?include=buyers',
    '/order?sort=grand_total',
    '/products?sort=id',
  ])('refuses what the document does not name: %s', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 400, body: { message: expect.stringContaining('not allowed') } })
  })

  it('refuses a period that it cannot read', async () => {
    expect((await ask('/order?filter[created_between]=2026-01-01T00:00:00Z,2026-01-02')).status).toBe(400)
    expect((await ask('/order?filter[created_between]=2026-01-01')).status).toBe(400)
  })

  it('needs `warehouse_ref` to come with its delivery service', async () => {
    const shipping = { warehouse_ref: '1ec09d2e-e1c2-11e3-8c4a-0050568002cf' }
    const order = { source_id: 1, buyer: { full_name: 'Хтось' }, shipping }
    expect(await ask('/order', { method: 'POST', body: JSON.stringify(order) })).toMatchObject({
      status: 422,
      body: { errors: { 'shipping.delivery_service_id': [expect.any(String)] } },
    })
  })

  it('stores nothing of an import in which one order is wrong', async () => {
    const box = keycrmSandbox()
    const orders = [{ source_id: 1, buyer: { full_name: 'Хтось' } }, { source_id: 1 }]
    expect((await ask('/order/import', { method: 'POST', body: JSON.stringify({ orders }) }, box)).status).toBe(422)
    expect(box.writes).toBe(0)
  })

  it('does not delete orders, buyers and cards, as the vendor does not', async () => {
    for (const path of ['/order/22', '/buyer/22', '/pipelines/cards/22', '/products/31']) {
      expect((await ask(path, { method: 'DELETE' })).status).toBe(405)
    }
  })

  it('answers the sixty-first request of a minute with 429, and says when or does not', async () => {
    for (const retryAfter of [true, false]) {
      const box = keycrmSandbox({ limits: true, retryAfter })
      for (let request = 0; request < 60; request++) expect((await ask('/users', {}, box)).status).toBe(200)
      const { status, response } = await ask('/users', {}, box)
      expect(status).toBe(429)
      expect(response.headers.has('retry-after')).toBe(retryAfter)
    }
  })

  it('goes back to the start', async () => {
    const box = keycrmSandbox({ orders: 30 })
    await ask('/order/22', { method: 'PUT', body: JSON.stringify({ status_id: 6 }) }, box)
    expect(box.state.orders.get(22)?.status_id).toBe(6)
    box.reset()
    expect(box.state.orders.get(22)?.status_id).toBe(1)
    expect(box.requests).toHaveLength(0)
  })

  it('can be given the orders, or none', async () => {
    expect((await ask('/order', {}, keycrmSandbox({ orders: seedOrders(3) }))).body.total).toBe(3)
    expect((await ask('/order', {}, keycrmSandbox({ orders: 0 }))).body).toMatchObject({
      total: 0,
      data: [],
      next_page_url: null,
    })
  })
})

describe('seeded orders', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(seedOrders(50, { seed: 7 })).toEqual(seedOrders(50, { seed: 7 }))
    expect(seedOrders(50, { seed: 7 })).not.toEqual(seedOrders(50, { seed: 8 }))
    expect(seedOrders(80).orders.slice(0, 50)).toEqual(seedOrders(50).orders)
  })

  it('are in every state of payment, in the past, and of buyers who come back', async () => {
    const box = keycrmSandbox({ orders: 400 })
    const rows: { payment_status: string; ordered_at: string }[] = []
    for (let page = 1; page <= 8; page++) rows.push(...(await ask(`/order?limit=50&page=${page}`, {}, box)).body.data)
    const states = new Map<string, number>()
    for (const row of rows) states.set(row.payment_status, (states.get(row.payment_status) ?? 0) + 1)
    expect([...states.keys()].toSorted()).toEqual(['not_paid', 'paid', 'part_paid'])
    expect(states.get('not_paid')).toBeGreaterThan(100)
    expect(rows.every((row) => Date.parse(`${row.ordered_at.replace(' ', 'T')}Z`) < NOW)).toBe(true)
    const buyers = box.state.orders.rows.map((order) => order.buyer_id)
    expect(new Set(buyers).size).toBeLessThan(buyers.length)
    expect(new Set(box.state.orders.rows.map((order) => order.source_uuid)).size).toBe(400)
  })
})
