import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { start } from './support/shop.ts'

/** The query of one list call, decoded; nothing else may be in it. */
async function queryOf(input: object): Promise<URLSearchParams> {
  const { shop, run, last } = start({ orders: 1 })
  await run(shop.orders.list(input).first())
  return new URLSearchParams(last()?.query)
}

describe('filters', () => {
  it('are written as Rozetka reads them', async () => {
    const query = await queryOf({
      types: 4,
      created_from: '2026-01-01',
      // Already the second of January in Kyiv.
      created_to: new Date('2026-01-01T22:30:00Z'),
      user_phone: '+380671112233',
      amountFrom: '640.00',
      amountTo: 700,
      ttn: 1,
      deliveries: [5, 2024],
      localities: 1,
      is_viewed: false,
      is_promo: true,
      is_smart: false,
      expand: ['purchases', 'item_details'],
      sort: '-id',
      page: 2,
    })
    expect(Object.fromEntries(query)).toEqual({
      types: '4',
      created_from: '2026-01-01',
      created_to: '2026-01-02',
      user_phone: '380671112233',
      amountFrom: '640.00',
      amountTo: '700',
      ttn: '1',
      deliveries: '5,2024',
      localities: '1',
      is_viewed: '0',
      is_promo: '1',
      is_smart: '2',
      expand: 'purchases,item_details',
      sort: '-id',
      page: '2',
    })
  })

  it('ask for orders of every kind, and for validation errors, without being told to', async () => {
    const { shop, run, last } = start()
    const rows = await run(shop.orders.list().all({ max: 100 }))
    expect(rows).toHaveLength(60)
    expect(last()?.query).toContain('types=1')
    expect(last()?.headers['accept-validate-exception']).toBe('1')
  })

  it('carry any text through the URL unchanged', async () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '')
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        expect((await queryOf({ seller_comment: text })).get('seller_comment')).toBe(text.trim())
      }),
      { numRuns: 60 },
    )
  })

  it('join any list of ids by commas, and read back as the same list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 2 ** 40 }), { minLength: 1, maxLength: 20 }), async (ids) => {
        const query = await queryOf({ deliveries: ids })
        expect(query.get('deliveries')?.split(',').map(Number)).toEqual(ids)
      }),
      { numRuns: 40 },
    )
  })

  it('of any valid combination are never refused by the sandbox, which knows what finds nothing', async () => {
    const day = fc
      .integer({ min: 0, max: 364 })
      .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10))
    const input = fc.record(
      {
        types: fc.constantFrom(1, 2, 3, 4, 5, 6),
        status: fc.integer({ min: 1, max: 91 }),
        changed_from: day,
        ttn: fc.oneof(fc.constantFrom(0, 1), fc.stringMatching(/^[A-Z0-9]{4,12}$/)),
        is_smart: fc.boolean(),
        is_viewed: fc.boolean(),
        amountFrom: fc.oneof(fc.nat(), fc.stringMatching(/^[1-9]\d{0,4}\.\d\d$/)),
        carrier_inner_id: fc.constantFrom(1, 4),
        payment_methods: fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 4 }),
        expand: fc.subarray(['purchases', 'delivery', 'status_available'], { minLength: 1 }),
        sort: fc.constantFrom('id', '-id'),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(input, async (filter) => {
        const { shop, run, last } = start({ orders: 5 })
        await run(shop.orders.list(filter as object).all({ max: 5 }))
        expect(last()?.status).toBe(200)
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    ['a name that Rozetka does not have', { date_from: '2026-01-01' }, 'date_from'],
    ['the older filter that excludes `types`', { type: 1 }, 'type'],
    ['a kind that does not exist', { types: 7 }, 'types'],
    ['a waybill too short to be found', { ttn: '204' }, 'four or more'],
    ['a waybill with a blank', { ttn: '2040 0000' }, 'four or more'],
    ['a moment where days are known', { changed_from: '2026-01-01 10:00:00' }, 'YYYY-MM-DD'],
    ['a day that does not exist', { changed_from: '2026-02-30' }, 'YYYY-MM-DD'],
    ['an end before the beginning', { created_from: '2026-02-02', created_to: '2026-02-01' }, 'is after'],
    ['amounts the wrong way round', { amountFrom: 9, amountTo: '8.00' }, 'is above'],
    ['a list that would select everything', { deliveries: [] }, 'deliveries'],
    ['a carrier of another service', { carrier_inner_id: 4, delivery_id: 5 }, 'carrier_inner_id'],
    ['an expand that does not exist', { expand: ['items'] }, 'expand[0]'],
    ['a phone with letters', { user_phone: '067-abc' }, 'user_phone'],
    ['empty text', { userName: '  ' }, 'userName'],
  ])('are refused before anything is sent for %s', async (_what, input, told) => {
    const { shop, failure, box } = start({ orders: 1 })
    const error = await failure(shop.orders.list(input as object).first())
    expect(error).toMatchObject({ name: 'InputError' })
    expect(String(error)).toContain(told)
    expect(box.requests).toHaveLength(0)
  })

  it('that are wrong find nothing at Rozetka, politely, unless it is asked for the truth', async () => {
    const { shop, run, failure } = start()
    const ask = (headers: Record<string, string>) =>
      shop.request({ method: 'GET', path: 'orders/search', query: { types: 1, changed_from: 'yesterday' }, headers })
    expect(await run(ask({}))).toMatchObject({ success: true, content: { orders: [], _meta: { totalCount: 0 } } })
    expect(await failure(ask({ 'accept-validate-exception': '1' }))).toMatchObject({
      name: 'InvalidRequestError',
      issues: [{ field: 'changed_from' }],
    })
  })

  it.each([
    ['chats.list', { msgType: 'orders', updated_from: '2026-01-01', read: false }],
    ['comments.list', { mark: [0, 3], isAnswered: true, createdTo: '2026-01-31' }],
    ['reviews.list', { read_search: true, pageSize: 10 }],
    ['items.list', { tab: 'on-sale', available: 1, priceFrom: 100, priceTo: 500 }],
    ['balance.entries.list', { operationType: [1, 2], dateFrom: '2026-01-01' }],
  ])('of %s are all known to Rozetka', async (name, input) => {
    const { shop, run, last } = start()
    const list = name.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], shop)
    const rows = await run((list as typeof shop.orders.list)(input as object).all({ max: 100 }))
    expect(rows.length).toBeGreaterThan(0)
    expect(last()?.headers['accept-validate-exception'] ?? '1').toBe('1')
  })
})
