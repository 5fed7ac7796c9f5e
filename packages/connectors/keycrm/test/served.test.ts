import { serve } from '@bpmcentr/core/testing'
import { setupServer } from 'msw/node'
import { describe, expect, it } from 'vitest'
import { keycrm } from '../src/index.ts'
import { keycrmSandbox } from '../src/testing.ts'
import { KEY } from './support/crm.ts'

describe('over real HTTP', () => {
  it('reads, writes and uploads through the default transport', async () => {
    const box = keycrmSandbox({ orders: 60 })
    await using server = await serve(box)
    await using crm = keycrm({ apiKey: KEY, baseUrl: server.baseUrl, validation: 'strict' })
    const rows = await crm.orders.list({ include: ['buyer'] }).all({ max: 100 })
    expect(rows).toHaveLength(60)
    expect(rows.every((order) => /\p{Script=Cyrillic}/u.test(order.buyer?.full_name ?? ''))).toBe(true)
    const data = new TextEncoder().encode('чек')
    const stream = () => new Blob([data]).stream() as ReadableStream<Uint8Array>
    const file = await crm.storage.upload({ data: stream, filename: 'чек "1".txt', contentType: 'text/plain' })
    expect(file).toMatchObject({ original_file_name: 'чек "1".txt', size: data.length })
    await crm.orders.attachments.attach({ orderId: 22, fileId: file.id })
    expect(await crm.orders.tags.detach({ orderId: 22, tagId: 1 })).toEqual({ status: true })
    expect(box.state.orders.get(22)).toMatchObject({ file_ids: [8, file.id], tag_ids: [] })
  })

  it('is seen by msw in the tests of an application', async () => {
    const box = keycrmSandbox({ orders: 5 })
    const server = setupServer(...box.handlers)
    server.listen()
    try {
      const crm = keycrm({ apiKey: KEY })
      expect(await crm.orders.list().all({ max: 9 })).toHaveLength(5)
      await crm.close()
    } finally {
      server.close()
    }
    expect(box.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
  })
})
