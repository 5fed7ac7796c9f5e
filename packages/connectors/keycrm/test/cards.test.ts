import type { Transport } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { keycrm } from '../src/index.ts'
import { KEY, start } from './support/crm.ts'

describe('cards of pipelines', () => {
  it('are created in the first pipeline, for a known buyer if one is named', async () => {
    const { crm, run, last } = start()
    const card = await run(
      crm.pipelines.cards.create({
        contact: { full_name: 'Інший', client_id: 3 },
        communicate_at: new Date('2026-03-05T10:00:00Z'),
        products: [{ sku: 'COF-LVV-1', price: 615, quantity: 1 }],
        payments: [{ payment_method_id: 3, amount: 615, status: 'not_paid' }],
      }),
    )
    expect(JSON.parse(last()?.body ?? '').communicate_at).toBe('2026-03-05 10:00:00')
    const whole = await run(
      crm.pipelines.cards.get({
        id: card.id,
        include: ['contact.client', 'products.offer', 'status', 'payments', 'manager'],
      }),
    )
    expect(whole).toMatchObject({
      title: String(card.id),
      status: { pipeline_id: 1 },
      payments: [{ status: 'not_paid' }],
    })
    expect(whole.contact?.client?.orders_sum).toMatch(/^\d+\.\d\d$/)
    expect(whole.products?.[0]?.offer?.sku).toBe('COF-LVV-1')
  })

  it('move to another pipeline with a status of it', async () => {
    const { crm, run } = start()
    expect(await run(crm.pipelines.cards.update({ id: 22, status_id: 4, note: 'Опт' }))).toEqual({ status: true })
    const moved = await run(crm.pipelines.cards.list({ filter: { pipeline_id: 2 } }).all({ max: 99 }))
    expect(moved.find((card) => card.id === 22)?.status_changed_at).toBe('2026-03-01 12:00:00')
  })

  it('get products once: an update that adds some is never repeated', async () => {
    const { crm, box, failure } = start()
    box.fail({ with: 'resetAfter', when: { method: 'PUT' } })
    const error = await failure(crm.pipelines.cards.update({ id: 22, products: [{ sku: 'COF-LVV-1', quantity: 1 }] }))
    expect(error).toMatchObject({ name: 'OutcomeUnknownError' })
    expect(box.state.cards.get(22)?.lines).toHaveLength(2)
  })

  it('are repeated otherwise', async () => {
    const { crm, box, run } = start()
    box.fail({ with: 'resetBefore', when: { method: 'PUT' } })
    await run(crm.pipelines.cards.update({ id: 22, title: 'Нова назва', communicate_at: new Date(0) }))
    expect(box.state.cards.get(22)).toMatchObject({ title: 'Нова назва', communicate_at: '1970-01-01 00:00:00' })
  })

  it('have payments and files like orders', async () => {
    const { crm, run } = start()
    await run(crm.pipelines.cards.payments.create({ cardId: 22, payment_method: 'LiqPay', amount: 50 }))
    await run(crm.pipelines.cards.payments.update({ cardId: 22, paymentId: 3344, status: 'canceled' }))
    await run(crm.pipelines.cards.attachments.attach({ cardId: 22, fileId: 7 }))
    await run(crm.pipelines.cards.attachments.detach({ cardId: 22, fileId: 8 }))
    const card = await run(crm.pipelines.cards.get({ id: 22, include: ['payments'] }))
    expect(card.payments?.map(({ status, amount }) => [status, amount])).toEqual([
      ['canceled', 500],
      ['paid', 50],
    ])
    const files = await run(crm.storage.attachments.list({ entityType: 'pipelines', entityId: 22 }).all({ max: 9 }))
    expect(files.map((file) => file.id)).toEqual([7])
  })

  it('are read also from the page envelope that the vendor’s document shows for one card', async () => {
    const { box, crm, run } = start()
    const card = await run(crm.pipelines.cards.get({ id: 22 }))
    const page = { total: 1, current_page: 1, per_page: 15, data: [card], next_page_url: null }
    const answer = new Response(JSON.stringify(page), { headers: { 'content-type': 'application/json' } })
    const paged = keycrm({ apiKey: KEY, transport: fixed(answer), clock: box.clock })
    expect(await run(paged.pipelines.cards.get({ id: 22 }))).toEqual(card)
  })

  it('have pipelines and statuses', async () => {
    const { crm, run, failure } = start()
    const pipelines = await run(crm.pipelines.list().all({ max: 9 }))
    const statuses = await run(crm.pipelines.statuses.list({ pipelineId: pipelines[0]?.id ?? 0 }).all({ max: 9 }))
    expect(statuses.map((status) => status.title)).toEqual(['Новий', 'Перемовини', 'Успіх'])
    expect(await failure(crm.pipelines.statuses.list({ pipelineId: 99 }).first())).toMatchObject({
      name: 'NotFoundError',
    })
  })
})

describe('a company that does not use pipelines', () => {
  it('is told so, with what to do', async () => {
    const { crm, failure } = start({ pipelines: false })
    expect(await failure(crm.pipelines.list().first())).toMatchObject({
      name: 'InvalidRequestError',
      code: 'pipelines_disabled',
      message: expect.stringContaining('Switch pipelines on'),
    })
    expect(await failure(crm.pipelines.cards.create({ contact: { full_name: 'Хтось' } }))).toMatchObject({
      name: 'PermissionError',
      status: 403,
    })
  })
})

/** A transport with one answer, for what the sandbox does not do. */
function fixed(response: Response): Transport {
  return {
    name: 'fixed',
    send: async () => ({
      status: response.status,
      header: (name) => response.headers.get(name),
      headers: () => response.headers.entries(),
      text: () => response.text(),
      bytes: async () => new Uint8Array(await response.arrayBuffer()),
      stream: () => response.body ?? new ReadableStream(),
      discard: async () => {},
    }),
  }
}
