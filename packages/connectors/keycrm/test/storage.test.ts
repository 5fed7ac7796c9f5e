import { describe, expect, it } from 'vitest'
import { start } from './support/crm.ts'

const PDF = new TextEncoder().encode('%PDF-1.7 чек')

describe('storage', () => {
  it('takes a file, and gives the same one back for the same content', async () => {
    const { crm, box, run } = start()
    const file = await run(crm.storage.upload({ data: PDF, filename: 'чек №1.pdf', contentType: 'application/pdf' }))
    expect(file).toMatchObject({
      original_file_name: 'чек №1.pdf',
      size: PDF.length,
      extension: 'pdf',
      mime_type: 'application/pdf',
    })
    const again = await run(crm.storage.upload({ data: new Blob([PDF]), filename: 'інша назва.pdf' }))
    expect(again.id).toBe(file.id)
    expect(box.requests.map((request) => request.status)).toEqual([201, 200])
  })

  it('repeats an upload whose answer was lost, since content is recognised', async () => {
    const { crm, box, run } = start()
    const before = box.state.files.size
    box.fail({ with: 'resetAfter' })
    await run(crm.storage.upload({ data: PDF, filename: 'чек.pdf' }))
    expect(box.state.files.size).toBe(before + 1)
  })

  it('refuses more than 10 MB before sending it, and passes on the vendor’s refusal of a stream', async () => {
    const { crm, box, failure } = start()
    const large = new Uint8Array(10 * 1024 * 1024 + 1)
    expect(await failure(crm.storage.upload({ data: large, filename: 'a.bin' }))).toMatchObject({ name: 'InputError' })
    expect(box.requests).toHaveLength(0)
    const stream = () => new Blob([large]).stream() as ReadableStream<Uint8Array>
    expect(await failure(crm.storage.upload({ data: stream, filename: 'a.bin' }))).toMatchObject({
      name: 'InvalidRequestError',
      code: 'file_too_large',
      status: 413,
    })
  })

  it('lists files by size, and those of one order as a plain array', async () => {
    const { crm, run } = start()
    const files = await run(crm.storage.list({ sort: '-size' }).all({ max: 9 }))
    expect(files.map((file) => file.id)).toEqual([7, 9, 8])
    const own = await run(crm.storage.attachments.list({ entityType: 'order', entityId: 22 }).all({ max: 9 }))
    expect(own.map((file) => file.original_file_name)).toEqual(['рахунок.pdf'])
  })
})

describe('external transactions', () => {
  it('are tied to a payment by the gateway’s id', async () => {
    const { crm, run, failure } = start()
    const free = await run(crm.payments.externalTransactions.list({ filter: { is_attached: false } }).all({ max: 9 }))
    expect(free.map((row) => row.uuid)).toContain('NlpssJSQedtUoB9i')
    const payment = await run(
      crm.payments.externalTransactions.attach({ paymentId: 2233, transaction_uuid: 'NlpssJSQedtUoB9i' }),
    )
    expect(payment.transaction_uuid).toBe('NlpssJSQedtUoB9i')
    const left = await run(crm.payments.externalTransactions.list({ filter: { is_attached: false } }).all({ max: 9 }))
    expect(left).toHaveLength(free.length - 1)
    const attach = (paymentId: number, transaction_id: number) =>
      failure(crm.payments.externalTransactions.attach({ paymentId, transaction_id }))
    expect(await attach(1, 22)).toMatchObject({ name: 'NotFoundError' })
    expect(await attach(2233, 999)).toMatchObject({ name: 'InvalidRequestError', status: 422 })
  })
})
