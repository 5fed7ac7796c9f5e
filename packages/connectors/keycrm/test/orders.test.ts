import { describe, expect, it } from 'vitest'
import { parseUtc } from '../src/index.ts'
import { NOW, start } from './support/crm.ts'

const BUYER = { full_name: 'Їжакевич Єгор', phone: '+380671234567' }

describe('orders.get', () => {
  it('has only the keys that were asked for', async () => {
    const { crm, run } = start()
    const bare = await run(crm.orders.get({ id: 22 }))
    expect(bare).not.toHaveProperty('buyer')
    expect(bare).not.toHaveProperty('payments')
    const full = await run(crm.orders.get({ id: 22, include: ['buyer', 'payments', 'products.offer'] }))
    expect(full.payments?.map((payment) => payment.id)).toEqual([2233])
    expect(full.buyer?.full_name).toMatch(/\p{Script=Cyrillic}/u)
    expect(full.products?.[0]?.offer?.sku).toBe(full.products?.[0]?.sku)
    expect(full.products?.every((line) => typeof line.name === 'string')).toBe(true)
  })

  it('is a NotFoundError for an order that does not exist', async () => {
    const { crm, failure } = start()
    expect(await failure(crm.orders.get({ id: 99_999 }))).toMatchObject({ name: 'NotFoundError', status: 404 })
  })
})

describe('orders.list', () => {
  it('reads every order once, fifty a page', async () => {
    const { crm, run, queries } = start({ orders: 130 })
    const rows = await run(crm.orders.list({ sort: 'id' }).all({ max: 1_000 }))
    expect(rows.map((order) => order.id)).toEqual(Array.from({ length: 130 }, (_, index) => index + 1))
    expect(queries()).toEqual(['sort=id&page=1&limit=50', 'sort=id&page=2&limit=50', 'sort=id&page=3&limit=50'])
  })

  it('does not ask for a page that the vendor says is not there', async () => {
    const { crm, run, box } = start({ orders: 100 })
    const pages: (number | undefined)[] = []
    const read = (async () => {
      for await (const page of crm.orders.list().pages()) pages.push(page.total)
    })()
    await run(read)
    expect(pages).toEqual([100, 100])
    expect(box.requests).toHaveLength(2)
  })

  it('keeps the filter on every page, which the vendor’s own next link would drop', async () => {
    const { crm, run, queries } = start()
    const rows = await run(crm.orders.list({ filter: { payment_status: 'not_paid' }, limit: 20 }).all({ max: 1_000 }))
    expect(rows.length).toBeGreaterThan(40)
    expect(new Set(rows.map((order) => order.payment_status))).toEqual(new Set(['not_paid']))
    expect(queries().every((query) => query.includes('filter[payment_status]=not_paid'))).toBe(true)
  })

  it('selects by `ordered_at` with `created_between`, and by the last change with `updated_between`', async () => {
    const { crm, box, run } = start()
    box.state.orders.update(5, { ordered_at: '2026-03-01 10:00:00', created_at: '2026-01-01 00:00:00' })
    box.state.orders.update(6, { updated_at: '2026-03-01 10:30:00' })
    const from = new Date('2026-03-01T09:59:59Z')
    const to = new Date(NOW)
    const made = await run(crm.orders.list({ filter: { created_between: [from, to] } }).all({ max: 9 }))
    const changed = await run(crm.orders.list({ filter: { updated_between: [from, to] } }).all({ max: 9 }))
    expect(made.map((order) => order.id)).toEqual([5])
    expect(changed.map((order) => order.id)).toEqual([6])
  })

  it('does not give a row twice when a new one shifts the pages', async () => {
    const { crm, box, clock, run } = start({ orders: 120 })
    const seen: number[] = []
    const read = (async () => {
      for await (const order of crm.orders.list({ sort: '-id' })) {
        if (seen.length === 10) box.state.orders.insert({ ...box.state.orders.get(1), id: 500 })
        seen.push(order.id)
      }
    })()
    await run(read)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(120)
    expect(clock.pending).toBe(0)
  })
})

