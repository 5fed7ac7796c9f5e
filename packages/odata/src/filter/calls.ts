import type { CallNode, FilterNode, TypeNode } from './ast.ts'
import { blanks, comma, expect, fail, sees, take } from './cursor.ts'
import { INSTEAD } from './grammar.ts'
import { isTypeName, typeName } from './names.ts'
import { isV4, type Scope } from './scope.ts'

/** Reads the arguments of a built-in function; takes nothing when the name is not one. */
export function builtIn(scope: Scope, name: string, at: number): CallNode | undefined {
  if (!Object.hasOwn(scope.functions, name)) {
    if (name === 'any' || name === 'all') fail(scope, `"${name}" needs a collection and "/" before it`, at)
    // A function of the service has named parameters; `name(value)` can only be a key, and keys follow sets.
    const instead = INSTEAD[name]
    if (instead !== undefined) fail(scope, `OData ${scope.version} has no "${name}": write ${instead}`, at)
    if (!isV4(scope)) fail(scope, 'an unknown function', at)
    return undefined
  }
  expect(scope, '(')
  blanks(scope)
  const args = name === 'case' ? cases(scope) : name === 'cast' || name === 'isof' ? typed(scope) : plain(scope)
  blanks(scope)
  expect(scope, ')')
  const [min, max] = scope.functions[name] ?? [0, 0]
  if (args.length < min || args.length > max) fail(scope, `"${name}" takes ${range(min, max)}`, at)
  return { kind: 'call', name, arguments: args }
}

function range(min: number, max: number): string {
  return min === max ? `${min} argument${min === 1 ? '' : 's'}` : `${min} to ${max} arguments`
}

function plain(scope: Scope): FilterNode[] {
  if (sees(scope, /\)/y)) return []
  const list: FilterNode[] = []
  do list.push(scope.expression(scope))
  while (comma(scope))
  return list
}

/** `case(X gt 0:1,true:0)`: condition and value, in turn. */
function cases(scope: Scope): FilterNode[] {
  const list: FilterNode[] = []
  do {
    list.push(scope.expression(scope))
    blanks(scope)
    expect(scope, ':')
    blanks(scope)
    list.push(scope.expression(scope))
  } while (comma(scope))
  return list
}

/** `(Type)` or `(expression,Type)`. */
function typed(scope: Scope): FilterNode[] {
  const alone = onlyType(scope)
  if (alone !== undefined) return [alone]
  const subject = scope.expression(scope)
  if (!comma(scope)) fail(scope, 'a type expected')
  return [subject, onlyType(scope) ?? fail(scope, 'a type expected')]
}

const QUOTED = /'[^']*'/y

/** A type with nothing behind it. V2 and V3 put it into quotes, and many servers of V4 take that too. */
function onlyType(scope: Scope): TypeNode | undefined {
  const start = scope.at
  const quoted = take(scope, QUOTED)
  const name = quoted === undefined ? typeName(scope) : quoted.slice(1, -1)
  if (name !== undefined && isTypeName(name) && sees(scope, /[ \t]*\)/y)) return { kind: 'type', name }
  scope.at = start
  return undefined
}
