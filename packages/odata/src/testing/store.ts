import { keyOf, propertyType } from '../model/lookup.ts'
import type { EdmType, ODataDescriptor } from '../model.ts'
import type { Refuse } from './fault.ts'

/** A row as the service keeps it: JSON, exact numbers as strings, dates as ISO text, whatever the version's wire is. */
export type StoredRow = Record<string, unknown>

/** The other side of a navigation: rows of `set` whose `to` equal this row's `from`. */
export interface Relation {
  readonly set: string
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** Rows by entity set, with versions for ETags, and a way back for change sets that fail. */
export class Store {
  readonly model: ODataDescriptor
  readonly #seed: Readonly<Record<string, readonly StoredRow[]>>
  readonly #refuse: Refuse
  #rows = new Map<string, Map<string, StoredRow>>()
  #versions = new WeakMap<object, number>()
  /** Writes that took effect since the last reset. */
  writes = 0

  constructor(model: ODataDescriptor, seed: Readonly<Record<string, readonly StoredRow[]>>, refuse: Refuse) {
    this.model = model
    this.#seed = seed
    this.#refuse = refuse
    this.reset()
  }

  reset(): void {
    this.#rows = new Map()
    this.writes = 0
    for (const [set, rows] of Object.entries(this.#seed)) for (const row of rows) this.#put(set, structuredClone(row))
  }

  rows(set: string): StoredRow[] {
    return [...this.#table(set).values()]
  }

  typeOf(set: string): EdmType {
    return this.model.sets[set] ?? ''
  }

  keyNames(set: string): readonly string[] {
    return keyOf(this.model, this.typeOf(set)) ?? []
  }

  find(set: string, key: Readonly<Record<string, unknown>>): StoredRow | undefined {
    return this.#table(set).get(this.#keyText(set, key))
  }

  etag(row: StoredRow): string {
    return `W/"${this.#versions.get(row) ?? 1}"`
  }

  insert(set: string, row: StoredRow): StoredRow {
    for (const name of this.keyNames(set))
      if (row[name] === undefined || row[name] === null) row[name] = this.#newKey(set, name)
    if (this.#table(set).has(this.#keyText(set, row)))
      throw this.#refuse(409, '15', 'an entity with this key exists already')
    this.writes++
    return this.#put(set, row)
  }

  change(set: string, row: StoredRow, changes: Readonly<StoredRow>): void {
    for (const name of this.keyNames(set)) {
      if (changes[name] !== undefined && changes[name] !== row[name])
        throw this.#refuse(400, '4', 'the key cannot be changed', name)
    }
    this.writes++
    this.#versions.set(row, (this.#versions.get(row) ?? 1) + 1)
    Object.assign(row, changes)
  }

  delete(set: string, row: StoredRow): void {
    this.writes++
    this.#table(set).delete(this.#keyText(set, row))
  }

  /** Everything as it is now; calling the result puts it back. */
  snapshot(): () => void {
    const copy = [...this.#rows].map(
      ([set, table]) =>
        [
          set,
          [...table].map(([key, row]) => [key, row, structuredClone(row), this.#versions.get(row)] as const),
        ] as const,
    )
    const { writes } = this
    return () => {
      this.writes = writes
      this.#rows = new Map()
      for (const [set, rows] of copy) {
        const table = this.#table(set)
        for (const [key, row, was, version] of rows) {
          for (const name of Object.keys(row)) delete row[name]
          Object.assign(row, was)
          if (version !== undefined) this.#versions.set(row, version)
          table.set(key, row)
        }
      }
    }
  }

  #table(set: string): Map<string, StoredRow> {
    let table = this.#rows.get(set)
    if (table === undefined) {
      table = new Map()
      this.#rows.set(set, table)
    }
    return table
  }

  #put(set: string, row: StoredRow): StoredRow {
    this.#table(set).set(this.#keyText(set, row), row)
    return row
  }

  #keyText(set: string, key: Readonly<Record<string, unknown>>): string {
    return JSON.stringify(
      this.keyNames(set).map((name) => {
        const text = String(key[name])
        return propertyType(this.model, this.typeOf(set), name) === 'Edm.Guid' ? text.toLowerCase() : text
      }),
    )
  }

  #newKey(set: string, name: string): unknown {
    const type = propertyType(this.model, this.typeOf(set), name)
    if (type === 'Edm.Guid') return crypto.randomUUID()
    if (type === undefined || !/^Edm\.(?:Int|S?Byte)/.test(type))
      throw this.#refuse(400, '7', `the key needs ${name}`, name)
    const highest = this.rows(set).reduce(
      (max, row) => (BigInt(String(row[name])) > max ? BigInt(String(row[name])) : max),
      0n,
    )
    return type === 'Edm.Int64' ? String(highest + 1n) : Number(highest + 1n)
  }
}