describe('orders.create', () => {
  it('takes Dates for moments and writes them as the vendor’s UTC text', async () => {
    const { crm, run, last } = start()
    const order = await run(
      crm.orders.create({
        source_id: 1,
        buyer: BUYER,
        ordered_at: new Date('2026-02-28T22:30:00+02:00'),
        products: [{ sku: 'MUG-PET-350', price: 320, quantity: 2 }],
        payments: [{ payment_method_id: 3, amount: 640, payment_date: new Date('2026-02-28T20:31:00Z') }],
      }),
    )
    expect(JSON.parse(last()?.body ?? '')).toMatchObject({
      ordered_at: '2026-02-28 20:30:00',
      payments: [{ payment_date: '2026-02-28 20:31:00' }],
    })
    expect(order).toMatchObject({ grand_total: 640, payment_status: 'paid', ordered_at: '2026-02-28 20:30:00' })
    expect(parseUtc(order.created_at).getTime()).toBe(NOW)
  })

  it('is made once when its answer is lost: it is found by source_uuid and source_id', async () => {
    const { crm, box, run } = start()
    const before = box.state.orders.size
    box.fail({ with: 'resetAfter', when: { method: 'POST', path: '/order' } })
    const order = await run(crm.orders.create({ source_id: 1, source_uuid: 'shop-115', buyer: BUYER }))
    expect(order.source_uuid).toBe('shop-115')
    expect(box.state.orders.size).toBe(before + 1)
    expect(box.requests.map((request) => request.method)).toEqual(['POST', 'GET'])
  })

  it('is sent again when the lookup does not find it', async () => {
    const { crm, box, run } = start()
    const before = box.state.orders.size
    box.fail({ with: 'resetBefore', when: { method: 'POST', path: '/order' } })
    await run(crm.orders.create({ source_id: 1, source_uuid: 'shop-115', buyer: BUYER }))
    expect(box.state.orders.size).toBe(before + 1)
    expect(box.requests.map((request) => request.method)).toEqual(['POST', 'GET', 'POST'])
  })

  it('does not take the order of another source for its own', async () => {
    const { crm, box, run } = start()
    box.state.orders.update(7, { source_uuid: 'shop-115', source_id: 2 })
    box.fail({ with: 'resetBefore', when: { method: 'POST', path: '/order' } })
    const order = await run(crm.orders.create({ source_id: 1, source_uuid: 'shop-115', buyer: BUYER }))
    expect(order.id).not.toBe(7)
  })

  it('does not take an order that the vendor’s filter let through by mistake', async () => {
    const { crm, box, run } = start()
    const other = { ...(await run(crm.orders.get({ id: 7 }))), source_uuid: 'shop-1150', source_id: 1 }
    const foreign = { ...other, id: 8, source_uuid: 'shop-115', source_id: 2 }
    const page = { total: 2, current_page: 1, per_page: 50, data: [other, foreign], next_page_url: null }
    box.fail({ with: 'resetBefore', when: { method: 'POST' } })
    box.fail({ with: 'status', status: 200, body: page, when: { method: 'GET', path: '/order' } })
    const order = await run(crm.orders.create({ source_id: 1, source_uuid: 'shop-115', buyer: BUYER }))
    expect(order.id).toBeGreaterThan(160)
  })

  it('knows its own order again where the vendor writes ids and keys in the other type', async () => {
    const { crm, box, run } = start({}, { validation: 'off' })
    const found = { ...(await run(crm.orders.get({ id: 7 }))), source_uuid: 115, source_id: '1' }
    const page = { total: 1, current_page: 1, per_page: 50, data: [found], next_page_url: null }
    box.fail({ with: 'resetAfter', when: { method: 'POST' } })
    box.fail({ with: 'status', status: 200, body: page, when: { method: 'GET', path: '/order' } })
    const order = await run(crm.orders.create({ source_id: 1, source_uuid: '115', buyer: BUYER }))
    expect(order.id).toBe(7)
    expect(box.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it.each([
    ['without a source_uuid', undefined],
    ['with a source_uuid that no filter can carry', 'a,b'],
  ])('%s it is never sent twice: nobody knows what became of it', async (_what, source_uuid) => {
    const { crm, box, clock, failure } = start()
    box.fail({ with: 'resetBefore', when: { method: 'POST', path: '/order' } })
    const error = await failure(crm.orders.create({ source_id: 1, buyer: BUYER, source_uuid }))
    expect(clock.now(), 'told at once').toBe(NOW)
    expect(error).toMatchObject({ name: 'OutcomeUnknownError', sent: 'maybe' })
    expect(box.requests).toHaveLength(1)
  })

  it('tells which fields the vendor refused', async () => {
    const { crm, failure } = start()
    const error = await failure(crm.orders.create({ source_id: 777, buyer: BUYER }))
    expect(error).toMatchObject({
      name: 'InvalidRequestError',
      status: 422,
      issues: [{ field: 'source_id', message: 'The source id is invalid.' }],
    })
  })

  it('needs a payment method by id or by name', async () => {
    const { crm, failure, box } = start()
    const error = await failure(crm.orders.create({ source_id: 1, buyer: BUYER, payments: [{ amount: 5 }] }))
    expect(String(error)).toContain('payments[0]: give `payment_method_id` or `payment_method`')
    expect(box.requests).toHaveLength(0)
  })
})

describe('orders.import', () => {
  it('makes up to fifty orders in one request, and refuses more', async () => {
    const { crm, box, run, failure } = start()
    const before = box.state.orders.size
    const rows = Array.from({ length: 50 }, (_, index) => ({ source_id: 1, source_uuid: `x${index}`, buyer: BUYER }))
    await run(crm.orders.import({ orders: rows }))
    expect(box.state.orders.size).toBe(before + 50)
    const error = await failure(crm.orders.import({ orders: [...rows, { source_id: 1, buyer: BUYER }] }))
    expect(error).toMatchObject({ name: 'InputError' })
    expect(box.requests).toHaveLength(1)
  })

  it('is never repeated after an unknown outcome', async () => {
    const { crm, box, failure } = start()
    box.fail({ with: 'status', status: 502 })
    const error = await failure(crm.orders.import({ orders: [{ source_id: 1, buyer: BUYER }] }))
    expect(error).toMatchObject({ name: 'OutcomeUnknownError' })
    expect(box.requests).toHaveLength(1)
  })
})

describe('orders.update', () => {
  it('moves an order and closes it when the status does', async () => {
    const { crm, run } = start()
    const order = await run(crm.orders.update({ id: 22, status_id: 5, manager_comment: 'Готово' }))
    expect(order).toMatchObject({
      status_id: 5,
      status_group_id: 5,
      manager_comment: 'Готово',
      closed_at: '2026-03-01 12:00:00',
    })
  })

  it('changes lines that are in the order, and adds none', async () => {
    const { crm, run } = start()
    const before = await run(crm.orders.get({ id: 22, include: ['products'] }))
    const line = before.products?.[0]
    await run(
      crm.orders.update({
        id: 22,
        products: [
          { id: line?.id ?? 0, price: 1, name: 'Інша' },
          { sku: 'COF-LVV-1', quantity: 9 },
        ],
      }),
    )
    const after = await run(crm.orders.get({ id: 22, include: ['products'] }))
    expect(after.products).toHaveLength(before.products?.length ?? 0)
    // A line of the catalogue keeps its name.
    expect(after.products?.[0]).toMatchObject({ id: line?.id, price: 1, name: line?.name })
  })

  it('is refused when there is a tracking code already', async () => {
    const { crm, run, failure } = start()
    await run(crm.orders.update({ id: 22, shipping: { tracking_code: '20450644192161' } }))
    const error = await failure(crm.orders.update({ id: 22, shipping: { tracking_code: '20450644192162' } }))
    expect(error).toMatchObject({ name: 'InvalidRequestError', status: 422 })
  })

  it('does not turn a lost answer into that refusal: the code is looked up first', async () => {
    const { crm, box, run } = start()
    box.fail({ with: 'resetAfter', when: { method: 'PUT' } })
    const order = await run(crm.orders.update({ id: 22, shipping: { tracking_code: '20450644192161' } }))
    expect(order.id).toBe(22)
    expect(box.requests.map((request) => request.method)).toEqual(['PUT', 'GET'])
    expect(box.state.orders.get(22)?.shipping.tracking_code).toBe('20450644192161')
  })

  it('is sent again where the order cannot show whether it was changed', async () => {
    const { crm, box, run } = start()
    box.fail({ with: 'resetBefore', when: { method: 'PUT' } })
    await run(crm.orders.update({ id: 22, discount_percent: 10 }))
    expect(box.state.orders.get(22)?.discount_percent).toBe(10)
    expect(box.requests.map((request) => request.method)).toEqual(['PUT', 'GET', 'PUT'])
  })
})
