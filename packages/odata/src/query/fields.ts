import { InputError } from '@bpmcentr/core'
import type { PathSegment } from '../filter/ast.ts'
import { isTypeName } from '../filter/names.ts'
import { isOpen, itemType, navigationOf, propertyType } from '../model/lookup.ts'
import type { EdmType, ODataDescriptor } from '../model.ts'
import { OPERATORS, type RowMaker } from './operators.ts'
import { type ExpressionContext, remember, type State, stateOf } from './state.ts'

/** What every proxy stands in front of. What it means is kept beside it. */
const NOTHING: object = Object.freeze(Object.create(null))

const EMPTY: State['node'] = { kind: 'path', segments: [] }

/** The row a filter is written about: its members are the fields. `type` is the entity type's name, where known. */
export function rowFields(type: EdmType | undefined, context: ExpressionContext): unknown {
  return wrap({ node: EMPTY, type, context, depth: 0 }, true)
}

const lambdaRow: RowMaker = (state, variable) => {
  const node = { kind: 'path', segments: [{ kind: 'name', name: variable }] } as const
  // The variable itself can be compared, when the collection is one of values.
  return wrap({ ...state, node }, state.type !== undefined && !state.type.startsWith('Edm.'))
}

/** `whole`: every name is a field, none an operator. */
function wrap(state: State, whole: boolean): object {
  const proxy = new Proxy(NOTHING, {
    get(_target, key) {
      if (typeof key === 'symbol') return undefined
      const operator = whole || hasField(state, key) ? undefined : operatorOf(key)
      if (operator === undefined) return child(state, key)
      return (...args: readonly unknown[]) => {
        const result = operator(state, args, lambdaRow)
        return 'descending' in result ? result : wrap(result, false)
      }
    },
  })
  remember(proxy, state)
  return proxy
}

function operatorOf(name: string): (typeof OPERATORS)[string] | undefined {
  return Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
}

function hasField({ type, context: { model } }: State, name: string): boolean {
  return model !== undefined && memberType(model, type, name) !== undefined
}

function memberType(model: ODataDescriptor, type: EdmType | undefined, name: string): EdmType | undefined {
  const property = propertyType(model, type, name)
  if (property !== undefined) return property
  const navigation = navigationOf(model, type, name)
  if (navigation === undefined) return undefined
  return navigation.collection === true ? `Collection(${navigation.type})` : navigation.type
}

/** A field of a row; `Account/Name` and `Shop.Special/Rate` lead further. */
function child(state: State, path: string): object {
  const { node, context } = state
  const { model } = context
  let { type } = state
  const segments: PathSegment[] = []
  for (const name of path.split('/')) {
    if (!isTypeName(name)) throw new InputError('the name of a field has letters, digits and _ only')
    segments.push({ kind: 'name', name })
    if (model === undefined) continue
    const found = memberType(model, type, name) ?? (Object.hasOwn(model.types, name) ? name : undefined)
    if (found === undefined && type !== undefined && (itemType(type) !== undefined || !isOpen(model, type))) {
      throw new InputError(`${type} has no property ${name}`)
    }
    type = found
  }
  const rest = model === undefined ? { ...state, type: undefined } : { ...state, type }
  if (node.kind === 'path')
    return wrap({ ...rest, node: { ...node, segments: [...node.segments, ...segments] } }, false)
  return wrap({ ...rest, node: { kind: 'path', base: node, segments } }, false)
}

/** All of the conditions. Those that are `undefined` are refused: a filter must not get wider in silence. */
export function allOf(first: unknown, ...others: readonly unknown[]): unknown {
  return join('and', first, others)
}

/** Any of the conditions. */
export function anyOf(first: unknown, ...others: readonly unknown[]): unknown {
  return join('or', first, others)
}

function join(operator: 'and' | 'or', first: unknown, others: readonly unknown[]): unknown {
  const state = stateOf(first)
  if (state === undefined) throw new InputError(`${operator}: expected conditions such as row.Price.gt(10)`)
  return wrap(OPERATORS[operator]?.(state, others, lambdaRow) as State, false)
}

/** The opposite of a condition. */
export function negate(condition: unknown): unknown {
  const state = stateOf(condition)
  if (state === undefined) throw new InputError('not: expected a condition such as row.Price.gt(10)')
  return wrap(OPERATORS.not?.(state, [], lambdaRow) as State, false)
}
