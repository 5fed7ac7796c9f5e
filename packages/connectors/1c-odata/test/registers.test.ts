import { type AnyFields, guid } from '@bpmcentr/odata'
import { describe, expect, it } from 'vitest'
import { refOf, start } from './support/base.ts'

const RATES = ['01', '05', '10'].flatMap((day, index) =>
  [1, 2].map((currency) => ({
    Period: `2026-01-${day}T00:00:00`,
    Валюта_Key: refOf(currency),
    Курс: 40 + index + currency / 10,
  })),
)

const STOCK = [
  ['2026-01-01T10:00:00', 'Receipt', 1, 1, 10],
  ['2026-01-02T10:00:00', 'Receipt', 1, 2, 5],
  ['2026-01-10T10:00:00', 'Expense', 1, 1, 4],
  ['2026-02-01T10:00:00', 'Receipt', 2, 1, 8],
].map(([Period, RecordType, item, store, amount]) => ({
  Period,
  RecordType,
  Active: true,
  Номенклатура_Key: refOf(Number(item)),
  Склад_Key: refOf(100 + Number(store)),
  Количество: amount,
}))

const SANDBOX = {
  data: {
    InformationRegister_Курсы: RATES,
    InformationRegister_Цены: [],
    InformationRegister_Цены_RecordType: [
      { Period: '2026-01-01T00:00:00', Recorder: refOf(50), Товар_Key: refOf(1), Цена: 5 },
      { Period: '2026-01-03T00:00:00', Recorder: refOf(51), Товар_Key: refOf(1), Цена: 6 },
    ],
    AccumulationRegister_Остатки: [],
    AccumulationRegister_Остатки_RecordType: STOCK,
    AccountingRegister_Хозрасчетный: [],
  },
  keys: { InformationRegister_Курсы: ['Period', 'Валюта_Key'] },
  registers: {
    InformationRegister_Цены: { dimensions: ['Товар_Key'] },
    AccumulationRegister_Остатки: {
      dimensions: ['Номенклатура_Key', 'Склад_Key'],
      resources: ['Количество'],
    },
  },
}

describe('information registers', () => {
  it('give the last and the first record of each dimension', async () => {
    const { base, run, sent } = start(SANDBOX)
    const rates = base.informationRegister('Курсы')
    const last = await run(
      rates
        .sliceLast({ period: '2026-01-07T00:00:00', condition: (row) => row.Валюта_Key!.eq(guid(refOf(1))) })
        .all({ max: 10 }),
    )
    expect(last).toEqual([{ Period: '2026-01-05T00:00:00', Валюта_Key: refOf(1), Курс: 41.1 }])
    // The condition is text inside of text: its quotes are doubled.
    expect(decodeURIComponent(sent()[0] ?? '')).toBe(
      `GET /InformationRegister_Курсы/SliceLast(Period=datetime'2026-01-07T00:00:00',Condition='Валюта_Key eq guid''${refOf(1)}''')`,
    )
    const first = await run(rates.sliceFirst({ period: '2026-01-02' }).all({ max: 10 }))
    expect(first.map(({ Курс }) => Курс)).toEqual([41.1, 41.2])
    await run(rates.sliceLast().all({ max: 10 }))
    expect(decodeURIComponent(sent().at(-1) ?? '')).toBe('GET /InformationRegister_Курсы/SliceLast()')
  })

  it('that documents write have their slices at the record type', async () => {
    const { base, run, failure } = start(SANDBOX)
    const found = await run(base.informationRegister('Цены', { recorder: true }).sliceLast().all({ max: 5 }))
    expect(found).toMatchObject([{ Цена: 6 }])
    const wrong = await failure(base.informationRegister('Цены').sliceLast().all({ max: 5 }))
    expect(wrong).toMatchObject({ name: 'InvalidRequestError', vendorCode: '6' })
    expect(String(wrong)).toContain('recorder: true')
  })

  it('are read and written by all parts of the key', async () => {
    const { base, run, world, sent } = start(SANDBOX)
    const rates = base.informationRegister('Курсы')
    const key = { Period: '2026-01-05T00:00:00', Валюта_Key: refOf(2) }
    expect(await run(rates.get(key))).toMatchObject({ Курс: 41.2 })
    await run(rates.update(key, { Курс: 50 }))
    expect(world.rows('InformationRegister_Курсы').find(({ Курс }) => Курс === 50)).toMatchObject(key)
    expect(decodeURIComponent(sent()[0] ?? '')).toBe(
      `GET /InformationRegister_Курсы(Period=datetime'2026-01-05T00:00:00',Валюта_Key=guid'${refOf(2)}')`,
    )
  })

  it('take a Date only where the zone of the infobase is known', async () => {
    const moment = new Date('2026-01-06T23:00:00Z')
    const { base } = start(SANDBOX)
    expect(() => base.informationRegister('Курсы').sliceLast({ period: moment })).toThrow(/timeZone/)
    const kyiv = start(SANDBOX, { timeZone: 'Europe/Kyiv' })
    await kyiv.run(kyiv.base.informationRegister('Курсы').sliceLast({ period: moment }).all({ max: 5 }))
    expect(decodeURIComponent(kyiv.sent()[0] ?? '')).toContain("Period=datetime'2026-01-07T01:00:00'")
  })
})

