import { InputError } from '@bpmcentr/core'
import type { BulkOptions, UpsertOptions } from './options.ts'
import type { BulkPlan, FieldRule } from './types.ts'

const RULES: ReadonlySet<string> = new Set<FieldRule>(['overwrite', 'fillEmpty', 'append', 'keep'])

/** @throws InputError for a key that is no column, an unknown rule, a column named twice */
export function planOf(
  table: string | readonly string[],
  columns: readonly string[],
  options: BulkOptions & Partial<UpsertOptions>,
  batch: number,
): BulkPlan {
  if (columns.length === 0) throw new InputError('the first row has no columns')
  if (new Set(columns).size !== columns.length) throw new InputError('a column is named twice')
  const path = typeof table === 'string' ? [table] : table
  if (path.length === 0) throw new InputError('table: expected a name')
  const { key = [], onDuplicate = 'update' } = options
  for (const column of key) {
    if (!columns.includes(column)) throw new InputError(`key: there is no column ${column}`)
  }
  if (options.key !== undefined && key.length === 0) throw new InputError('key: expected the columns of a unique index')
  return { table: path, columns, key, rules: key.length === 0 ? undefined : rulesOf(columns, key, onDuplicate), batch }
}

function rulesOf(
  columns: readonly string[],
  key: readonly string[],
  onDuplicate: NonNullable<UpsertOptions['onDuplicate']>,
): BulkPlan['rules'] {
  if (onDuplicate === 'error') return undefined
  if (onDuplicate === 'skip') return 'skip'
  const given = onDuplicate === 'update' ? {} : onDuplicate
  if (typeof given !== 'object') throw new InputError('onDuplicate: expected update, skip, error or rules by column')
  for (const [column, rule] of Object.entries(given)) {
    if (!columns.includes(column)) throw new InputError(`onDuplicate: there is no column ${column}`)
    if (key.includes(column)) throw new InputError(`onDuplicate: ${column} belongs to the key`)
    if (!RULES.has(rule)) throw new InputError(`onDuplicate: ${column}: expected one of ${[...RULES].join(', ')}`)
  }
  const rest = columns.filter((column) => !key.includes(column))
  return new Map(
    rest.map((column) => [column, Object.hasOwn(given, column) ? (given[column] as FieldRule) : 'overwrite']),
  )
}
