import type { BulkPlan, BulkWriter } from '../bulk/types.ts'
import type { Dialect, Isolation } from '../statement/dialect.ts'
import type { Failure } from './failure.ts'

export type Row = Record<string, unknown>

export interface Result {
  readonly rows: Row[]
  /** Rows that the statement wrote, as the database counts them. */
  readonly affected: number
  /** Of the row that was inserted, where the database says so. */
  readonly insertId?: number | string | undefined
}

export interface BeginOptions {
  readonly isolation?: Isolation | undefined
  readonly readOnly?: boolean | undefined
}

/** One connection. One thing at a time. */
export interface Session {
  query(text: string, values: readonly unknown[]): Promise<Result>
  /** Rows in batches from a cursor on the server. Ending the iteration closes the cursor. */
  stream(text: string, values: readonly unknown[], batch: number): AsyncIterable<readonly Row[]>
  begin(options: BeginOptions): Promise<void>
  /** @returns false when the database rolled back instead, since a statement had failed */
  commit(): Promise<boolean>
  rollback(): Promise<void>
  /** Asks the server to stop what it is doing for this connection. */
  cancel(): Promise<void>
  /** The connection is gone, or in a state nobody knows. */
  readonly broken: boolean
  /** At once, whatever is running. */
  destroy(): void
  bulk(plan: BulkPlan): Promise<BulkWriter>
}

/** A database of one kind: everything that its driver does differently. */
export interface Driver {
  readonly dialect: Dialect
  /** Values that must not be printed. */
  readonly secrets: readonly string[]
  /** Loads the driver's package and connects. */
  open(): Promise<Session>
  /** A session for a stream that other statements need not wait for; undefined to take one of the pool. */
  openReader?(): Promise<Session>
  /** What an error of the driver means; undefined for one that is not its own. */
  judge(error: unknown): Failure | undefined
  readonly maxSessions?: number | undefined
  /** Rows for one batch of a bulk write. */
  readonly batch: number
  close?(): Promise<void>
}
