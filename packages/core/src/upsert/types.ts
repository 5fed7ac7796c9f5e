/** What an update does with one field: replace it, fill it only where there is nothing, add to it, or leave it alone. */
export type FieldRule = 'overwrite' | 'fillEmpty' | 'append' | 'keep'

/** Values to write, by field. `undefined` leaves a field alone, `null` clears it. */
export type UpsertValues = Readonly<Record<string, unknown>>

/** Makes a value comparable. Undefined for what cannot be searched by, such as an empty text. */
export type Normalize = (value: unknown) => string | undefined

/** One field of a search: the value to find, and what it is compared as. */
export interface MatchField {
  readonly field: string
  /** As it was given. */
  readonly value: unknown
  /** As both sides are compared. */
  readonly key: string
}

/** What the policy works on: the search, create and update of some system. */
export interface UpsertStore<Row extends object> {
  /**
   * Names the table, such as account and entity set: calls on the same match values wait for one another across all stores
   * of this name in the process.
   */
  readonly scope: string
  /**
   * Rows that may match all of the fields. They are compared again by their normalised values, so this may find too many,
   * never too few.
   */
  find(fields: readonly MatchField[], signal: AbortSignal | undefined): AsyncIterable<Row> | Promise<Iterable<Row>>
  create(values: UpsertValues, signal: AbortSignal | undefined): Promise<string>
  update(id: string, changes: UpsertValues, signal: AbortSignal | undefined): Promise<void>
  id(row: Row): string
  /** Epoch milliseconds, or anything that sorts by age. Needed for `onMany: 'newest'`. */
  age?(row: Row): number | string
  /** Whether a stored value counts as nothing. Default: undefined, null, empty text and empty lists. */
  isEmpty?(value: unknown, field: string): boolean
  /** Whether a stored value is what would be written. Default: equal as text; lists by their members. */
  isSame?(stored: unknown, value: unknown, field: string): boolean
}

export interface UpsertPolicy<Field extends string = string> {
  /**
   * Fields that tell whether a record exists already, all of which must be equal. Several lists are searched one after the
   * other until one finds something: `[['phone'], ['email']]`. A list with an empty value is passed over: emptiness is no
   * likeness.
   */
  readonly match: readonly Field[] | readonly (readonly Field[])[]
  /** What happens to a record that exists: `create` makes another one without searching. */
  readonly onMatch: 'create' | 'skip' | 'update'
  /** Which one is taken when several match. Default `error`. */
  readonly onMany?: 'first' | 'newest' | 'error' | undefined
  /** What an update does, by field. Default `overwrite`. */
  readonly fields?: Readonly<Partial<Record<Field, FieldRule>>> | undefined
  /** What is compared, by field. Default: text without spaces around it. */
  readonly normalize?: Readonly<Partial<Record<Field, Normalize>>> | undefined
  /** Between what is there and what `append` adds to a text. Default a line break. */
  readonly separator?: string | undefined
  /** Only tell what would be done. */
  readonly dryRun?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

export interface UpsertResult {
  /** `skipped` also when nothing had to be changed. */
  readonly outcome: 'created' | 'updated' | 'skipped'
  /** Undefined only for what a dry run would create. */
  readonly id: string | undefined
  /** Ids of everything that matched. More than one means duplicates. */
  readonly matched: readonly string[]
  /** Fields that were written to a record that existed. */
  readonly changed: readonly string[]
}
