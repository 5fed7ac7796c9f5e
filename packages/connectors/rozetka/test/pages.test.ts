import { describe, expect, it } from 'vitest'
import { start } from './support/shop.ts'

const page = (rows: number, meta?: object) => ({
  with: 'status' as const,
  status: 200,
  body: {
    success: true,
    content: {
      orders: Array.from({ length: rows }, (_, index) => ({ id: index + 1, status: 1 })),
      ...(meta && { _meta: meta }),
    },
  },
})

describe('pages', () => {
  it('are read until Rozetka says that there is no more, whatever their size', async () => {
    const { shop, run, sent } = start({ orders: 61 })
    const rows = await run(shop.orders.list({ sort: 'id' }).all({ max: 100 }))
    expect(rows).toHaveLength(61)
    expect(sent().map((request) => new URLSearchParams(request.query).get('page'))).toEqual(['1', '2', '3', '4'])
  })

  it('that do not say how many there are must not look like the end', async () => {
    const { shop, box, run, failure } = start()
    await run(shop.orders.counts())
    box.fail(page(20))
    expect(await failure(shop.orders.list().all({ max: 100 }))).toMatchObject({
      name: 'ResponseMismatchError',
      reason: 'paging',
    })
  })

  it('may do without it when they are empty', async () => {
    const { shop, box, run } = start()
    await run(shop.orders.counts())
    box.fail(page(0))
    expect(await run(shop.orders.list().all({ max: 100 }))).toEqual([])
  })

  it('past the end, where Rozetka gives the last one again, are the end', async () => {
    const { shop, box, run, sent } = start({ orders: 25 })
    const rows: number[] = []
    await run(
      (async () => {
        for await (const each of shop.orders.list({ sort: 'id' }).pages()) {
          rows.push(...each.items.map((order) => order.id))
          // The second page disappears before it is asked for.
          if (rows.length === 20) for (const order of box.state.orders.rows.slice(18)) box.state.orders.delete(order.id)
        }
      })(),
    )
    expect(new Set(rows).size).toBe(rows.length)
    expect(rows).toHaveLength(20)
    expect(sent()).toHaveLength(2)
  })

  it('of lists that take a size are as large as is known to work', async () => {
    const { shop, run, last } = start()
    await run(shop.items.list().first())
    expect(last()?.query).toContain('pageSize=100')
    await run(shop.market.categories.list().first())
    expect(last()?.query).toContain('pageSizeLimit=100')
  })
})
