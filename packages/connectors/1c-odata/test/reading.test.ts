import { type AnyFields, guid } from '@bpmcentr/odata'
import { describe, expect, it } from 'vitest'
import { ref } from '../src/index.ts'
import { documents, gathered, goods, refOf, start } from './support/base.ts'

describe('lists', () => {
  it('are read page by page in the order of the reference, to the last row and not beyond', async () => {
    const { base, run, queries } = start({ data: { Catalog_Товары: goods(25) } }, { pageSize: 10 })
    const rows = await run(
      base
        .catalog('Товары')
        .list({ select: ['Code'] })
        .all({ max: 100 }),
    )
    expect(rows.map(({ Code }) => Code)).toEqual(goods(25).map(({ Code }) => Code))
    expect(queries()).toEqual([
      '$select=Code&$orderby=Ref_Key&$top=10',
      '$select=Code&$orderby=Ref_Key&$top=10&$skip=10',
      '$select=Code&$orderby=Ref_Key&$top=10&$skip=20',
    ])
  })

  it('never ask for the count beside pages', () => {
    const { base, box } = start({ data: { Catalog_Товары: goods(5) } })
    expect(() => base.catalog('Товары').list({ count: true })).toThrow(/count\(\)/)
    expect(box.requests).toHaveLength(0)
  })

  it('of documents leave tabular sections out, which come when they are selected, or as a set of their own', async () => {
    const sections = documents(3).flatMap(({ Товары }) => Товары as Record<string, unknown>[])
    const { base, run, queries } = start({
      data: { Document_Реализация: documents(3), Document_Реализация_Товары: sections },
    })
    const docs = base.document('Реализация')
    expect(await run(docs.list().first())).not.toHaveProperty('Товары')
    expect(await run(docs.list({ select: ['*'] }).first())).toHaveProperty('Товары')
    expect(await run(docs.get(refOf(1_000)))).toHaveProperty('Товары')
    expect(await run(docs.section('Товары').list().all({ max: 10 }))).toEqual(sections)
    expect(await run(docs.section('Товары').get({ Ref_Key: refOf(1_001), LineNumber: '1' }))).toEqual(sections[1])
    expect(queries()[0]).toContain('$select=**')
    expect(queries()[3]).toContain('$orderby=Ref_Key,LineNumber')
  })

  it('leave out what the user may not see when asked to, and fail otherwise', async () => {
    const sandbox = {
      data: { Catalog_Товары: goods(4) },
      visible: (_set: string, row: Record<string, unknown>) => row.Code !== '000000002',
    }
    const strict = start(sandbox)
    const error = await strict.failure(strict.base.catalog('Товары').list().all({ max: 10 }))
    expect(error).toMatchObject({ name: 'PermissionError', vendorCode: '20' })
    expect(String(error)).toContain('allowedOnly')
    const { base, run } = start(sandbox, { allowedOnly: true })
    expect(await run(base.catalog('Товары').list().all({ max: 10 }))).toHaveLength(3)
    expect(await run(base.catalog('Товары').count())).toBe(3)
  })

  it('understand 1C’s own functions', async () => {
    const { base, run } = start({ data: { Catalog_Товары: goods(40) } })
    const filter = (row: AnyFields) => row.Code!.call('like', '%[1-3]_').and(row.Code!.endswith('5'))
    expect(await run(base.catalog('Товары').count({ filter }))).toBe(3)
  })
})

describe('references of composite type', () => {
  it('are found with ref(), by value and type, and with a plain Guid never', async () => {
    const { base, run, queries } = start({ data: { Document_Реализация: documents(12) } })
    const docs = base.document('Реализация')
    const expected = documents(12).filter(
      (row) => row.Основание === refOf(500) && row.Основание_Type === 'StandardODATA.Document_Приход',
    )
    const found = await run(
      docs.list({ filter: (row) => row.Основание!.eq(ref('Document_Приход', refOf(500))) }).all({ max: 20 }),
    )
    expect(found.map((row) => row.Ref_Key)).toEqual(expected.map((row) => row.Ref_Key))
    expect(expected.length).toBeGreaterThan(0)
    expect(queries()[0]).toContain(`$filter=Основание eq cast(guid'${refOf(500)}','Document_Приход')`)
    expect(await run(docs.count({ filter: (row) => row.Основание!.eq(guid(refOf(500))) }))).toBe(0)
    expect(await run(docs.count({ filter: (row) => row.Основание!.isof('Document_Счет') }))).toBe(4)
  })

  it('have to have a type and a Guid', () => {
    expect(() => ref('Приход', refOf(1))).toThrow(/Document_Приход/)
    expect(() => ref('Document_Приход', "x') or 1 eq 1 or ('")).toThrow(/reference/)
    expect(() => ref("Document_Приход') or true or isof('X", refOf(1))).toThrow()
  })
})

