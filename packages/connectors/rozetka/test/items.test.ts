import { describe, expect, it } from 'vitest'
import { start } from './support/shop.ts'

const MUG = 344560030

describe('prices and stocks', () => {
  it('are set for many at once, and -1 takes a promotion away', async () => {
    const { shop, run, box, last } = start()
    await run(
      shop.items.update({
        items: [
          { item_rz_id: MUG, price: 340, stock_quantity: 0, price_promo: -1 },
          { item_rz_id: MUG + 1, stock_quantity: 7 },
        ],
      }),
    )
    expect(JSON.parse(last()?.body ?? '').items[0]).toEqual({
      ...{ item_rz_id: MUG, price: 340, stock_quantity: 0, price_promo: -1 },
    })
    const item = await run(shop.items.get({ rz_item_id: MUG }))
    expect(item).toMatchObject({ price: 340, stock_quantity: 0, available: 0, price_promo: null })
    expect(box.state.items.get(114054)).toMatchObject({ stock_quantity: 7, price: 410 })
  })

  it('that leap are taken without a word and wait for a manager', async () => {
    const { shop, run } = start()
    await run(shop.items.update({ items: [{ item_rz_id: MUG, price: 900 }] }))
    const item = await run(shop.items.get({ rz_item_id: MUG }))
    expect(item).toMatchObject({ price: 320, updated_price: 900, change_status: 0 })
    expect(await run(shop.items.list({ tab: 'prices' }).all({ max: 9 }))).toHaveLength(1)
  })

  it('of items that Rozetka refuses are named one by one', async () => {
    const { shop, failure, box } = start()
    const error = await failure(
      shop.items.update({ items: [MUG, 5, 6].map((item_rz_id) => ({ item_rz_id, stock_quantity: 1 })) }),
    )
    expect(error).toMatchObject({
      name: 'InvalidRequestError',
      code: 'items_refused',
      issues: [
        { field: '5', message: 'Товар не знайдено' },
        { field: '6', message: 'Товар не знайдено' },
      ],
    })
    expect(box.writes).toBe(0)
  })

  it.each([
    [{ items: [] }, 'items'],
    [{ items: [{ item_rz_id: MUG }] }, '`price` or `stock_quantity`'],
    [{ items: [{ item_rz_id: MUG, price: 12.5 }] }, 'price'],
    [{ items: [{ item_rz_id: MUG, stock_quantity: -1 }] }, 'stock_quantity'],
    [{ items: Array.from({ length: 101 }, () => ({ item_rz_id: MUG, stock_quantity: 1 })) }, 'items'],
  ])('are refused when they make no sense (%#)', async (input, told) => {
    const { shop, failure, box } = start()
    expect(String(await failure(shop.items.update(input)))).toContain(told)
    expect(box.requests).toHaveLength(0)
  })
})

describe('a new item', () => {
  const item = {
    name: 'Кружка Петриковка, 350 мл',
    name_ua: 'Кружка Петриківка, 350 мл',
    category_id: 4626923,
    price: 320,
    stock_quantity: 12,
    pictures: [{ link: 'https://shop.example/mug.jpg' }],
  }

  it('is found by its own id when the answer was lost, though an older item has the same one', async () => {
    const { shop, box, run } = start()
    const before = box.state.items.size
    box.fail({ with: 'resetAfter', when: { method: 'POST' }, after: 1 })
    const made = await run(shop.items.create({ ...item, price_offer_id: 'MUG-PET-350' }))
    expect(box.state.items.size).toBe(before + 1)
    expect(box.state.items.get(made.item_id)?.name).toBe(item.name)
  })

  it.each([{ price_offer_id: 'MUG-PET-350' }, {}])('is never sent twice: %j', async (own) => {
    const { shop, box, failure } = start()
    box.fail({ with: 'resetBefore', when: { method: 'POST' }, after: 1 })
    expect(await failure(shop.items.create({ ...item, ...own }))).toMatchObject({ name: 'OutcomeUnknownError' })
    expect(box.state.items.size).toBe(24)
  })

  it('needs its descriptions when it is discounted', async () => {
    const { shop, failure } = start()
    expect(String(await failure(shop.items.create({ ...item, state: 3 })))).toContain('docket')
  })
})

describe('one item', () => {
  it('is asked for by exactly one id', async () => {
    const { shop, run, failure } = start()
    expect(await run(shop.items.get({ item_id: 114053 }))).toMatchObject({ rz_item_id: MUG })
    for (const input of [{}, { item_id: 1, rz_item_id: 2 }]) {
      expect(await failure(shop.items.get(input))).toMatchObject({ name: 'InputError' })
    }
  })
})
