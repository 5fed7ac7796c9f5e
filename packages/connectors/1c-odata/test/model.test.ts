import type { Pages } from '@bpmcentr/core'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { type Infobase, ref } from '../src/index.ts'
import { documents, gathered, goods, refOf, start } from './support/base.ts'
import { type Trade, trade } from './support/model.ts'

const RATES = [
  { Period: '2026-01-01T00:00:00', Валюта_Key: refOf(1), Курс: 40 },
  { Period: '2026-01-05T00:00:00', Валюта_Key: refOf(1), Курс: 41 },
]
const SANDBOX = {
  data: {
    Catalog_Товары: goods(30),
    Catalog_Контрагенты: [{ Ref_Key: refOf(9_000), Description: 'Постачальник', ИНН: '77' }],
    Document_Реализация: documents(6),
    Document_Реализация_Товары: [{ Ref_Key: refOf(1_000), LineNumber: '1', Количество: 2 }],
    InformationRegister_Курсы: RATES,
    AccumulationRegister_Остатки: [],
    AccumulationRegister_Остатки_RecordType: [1, 2].map((store) => ({
      Period: '2026-01-01T00:00:00',
      RecordType: 'Receipt',
      Склад_Key: refOf(100 + store),
      Количество: 3,
    })),
    ExchangePlan_Мобильные: [{ Ref_Key: refOf(700), ThisNode: false, ReceivedNo: '0' }],
  },
  keys: { InformationRegister_Курсы: ['Period', 'Валюта_Key'] },
  registers: { AccumulationRegister_Остатки: { dimensions: ['Склад_Key'], resources: ['Количество'] } },
}

describe('with a model', () => {
  it('literals, keys and conditions are written by the types of the properties', async () => {
    const { base, run, sent } = start(SANDBOX, { pageSize: 20 })
    const typed = base.with(trade)
    const items = typed.catalog('Товары')
    const cheap = await run(
      items
        .list({ filter: (row) => row.Цена.lt(3).and(row.Поставщик_Key.ne(refOf(9_001))), select: ['Code', 'Цена'] })
        .all({ max: 10 }),
    )
    expect(cheap).toEqual([
      { Code: '000000001', Цена: 0.5 },
      { Code: '000000003', Цена: 2.5 },
    ])
    const section = typed.document('Реализация').section('Товары')
    expect(await run(section.get({ Ref_Key: refOf(1_000), LineNumber: '1' }))).toMatchObject({ Количество: 2 })
    const rates = typed.informationRegister('Курсы')
    const slice = rates.sliceLast({ period: '2026-02-01T00:00:00', condition: (row) => row.Валюта_Key.eq(refOf(1)) })
    expect(await run(slice.all({ max: 5 }))).toEqual([RATES[1]])
    expect(await run(rates.list().all({ max: 5 }))).toEqual(RATES)
    const balance = typed
      .accumulationRegister('Остатки')
      .balance<{ КоличествоBalance: number }>({ condition: (row) => row.Склад_Key.eq(refOf(101)) })
    expect(await run(balance.all({ max: 5 }))).toEqual([{ Склад_Key: refOf(101), КоличествоBalance: 3 }])
    expect(sent().map((line) => decodeURIComponent(line))).toEqual([
      `GET /Catalog_Товары?$filter=(Цена lt 3) and (Поставщик_Key ne guid'${refOf(9_001)}')&$select=Code,Цена&$orderby=Ref_Key&$top=20`,
      `GET /Document_Реализация_Товары(Ref_Key=guid'${refOf(1_000)}',LineNumber=1)`,
      `GET /InformationRegister_Курсы/SliceLast(Period=datetime'2026-02-01T00:00:00',Condition='Валюта_Key eq guid''${refOf(1)}''')`,
      'GET /InformationRegister_Курсы?$orderby=Period,Валюта_Key&$top=20',
      `GET /AccumulationRegister_Остатки/Balance(Condition='Склад_Key eq guid''${refOf(101)}''')`,
    ])
  })

  it('documents come without tabular sections, and composite references are found', async () => {
    const { base, run } = start(SANDBOX)
    const docs = base.with(trade).document('Реализация')
    const [found] = await run(
      docs.list({ filter: (row) => row.Основание.eq(ref('Document_Приход', refOf(501))) }).all({ max: 10 }),
    )
    expect(found).not.toHaveProperty('Товары')
    expect(found).toMatchObject({ Основание_Type: 'StandardODATA.Document_Приход' })
    expect(await run(gathered(docs.scan()))).toHaveLength(6)
  })

  it('names that are not in it are refused before anything is sent', async () => {
    const { base, box, failure } = start(SANDBOX)
    const typed = base.with(trade)
    expect(() =>
      typed
        .catalog('Нет' as 'Товары')
        .list()
        .first(),
    ).toThrow()
    expect(
      await failure(
        typed
          .catalog('Товары')
          .list({ select: ['Цина' as 'Цена'] })
          .first(),
      ),
    ).toMatchObject({
      name: 'InputError',
    })
    expect(box.requests).toHaveLength(0)
  })

  it('changes have values of their types', async () => {
    const { base, run } = start(SANDBOX)
    await run(base.document('Реализация').post(refOf(1_000)))
    const [change] = await run(gathered(base.with(trade).changes({ plan: 'Мобильные', node: refOf(700) })))
    expect(change).toMatchObject({ row: { Posted: true, Товары: [{ LineNumber: '1', Количество: 2 }] } })
  })
})

/** Never called: only the compiler looks at these. */
function compiles(base: Infobase<Trade>) {
  const items = base.catalog('Товары')
  expectTypeOf(items.list({ select: ['Code', 'Цена'] })).toExtend<Pages<{ Code: string; Цена: number }>>()
  expectTypeOf(base.document('Реализация').list().first()).resolves.extract<object>().toHaveProperty('Posted')
  expectTypeOf(base.document('Реализация').get(refOf(1))).resolves.toHaveProperty('Товары')
  expectTypeOf(base.informationRegister('Курсы').sliceLast().first()).resolves.extract<object>().toHaveProperty('Курс')
  expectTypeOf(base.dereference([], 'x', 'Catalog_Контрагенты')).resolves.toExtend<Map<string, { ИНН: string }>>()
  items.list({ expand: ['Поставщик'], filter: (row) => row.Поставщик.ИНН.eq('77') })
  items.list({ select: ['**', 'Поставщик____Presentation'] })
  base.informationRegister('Курсы').get({ Period: '2026-01-01T00:00:00', Валюта_Key: refOf(1) })

  // @ts-expect-error a catalog that is not there
  base.catalog('Товарры')
  // @ts-expect-error a document is no catalog
  base.catalog('Реализация')
  // @ts-expect-error a property that is not there
  items.list({ select: ['Цина'] })
  // @ts-expect-error a property that is not there: 1C would ignore it
  items.create({ Цина: 1 })
  // @ts-expect-error a number is no text
  items.list({ filter: (row) => row.Цена.eq('дорого') })
  // @ts-expect-error a tabular section is read only
  base.document('Реализация').section('Товары').create({})
  // @ts-expect-error a part of the key is missing
  base.informationRegister('Курсы').get({ Period: '2026-01-01T00:00:00' })
  const head = base.document('Реализация').list().first()
  // @ts-expect-error a list of documents has no tabular sections
  head.then((row) => row?.Товары)
  // @ts-expect-error catalogs are not posted
  items.post(refOf(1))
}

describe('types', () => {
  it('let no typo through', () => {
    expectTypeOf(compiles).toBeFunction()
  })
})
