import { describe, expect, it } from 'vitest'
import { start } from './support/crm.ts'

describe('payments of an order', () => {
  it('are paid now unless said otherwise, and change what the order owes', async () => {
    const { crm, box, run } = start({ orders: 40 })
    const unpaid = await run(crm.orders.list({ filter: { payment_status: 'not_paid' } }).first())
    const id = unpaid?.id ?? 0
    const payment = await run(
      crm.orders.payments.create({ orderId: id, payment_method: 'LiqPay', amount: unpaid?.grand_total ?? 0 }),
    )
    expect(payment).toMatchObject({
      status: 'paid',
      payment_date: '2026-03-01 12:00:00',
      payment_method: { name: 'LiqPay' },
    })
    expect((await run(crm.orders.get({ id }))).payment_status).toBe('paid')
    const stored = (await run(crm.orders.get({ id, include: ['payments'] }))).payments?.at(-1)
    await run(
      crm.orders.payments.update({
        orderId: id,
        paymentId: stored?.id ?? 0,
        status: 'canceled',
        description: 'Повернено',
      }),
    )
    expect((await run(crm.orders.get({ id }))).payment_status).toBe('not_paid')
    expect(box.state.payments.get(stored?.id ?? 0)).toMatchObject({ status: 'canceled', description: 'Повернено' })
  })

  it.each(['resetBefore', 'resetAfter', 'stallAfter'] as const)('are never recorded twice (%s)', async (fault) => {
    const { crm, box, failure } = start()
    const before = box.state.payments.size
    box.fail({ with: fault, when: { method: 'POST' } })
    const error = await failure(crm.orders.payments.create({ orderId: 22, payment_method_id: 2, amount: 10 }))
    expect(error).toMatchObject({ name: 'OutcomeUnknownError' })
    expect(box.state.payments.size - before).toBeLessThanOrEqual(1)
    expect(box.requests).toHaveLength(1)
  })

  it('must name a method that exists', async () => {
    const { crm, failure } = start()
    const error = await failure(crm.orders.payments.create({ orderId: 22, payment_method: 'Мушлі', amount: 1 }))
    expect(error).toMatchObject({ name: 'InvalidRequestError', issues: [{ field: 'payment_method_id' }] })
  })

  it('belong to their order: another order’s payment is not found', async () => {
    const { crm, failure } = start()
    const error = await failure(crm.orders.payments.update({ orderId: 21, paymentId: 2233, status: 'canceled' }))
    expect(error).toMatchObject({ name: 'NotFoundError' })
  })
})

describe('expenses of an order', () => {
  it('add up on the order until they are cancelled', async () => {
    const { crm, run } = start()
    await run(
      crm.orders.expenses.create({ orderId: 22, expense_type: 'Доставка', amount: 74.5, payment_date: new Date(0) }),
    )
    const order = await run(crm.orders.get({ id: 22, include: ['expenses'] }))
    expect(order.expenses_sum).toBe(100)
    expect(order.expenses?.at(-1)?.payment_date).toBe('1970-01-01 00:00:00')
    await run(crm.orders.expenses.update({ orderId: 22, expenseId: 2233, status: 'canceled' }))
    expect((await run(crm.orders.get({ id: 22 }))).expenses_sum).toBe(74.5)
  })
})

describe('tags and files of an order', () => {
  it('come and go, also where the vendor answers a removal with 204 or 201', async () => {
    const { crm, box, run } = start()
    expect(await run(crm.orders.tags.attach({ orderId: 22, tagId: 3 }))).toEqual({ status: true })
    expect(await run(crm.orders.tags.detach({ orderId: 22, tagId: 1 }))).toEqual({ status: true })
    expect(await run(crm.orders.attachments.attach({ orderId: 22, fileId: 7 }))).toEqual({ status: true })
    expect(await run(crm.orders.attachments.detach({ orderId: 22, fileId: 8 }))).toEqual({ status: true })
    expect(box.requests.map((request) => request.status)).toEqual([202, 204, 202, 201])
    expect(box.state.orders.get(22)).toMatchObject({ tag_ids: [3], file_ids: [7] })
  })

  it('are not told as failed when only the answer to the removal was lost', async () => {
    const { crm, box, run } = start()
    box.fail({ with: 'resetAfter', when: { method: 'DELETE' }, times: 1 })
    await run(crm.orders.tags.detach({ orderId: 22, tagId: 1 }))
    box.fail({ with: 'resetAfter', when: { method: 'DELETE' }, times: 1 })
    await run(crm.orders.attachments.detach({ orderId: 22, fileId: 8 }))
    expect(box.requests.filter((request) => request.method === 'DELETE')).toHaveLength(2)
  })

  it('are told as failed when there was nothing to remove', async () => {
    const { crm, failure } = start()
    expect(await failure(crm.orders.tags.detach({ orderId: 21, tagId: 3 }))).toMatchObject({ status: 400 })
  })
})

describe('dictionaries of orders', () => {
  it('can all be read', async () => {
    const { crm, run } = start()
    const { statuses, sources, tags, paymentMethods, expenseTypes, deliveryServices, productStatuses } = crm.orders
    for (const table of [statuses, sources, tags, paymentMethods, expenseTypes, deliveryServices, productStatuses]) {
      const rows = await run(table.list({ sort: '-id' }).all({ max: 100 }))
      expect(rows.length).toBeGreaterThan(1)
      expect(rows.map((row) => row.id)).toEqual(rows.map((row) => row.id).toSorted((a, b) => b - a))
    }
  })
})
