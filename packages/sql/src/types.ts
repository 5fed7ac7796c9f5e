import type { AccountInfo, CallOptions, OperationKind, SchemaSource } from '@bpmcentr/core'
import type { Kysely } from 'kysely'
import type { BulkOptions, BulkResult, UpsertOptions } from './bulk/options.ts'
import type { Row } from './driver/types.ts'
import type { Poll, PollOptions } from './poll/types.ts'
import type { Dialect, Isolation } from './statement/dialect.ts'
import type { Param, Sql } from './statement/sql.ts'

export interface StatementOptions<T = Row> extends Pick<CallOptions, 'signal' | 'timeout' | 'meta'> {
  /** Every row must fit it, and is what it gives. */
  readonly row?: SchemaSource<T> | undefined
  /** What the statement does, where its words do not tell: a `select` of a function that writes. */
  readonly kind?: OperationKind | undefined
}

/** A template tag; values in it become parameters. */
export type Tag<R> = (strings: TemplateStringsArray, ...values: readonly Param[]) => R

/**
 * ``query`select …` ``, ``query(schemaOfRow)`select …` ``, ``query({ timeout, signal, row })`select …` `` or `query(sql)`.
 * A row type given by hand (``query<Order>`…` ``) is taken at its word; a schema is checked.
 */
export interface Query {
  <T = Row>(strings: TemplateStringsArray, ...values: readonly Param[]): Promise<T[]>
  <T = Row>(statement: Sql, options?: StatementOptions<T>): Promise<T[]>
  <T>(row: SchemaSource<T>): Tag<Promise<T[]>>
  <T = Row>(options: StatementOptions<T>): Tag<Promise<T[]>>
}

/** As {@link Query}, for statements whose rows do not matter. */
export interface Execute {
  (strings: TemplateStringsArray, ...values: readonly Param[]): Promise<Executed>
  (statement: Sql, options?: Omit<StatementOptions, 'row'>): Promise<Executed>
  (options: Omit<StatementOptions, 'row'>): Tag<Promise<Executed>>
}

export interface Executed {
  /** Rows written, as the database counts them (MySQL: 2 for a row that an upsert changed). */
  readonly affected: number
}

export interface StreamOptions<T = Row> extends StatementOptions<T> {
  /** Rows fetched from the cursor at once. Default 1,000. */
  readonly batch?: number | undefined
}

/** As {@link Query}, row by row from a cursor on the server: flat memory whatever the number of rows. */
export interface Stream {
  <T = Row>(strings: TemplateStringsArray, ...values: readonly Param[]): RowStream<T>
  <T = Row>(statement: Sql, options?: StreamOptions<T>): RowStream<T>
  <T>(row: SchemaSource<T>): Tag<RowStream<T>>
  <T = Row>(options: StreamOptions<T>): Tag<RowStream<T>>
}

/** Begins when it is iterated. Leaving the loop closes the cursor. `timeout` is for each batch, not for the whole. */
export interface RowStream<T> extends AsyncIterable<T> {
  /** The same, in the batches in which they come. */
  batches(): AsyncIterable<T[]>
}

export interface TransactionOptions extends Pick<CallOptions, 'signal' | 'timeout' | 'meta'> {
  /** Default: the database's own. */
  readonly isolation?: Isolation | undefined
  readonly readOnly?: boolean | undefined
  /** How often the work is begun again after a serialization failure or a deadlock. Default 3; `false` for never. */
  readonly retry?: number | false | undefined
}

/** What a database and a transaction can both do. */
export interface Queries {
  readonly dialect: Dialect['name']
  readonly query: Query
  readonly execute: Execute
  readonly stream: Stream
  /** Writes rows that must be new. All or nothing unless told otherwise. */
  insertMany(table: string | readonly string[], rows: Rows, options?: BulkOptions): Promise<BulkResult>
  /** Writes rows, new or not. In batches of their own unless told otherwise; safe to repeat. */
  upsertMany(table: string | readonly string[], rows: Rows, options: UpsertOptions): Promise<BulkResult>
  /** Kysely over the same connections, errors and plugins. Generate `DB` with kysely-codegen. */
  kysely<DB>(): Kysely<DB>
}

export type Rows = Iterable<object> | AsyncIterable<object>

export interface Transaction extends Queries {
  /** Aborts when the transaction does. */
  readonly signal: AbortSignal
  /** A part that can fail by itself: a savepoint. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
}

export interface Database extends Queries {
  /**
   * Runs work in a transaction: committed when it resolves, rolled back when it throws. After a serialization failure or a
   * deadlock it is begun again from the start, so it must do nothing that cannot be repeated outside the database.
   * @throws OutcomeUnknownError when the connection broke during the commit
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  transaction<T>(options: TransactionOptions, work: (tx: Transaction) => Promise<T>): Promise<T>
  /** New, changed and deleted rows of a table, for ever. */
  poll<T = Row>(options: PollOptions<T>): Poll<T>
  /** Proves address and credentials with one query. */
  test(): Promise<AccountInfo>
  /** Waits for what is running, then closes all connections. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export type { Row }
