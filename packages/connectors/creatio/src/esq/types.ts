/** Codes of `dataValueType` that a parameter may have. Others are kinds of these: see {@link baseType}. */
export const DATA_TYPES = {
  guid: 0,
  text: 1,
  integer: 4,
  float: 5,
  money: 6,
  dateTime: 7,
  date: 8,
  time: 9,
  lookup: 10,
  enum: 11,
  boolean: 12,
} as const
export type DataType = keyof typeof DATA_TYPES

/** Codes of `comparisonType`. */
export const COMPARISONS = {
  between: 0,
  isNull: 1,
  isNotNull: 2,
  equal: 3,
  notEqual: 4,
  less: 5,
  lessOrEqual: 6,
  greater: 7,
  greaterOrEqual: 8,
  startsWith: 9,
  notStartsWith: 10,
  contains: 11,
  notContains: 12,
  endsWith: 13,
  notEndsWith: 14,
  exists: 15,
  notExists: 16,
} as const

/** Codes of `macrosType`: values that Creatio works out when it runs the query. */
export const MACROS = {
  currentUser: 1,
  currentUserContact: 2,
  yesterday: 3,
  today: 4,
  tomorrow: 5,
  previousWeek: 6,
  currentWeek: 7,
  nextWeek: 8,
  previousMonth: 9,
  currentMonth: 10,
  nextMonth: 11,
  previousQuarter: 12,
  currentQuarter: 13,
  nextQuarter: 14,
  previousHalfYear: 15,
  currentHalfYear: 16,
  nextHalfYear: 17,
  previousYear: 18,
  currentYear: 19,
  previousHour: 20,
  currentHour: 21,
  nextHour: 22,
  nextYear: 23,
  nextDays: 24,
  previousDays: 25,
  nextHours: 26,
  previousHours: 27,
} as const
export type Macro = keyof typeof MACROS

/** A value with its type. */
export interface Parameter {
  readonly expressionType: 2
  readonly parameter: { readonly dataValueType: number; readonly value: unknown }
}

/** A column by its path: `Name`, `Account`, `Account.Owner.Name`, `[Order:Account].Amount`. Never `AccountId`. */
export interface ColumnExpression {
  readonly expressionType: 0
  readonly columnPath: string
}

/** An aggregate or a macro. */
export interface FunctionExpression {
  readonly expressionType: 1
  readonly functionType: number
  readonly aggregationType?: number
  readonly aggregationEvalType?: number
  readonly macrosType?: number
  readonly functionArgument?: ColumnExpression | Parameter
}

export type Expression = ColumnExpression | FunctionExpression | Parameter

/** A condition as DataService takes it. */
export interface Filter {
  readonly filterType: number
  readonly comparisonType?: number
  readonly isEnabled: true
  readonly isNull?: boolean
  readonly logicalOperation?: 0 | 1
  readonly leftExpression?: Expression
  readonly rightExpression?: Expression
  readonly rightExpressions?: readonly Expression[]
  readonly rightLessExpression?: Expression
  readonly rightGreaterExpression?: Expression
  readonly trimDateTimeParameterToDate?: boolean
  readonly subFilters?: Filter
  readonly items?: Readonly<Record<string, Filter>>
}

/** The base type of a column's type: only those are taken as parameters. */
export function baseType(dataValueType: number): number {
  if ([27, 28, 29, 30, 42, 43, 44, 45].includes(dataValueType)) return DATA_TYPES.text
  if ([31, 32, 33, 34, 40, 47].includes(dataValueType)) return DATA_TYPES.float
  if ([48, 49, 50].includes(dataValueType)) return DATA_TYPES.money
  return dataValueType
}
