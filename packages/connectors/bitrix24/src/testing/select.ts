import { mapIn, type Params, splitKey } from './params.ts'
import { RpcError } from './rpcError.ts'

export type Row = Record<string, unknown>

export interface Page<R> {
  readonly rows: readonly R[]
  readonly total?: number
  readonly next?: number
}

/** Rows on a page. */
export const PAGE = 50

interface Options<R> {
  /** The id's name in rows, and how a filter's name becomes a row's. */
  readonly id: string
  readonly fieldOf?: (name: string) => string
  readonly known?: (name: string, row: R) => boolean
}

/** Filters, sorts and cuts as the list methods do; `start` below zero leaves out the count. */
export function selectPage<R extends Row>(rows: readonly R[], params: Params, options: Options<R>): Page<R> {
  const { id, fieldOf = (name) => name } = options
  const filter = Object.entries(mapIn(params.filter))
  const bounds = { lo: -Infinity, hi: Infinity }
  const rest: [string, unknown][] = []
  for (const [key, value] of filter) {
    const [operator, name] = splitKey(key)
    const bound = fieldOf(name) === id ? Number(value) : Number.NaN
    if (operator === '>' && bound >= bounds.lo) bounds.lo = bound
    else if (operator === '<=' && bound <= bounds.hi) bounds.hi = bound
    else rest.push([key, value])
  }
  const sorted = sortedById(rows, id)
  let found: readonly R[] = sorted.slice(firstAbove(sorted, id, bounds.lo), firstAbove(sorted, id, bounds.hi))
  if (rest.length > 0) found = found.filter((row) => rest.every(([key, value]) => fits(row, key, value, fieldOf)))
  const [order] = Object.entries(mapIn(params.order))
  if (order !== undefined) found = inOrder(found, fieldOf(order[0]), String(order[1]).toUpperCase() === 'DESC', id)
  return cut(found, params)
}

export function cut<R>(found: readonly R[], params: Params): Page<R> {
  const start = Number(params.start ?? 0)
  if (start < 0) return { rows: found.slice(0, PAGE) }
  const from = Math.floor(start / PAGE) * PAGE
  const rows = found.slice(from, from + PAGE)
  const next = from + PAGE < found.length ? { next: from + PAGE } : {}
  return { rows, total: found.length, ...next }
}

const indexes = new WeakMap<readonly Row[], readonly Row[]>()

function sortedById<R extends Row>(rows: readonly R[], id: string): readonly R[] {
  const known = indexes.get(rows)
  if (known !== undefined) return known as readonly R[]
  const sorted = rows.toSorted((a, b) => Number(a[id]) - Number(b[id]))
  indexes.set(rows, sorted)
  return sorted
}

function firstAbove(rows: readonly Row[], id: string, bound: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (Number(rows[middle]?.[id]) <= bound) low = middle + 1
    else high = middle
  }
  return low
}

function inOrder<R extends Row>(rows: readonly R[], name: string, descending: boolean, id: string): readonly R[] {
  if (name === id) return descending ? rows.toReversed() : rows
  return rows.toSorted((a, b) => compare(a[name], b[name]) * (descending ? -1 : 1))
}

function fits(row: Row, key: string, wanted: unknown, fieldOf: (name: string) => string): boolean {
  if (/^\d+$/.test(key)) {
    const { logic = 'AND', ...group } = mapIn(wanted)
    const results = Object.entries(group).map(([inner, value]) => fits(row, inner, value, fieldOf))
    return logic === 'OR' ? results.some(Boolean) : results.every(Boolean)
  }
  const [operator, name] = splitKey(key)
  const value = row[fieldOf(name)]
  const any = Array.isArray(wanted)
    ? wanted
    : typeof wanted === 'object' && wanted !== null
      ? Object.values(wanted)
      : undefined
  const equals = (other: unknown) => compare(value, other) === 0
  switch (operator) {
    case '':
    case '=':
    case '@':
      return any === undefined ? equals(wanted) : any.some(equals)
    case '!':
    case '!=':
    case '!@':
      return any === undefined ? !equals(wanted) : !any.some(equals)
    case '>':
      return compare(value, wanted) > 0
    case '>=':
      return compare(value, wanted) >= 0
    case '<':
      return compare(value, wanted) < 0
    case '<=':
      return compare(value, wanted) <= 0
    case '%':
      return String(value ?? '')
        .toLowerCase()
        .includes(String(wanted).toLowerCase())
    default:
      throw new RpcError('INVALID_ARG_VALUE', `Operator "${operator}" is not played here`)
  }
}

const DATE = /^\d{4}-\d\d-\d\dT/

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string' && DATE.test(a) && DATE.test(b))
    return Date.parse(a) - Date.parse(b)
  const x = Number(a)
  const y = Number(b)
  if (a !== '' && b !== '' && a !== null && b !== null && !Number.isNaN(x) && !Number.isNaN(y)) return x - y
  const [left, right] = [String(a ?? ''), String(b ?? '')]
  return left < right ? -1 : left > right ? 1 : 0
}
