import { describe, expect, it } from 'vitest'
import { start } from './support/crm.ts'

describe('products', () => {
  it('have a price of their own only without variants', async () => {
    const { crm, run } = start()
    const rows = await run(crm.products.list().all({ max: 99 }))
    const single = rows.find((product) => product.has_offers === false)
    const varied = rows.find((product) => product.has_offers === true)
    expect(single?.price).toBeTypeOf('number')
    expect(varied).not.toHaveProperty('price')
    const offers = await run(crm.offers.list({ filter: { product_id: varied?.id ?? 0 }, sort: '-id' }).all({ max: 99 }))
    expect(offers.length).toBeGreaterThan(1)
    expect(offers.every((offer) => typeof offer.price === 'number')).toBe(true)
  })

  it('are created without variants, which are added later', async () => {
    const { crm, run } = start()
    const made = await run(crm.products.create({ name: 'Килим', sku: 'KLM-1', price: 2_400.5, category_id: 3 }))
    expect(made).toMatchObject({ sku: 'KLM-1', price: 2_400.5, has_offers: false })
    const properties = [{ name: 'Розмір', value: '2×3 м' }]
    await run(crm.products.offers.create({ productId: made.id, offers: [{ sku: 'KLM-23', price: 3_000, properties }] }))
    const now = await run(crm.products.get({ id: made.id, include: ['custom_fields'] }))
    expect(now).toMatchObject({ has_offers: true, min_price: 3_000, custom_fields: [] })
    const [offer] = await run(
      crm.offers.list({ filter: { product_id: made.id }, include: ['product'] }).all({ max: 9 }),
    )
    expect(offer).toMatchObject({ sku: 'KLM-23', product: { id: made.id, properties_agg: { Розмір: ['2×3 м'] } } })
  })

  it('are changed and imported', async () => {
    const { crm, run, box, failure } = start()
    const changed = await run(
      crm.products.update({ id: 31, price: 119, custom_fields: [{ uuid: 'CT_1108', value: 'силікон' }] }),
    )
    expect(changed.price).toBe(119)
    const before = box.state.products.size
    const products = Array.from({ length: 100 }, (_, index) => ({ name: `Товар ${index}`, sku: `T-${index}` }))
    expect(await run(crm.products.import({ products }))).toEqual({ status: true })
    expect(box.state.products.size).toBe(before + 100)
    expect(await failure(crm.products.import({ products: [...products, { name: 'Ще' }] }))).toMatchObject({
      name: 'InputError',
    })
  })

  it('have categories', async () => {
    const { crm, run } = start()
    const made = await run(crm.products.categories.create({ name: 'Взуття', parent_id: 1 }))
    const children = await run(crm.products.categories.list({ filter: { parent_id: 1 } }).all({ max: 99 }))
    expect(children).toContainEqual(made)
  })
})

describe('stocks', () => {
  it('are shown by warehouse only when asked for', async () => {
    const { crm, run, queries } = start()
    const filter = { offers_sku: '001-242' }
    const bare = await run(crm.offers.stocks.list({ filter }).first())
    const full = await run(crm.offers.stocks.list({ filter: { ...filter, details: true } }).first())
    expect(bare).not.toHaveProperty('warehouse')
    expect(full?.warehouse?.map((each) => each.name)).toEqual(['Основний', 'Львів №1'])
    expect(full?.warehouse?.reduce((sum, each) => sum + (each.quantity ?? 0), 0)).toBe(full?.quantity)
    expect(queries()[1]).toContain('filter[details]=true')
  })

  it('are set to an absolute quantity, so sending it twice changes nothing more', async () => {
    const { crm, box, run } = start()
    box.fail({ with: 'resetAfter', when: { method: 'PUT' } })
    await run(crm.offers.stocks.update({ warehouse_id: 1, stocks: [{ sku: '001-242', quantity: 7 }] }))
    expect(box.requests).toHaveLength(2)
    const stock = await run(crm.offers.stocks.list({ filter: { offers_sku: '001-242', details: true } }).first())
    expect(stock?.warehouse?.[0]?.quantity).toBe(7)
  })

  it('are refused for a variant or a warehouse that does not exist, as a whole', async () => {
    const { crm, box, failure } = start()
    const good = { sku: '001-242', quantity: 1 }
    const error = await failure(
      crm.offers.stocks.update({ warehouse_id: 1, stocks: [good, { sku: 'немає', quantity: 1 }] }),
    )
    expect(error).toMatchObject({ status: 422, issues: [{ field: 'stocks.1.sku' }] })
    expect(await failure(crm.offers.stocks.update({ warehouse_id: 9, stocks: [good] }))).toMatchObject({ status: 422 })
    expect(box.state.offers.writes).toBe(0)
  })

  it('and prices must say which variant is meant', async () => {
    const { crm, failure, box } = start()
    expect(String(await failure(crm.offers.update({ offers: [{ price: 1 }] })))).toContain(
      'offers[0]: give `id` or `sku`',
    )
    expect(box.requests).toHaveLength(0)
  })

  it('prices of variants are changed by id or SKU', async () => {
    const { crm, run } = start()
    await run(
      crm.offers.update({
        offers: [
          { id: 22, price: 1.5 },
          { sku: 'MUG-PET-350', price: 2.5 },
        ],
      }),
    )
    const rows = await run(crm.offers.list({ filter: { id: [22, 23] } }).all({ max: 9 }))
    expect(rows.map((offer) => offer.price)).toEqual([1.5, 2.5])
  })
})
