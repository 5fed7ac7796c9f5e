import { InputError } from '@bpmcentr/core'
import type { Dialect } from '../statement/dialect.ts'
import type { BulkPlan, FieldRule } from './types.ts'

/** A row as it goes to the database, and what it was made from. */
export interface Entry {
  readonly index: number
  readonly row: object
  values: unknown[]
}

/** The values of a row in the order of the columns. @throws InputError for what is missing, left over or has no form in SQL */
export function entryOf(dialect: Dialect, plan: BulkPlan, row: object, index: number): Entry {
  if (typeof row !== 'object' || row === null) throw new InputError(`row ${index}: expected an object`)
  const { columns, key } = plan
  const values = new Array<unknown>(columns.length)
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] as string
    const value = Object.hasOwn(row, column) ? (row as Record<string, unknown>)[column] : undefined
    if (value === undefined) throw new InputError(`row ${index}: ${column} is missing; write null for no value`)
    if (value === null && key.includes(column))
      throw new InputError(`row ${index}: ${column} belongs to the key and is null`)
    values[at] = dialect.encode(value)
  }
  return { index, row, values }
}

/** @throws InputError when a row has a column that the first one had not: it would be lost without a word */
export function checkLeftOver(plan: BulkPlan, row: object, index: number): void {
  let count = 0
  for (const column in row) {
    if (!Object.hasOwn(row, column)) continue
    count++
    if (count > plan.columns.length || !plan.columns.includes(column))
      throw new InputError(`row ${index}: ${column} is no column of the first row; name the columns to leave it out`)
  }
}

/**
 * One row for each key, in the order of the keys. No database merges two rows of one statement into the same one, and two
 * writers that lock rows in the same order do not end in a deadlock.
 */
export function folded(plan: BulkPlan, entries: readonly Entry[]): Entry[] {
  const { rules, columns, key } = plan
  if (rules === undefined) return [...entries]
  const places = key.map((column) => columns.indexOf(column))
  const byKey = new Map<string, Entry>()
  for (const entry of entries) {
    const name = keyText(entry.values, places)
    const before = byKey.get(name)
    if (before === undefined) byKey.set(name, { ...entry })
    else if (rules !== 'skip') byKey.set(name, { ...entry, values: merged(plan, rules, before.values, entry.values) })
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, entry]) => entry)
}

function keyText(values: readonly unknown[], places: readonly number[]): string {
  if (places.length === 1) return textOf(values[places[0] as number])
  return JSON.stringify(places.map((place) => textOf(values[place])))
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array
    ? Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')
    : String(value)
}

function merged(
  { columns }: BulkPlan,
  rules: ReadonlyMap<string, FieldRule>,
  old: readonly unknown[],
  fresh: readonly unknown[],
): unknown[] {
  return columns.map((column, at) => {
    const rule = rules.get(column)
    const [before, after] = [old[at], fresh[at]]
    if (rule === undefined || rule === 'overwrite') return after
    if (rule === 'keep') return before
    if (isEmpty(before)) return after
    if (rule === 'fillEmpty' || isEmpty(after)) return before
    const [text, part] = [String(before), String(after)]
    return text.includes(part) ? text : `${text}\n${part}`
  })
}

function isEmpty(value: unknown): boolean {
  return value === null || value === ''
}
