import type { SchemaSource } from '@bpmcentr/core'
import type { Row } from '../driver/types.ts'
import type { Sql } from '../statement/sql.ts'

export interface PollOptions<T = Row> {
  readonly table: string | readonly string[]
  /** A column that grows with every change of a row: a time, a sequence, a rowversion. Rows where it is null are not seen. */
  readonly watermark: string
  /** Columns that tell rows apart; they order rows of the same watermark. An index on watermark and key makes a poll cheap. */
  readonly key: string | readonly string[]
  /** Default: all. Watermark and key are always read. */
  readonly columns?: readonly string[] | undefined
  /** Only these rows: ``sql`status = ${'open'}` ``. */
  readonly where?: Sql | undefined
  readonly row?: SchemaSource<T> | undefined
  /**
   * How far each poll looks back for rows that were committed late: milliseconds for times, units for numbers. Rows seen
   * already are left out. Default 0. Give at least the length of the longest transaction that writes to the table.
   */
  readonly overlap?: number | undefined
  /** `{ flag }`: rows whose column is set (not null, false, 0 or '') count as deleted. `snapshot`: compares all keys at every poll. */
  readonly deletes?: { readonly flag: string } | 'snapshot' | undefined
  /** Where the position is kept over restarts. Default: nowhere. */
  readonly state?: PollStore | undefined
  /** Changes after which the position is saved. Default 1: after a restart at most the one in work comes again. */
  readonly saveEvery?: number | undefined
  /** Milliseconds between polls that found nothing. Default 5,000. */
  readonly interval?: number | undefined
  /** Rows read at once. Default 500. */
  readonly batch?: number | undefined
  /** `false` ends when everything up to now has been seen. Default true. */
  readonly follow?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

export type Change<T = Row> =
  | { readonly type: 'change'; readonly key: Row; readonly row: T }
  /** `row` is there when a flag says so. */
  | { readonly type: 'delete'; readonly key: Row; readonly row: T | undefined }

/**
 * A change counts as done when the next one is asked for; only then is the position saved. What was in work when the
 * program died comes again, so do it in a way that can be repeated.
 */
export type Poll<T = Row> = AsyncIterable<Change<T>>

export interface PollStore {
  load(): Promise<PollState | undefined>
  save(state: PollState): Promise<void>
}

/** Plain JSON. */
export interface PollState {
  readonly watermark: unknown
  readonly key: readonly unknown[]
  /** Key and watermark of what was seen within the overlap. */
  readonly seen?: readonly (readonly [string, string])[] | undefined
  /** All keys, for deletes by snapshot. */
  readonly keys?: readonly (readonly unknown[])[] | undefined
}
