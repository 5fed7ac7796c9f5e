import { serve } from '@bpmcentr/core/testing'
import { setupServer } from 'msw/node'
import { describe, expect, it } from 'vitest'
import { rozetka } from '../src/index.ts'
import { rozetkaSandbox } from '../src/testing.ts'
import { LOGIN, OPEN } from './support/shop.ts'

describe('over real HTTP', () => {
  it('logs in, reads, writes and fetches files through the default transport', async () => {
    const box = rozetkaSandbox({ orders: 45 })
    await using server = await serve(box)
    await using shop = rozetka({ ...LOGIN, baseUrl: server.baseUrl, validation: 'strict', limits: false })
    const rows = await shop.orders.list({ expand: ['purchases', 'delivery'] }).all({ max: 100 })
    expect(rows).toHaveLength(45)
    expect(rows.every((order) => /\p{Script=Cyrillic}/u.test(order.user_title?.full_name ?? ''))).toBe(true)
    await shop.moveOrder({ id: OPEN, status: 61, ttn: '20400000000000' })
    expect(box.state.orders.get(OPEN)?.status).toBe(61)
    expect((await shop.orders.pdf({ id: OPEN })).length).toBeGreaterThan(10)
    expect(await shop.chats.markImportant({ ids: [193611, 1] })).toBe(1)
    expect(box.auth.logins).toBe(1)
  })

  it('is seen by msw in the tests of an application', async () => {
    const box = rozetkaSandbox({ orders: 5 })
    const server = setupServer(...box.handlers)
    server.listen()
    try {
      const shop = rozetka({ ...LOGIN, limits: false })
      expect(await shop.orders.list().all({ max: 9 })).toHaveLength(5)
      box.reset()
      // The session of before is gone with everything else.
      expect(await shop.orders.counts()).toMatchObject({ all: 5 })
      await shop.close()
    } finally {
      server.close()
    }
    expect(box.requests.map((request) => request.path)).toEqual(['/orders/counts-new', '/sites', '/orders/counts-new'])
  })
})
