export type { BulkOptions, BulkResult, FailedRow, UpsertOptions } from './bulk/options.ts'
export type { FieldRule, OnDuplicate } from './bulk/types.ts'
export type { DatabaseOptions, PoolOptions, ServerOptions, TlsOptions } from './driver/options.ts'
export type { Row } from './driver/types.ts'
export type { Change, Poll, PollOptions, PollState, PollStore } from './poll/types.ts'
export type { DialectName, Isolation } from './statement/dialect.ts'
export { id, type Json, join, json, list, type Param, raw, type Sql, sql } from './statement/sql.ts'
export type {
  Database,
  Execute,
  Executed,
  Queries,
  Query,
  RowStream,
  Rows,
  StatementOptions,
  Stream,
  StreamOptions,
  Tag,
  Transaction,
  TransactionOptions,
} from './types.ts'