describe('scan', () => {
  it('begins small, then takes as much as the weight of the rows allows', async () => {
    const { base, run, queries } = start({ data: { Catalog_Товары: goods(1_500) } })
    const rows = await run(gathered(base.catalog('Товары').scan({ select: ['Code'] })))
    expect(rows).toHaveLength(1_500)
    expect(queries().map((query) => /\$top=(\d+)(?:&\$skip=(\d+))?/.exec(query)?.slice(1))).toEqual([
      ['20', undefined],
      ['1000', '20'],
      ['1000', '1020'],
    ])
  })

  it('gives heavy rows small pages', async () => {
    const heavy = goods(60).map((row) => ({ ...row, Текст: 'я'.repeat(5_000) }))
    const { base, run, queries } = start({ data: { Catalog_Товары: heavy } })
    const rows = await run(gathered(base.catalog('Товары').scan({ pageBytes: 100_000 })))
    expect(rows).toHaveLength(60)
    const tops = queries().map((query) => Number(/\$top=(\d+)/.exec(query)?.[1]))
    expect(tops[0]).toBe(20)
    expect(tops.slice(1).every((top) => top === 9)).toBe(true)
  })

  it('asks again from the same offset with a quarter after a failure, and gives up at one row', async () => {
    const { base, run, failure, box } = start({ data: { Catalog_Товары: goods(100) } })
    const large = (request: { query: { get(name: string): string | undefined } }) =>
      Number(request.query.get('$top')) > 16
    box.fail({ with: 'status', status: 500, body: 'No space left on device', when: large, times: Infinity })
    const rows = await run(gathered(base.catalog('Товары').scan()))
    expect(rows.map((row) => row.Code)).toEqual(goods(100).map(({ Code }) => Code))
    box.reset()
    box.fail({ with: 'status', status: 500, times: Infinity })
    expect(await failure(gathered(base.catalog('Товары').scan()))).toMatchObject({ name: 'ServerError' })
    expect(box.requests.map(({ query }) => /\$top=(\d+)/.exec(decodeURIComponent(query))?.[1])).toEqual([
      '20',
      '20',
      '5',
      '5',
      '1',
      '1',
    ])
  })

  it('does not try a refusal again', async () => {
    const { base, failure, box } = start({ data: { Catalog_Товары: goods(10) } })
    box.fail({ with: 'status', status: 403 })
    expect(await failure(gathered(base.catalog('Товары').scan()))).toMatchObject({ name: 'PermissionError' })
    expect(box.requests).toHaveLength(1)
  })
})

describe('dereference', () => {
  const suppliers = Array.from({ length: 7 }, (_, index) => ({
    Ref_Key: refOf(9_000 + index),
    Description: `Поставщик ${index}`,
    ИНН: String(index),
  }))

  it('reads each row once, in chunks, and keeps it for the next time', async () => {
    const { base, run, box } = start({ data: { Catalog_Товары: goods(40), Catalog_Контрагенты: suppliers } })
    const cache = new Map()
    const rows = [...goods(40), { Поставщик_Key: '00000000-0000-0000-0000-000000000000' }, { Поставщик_Key: refOf(8) }]
    const how = { select: ['Description'], chunk: 3, cache }
    const found = await run(base.dereference(rows, 'Поставщик_Key', 'Catalog_Контрагенты', how))
    expect(found.size).toBe(7)
    expect(found.get(refOf(9_003))).toEqual({ Ref_Key: refOf(9_003), Description: 'Поставщик 3' })
    expect(box.requests).toHaveLength(3)
    await run(base.dereference(goods(40), 'Поставщик_Key', 'Catalog_Контрагенты', how))
    expect(box.requests).toHaveLength(3)
  })
})
