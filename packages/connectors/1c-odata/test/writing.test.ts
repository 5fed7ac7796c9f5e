import { describe, expect, it } from 'vitest'
import { documents, gathered, goods, refOf, start } from './support/base.ts'

describe('objects', () => {
  it('are created, changed, marked for deletion and deleted', async () => {
    const { base, run, world, sent } = start({ data: { Catalog_Товары: goods(2) } })
    const items = base.catalog('Товары')
    const made = await run(items.create({ Description: 'Чашка', Цена: 99.5, Незнакомое: 'x' }))
    expect(made).toMatchObject({ Description: 'Чашка', Цена: 99.5, DeletionMark: false, Code: '' })
    expect(made).not.toHaveProperty('Незнакомое')
    const key = String(made.Ref_Key)
    expect(await run(items.update(key, { Цена: 100 }))).toMatchObject({ Цена: 100, Description: 'Чашка' })
    expect(await run(items.markDeleted(key))).toMatchObject({ DeletionMark: true })
    expect(await run(items.markDeleted(key, false))).toMatchObject({ DeletionMark: false })
    await run(items.delete(key))
    expect(await run(items.find(key))).toBeUndefined()
    expect(world.rows('Catalog_Товары')).toHaveLength(2)
    expect(sent().map((line) => line.split(' ')[0])).toEqual(['POST', 'PATCH', 'PATCH', 'PATCH', 'DELETE', 'GET'])
  })

  it('are not addressed by text that is no reference', async () => {
    const { base, box } = start({ data: { Catalog_Товары: goods(2) } })
    expect(() => base.catalog('Товары').get("x')/Post")).toThrow(/reference/)
    await expect(base.catalog('Товары').delete('000000001')).rejects.toThrow(/reference/)
    expect(box.requests).toHaveLength(0)
  })

  it('say so in a header when they are written in load mode, and only then', async () => {
    const { base, run, box } = start({ data: { Catalog_Товары: goods(2) } }, { loadMode: true })
    await run(base.catalog('Товары').update(refOf(1), { Цена: 1 }))
    await run(base.catalog('Товары').get(refOf(1)))
    expect(box.requests.map(({ headers }) => headers['1c_odata-dataloadmode'])).toEqual(['true', undefined])
  })

  it('are compared before they are written where the server would not', async () => {
    const { base, run, failure, box } = start({ data: { Catalog_Товары: goods(2) } }, { verifyVersion: true })
    const items = base.catalog('Товары')
    const { DataVersion } = await run(items.get(refOf(1)))
    const version = String(DataVersion)
    await run(items.update(refOf(1), { Цена: 5 }, { version }))
    expect(box.requests.at(-1)?.headers['if-match']).toBe(version)
    const error = await failure(items.update(refOf(1), { Цена: 6 }, { version }))
    expect(error).toMatchObject({ name: 'ConflictError', code: 'precondition_failed' })
    expect(await failure(items.delete(refOf(1), { version }))).toMatchObject({ name: 'ConflictError' })
    expect(await run(items.get(refOf(1)))).toMatchObject({ Цена: 5 })
  })
})

describe('documents', () => {
  it('are posted and unposted', async () => {
    const { base, run, world, sent } = start({ data: { Document_Реализация: documents(1) } })
    await run(base.document('Реализация').post(refOf(1_000)))
    expect(world.rows('Document_Реализация')[0]?.Posted).toBe(true)
    await run(base.document('Реализация').post(refOf(1_000), { operational: true }))
    await run(base.document('Реализация').unpost(refOf(1_000)))
    expect(world.rows('Document_Реализация')[0]?.Posted).toBe(false)
    expect(sent().map((line) => decodeURIComponent(line))).toEqual([
      `POST /Document_Реализация(guid'${refOf(1_000)}')/Post?PostingModeOperational=false`,
      `POST /Document_Реализация(guid'${refOf(1_000)}')/Post?PostingModeOperational=true`,
      `POST /Document_Реализация(guid'${refOf(1_000)}')/Unpost`,
    ])
  })

  it('have their tabular section replaced as a whole', async () => {
    const { base, run, failure } = start({
      data: { Document_Реализация: documents(1), Document_Реализация_Товары: [] },
    })
    const changed = await run(
      base.document('Реализация').update(refOf(1_000), { Товары: [{ LineNumber: '1', Количество: 7 }] }),
    )
    expect(changed.Товары).toEqual([{ LineNumber: '1', Количество: 7 }])
    const section = base.odata.set('Document_Реализация_Товары')
    expect(await failure(section.create({ LineNumber: '2' }))).toMatchObject({ vendorCode: '13' })
  })
})

describe('everything else that is written', () => {
  it('constants have one value', async () => {
    const { base, run, sent } = start({ data: { Constant_Валюта: [{ SurrogateKey: 0, Value: 'UAH' }] } })
    const currency = base.constant('Валюта')
    expect(await run(currency.get())).toMatchObject({ Value: 'UAH' })
    await run(currency.set({ Value: 'EUR' }))
    expect(await run(currency.get())).toMatchObject({ Value: 'EUR' })
    expect(decodeURIComponent(sent()[1] ?? '')).toBe(
      "PATCH /Constant_Валюта(guid'00000000-0000-0000-0000-000000000000')",
    )
  })

  it('business processes are started and tasks executed', async () => {
    const { base, run, failure, world } = start({
      data: {
        BusinessProcess_Задание: [{ Ref_Key: refOf(1), Started: false }],
        Task_Задача: [{ Ref_Key: refOf(2), Executed: false }],
      },
    })
    await run(base.businessProcess('Задание').start(refOf(1)))
    await run(base.task('Задача').execute(refOf(2)))
    expect(world.rows('BusinessProcess_Задание')[0]?.Started).toBe(true)
    expect(await failure(base.task('Задача').execute(refOf(2)))).toMatchObject({ code: 'business_error' })
  })
})

describe('many writes', () => {
  it('go out a few at a time, and each says what became of it', async () => {
    const { base, run, box } = start({ data: { Document_Реализация: documents(20) }, latency: 100 }, { concurrency: 4 })
    const docs = base.document('Реализация')
    const refs = [...documents(20).map((row) => String(row.Ref_Key)), refOf(77)]
    const slots = await run(gathered(base.writeMany(refs, (ref) => docs.post(ref))))
    expect(slots).toHaveLength(21)
    const failed = slots.flatMap((slot) => ('error' in slot ? [[slot.input, slot.error.name]] : []))
    expect(failed).toEqual([[refOf(77), 'NotFoundError']])
    const starts = box.requests.map(({ at }) => at)
    // 21 requests of 100 ms, four at once, take six rounds.
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBe(500)
  })
})
