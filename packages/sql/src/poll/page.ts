import type { Dialect } from '../statement/dialect.ts'
import { id, join, type Param, raw, type Sql, sql } from '../statement/sql.ts'
import type { PollOptions } from './types.ts'

export interface Position {
  readonly watermark: unknown
  readonly key: readonly unknown[]
}

/** Where a page begins: strictly after a position, or at a watermark and everything after it. */
export type From = { readonly after: Position } | { readonly at: unknown } | undefined

export function keyOf(options: Pick<PollOptions, 'key'>): readonly string[] {
  return typeof options.key === 'string' ? [options.key] : options.key
}

/** The next rows by watermark and key. Never by offset, which grows slower with every page and skips rows that move. */
export function pageQuery(dialect: Dialect, options: PollOptions<unknown>, from: From, batch: number): Sql {
  const { watermark, columns, where } = options
  const key = keyOf(options)
  const order = join([watermark, ...key].map((column) => id(column)))
  const what =
    columns === undefined
      ? raw('*')
      : join([...new Set([...columns, watermark, ...key, ...flagOf(options)])].map((column) => id(column)))
  const condition = where === undefined ? raw('') : sql` and (${where})`
  const top = dialect.name === 'mssql' ? raw(`top (${Math.trunc(batch)}) `) : raw('')
  const limit = dialect.name === 'mssql' ? raw('') : sql` ${raw(dialect.limit(Math.trunc(batch)))}`
  return sql`select ${top}${what} from ${tableOf(options)} where ${begin(options, from)}${condition} order by ${order}${limit}`
}

export function keysQuery(options: PollOptions<unknown>): Sql {
  const { where } = options
  const condition = where === undefined ? raw('') : sql` where ${where}`
  return sql`select ${join(keyOf(options).map((column) => id(column)))} from ${tableOf(options)}${condition}`
}

function flagOf({ deletes }: PollOptions<unknown>): string[] {
  return typeof deletes === 'object' ? [deletes.flag] : []
}

function tableOf({ table }: PollOptions<unknown>): Sql {
  return typeof table === 'string' ? id(table) : id(...table)
}

function begin(options: PollOptions<unknown>, from: From): Sql {
  const mark = id(options.watermark)
  if (from === undefined) return sql`${mark} is not null`
  if ('at' in from) return sql`${mark} >= ${from.at as Param}`
  const columns = [mark, ...keyOf(options).map((column) => id(column))]
  const values = [from.after.watermark, ...from.after.key] as Param[]
  const later = columns.map((column, index) => {
    const same = columns.slice(0, index).map((earlier, at) => sql`${earlier} = ${values[at] as Param} and `)
    const prefix = same.length === 0 ? raw('') : join(same, raw(''))
    return sql`(${prefix}${column} > ${values[index] as Param})`
  })
  return sql`(${join(later, raw(' or '))})`
}
