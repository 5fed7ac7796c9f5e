import { keycrm } from '@bpmcentr/keycrm'
import { keycrmSandbox } from '@bpmcentr/keycrm/testing'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'

const box = keycrmSandbox({ keys: ['test-key'] })
const server = setupServer(...box.handlers)
const crm = keycrm({ apiKey: 'test-key' })

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterAll(() => server.close())

test('an order that was created can be read and listed', async () => {
  const created = await crm.orders.create({ source_id: 1, source_uuid: 'site-1', buyer: { full_name: 'Олена Коваль' } })
  const read = await crm.orders.get({ id: created.id, include: ['buyer'] })
  expect(read.id).toBe(created.id)

  const listed: number[] = []
  for await (const order of crm.orders.list({})) listed.push(order.id)
  expect(listed).toContain(created.id)
})
