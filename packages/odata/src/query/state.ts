import { InputError } from '@bpmcentr/core'
import type { FilterNode } from '../filter/ast.ts'
import { isTypeName } from '../filter/names.ts'
import type { EdmType } from '../model.ts'
import { type LiteralContext, toLiteral } from './literals.ts'

/** What expressions of a service are made with. */
export interface ExpressionContext extends LiteralContext {
  /** Functions the service has beyond its version, with the least and the greatest number of arguments. */
  readonly functions: Readonly<Record<string, readonly [number, number]>>
}

/** An expression being built. Kept beside the proxy that stands for it: any name may be a property's. */
export interface State {
  readonly node: FilterNode
  /** EDM type of the value, of a row, or `Collection(…)` of either. Undefined where nobody knows. */
  readonly type: EdmType | undefined
  readonly context: ExpressionContext
  /** How many `any` and `all` are around it. */
  readonly depth: number
}

const states = new WeakMap<object, State>()

export function remember(proxy: object, state: State): void {
  states.set(proxy, state)
}

export function stateOf(value: unknown): State | undefined {
  return typeof value === 'object' && value !== null ? states.get(value) : undefined
}

export const BOOLEAN = 'Edm.Boolean'

/** @throws InputError for anything but a condition, such as a comparison that was forgotten */
export function conditionNode(value: unknown): FilterNode {
  const state = stateOf(value)
  if (state === undefined) throw new InputError('a filter must be a condition such as row.Price.gt(10)')
  if (state.type !== BOOLEAN && state.type !== undefined) {
    throw new InputError(`a filter must be a condition, not a value of ${state.type}`)
  }
  return state.node
}

/** A value beside an operator: another expression, or a literal of the given type. */
export function operand(value: unknown, type: EdmType | undefined, context: ExpressionContext): FilterNode {
  return stateOf(value)?.node ?? toLiteral(value, type, context)
}

export function requireFunction({ dialect, functions }: ExpressionContext, name: string): void {
  if (dialect.functions.has(name) || Object.hasOwn(functions, name)) return
  throw new InputError(`${name}: not a function of OData ${dialect.version}`)
}

export function typeNode(name: unknown): FilterNode {
  if (typeof name !== 'string' || !isTypeName(name))
    throw new InputError('expected the name of a type, such as Edm.String')
  return { kind: 'type', name }
}
