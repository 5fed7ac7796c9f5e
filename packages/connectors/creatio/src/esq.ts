import { average, column, count, macro, maximum, minimum, sum } from './esq/columns.ts'
import {
  all,
  any,
  between,
  contains,
  endsWith,
  equal,
  exists,
  greater,
  greaterOrEqual,
  isNotNull,
  isNull,
  less,
  lessOrEqual,
  notContains,
  notEndsWith,
  notEqual,
  notExists,
  notStartsWith,
  oneOf,
  startsWith,
} from './esq/filters.ts'
import { date, dateTime, guid, lookup, money, time, value } from './esq/values.ts'

/**
 * Filters, columns and values of entity schema queries, for DataService.
 *
 * @example
 * esq.all(esq.equal('Account.Name', 'Accom'), esq.greater('CreatedOn', esq.macro('previousDays', 7)))
 */
export const esq = {
  all,
  any,
  between,
  contains,
  endsWith,
  equal,
  exists,
  greater,
  greaterOrEqual,
  isNotNull,
  isNull,
  less,
  lessOrEqual,
  notContains,
  notEndsWith,
  notEqual,
  notExists,
  notStartsWith,
  oneOf,
  startsWith,
  average,
  column,
  count,
  macro,
  maximum,
  minimum,
  sum,
  date,
  dateTime,
  guid,
  lookup,
  money,
  time,
  value,
} as const
