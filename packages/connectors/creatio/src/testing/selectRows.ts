import type { Expression, Filter } from '../esq/types.ts'
import { MAX_ROWS } from '../limits.ts'
import { resolvePath } from './columnPath.ts'
import { Refusal } from './columnValues.ts'
import type { EsqFilter } from './esqFilter.ts'
import type { Row, World } from './world.ts'

interface Column {
  readonly expression: Expression
  readonly orderDirection?: 1 | 2
  readonly orderPosition?: number
}

const TYPES: Readonly<Record<string, number>> = {
  'Edm.Guid': 0,
  'Edm.String': 1,
  'Edm.Int32': 4,
  'Edm.Decimal': 6,
  'Edm.Boolean': 12,
  lookup: 10,
}

/** A SelectQuery: its rows in the shapes of DataService. */
export function selectRows(
  world: World,
  filter: EsqFilter,
  object: string,
  query: Record<string, unknown>,
): Record<string, unknown> {
  const columns = Object.entries(((query.columns as { items?: object })?.items ?? {}) as Record<string, Column>)
  const where = query.filters as Filter | undefined
  const found =
    world.table(object)?.select({ where: (row) => where === undefined || filter.matches(object, row, where) }) ?? []
  const { rowCount } = query
  if (rowCount === 0)
    throw new Refusal('The number of rows provided for a FETCH clause must be greater then zero.', 'SqlException')
  const grouped = columns.some(([, { expression }]) => expression.expressionType === 1)
  const ordered = grouped
    ? totals(world, object, found, columns)
    : sorted(world, object, found, columns).map((row) => plainRow(world, object, row, columns))
  const distinct =
    query.isDistinct === true ? [...new Map(ordered.map((row) => [JSON.stringify(row), row])).values()] : ordered
  const from = query.isPageable === true ? Number(query.rowsOffset ?? 0) : 0
  const most = Math.min(Number(rowCount ?? -1) < 0 ? MAX_ROWS : Number(rowCount), MAX_ROWS)
  const rows = distinct.slice(from, from + most)
  return {
    rowConfig: configOf(world, object, columns),
    rows,
    notFoundColumns: [],
    rowsAffected: rows.length,
    nextPrcElReady: false,
    success: true,
  }
}

function plainRow(
  world: World,
  object: string,
  row: Row,
  columns: readonly [string, Column][],
): Record<string, unknown> {
  const plain: Record<string, unknown> = { Id: row.Id }
  for (const [name, { expression }] of columns) plain[name] = cellOf(world, object, row, expression)
  return plain
}

function cellOf(world: World, object: string, row: Row, expression: Expression): unknown {
  if (expression.expressionType !== 0) throw new Refusal('Expression is not supported', 'System.NotSupportedException')
  const { type, values, display } = resolvePath(world, object, row, expression.columnPath)
  if (type !== 'lookup') return values[0] ?? null
  return values[0] === null ? '' : { value: values[0], displayValue: display, primaryImageValue: '' }
}

function sorted(
  world: World,
  object: string,
  rows: readonly Row[],
  columns: readonly [string, Column][],
): readonly Row[] {
  const orders = columns.filter(([, { orderDirection }]) => orderDirection !== undefined)
  orders.sort(([, a], [, b]) => (a.orderPosition ?? 0) - (b.orderPosition ?? 0))
  const key = (row: Row, { expression }: Column) => {
    if (expression.expressionType !== 0) return ''
    const { type, values, display } = resolvePath(world, object, row, expression.columnPath)
    return type === 'lookup' ? display : values[0]
  }
  return [...rows].sort((left, right) => {
    for (const [, column] of orders) {
      const [a, b] = [key(left, column), key(right, column)]
      const order = typeof a === 'number' ? a - Number(b) : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0
      if (order !== 0) return column.orderDirection === 2 ? -order : order
    }
    return 0
  })
}

/** Aggregates over the groups that the plain columns make. */
function totals(
  world: World,
  object: string,
  rows: readonly Row[],
  columns: readonly [string, Column][],
): Record<string, unknown>[] {
  const groups = new Map<string, { readonly head: Record<string, unknown>; readonly rows: Row[] }>()
  const plain = columns.filter(([, { expression }]) => expression.expressionType === 0)
  for (const row of rows) {
    const head = Object.fromEntries(
      plain.map(([name, { expression }]) => [name, cellOf(world, object, row, expression)]),
    )
    const key = JSON.stringify(head)
    const group = groups.get(key) ?? { head, rows: [] }
    group.rows.push(row)
    groups.set(key, group)
  }
  if (plain.length === 0 && groups.size === 0) groups.set('', { head: {}, rows: [] })
  return [...groups.values()].map((group) => {
    const row = { ...group.head }
    for (const [name, { expression }] of columns)
      if (expression.expressionType === 1) row[name] = aggregate(world, object, group.rows, expression)
    return row
  })
}

function aggregate(
  world: World,
  object: string,
  rows: readonly Row[],
  expression: Expression & { expressionType: 1 },
): unknown {
  const argument = expression.functionArgument
  if (expression.functionType !== 2 || argument?.expressionType !== 0)
    throw new Refusal('Function is not supported', 'System.NotSupportedException')
  const values = rows
    .flatMap((row) => resolvePath(world, object, row, argument.columnPath).values)
    .filter((value) => value !== null)
  if (expression.aggregationType === 1)
    return expression.aggregationEvalType === 2 ? new Set(values).size : values.length
  const numbers = (expression.aggregationEvalType === 2 ? [...new Set(values)] : values).map(Number)
  const sum = numbers.reduce((total, value) => total + value, 0)
  switch (expression.aggregationType) {
    case 2:
      return sum
    case 3:
      return numbers.length === 0 ? 0 : sum / numbers.length
    case 4:
      return numbers.length === 0 ? 0 : Math.min(...numbers)
    case 5:
      return numbers.length === 0 ? 0 : Math.max(...numbers)
    default:
      throw new Refusal('Aggregation is not supported', 'System.NotSupportedException')
  }
}

function configOf(world: World, object: string, columns: readonly [string, Column][]): Record<string, unknown> {
  const config: Record<string, unknown> = { Id: { dataValueType: 0 } }
  for (const [name, { expression }] of columns) {
    const type =
      expression.expressionType === 0 ? resolvePath(world, object, undefined, expression.columnPath).type : 'Edm.Int32'
    config[name] = { dataValueType: TYPES[type] ?? 1 }
  }
  return config
}
