import { ApiError, InvalidRequestError, OutcomeUnknownError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { fileName } from '../src/files.ts'
import { JOHN, start } from './support/site.ts'

describe('a business process', () => {
  it('gets its parameters as text and gives back what was asked for', async () => {
    const { crm, run, box } = start({ processes: { UsrSum: ({ a, b }) => ({ Sum: Number(a) + Number(b), More: 1 }) } })
    const when = new Date('2026-02-01T08:30:00Z')
    const result = await run(
      crm.processes.run({
        schemaName: 'UsrSum',
        parameters: { a: 1, b: 2.5, when, list: [{ id: 1 }], ok: true },
        results: ['Sum'],
      }),
    )
    expect(result.resultParameterValues).toEqual({ Sum: 3.5 })
    expect(box.state.runs[0]?.parameters).toEqual({
      a: '1',
      b: '2.5',
      when: '2026-02-01T08:30:00.000Z',
      list: '[{"id":1}]',
      ok: 'true',
    })
  })

  it('is never started twice', async () => {
    const { crm, failure, box } = start()
    box.fail({ with: 'resetAfter', when: { path: /RunProcess/ } })
    const error = await failure(crm.processes.run({ schemaName: 'UsrScoreContact' }))
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(box.state.runs).toHaveLength(1)
  })

  it('that fails is an error with its words, though it comes with status 200', async () => {
    const { crm, failure } = start({
      processes: {
        UsrFails: () => {
          throw new Error('The contact has no account')
        },
      },
    })
    const error = await failure(crm.processes.run({ schemaName: 'UsrFails' }))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ vendorCode: 'ProcessException', vendorMessage: 'The contact has no account' })
    expect(String(await failure(crm.processes.run({ schemaName: 'UsrMissing' })))).toContain('not found')
  })
})

describe('a file', () => {
  const parent = { schema: 'ContactFile', parentColumn: 'Contact', parentId: JOHN } as const
  const data = Uint8Array.from({ length: 2_500 }, (_, index) => index % 251)

  it('goes up in parts whose ranges are inclusive, and comes down as it was', async () => {
    const { crm, run, calls } = start()
    const { id } = await run(crm.uploadFile({ ...parent, name: 'звіт №1.bin', data, chunkSize: 1_000 }))
    expect(calls().map(({ headers }) => headers['content-range'])).toEqual([
      'bytes 0-999/2500',
      'bytes 1000-1999/2500',
      'bytes 2000-2499/2500',
    ])
    const file = await run(crm.files.download({ schema: 'ContactFile', id }))
    expect(file).toEqual({ name: 'звіт №1.bin', mimeType: 'application/octet-stream', bytes: data })
    const stream = await run(crm.openFile({ schema: 'ContactFile', id }))
    expect(new Uint8Array(await new Response(stream).arrayBuffer())).toEqual(data)
  })

  it('goes up from a Blob with its type', async () => {
    const { crm, run, box } = start()
    const { id } = await run(
      crm.uploadFile({ ...parent, name: 'a.txt', data: new Blob(['hello'], { type: 'text/plain;charset=utf-8' }) }),
    )
    expect(box.state.tables.ContactFile?.get(id)).toMatchObject({ Name: 'a.txt', Size: 5, ContactId: JOHN })
    expect((await run(crm.files.download({ schema: 'ContactFile', id }))).mimeType).toBe('text/plain')
  })

  it.each([1, 2, 3])('is begun anew and once there when the answer to part %d is lost', async (part) => {
    const { crm, run, box } = start()
    const before = box.state.tables.ContactFile?.size ?? 0
    box.fail({ with: 'resetAfter', after: part - 1, when: { path: /UploadFile/ } })
    const { id } = await run(crm.uploadFile({ ...parent, name: 'a.bin', data, chunkSize: 1_000 }))
    expect(box.state.tables.ContactFile?.size).toBe(before + 1)
    expect((await run(crm.files.download({ schema: 'ContactFile', id }))).bytes).toEqual(data)
  })

  it('that is refused leaves nothing behind', async () => {
    const { crm, failure, box } = start()
    const before = box.state.tables.ContactFile?.size ?? 0
    const huge = new Uint8Array(10 * 1024 * 1024 + 1)
    const error = await failure(crm.uploadFile({ ...parent, name: 'huge.bin', data: huge }))
    expect(error).toBeInstanceOf(ApiError)
    expect(String(error)).toContain('MaxFileSize')
    expect(box.state.tables.ContactFile?.size).toBe(before)
    const strange = await failure(crm.uploadFile({ ...parent, parentColumn: 'Order', name: 'a.bin', data }))
    expect(String(strange)).toContain('not found')
  })

  it.each([
    ['attachment; filename="%D0%B7%D0%B2%D1%96%D1%82.pdf"', 'звіт.pdf'],
    ["attachment; filename=x.pdf; filename*=UTF-8''%D0%B7.pdf", 'з.pdf'],
    ['attachment; filename=100%.pdf', '100%.pdf'],
    ['inline', undefined],
    [null, undefined],
  ])('has the name that %s says', (header, name) => {
    expect(fileName(header)).toBe(name)
  })
})

describe('settings, schemas and services', () => {
  it('are read and written', async () => {
    const { crm, run } = start()
    await run(crm.systemSettings.set({ values: { Maintainer: 'Acme' } }))
    expect((await run(crm.systemSettings.get({ codes: ['Maintainer'] }))).Maintainer?.value).toBe('Acme')
    const { columns } = await run(crm.schemas.get({ name: 'Contact' }))
    expect(Object.values(columns.Items)).toContainEqual(
      expect.objectContaining({ name: 'Account', dataValueType: 10, referenceSchemaName: 'Account' }),
    )
    const right = {
      service: 'RightsService',
      method: 'GetCanExecuteOperation',
      body: { operation: 'CanUseODataService' },
    }
    expect(await run(crm.services.call(right))).toBe(true)
    expect(await run(crm.services.read(right))).toBe(true)
  })
})
