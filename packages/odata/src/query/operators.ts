import { InputError } from '@bpmcentr/core'
import type { BinaryOperator, FilterNode } from '../filter/ast.ts'
import { itemType } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import { BOOLEAN, conditionNode, operand, requireFunction, type State, typeNode } from './state.ts'

/** One item of `$orderby`. */
export interface Ordering {
  readonly node: FilterNode
  readonly descending: boolean
}

/** A new expression, or what else an operator gives. */
type Result = State | Ordering
/** Makes the row that the predicate of `any` and `all` gets. */
export type RowMaker = (state: State, variable: string) => unknown
type Operator = (state: State, args: readonly unknown[], rows: RowMaker) => Result

const TEXT = 'Edm.String'
const INTEGER = 'Edm.Int32'

function binary(operator: BinaryOperator, nullable: boolean): Operator {
  return (state, [value]) => {
    if (value === null && !nullable) throw new InputError(`${operator}: null can only be compared with eq and ne`)
    const right = operand(value, state.type, state.context)
    return { ...state, node: { kind: 'binary', operator, left: state.node, right }, type: BOOLEAN }
  }
}

function arithmetic(operator: BinaryOperator): Operator {
  return (state, [value]) => {
    const right = operand(value, state.type, state.context)
    return { ...state, node: { kind: 'binary', operator, left: state.node, right } }
  }
}

function call(state: State, name: string, type: EdmType | undefined, args: readonly FilterNode[]): State {
  requireFunction(state.context, name)
  return { ...state, node: { kind: 'call', name, arguments: [state.node, ...args] }, type }
}

function assertText(state: State, name: string): void {
  if (state.type !== undefined && state.type !== TEXT)
    throw new InputError(`${name}: only for text, not for ${state.type}`)
}

/** A function of a text; its arguments are of `argument`. */
function text(name: string, result: EdmType, argument: EdmType = TEXT): Operator {
  return (state, args) => {
    assertText(state, name)
    return call(
      state,
      name,
      result,
      args.map((value) => operand(value, argument, state.context)),
    )
  }
}

/** A function without arguments; its result is of the given type, or of its operand's. */
function simple(name: string, result?: EdmType): Operator {
  return (state) => call(state, name, result ?? state.type, [])
}

function logical(operator: 'and' | 'or'): Operator {
  return (state, args) => {
    let node = conditionOf(state)
    for (const other of args) {
      if (other === undefined) throw new InputError(`${operator}: undefined is no condition`)
      node = { kind: 'binary', operator, left: node, right: conditionNode(other) }
    }
    return { ...state, node, type: BOOLEAN }
  }
}

function conditionOf(state: State): FilterNode {
  if (state.type === undefined || state.type === BOOLEAN) return state.node
  throw new InputError(`expected a condition, not a value of ${state.type}`)
}

const membership: Operator = (state, [values], rows) => {
  const list = Array.isArray(values) ? values : []
  if (list.length === 0) throw new InputError('in: an empty list fits nothing; leave the request out instead')
  const { context, node } = state
  if (context.dialect.membership && list.length > 1) {
    const items = list.map((value) => operand(value, state.type, context))
    return {
      ...state,
      node: { kind: 'binary', operator: 'in', left: node, right: { kind: 'list', items } },
      type: BOOLEAN,
    }
  }
  const equals = list.map((value) => OPERATORS.eq?.(state, [value], rows) as State)
  const joined = equals
    .map((one) => one.node)
    .reduce((left, right) => ({ kind: 'binary', operator: 'or', left, right }))
  return { ...state, node: joined, type: BOOLEAN }
}

function lambda(operator: 'any' | 'all'): Operator {
  return (state, [predicate], rows) => {
    const { dialect } = state.context
    if (!dialect.lambda) throw new InputError(`${operator}: not possible in OData ${dialect.version}`)
    if (predicate === undefined && operator === 'any') {
      return { ...state, node: { kind: 'lambda', operator, collection: state.node }, type: BOOLEAN }
    }
    if (typeof predicate !== 'function')
      throw new InputError(`${operator}: expected a function that returns a condition`)
    const variable = `x${state.depth + 1}`
    const item = state.type === undefined ? undefined : (itemType(state.type) ?? state.type)
    const row = rows({ ...state, depth: state.depth + 1, type: item }, variable)
    const inner = conditionNode(predicate(row))
    return {
      ...state,
      node: { kind: 'lambda', operator, collection: state.node, variable, predicate: inner },
      type: BOOLEAN,
    }
  }
}

const count: Operator = (state) => {
  requireFunction(state.context, '$count')
  const { node } = state
  if (node.kind !== 'path') throw new InputError('count: only of a collection')
  return { ...state, node: { ...node, segments: [...node.segments, { kind: 'count' }] }, type: INTEGER }
}

/** What can follow a field. The types beside it say which of them fit its type and the version. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  eq: binary('eq', true),
  ne: binary('ne', true),
  gt: binary('gt', false),
  ge: binary('ge', false),
  lt: binary('lt', false),
  le: binary('le', false),
  in: membership,
  has: (state, args, rows) => {
    requireFunction(state.context, 'has')
    return binary('has', false)(state, args, rows)
  },
  add: arithmetic('add'),
  sub: arithmetic('sub'),
  mul: arithmetic('mul'),
  div: arithmetic('div'),
  mod: arithmetic('mod'),
  contains: (state, [part]) => {
    assertText(state, 'contains')
    const node = state.context.dialect.contains(state.node, operand(part, TEXT, state.context))
    return { ...state, node, type: BOOLEAN }
  },
  startswith: text('startswith', BOOLEAN),
  endswith: text('endswith', BOOLEAN),
  matchesPattern: text('matchesPattern', BOOLEAN),
  length: text('length', INTEGER),
  indexof: text('indexof', INTEGER),
  substring: text('substring', TEXT, INTEGER),
  tolower: text('tolower', TEXT),
  toupper: text('toupper', TEXT),
  trim: text('trim', TEXT),
  concat: text('concat', TEXT),
  replace: text('replace', TEXT),
  year: simple('year', INTEGER),
  month: simple('month', INTEGER),
  day: simple('day', INTEGER),
  hour: simple('hour', INTEGER),
  minute: simple('minute', INTEGER),
  second: simple('second', INTEGER),
  date: simple('date', 'Edm.Date'),
  time: simple('time', 'Edm.TimeOfDay'),
  fractionalseconds: simple('fractionalseconds', 'Edm.Decimal'),
  totalseconds: simple('totalseconds', 'Edm.Decimal'),
  totaloffsetminutes: simple('totaloffsetminutes', INTEGER),
  round: simple('round'),
  floor: simple('floor'),
  ceiling: simple('ceiling'),
  cast: (state, [type]) => call(state, 'cast', String(type), [typeNode(type)]),
  isof: (state, [type]) => call(state, 'isof', BOOLEAN, [typeNode(type)]),
  /** A function of the service's own. */
  call: (state, [name, ...args]) =>
    call(
      state,
      String(name),
      undefined,
      args.map((value) => operand(value, undefined, state.context)),
    ),
  any: lambda('any'),
  all: lambda('all'),
  count,
  and: logical('and'),
  or: logical('or'),
  not: (state) => ({ ...state, node: { kind: 'unary', operator: 'not', operand: conditionOf(state) }, type: BOOLEAN }),
  asc: ({ node }) => ({ node, descending: false }),
  desc: ({ node }) => ({ node, descending: true }),
}