describe('accumulation registers', () => {
  it('give balances by the dimensions asked for', async () => {
    const { base, run, sent } = start(SANDBOX)
    const stock = base.accumulationRegister('Остатки')
    expect(
      await run(stock.balance({ period: '2026-01-31T00:00:00', dimensions: ['Номенклатура_Key'] }).all({ max: 9 })),
    ).toEqual([{ Номенклатура_Key: refOf(1), КоличествоBalance: 11 }])
    expect(decodeURIComponent(sent()[0] ?? '')).toContain(
      "/Balance(Period=datetime'2026-01-31T00:00:00',Dimensions='Номенклатура_Key')",
    )
  })

  it('give turnovers, and balances around them', async () => {
    const { base, run } = start(SANDBOX)
    const stock = base.accumulationRegister('Остатки')
    const within = {
      startPeriod: '2026-01-05T00:00:00',
      endPeriod: '2026-01-31T23:59:59',
      condition: isFirst,
      dimensions: ['Номенклатура_Key'],
    }
    expect(await run(stock.turnovers(within).all({ max: 9 }))).toEqual([
      { Номенклатура_Key: refOf(1), КоличествоTurnover: -4, КоличествоReceipt: 0, КоличествоExpense: 4 },
    ])
    expect(await run(stock.balanceAndTurnovers(within).all({ max: 9 }))).toEqual([
      {
        Номенклатура_Key: refOf(1),
        КоличествоTurnover: -4,
        КоличествоReceipt: 0,
        КоличествоExpense: 4,
        КоличествоOpeningBalance: 15,
        КоличествоClosingBalance: 11,
      },
    ])
  })
})

function isFirst(row: AnyFields) {
  return row.Номенклатура_Key!.eq(guid(refOf(1)))
}

describe('accounting registers', () => {
  it('ask with all parameters that they have', async () => {
    const { base, failure, sent } = start(SANDBOX)
    const ledger = base.accountingRegister('Хозрасчетный')
    await failure(
      ledger
        .balance({
          period: '2026-01-01T00:00:00',
          accountCondition: (row) => row.Code!.eq("41'1"),
          extraDimensions: [`ChartOfCharacteristicTypes_ВидыСубконто(guid'${refOf(1)}')`],
        })
        .first(),
    )
    await failure(ledger.recordsWithExtDimensions({ top: 10, orderBy: 'Period' }).first())
    await failure(ledger.drCrTurnovers({ startPeriod: '2026-01-01' }).first())
    await failure(ledger.extDimensions().first())
    expect(sent().map((line) => decodeURIComponent(line).replace('GET /AccountingRegister_Хозрасчетный/', ''))).toEqual(
      [
        `Balance(Period=datetime'2026-01-01T00:00:00',AccountCondition='Code eq ''41''''1''',ExtraDimensions='ChartOfCharacteristicTypes_ВидыСубконто(guid''${refOf(1)}'')')`,
        `RecordsWithExtDimensions(Top=10,OrderBy='Period')`,
        `DrCrTurnovers(StartPeriod=datetime'2026-01-01T00:00:00')`,
        'ExtDimensions()',
      ],
    )
  })
})
