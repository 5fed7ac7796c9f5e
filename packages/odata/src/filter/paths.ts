import { argumentList } from './arguments.ts'
import type { FilterNode, PathNode, PathSegment } from './ast.ts'
import { builtIn } from './calls.ts'
import { accept, blanks, expect, fail, sees, take } from './cursor.ts'
import { annotation, identifier, qualifiedName } from './names.ts'
import { is401, isV4, type Scope } from './scope.ts'

const VARIABLE = /\$(?:it|root|this)(?![\p{L}\p{Nd}_])/uy
const LAMBDA = /(?:any|all)(?=\()/y

/** A property, a path, an alias, or a call. */
export function path(scope: Scope): FilterNode {
  const start = scope.at
  const first = firstSegment(scope)
  if (first.kind !== 'name') return rest(scope, first, [])
  if (first.name.startsWith('@') && isAlias(scope, first.name)) return { kind: 'alias', name: first.name }
  if (first.name.includes('.') && first.arguments === undefined && !sees(scope, /\//y)) {
    // A lone qualified name would be a type, and a type is not a value.
    if (!first.name.startsWith('@')) fail(scope, '"(" or "/" expected', start + first.name.length)
  }
  return rest(scope, undefined, [first])
}

function isAlias(scope: Scope, name: string): boolean {
  return !/[.#]/.test(name) && !sees(scope, /\//y)
}

type First = Extract<PathSegment, { kind: 'name' }> | Extract<FilterNode, { kind: 'call' }>

function firstSegment(scope: Scope): First {
  const variable = take(scope, VARIABLE)
  if (variable !== undefined) {
    if (!isV4(scope)) fail(scope, `"${variable}" needs OData 4.0`, scope.at - variable.length)
    return { kind: 'name', name: variable }
  }
  const noted = isV4(scope) ? annotation(scope) : undefined
  if (noted !== undefined) return { kind: 'name', name: noted }
  const start = scope.at
  const name = qualifiedName(scope) ?? fail(scope, 'a value expected')
  if (!sees(scope, /\(/y)) return { kind: 'name', name }
  return builtIn(scope, name, start) ?? { kind: 'name', name, arguments: argumentList(scope) }
}

function rest(scope: Scope, base: FilterNode | undefined, segments: PathSegment[]): FilterNode {
  while (sees(scope, /\//y)) {
    const last = segments.at(-1)
    if (last?.kind === 'count') fail(scope, 'nothing may follow $count')
    scope.at++
    const operator = take(scope, LAMBDA)
    if (operator !== undefined) return lambda(scope, operator as 'any' | 'all', made(base, segments))
    segments.push(segment(scope))
  }
  return made(base, segments)
}

function made(base: FilterNode | undefined, segments: readonly PathSegment[]): FilterNode {
  if (base === undefined) return { kind: 'path', segments }
  return segments.length === 0 ? base : ({ kind: 'path', base, segments } satisfies PathNode)
}

function segment(scope: Scope): PathSegment {
  if (accept(scope, '$count')) return count(scope)
  if (accept(scope, '$filter(')) {
    const predicate = inParentheses(scope)
    return { kind: 'filter', predicate, ...(sees(scope, /\(/y) ? { arguments: argumentList(scope) } : {}) }
  }
  const noted = isV4(scope) ? annotation(scope) : undefined
  if (noted !== undefined) return { kind: 'name', name: noted }
  const name = qualifiedName(scope) ?? fail(scope, 'a name expected')
  return sees(scope, /\(/y) ? { kind: 'name', name, arguments: argumentList(scope) } : { kind: 'name', name }
}

const SEARCH = /(?:[^;()"]|"[^"]*")+/y

function count(scope: Scope): PathSegment {
  if (!isV4(scope)) fail(scope, '"$count" in a path needs OData 4.0')
  let filter: FilterNode | undefined
  let search: string | undefined
  if (is401(scope) && accept(scope, '(')) {
    do {
      if (take(scope, /\$?filter=/iy) !== undefined) filter = scope.expression(scope)
      else if (take(scope, /\$?search=/iy) !== undefined) search = take(scope, SEARCH) ?? fail(scope, 'a word expected')
      else fail(scope, '$filter or $search expected')
    } while (accept(scope, ';'))
    expect(scope, ')')
  }
  return { kind: 'count', ...(filter ? { filter } : {}), ...(search ? { search } : {}) }
}

function lambda(scope: Scope, operator: 'any' | 'all', collection: FilterNode): FilterNode {
  if (scope.version === '2.0') fail(scope, `"${operator}" needs OData 3.0`)
  expect(scope, '(')
  blanks(scope)
  if (operator === 'any' && accept(scope, ')')) return { kind: 'lambda', operator, collection }
  const variable = identifier(scope)
  blanks(scope)
  expect(scope, ':')
  blanks(scope)
  const predicate = scope.expression(scope)
  blanks(scope)
  expect(scope, ')')
  return { kind: 'lambda', operator, collection, variable, predicate }
}

function inParentheses(scope: Scope): FilterNode {
  blanks(scope)
  const inner = scope.expression(scope)
  blanks(scope)
  expect(scope, ')')
  return inner
}
