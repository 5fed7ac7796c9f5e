import { type Collection, collection } from '@bpmcentr/core/testing'
import { standard } from '../generated/standard.ts'
import { EMPTY_GUID } from '../guid.ts'
import { emptyOf, fits, idOf, Refusal } from './columnValues.ts'

/** A record, by the names that OData gives its columns. */
export type Row = Record<string, unknown> & { Id: string }

/** Who the sandbox's credentials belong to. */
export const SUPERVISOR = '76929f8c-7e15-4c64-bdb0-adc62d383727'

/** The objects of the site, and the rules that hold for whatever interface they are written through. */
export class World {
  readonly tables: Readonly<Record<string, Collection<Row>>>
  readonly #now: () => number

  constructor(seed: Readonly<Record<string, readonly Row[]>>, now: () => number) {
    this.#now = now
    this.tables = Object.fromEntries(
      Object.keys(standard.sets).map((name) => [
        name,
        collection<Row>({
          key: 'Id',
          rows: () => (seed[name] ?? []).map((row) => this.#complete(name, row)),
          nextKey: () => crypto.randomUUID(),
        }),
      ]),
    )
  }

  table(name: string): Collection<Row> | undefined {
    return Object.hasOwn(this.tables, name) ? this.tables[name] : undefined
  }

  /** Columns by name, with their EDM types. */
  columns(name: string): Readonly<Record<string, string>> {
    return this.#type(name)?.properties ?? {}
  }

  /** The object that a lookup leads to. */
  target(name: string, lookup: string): string | undefined {
    const navigation = this.#type(name)?.navigation ?? {}
    return Object.hasOwn(navigation, lookup) ? navigation[lookup]?.type.split('.').at(-1) : undefined
  }

  /** The record that a lookup of a row leads to. */
  follow(name: string, row: object, lookup: string): Row | null {
    const target = this.target(name, lookup)
    const id = (row as Row)[`${lookup}Id`]
    return target === undefined ? null : (this.tables[target]?.get(String(id).toLowerCase()) ?? null)
  }

  insert(name: string, values: Readonly<Record<string, unknown>>): Row {
    const table = this.#table(name)
    const row = this.#complete(name, { ...this.#checked(name, values), Id: idOf(values.Id) })
    if (table.has(row.Id))
      throw new Refusal(`Violation of PRIMARY KEY constraint 'PK${name}Id'.`, 'System.Data.SqlClient.SqlException')
    return table.insert({ ...row, ...this.#stamp(true) })
  }

  update(name: string, id: string, values: Readonly<Record<string, unknown>>): Row | undefined {
    return this.#table(name).update(id.toLowerCase(), { ...this.#checked(name, values), ...this.#stamp(false) })
  }

  delete(name: string, id: string): boolean {
    const table = this.#table(name)
    if (!table.has(id.toLowerCase())) return false
    for (const [other, type] of Object.entries(standard.sets)) {
      for (const [lookup, { type: target }] of Object.entries(standard.types[type]?.navigation ?? {})) {
        if (target.split('.').at(-1) !== name) continue
        if (
          !this.tables[other]?.find(
            (row) => row[`${lookup}Id`] === id.toLowerCase() && !(other === name && row.Id === id),
          )
        )
          continue
        throw new Refusal(
          `The DELETE statement conflicted with the REFERENCE constraint "FK${other}${lookup}".`,
          'System.Data.SqlClient.SqlException',
        )
      }
    }
    return table.delete(id.toLowerCase())
  }

  /** Takes down how things are; the function puts them back. */
  snapshot(): () => void {
    const before = Object.entries(this.tables).map(
      ([name, table]) => [name, table.rows.map((row) => ({ ...row }))] as const,
    )
    return () => {
      for (const [name, rows] of before) {
        const table = this.#table(name)
        const known = new Set(rows.map(({ Id }) => Id))
        for (const { Id } of table.rows) if (!known.has(Id)) table.delete(Id)
        for (const row of rows) if (table.update(row.Id, row) === undefined) table.insert(row)
      }
    }
  }

  #table(name: string): Collection<Row> {
    const table = this.table(name)
    if (table === undefined) throw new Refusal(`Item ${name} not found`)
    return table
  }

  /** Values by their columns; null becomes what Creatio answers in its place. */
  #checked(name: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const columns = this.columns(name)
    const checked: Record<string, unknown> = {}
    for (const [column, value] of Object.entries(values)) {
      if (column === 'Id') continue
      const type = Object.hasOwn(columns, column) ? columns[column] : undefined
      if (type === undefined) throw new Refusal(`The property '${column}' does not exist on type '${name}'.`, 'Invalid')
      if (value !== null && !fits(type, value)) {
        throw new Refusal(`Cannot convert the literal '${String(value)}' to the expected type '${type}'.`, 'Invalid')
      }
      const stored =
        value === null
          ? emptyOf(type)
          : type === 'Edm.Guid'
            ? String(value).toLowerCase()
            : type === 'Edm.Decimal'
              ? Number(value)
              : value
      const target = type === 'Edm.Guid' ? this.target(name, column.replace(/Id$/, '')) : undefined
      if (target !== undefined && stored !== EMPTY_GUID && !this.tables[target]?.has(String(stored))) {
        throw new Refusal(
          `The INSERT statement conflicted with the FOREIGN KEY constraint "FK${name}${column}".`,
          'System.Data.SqlClient.SqlException',
        )
      }
      checked[column] = stored
    }
    return checked
  }

  #complete(name: string, row: Readonly<Record<string, unknown>> & { readonly Id: string }): Row {
    const complete: Row = { Id: row.Id.toLowerCase() }
    for (const [column, type] of Object.entries(this.columns(name))) {
      if (type !== 'Edm.Stream' && column !== 'Id') complete[column] = row[column] ?? emptyOf(type)
    }
    return complete
  }

  #stamp(created: boolean): Record<string, unknown> {
    const at = new Date(this.#now()).toISOString().replace('Z', '0000Z')
    const now = { ModifiedOn: at, ModifiedById: SUPERVISOR }
    return created ? { ...now, CreatedOn: at, CreatedById: SUPERVISOR } : now
  }

  #type(name: string) {
    const sets: Readonly<Record<string, string>> = standard.sets
    return Object.hasOwn(sets, name) ? standard.types[sets[name] ?? ''] : undefined
  }
}
