import { InputError, listOperation, offsetPages, type PageStrategy, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { column } from '../esq/columns.ts'
import { asGroup, isFilter } from '../esq/filters.ts'
import type { Expression, Filter } from '../esq/types.ts'
import { Name } from '../guid.ts'
import { MAX_ROWS, PAGE } from '../limits.ts'

/** Columns by the names that rows have them under. A string is a path. */
export type Columns = readonly string[] | Readonly<Record<string, string | Expression>>

export const Select = schema(() =>
  z.strictObject({
    /** Name of the object: `Contact`, `UsrOrder`. */
    schema: Name(),
    /** `['Name', 'Account']`, or by the names you want: `{ city: 'Account.City.Name', total: esq.sum('Amount') }`. */
    columns: z.custom<Columns>(isColumns, 'expected names of columns, or an object of name: path or expression'),
    filter: z.custom<Filter>(isFilter, 'expected a filter of esq').optional(),
    /** Names of columns, `-` in front for descending. Reads of many pages are ordered by `Id` after that. */
    orderBy: z.array(z.string().regex(/^-?[^-\s]\S*$/)).optional(),
    distinct: z.boolean().optional(),
    /** Leaves `displayValue` of lookups empty, which is faster. */
    ignoreDisplayValues: z.boolean().optional(),
    /** Rows a page: 500 unless given, 20,000 at most. */
    rowCount: z.int().min(1).max(MAX_ROWS).optional(),
    /** Rows to pass over. */
    rowsOffset: z.int().min(0).optional(),
  }),
)
export interface Select extends z.output<ReturnType<typeof Select>> {}

/** A row by the names of its columns. Lookups come as `{ value, displayValue }`, and `Id` is always there. */
export const SelectRow = schema(() => z.record(z.string(), z.unknown()))
export interface SelectRow {
  readonly [column: string]: unknown
}

interface SelectColumn {
  readonly expression: Expression
  orderDirection?: 1 | 2
  orderPosition?: number
}

const pages = offsetPages({ size: PAGE, max: MAX_ROWS, sizeParam: 'rowCount', offsetParam: 'rowsOffset', in: 'json' })

/** Totals come all at once: their rows have no `Id` to keep pages in order. */
const byOffset: PageStrategy = {
  ...pages,
  type: 'dataService',
  apply: (request, cursor, input) => (isGrouped(input as Select) ? request : pages.apply(request, cursor, input)),
  next: (cursor, page, input) => (isGrouped(input as Select) ? undefined : pages.next(cursor, page, input)),
}

/** Rows of an object by the rules of entity schema queries: reverse joins, aggregates, macros. */
export const select = listOperation<Select, SelectRow>({
  summary: 'Select records',
  description: 'https://academy.creatio.com/docs (DataService, SelectQuery). At most 20,000 rows an answer.',
  input: Select,
  item: SelectRow,
  pages: byOffset,
  items: (body) => body.rows,
  key: (row) => (typeof row.Id === 'string' ? row.Id : undefined),
  request: (input) => ({
    method: 'POST',
    path: path`DataService/json/SyncReply/SelectQuery`,
    json: selectQuery(input),
  }),
  example: {
    input: { schema: 'Contact', columns: ['Name', 'Email', 'Account'], orderBy: ['Name'] },
    item: {
      Id: '509c189d-37a0-49d5-80f4-7de9ab389f3a',
      Name: 'John Best',
      Email: 'john@best.example',
      Account: { value: '8ecab4a1-0ca3-4515-9399-efe0a19390bd', displayValue: 'Accom', primaryImageValue: '' },
    },
  },
})

function selectQuery(input: Select): Record<string, unknown> {
  return {
    rootSchemaName: input.schema,
    operationType: 0,
    allColumns: false,
    isDistinct: input.distinct ?? false,
    ignoreDisplayValues: input.ignoreDisplayValues ?? false,
    useLocalization: true,
    isPageable: !isGrouped(input),
    // Zero is refused; -1 is all.
    rowCount: -1,
    rowsOffset: 0,
    columns: { items: columnItems(input) },
    ...(input.filter !== undefined && { filters: asGroup(input.filter) }),
  }
}

function columnItems(input: Select): Record<string, SelectColumn> {
  const items = new Map<string, SelectColumn>()
  const { columns } = input
  for (const [name, expression] of Array.isArray(columns)
    ? columns.map((path) => [path, path])
    : Object.entries(columns)) {
    items.set(name, { expression: typeof expression === 'string' ? column(expression) : expression })
  }
  const orders = [...(input.orderBy ?? [])]
  if (!isGrouped(input) && !orders.some((order) => order.replace(/^-/, '') === 'Id')) orders.push('Id')
  for (const [index, order] of orders.entries()) {
    const name = order.replace(/^-/, '')
    const item = items.get(name) ?? { expression: column(name) }
    item.orderDirection = order.startsWith('-') ? 2 : 1
    item.orderPosition = index + 1
    items.set(name, item)
  }
  if (items.size === 0) throw new InputError('columns: expected at least one')
  return Object.fromEntries(items)
}

function isGrouped({ columns, distinct }: Select): boolean {
  if (distinct === true) return true
  return !Array.isArray(columns) && Object.values(columns as object).some((part) => part?.functionType === 2)
}

function isColumns(columns: unknown): boolean {
  if (Array.isArray(columns)) {
    // A path with dots has no name of its own.
    return columns.length > 0 && columns.every((name) => typeof name === 'string' && /^[A-Za-z_]\w*$/.test(name))
  }
  if (typeof columns !== 'object' || columns === null) return false
  const parts: unknown[] = Object.values(columns)
  return parts.length > 0 && parts.every((part) => (typeof part === 'string' ? part !== '' : isExpression(part)))
}

function isExpression(part: unknown): boolean {
  return typeof part === 'object' && part !== null && typeof (part as Expression).expressionType === 'number'
}
