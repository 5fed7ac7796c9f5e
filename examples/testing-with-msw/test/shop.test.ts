import { AuthenticationError } from '@bpmcentr/core'
import { keycrmSandbox } from '@bpmcentr/keycrm/testing'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createShop } from '../src/shop.ts'

// The sandbox is a whole KeyCRM in memory. Nothing in the application knows of it: msw answers its fetch.
const box = keycrmSandbox({ orders: 60 })
const server = setupServer(...box.handlers)
beforeAll(() => server.listen())
beforeEach(() => box.reset())
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const shop = createShop({ apiKey: 'sandbox-key', source: 1 })
afterAll(() => shop.close())

const cart = {
  id: 'cart-1001',
  customer: { name: 'Ірина Коваль', phone: '+380501234567' },
  lines: [{ sku: '001-242', name: 'Чохол', price: 124.5, quantity: 2 }],
}

describe('handing a cart over', () => {
  it('makes an order in KeyCRM', async () => {
    const handover = await shop.handOver(cart)
    expect(handover).toMatchObject({ result: 'sent' })
    const made = box.state.orders.find((order) => order.source_uuid === 'cart-1001')
    expect(made?.source_id).toBe(1)
  })

  it('makes one order when the connection dies after KeyCRM has made it', async () => {
    const before = box.state.orders.size
    box.fail({ with: 'resetAfter', when: { method: 'POST', path: '/order' } })
    expect(await shop.handOver(cart)).toMatchObject({ result: 'sent' })
    expect(box.state.orders.size).toBe(before + 1)
  })
})

describe('tracking', () => {
  it('shows whether an order is paid', async () => {
    const paid = box.state.orders.find((order) => order.payment_ids.length === 0)
    expect(await shop.track(paid?.id ?? 0)).toMatchObject({ paid: false })
  })

  it('knows no order that is not there', async () => {
    expect(await shop.track(999_999)).toBeUndefined()
  })

  it('survives a bad moment of KeyCRM', async () => {
    box.fail({ with: 'status', status: 502, times: 1 })
    expect(await shop.track(1)).toMatchObject({ total: expect.any(Number) })
    expect(box.requests).toHaveLength(2)
  })

  it('may be answered by a handler of the test’s own', async () => {
    server.use(
      http.get('https://openapi.keycrm.app/v1/order/:id', ({ params }) =>
        HttpResponse.json({
          ...box.state.orders.get(1),
          id: Number(params.id),
          grand_total: 99.5,
          payment_status: 'paid',
        }),
      ),
    )
    expect(await shop.track(7)).toEqual({ paid: true, total: 99.5 })
  })
})

it('reads every page of unpaid orders', async () => {
  const ids = await shop.unpaid()
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThan(0)
})

it('says where to look when the key is wrong', async () => {
  const other = createShop({ apiKey: 'revoked', source: 1 })
  const error = await other.track(1).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(AuthenticationError)
  expect(String(error)).toMatch(/KeyCRM/)
  expect(String(error)).not.toContain('revoked')
  await other.close()
})
