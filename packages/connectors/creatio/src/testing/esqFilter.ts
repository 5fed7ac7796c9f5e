import { COMPARISONS, type Expression, type Filter, MACROS } from '../esq/types.ts'
import { resolvePath } from './columnPath.ts'
import { Refusal } from './columnValues.ts'
import { type Row, SUPERVISOR, type World } from './world.ts'

const BASE_TYPES = new Set([0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12])
const NAMES = Object.fromEntries(Object.entries(COMPARISONS).map(([name, code]) => [code, name]))

/** Evaluates filters of DataService over the rows of an object, as strictly as Creatio takes them. */
export class EsqFilter {
  readonly #world: World
  readonly #now: () => number

  constructor(world: World, now: () => number) {
    this.#world = world
    this.#now = now
  }

  matches(object: string, row: Row, filter: Filter): boolean {
    switch (filter.filterType) {
      case 6:
        return this.#group(object, row, filter)
      case 1:
        return this.#compare(object, row, filter)
      case 2: {
        const empty = this.#left(object, row, filter).every(isNothing)
        return filter.comparisonType === COMPARISONS.isNull ? empty : !empty
      }
      case 3: {
        const lower = this.#operand(object, row, filter.rightLessExpression)
        const upper = this.#operand(object, row, filter.rightGreaterExpression)
        return this.#left(object, row, filter).some((value) => order(value, lower) >= 0 && order(value, upper) <= 0)
      }
      case 4: {
        const wanted = (filter.rightExpressions ?? []).map((expression) => this.#operand(object, row, expression))
        const found = this.#left(object, row, filter).some((value) => wanted.some((other) => isEqual(value, other)))
        return filter.comparisonType === COMPARISONS.notEqual ? !found : found
      }
      case 5:
        return this.#exists(object, row, filter)
      default:
        throw new Refusal(`Filter type ${String(filter.filterType)} is not supported`, 'System.NotSupportedException')
    }
  }

  /** The value of a parameter or macro. @throws Refusal for what Creatio cannot read */
  operandValue(expression: Expression | undefined): unknown {
    if (expression?.expressionType === 1 && expression.functionType === 1) return this.#macro(expression.macrosType)
    if (expression?.expressionType !== 2)
      throw new Refusal('Expression is not supported', 'System.NotSupportedException')
    const { dataValueType, value } = expression.parameter
    if (!BASE_TYPES.has(dataValueType))
      throw new Refusal(`DataValueType ${dataValueType}`, 'System.NotSupportedException')
    if (dataValueType !== 7 && dataValueType !== 8 && dataValueType !== 9) return value
    if (value === null) return null
    // A date is JSON in itself, and a wall clock without a zone.
    const quoted = typeof value === 'string' ? /^"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)"$/.exec(value) : null
    if (quoted === null)
      throw new Refusal('Value cannot be null. Parameter name: value', 'System.ArgumentNullException')
    return `${quoted[1]}Z`
  }

  #group(object: string, row: Row, filter: Filter): boolean {
    const items = Object.values(filter.items ?? {}).filter((item) => item.isEnabled)
    if (items.length === 0) return true
    return filter.logicalOperation === 1
      ? items.some((item) => this.matches(object, row, item))
      : items.every((item) => this.matches(object, row, item))
  }

  #compare(object: string, row: Row, filter: Filter): boolean {
    const right = this.#operand(object, row, filter.rightExpression)
    const name = NAMES[filter.comparisonType ?? -1]
    return this.#left(object, row, filter).some((left) => {
      const [text, part] = [String(left ?? ''), String(right ?? '')]
      switch (name) {
        case 'equal':
          return isEqual(left, right)
        case 'notEqual':
          return !isEqual(left, right)
        case 'less':
          return order(left, right) < 0
        case 'lessOrEqual':
          return order(left, right) <= 0
        case 'greater':
          return order(left, right) > 0
        case 'greaterOrEqual':
          return order(left, right) >= 0
        case 'startsWith':
          return text.startsWith(part)
        case 'notStartsWith':
          return !text.startsWith(part)
        case 'contains':
          return text.includes(part)
        case 'notContains':
          return !text.includes(part)
        case 'endsWith':
          return text.endsWith(part)
        case 'notEndsWith':
          return !text.endsWith(part)
        default:
          throw new Refusal(
            `Comparison ${String(filter.comparisonType)} is not supported`,
            'System.NotSupportedException',
          )
      }
    })
  }

  #exists(object: string, row: Row, filter: Filter): boolean {
    const path = filter.leftExpression?.expressionType === 0 ? filter.leftExpression.columnPath : ''
    const reverse = /^\[(\w+):(\w+)\]\.\w+$/.exec(path)
    const [, child = '', column = ''] = reverse ?? []
    const table = this.#world.table(child)
    if (table === undefined || this.#world.target(child, column) === undefined) {
      throw new Refusal(`Column by path ${path} not found in schema ${object}`)
    }
    const found = table.find(
      (each) =>
        each[`${column}Id`] === row.Id &&
        (filter.subFilters === undefined || this.matches(child, each, filter.subFilters)),
    )
    return (found !== undefined) === (filter.comparisonType === COMPARISONS.exists)
  }

  #left(object: string, row: Row, filter: Filter): readonly unknown[] {
    const expression = filter.leftExpression
    if (expression?.expressionType !== 0)
      throw new Refusal('Expression is not supported', 'System.NotSupportedException')
    return resolvePath(this.#world, object, row, expression.columnPath).values
  }

  #operand(object: string, row: Row, expression: Expression | undefined): unknown {
    if (expression?.expressionType === 0) return resolvePath(this.#world, object, row, expression.columnPath).values[0]
    return this.operandValue(expression)
  }

  #macro(type: number | undefined): unknown {
    const day = new Date(this.#now()).toISOString().slice(0, 10)
    if (type === MACROS.currentUserContact) return SUPERVISOR
    if (type === MACROS.today) return `${day}T00:00:00.000Z`
    throw new Refusal(`The sandbox does not know macro ${String(type)}`, 'System.NotSupportedException')
  }
}

function isNothing(value: unknown): boolean {
  return value === null || value === '' || value === '0001-01-01T00:00:00Z'
}

function isEqual(left: unknown, right: unknown): boolean {
  if (typeof left === 'string' && typeof right === 'string') {
    return /^[\da-f-]{36}$/i.test(left)
      ? left.toLowerCase() === right.toLowerCase()
      : left === right || sameMoment(left, right)
  }
  return typeof left === 'number' && right !== null ? left === Number(right) : left === right
}

function sameMoment(left: string, right: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T/.test(left) && Date.parse(left) === Date.parse(right)
}

/** NaN where there is no order, so that every comparison is false. */
function order(left: unknown, right: unknown): number {
  if (left === null || right === null) return Number.NaN
  if (typeof left === 'number') return left - Number(right)
  const [a, b] = [Date.parse(String(left)), Date.parse(String(right))]
  if (/^\d{4}-\d{2}-\d{2}T/.test(String(left)) && !Number.isNaN(b)) return a - b
  return String(left) < String(right) ? -1 : String(left) > String(right) ? 1 : 0
}
