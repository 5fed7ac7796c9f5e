import { InputError } from '@bpmcentr/core'
import { column } from './columns.ts'
import { COMPARISONS, type Expression, type Filter } from './types.ts'
import { toParameter, type Value } from './values.ts'

type Operand = Value | Expression

/** What a column is compared with; macros and other columns too. */
function compare(comparison: keyof typeof COMPARISONS) {
  return (path: string | Expression, content: Operand): Filter => ({
    filterType: 1,
    comparisonType: COMPARISONS[comparison],
    isEnabled: true,
    leftExpression: left(path),
    rightExpression: operand(content, comparison),
  })
}

export const equal = compare('equal')
export const notEqual = compare('notEqual')
export const less = compare('less')
export const lessOrEqual = compare('lessOrEqual')
export const greater = compare('greater')
export const greaterOrEqual = compare('greaterOrEqual')
export const startsWith = compare('startsWith')
export const notStartsWith = compare('notStartsWith')
export const contains = compare('contains')
export const notContains = compare('notContains')
export const endsWith = compare('endsWith')
export const notEndsWith = compare('notEndsWith')

/** The column holds nothing. */
export function isNull(path: string): Filter {
  return {
    filterType: 2,
    comparisonType: COMPARISONS.isNull,
    isEnabled: true,
    isNull: true,
    leftExpression: left(path),
  }
}

/** The column holds something. */
export function isNotNull(path: string): Filter {
  return {
    filterType: 2,
    comparisonType: COMPARISONS.isNotNull,
    isEnabled: true,
    isNull: false,
    leftExpression: left(path),
  }
}

/** From `lower` to `upper`, both included. */
export function between(path: string, lower: Operand, upper: Operand): Filter {
  return {
    filterType: 3,
    comparisonType: COMPARISONS.between,
    isEnabled: true,
    leftExpression: left(path),
    // The names are the wrong way round on the wire.
    rightLessExpression: operand(lower, 'between'),
    rightGreaterExpression: operand(upper, 'between'),
  }
}

/** One of several values. @throws InputError for none, which would mean everything or nothing */
export function oneOf(path: string, contents: readonly Operand[]): Filter {
  if (contents.length === 0) throw new InputError('oneOf: expected at least one value')
  return {
    filterType: 4,
    comparisonType: COMPARISONS.equal,
    isEnabled: true,
    leftExpression: left(path),
    rightExpressions: contents.map((content) => operand(content, 'oneOf')),
  }
}

/** There are related records, of which the filter holds: `exists('[Activity:Contact].Id', equal('Status.Code', 'Finished'))`. */
export function exists(path: string, filter?: Filter): Filter {
  return related('exists', path, filter)
}

/** There are no such related records. */
export function notExists(path: string, filter?: Filter): Filter {
  return related('notExists', path, filter)
}

/** All of them hold. */
export function all(...filters: readonly Filter[]): Filter {
  return group(0, filters)
}

/** At least one of them holds. */
export function any(...filters: readonly Filter[]): Filter {
  return group(1, filters)
}

function related(comparison: 'exists' | 'notExists', path: string, filter: Filter | undefined): Filter {
  return {
    filterType: 5,
    comparisonType: COMPARISONS[comparison],
    isEnabled: true,
    leftExpression: left(path),
    subFilters:
      filter === undefined ? { filterType: 6, logicalOperation: 0, isEnabled: true, items: {} } : asGroup(filter),
  }
}

function group(logicalOperation: 0 | 1, filters: readonly Filter[]): Filter {
  if (filters.length === 0)
    throw new InputError(`${logicalOperation === 0 ? 'all' : 'any'}: expected at least one filter`)
  const items = Object.fromEntries(
    filters.map((filter, index) => {
      if (!isFilter(filter)) throw new InputError(`filter ${index + 1}: expected a filter of esq`)
      return [`f${index}`, filter]
    }),
  )
  return { filterType: 6, logicalOperation, isEnabled: true, items }
}

/** A filter as the root of a query has to be: a group. */
export function asGroup(filter: Filter): Filter {
  return filter.filterType === 6 ? filter : group(0, [filter])
}

export function isFilter(filter: unknown): filter is Filter {
  if (typeof filter !== 'object' || filter === null) return false
  const { filterType, items, leftExpression } = filter as Partial<Filter>
  return (
    typeof filterType === 'number' &&
    (filterType === 6 ? typeof items === 'object' : typeof leftExpression === 'object')
  )
}

function left(path: string | Expression): Expression {
  return typeof path === 'string' ? column(path) : path
}

function operand(content: Operand, where: string): Expression {
  if (
    typeof content === 'object' &&
    content !== null &&
    (content.expressionType === 0 || content.expressionType === 1)
  ) {
    return content
  }
  return toParameter(content as Value, where)
}
