/** What happens to one column of a row whose key is there already. */
export type FieldRule = 'overwrite' | 'fillEmpty' | 'append' | 'keep'

export type OnDuplicate = 'error' | 'skip' | 'update' | Readonly<Record<string, FieldRule>>

export interface BulkPlan {
  /** Schema and table. */
  readonly table: readonly string[]
  readonly columns: readonly string[]
  /** Empty for a plain insert. */
  readonly key: readonly string[]
  /** One for each column that is no key; undefined for rows that must be new. */
  readonly rules: ReadonlyMap<string, FieldRule> | 'skip' | undefined
  readonly batch: number
}

/** Writes batches over one session. */
export interface BulkWriter {
  /** All of them or none, in the transaction that is open. @returns rows written, as the database counts them */
  write(rows: readonly (readonly unknown[])[]): Promise<number>
  /** One row by itself, to find out which one of a batch it was. */
  writeOne(row: readonly unknown[]): Promise<number>
  close(): Promise<void>
}
