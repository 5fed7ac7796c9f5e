export type Key = string | number

export interface CollectionOptions<Row extends object> {
  /** The field that identifies a row. */
  readonly key: keyof Row & string
  /** What is there at the start and after `reset()`. A function is called for each reset. */
  readonly rows?: readonly Row[] | (() => Iterable<Row>)
  /** The key of a row inserted without one. Default: the highest number so far plus one. */
  readonly nextKey?: (collection: Collection<Row>) => Key
}

/** Rows of one kind that the vendor keeps. Routes and tests read and write the same collection. */
export interface Collection<Row extends object> extends Iterable<Row> {
  readonly size: number
  /** How many writes took effect since the last reset. Tests count double writes with it. */
  readonly writes: number
  /** All rows in the order of insertion. Cached until the next write. */
  readonly rows: readonly Row[]
  get(key: Key): Row | undefined
  has(key: Key): boolean
  /** Adds a row, with a new key unless it has one. Throws when the key is taken. */
  insert(row: Partial<Row>): Row
  /** Changes the given fields. Undefined when there is no such row. */
  update(key: Key, changes: Partial<Row>): Row | undefined
  /** False when there was no such row. */
  delete(key: Key): boolean
  find(where: (row: Row) => boolean): Row | undefined
  /** Rows that fit, in the given order; `sort` is a comparison, or a field, `-field` for descending. */
  select(options?: Selection<Row>): readonly Row[]
  /** Removes every row. */
  clear(): void
  /** Puts the seed back. */
  reset(): void
}

export interface Selection<Row> {
  readonly where?: ((row: Row) => boolean) | undefined
  readonly sort?: string | ((a: Row, b: Row) => number) | undefined
}

const BRAND = Symbol.for('bpmcentr.sandbox.collection')

/** Makes a collection. Rows are copied in, so that a seed shared by several sandboxes is never changed. */
export function collection<Row extends object>(options: CollectionOptions<Row>): Collection<Row> {
  const { key: field } = options
  const byKey = new Map<string, Row>()
  let cached: readonly Row[] | undefined
  let highest = 0
  let writes = 0

  const store = (row: Row): Row => {
    const key = row[field] as Key
    byKey.set(String(key), row)
    if (typeof key === 'number' && key > highest) highest = key
    cached = undefined
    return row
  }
  const self: Collection<Row> = {
    get size() {
      return byKey.size
    },
    get writes() {
      return writes
    },
    get rows() {
      cached ??= [...byKey.values()]
      return cached
    },
    get: (key) => byKey.get(String(key)),
    has: (key) => byKey.has(String(key)),
    insert(row) {
      const key = (row[field] as Key | undefined) ?? options.nextKey?.(self) ?? highest + 1
      if (byKey.has(String(key))) throw new Error(`the collection already has a row with ${field} ${key}`)
      writes++
      return store({ ...row, [field]: key } as Row)
    },
    update(key, changes) {
      const row = byKey.get(String(key))
      if (!row) return undefined
      writes++
      cached = undefined
      return Object.assign(row, changes)
    },
    delete(key) {
      if (!byKey.delete(String(key))) return false
      writes++
      cached = undefined
      return true
    },
    find(where) {
      for (const row of byKey.values()) if (where(row)) return row
      return undefined
    },
    select({ where, sort } = {}) {
      const found = where ? self.rows.filter(where) : self.rows
      return sort === undefined ? found : found.toSorted(typeof sort === 'string' ? byField(sort) : sort)
    },
    clear() {
      byKey.clear()
      cached = undefined
      writes++
    },
    reset() {
      byKey.clear()
      cached = undefined
      highest = 0
      const seed = typeof options.rows === 'function' ? options.rows() : (options.rows ?? [])
      for (const row of seed) store(copy(row))
      writes = 0
    },
    [Symbol.iterator]: () => byKey.values(),
  }
  Object.defineProperty(self, BRAND, { value: true })
  self.reset()
  return self
}

/** Plain data by hand: `structuredClone` takes ten times as long, and a test suite makes thousands of sandboxes. */
function copy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copy) as T
  if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value)
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(value)) result[key] = copy((value as Record<string, unknown>)[key])
  return result as T
}

export function isCollection(value: unknown): value is Collection<object> {
  return typeof value === 'object' && value !== null && BRAND in value
}

function byField<Row>(sort: string): (a: Row, b: Row) => number {
  const descending = sort.startsWith('-')
  const field = (descending ? sort.slice(1) : sort) as keyof Row
  return (a, b) => {
    const order = compare(a[field], b[field])
    return descending ? -order : order
  }
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (a === null || a === undefined) return -1
  if (b === null || b === undefined) return 1
  return (a as number) < (b as number) ? -1 : 1
}
