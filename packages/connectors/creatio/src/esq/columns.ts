import { InputError } from '@bpmcentr/core'
import { type ColumnExpression, type FunctionExpression, MACROS, type Macro } from './types.ts'
import { value } from './values.ts'

/** A column by its path. */
export function column(path: string): ColumnExpression {
  if (typeof path !== 'string' || path.trim() === '') throw new InputError('column: expected the path of a column')
  return { expressionType: 0, columnPath: path }
}

/** How many different values there are; of `Id`, how many records. */
export function count(path = 'Id'): FunctionExpression {
  return aggregate(1, path, DISTINCT)
}

export function sum(path: string): FunctionExpression {
  return aggregate(2, path, ALL)
}

export function average(path: string): FunctionExpression {
  return aggregate(3, path, ALL)
}

export function minimum(path: string): FunctionExpression {
  return aggregate(4, path, ALL)
}

export function maximum(path: string): FunctionExpression {
  return aggregate(5, path, ALL)
}

/** What Creatio works out itself: `macro('currentUserContact')`, `macro('today')`, `macro('previousDays', 7)`. */
export function macro(name: Macro, amount?: number): FunctionExpression {
  const counted = /(?:Days|Hours)$/.test(name)
  if (!Object.hasOwn(MACROS, name)) throw new InputError(`macro: there is no ${JSON.stringify(name)}`)
  if (counted !== (amount !== undefined)) {
    throw new InputError(`macro: ${name} ${counted ? 'needs a number' : 'takes no number'}`)
  }
  return {
    expressionType: 1,
    functionType: 1,
    macrosType: MACROS[name],
    ...(amount !== undefined && { functionArgument: value('integer', amount) }),
  }
}

const ALL = 1
const DISTINCT = 2

function aggregate(aggregationType: number, path: string, aggregationEvalType: number): FunctionExpression {
  return { expressionType: 1, functionType: 2, aggregationType, aggregationEvalType, functionArgument: column(path) }
}
