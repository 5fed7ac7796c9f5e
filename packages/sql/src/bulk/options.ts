import type { CallOptions, ConnectorError } from '@bpmcentr/core'
import type { OnDuplicate } from './types.ts'

export interface BulkOptions extends Pick<CallOptions, 'signal' | 'timeout' | 'meta'> {
  /** Default: the keys of the first row. Every row must have them all. */
  readonly columns?: readonly string[] | undefined
  /** Rows written at once. Default: what suits the database. */
  readonly batch?: number | undefined
  /**
   * One transaction around everything. Default true for insertMany, since repeating a half would double it, and false for
   * upsertMany, where each batch is a transaction that is tried again after a deadlock.
   */
  readonly atomic?: boolean | undefined
  /**
   * `throw` (default) stops at the first row that is refused. `report` leaves it out, writes the rest and lists it in the
   * result; a function is told of each instead, so that millions of them take no memory.
   */
  readonly errors?: 'throw' | 'report' | ((failed: FailedRow) => void) | undefined
}

export interface UpsertOptions extends BulkOptions {
  /** Columns of a unique index. MySQL and MariaDB look at all unique indexes of the table, whatever is said here. */
  readonly key: readonly string[]
  /**
   * What happens to a row whose key is there. `update` (default) overwrites all other columns; `skip` leaves it; `error`
   * refuses the new one. Or by column: `overwrite` (default for those not named), `fillEmpty` (only null and ''), `append`
   * (text on a new line, unless it is contained already), `keep`.
   * The same holds among rows of one call that have the same key, in their order.
   */
  readonly onDuplicate?: OnDuplicate | undefined
}

export interface FailedRow {
  /** Of the row in the source, 0 for the first. */
  readonly index: number
  readonly row: object
  readonly error: ConnectorError
}

export interface BulkResult {
  /** Rows read from the source. */
  readonly rows: number
  /** Rows written, as the database counts them (MySQL: 2 for a row that was changed). */
  readonly affected: number
  readonly failed: number
  /** With `errors: 'report'`. */
  readonly errors: readonly FailedRow[]
}
