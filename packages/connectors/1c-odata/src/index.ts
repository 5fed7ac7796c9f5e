export type { Changes, ChangesOptions, Packet } from './changes.ts'
export type { Infobase, OnecClient } from './client.ts'
export { type Filter, ref } from './conditions.ts'
export { onec } from './connector.ts'
export type { DereferenceOptions } from './dereference.ts'
export type { Change } from './feed.ts'
export type { KeyOf, NameOf, RowOf } from './names.ts'
export type {
  AccountBalanceAt,
  AccountTurnoversIn,
  BalanceAt,
  RecordsIn,
  Slice,
  TurnoversIn,
} from './registers.ts'
export type { ScanQuery } from './scan.ts'
export type { WriteTerms } from './sets.ts'
export { EMPTY_DATE, EMPTY_REF, fromServerTime, toServerTime } from './time.ts'
export type * from './types.ts'
