import type { DateTime, EntitySet, Guid, Int64, ODataDescriptor, TypedDescriptor } from '@bpmcentr/odata'

/** As `odata generate` writes it, of a small configuration. */
export interface Catalog_Товары {
  Ref_Key: Guid
  DataVersion: string
  DeletionMark: boolean
  Code: string
  Description: string
  Цена: number
  Поставщик_Key: Guid
  Поставщик?: Catalog_Контрагенты | null
}
export interface Catalog_Контрагенты {
  Ref_Key: Guid
  Description: string
  ИНН: string
}
export interface Document_Реализация {
  Ref_Key: Guid
  DataVersion: string
  DeletionMark: boolean
  Posted: boolean
  Number: string
  Date: DateTime
  Основание: string
  Основание_Type: string
  Товары: Document_Реализация_Товары_RowType[]
}
export interface Document_Реализация_Товары_RowType {
  LineNumber: Int64
  Количество: number
}
export interface Document_Реализация_Товары {
  Ref_Key: Guid
  LineNumber: Int64
  Количество: number
}
export interface InformationRegister_Курсы {
  Period: DateTime
  Валюта_Key: Guid
  Курс: number
}

export interface AccumulationRegister_Остатки {
  Recorder: string
  Recorder_Type: string
  RecordSet: object[]
}
export interface AccumulationRegister_Остатки_RecordType {
  Period: DateTime
  Recorder: string
  Recorder_Type: string
  Склад_Key: Guid
  Количество: number
}

interface Recorded {
  Recorder: string
  Recorder_Type: string
}

interface Ref {
  Ref_Key: Guid
}

export interface Trade {
  sets: {
    Catalog_Товары: EntitySet<Catalog_Товары, Ref>
    Catalog_Контрагенты: EntitySet<Catalog_Контрагенты, Ref>
    Document_Реализация: EntitySet<Document_Реализация, Ref>
    Document_Реализация_Товары: EntitySet<Document_Реализация_Товары, { Ref_Key: Guid; LineNumber: Int64 }>
    InformationRegister_Курсы: EntitySet<InformationRegister_Курсы, { Period: DateTime; Валюта_Key: Guid }>
    AccumulationRegister_Остатки: EntitySet<AccumulationRegister_Остатки, Recorded>
    AccumulationRegister_Остатки_RecordType: EntitySet<AccumulationRegister_Остатки_RecordType, Recorded>
  }
  singletons: object
  operations: object
}

const NS = 'StandardODATA'

const RECORDER = { Recorder: 'Edm.String', Recorder_Type: 'Edm.String' } as const
const REF = { Ref_Key: 'Edm.Guid' } as const

const types: ODataDescriptor['types'] = {
  [`${NS}.Catalog_Товары`]: {
    key: ['Ref_Key'],
    properties: {
      ...REF,
      DataVersion: 'Edm.String',
      DeletionMark: 'Edm.Boolean',
      Code: 'Edm.String',
      Description: 'Edm.String',
      Цена: 'Edm.Double',
      Поставщик_Key: 'Edm.Guid',
    },
    navigation: { Поставщик: { type: `${NS}.Catalog_Контрагенты` } },
  },
  [`${NS}.Catalog_Контрагенты`]: {
    key: ['Ref_Key'],
    properties: { ...REF, Description: 'Edm.String', ИНН: 'Edm.String' },
  },
  [`${NS}.Document_Реализация`]: {
    key: ['Ref_Key'],
    properties: {
      ...REF,
      DataVersion: 'Edm.String',
      DeletionMark: 'Edm.Boolean',
      Posted: 'Edm.Boolean',
      Number: 'Edm.String',
      Date: 'Edm.DateTime',
      Основание: 'Edm.String',
      Основание_Type: 'Edm.String',
      Товары: `Collection(${NS}.Document_Реализация_Товары_RowType)`,
    },
  },
  [`${NS}.Document_Реализация_Товары_RowType`]: {
    properties: { LineNumber: 'Edm.Int64', Количество: 'Edm.Double' },
  },
  [`${NS}.Document_Реализация_Товары`]: {
    key: ['Ref_Key', 'LineNumber'],
    properties: { ...REF, LineNumber: 'Edm.Int64', Количество: 'Edm.Double' },
  },
  [`${NS}.InformationRegister_Курсы`]: {
    key: ['Period', 'Валюта_Key'],
    properties: { Period: 'Edm.DateTime', Валюта_Key: 'Edm.Guid', Курс: 'Edm.Double' },
  },
  [`${NS}.AccumulationRegister_Остатки`]: {
    key: ['Recorder', 'Recorder_Type'],
    properties: { ...RECORDER },
  },
  [`${NS}.AccumulationRegister_Остатки_RecordType`]: {
    key: ['Recorder', 'Recorder_Type'],
    properties: { ...RECORDER, Period: 'Edm.DateTime', Склад_Key: 'Edm.Guid', Количество: 'Edm.Double' },
  },
}

export const trade: TypedDescriptor<Trade, '3.0'> = {
  version: '3.0',
  sets: Object.fromEntries(
    Object.keys(types)
      .filter((name) => !name.endsWith('_RowType'))
      .map((name) => [name.slice(NS.length + 1), name]),
  ),
  types,
}
