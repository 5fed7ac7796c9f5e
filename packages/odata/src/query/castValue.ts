import { v3 } from '../dialect/v3.ts'
import type { ValueOf } from './fieldTypes.ts'
import { toLiteral } from './literals.ts'
import { type ExpressionContext, remember, typeNode } from './state.ts'
import type { EdmValue } from './values.ts'

const CONTEXT: ExpressionContext = {
  dialect: v3,
  model: undefined,
  literals: { suffixes: true, enums: 'qualified' },
  functions: {},
}

/**
 * A value as one of a named type, to stand beside an operator: `row.Owner.eq(castValue(guid(id), 'Document_Order'))` is
 * `Owner eq cast(guid'…','Document_Order')` in V2 and V3. For references whose type the property does not fix.
 * @throws InputError for a type that is no name, or a value that is none of its own type
 */
export function castValue(value: EdmValue, type: string): ValueOf<string> {
  const name = typeNode(type)
  const node = { kind: 'call', name: 'cast', arguments: [toLiteral(value, undefined, CONTEXT), name] } as const
  const expression = Object.freeze({}) as ValueOf<string>
  remember(expression, { node, type, context: CONTEXT, depth: 0 })
  return expression
}
