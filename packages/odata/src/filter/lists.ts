import type { FilterNode, LiteralNode } from './ast.ts'
import { accept, blanks, comma, expect } from './cursor.ts'
import { literal } from './literals.ts'
import type { Scope } from './scope.ts'

/** What may follow `in`: `('a','b')`, `["a","b"]`, or an expression that yields a collection. */
export function inList(scope: Scope): FilterNode {
  return literalList(scope) ?? scope.expression(scope, 5)
}

function literalList(scope: Scope): FilterNode | undefined {
  const start = scope.at
  if (!accept(scope, '(')) return undefined
  blanks(scope)
  if (accept(scope, ')')) return { kind: 'list', items: [] }
  const first = literal(scope, scope.version)
  if (first === undefined) {
    scope.at = start
    return undefined
  }
  const items: LiteralNode[] = [first]
  while (comma(scope)) {
    const next = literal(scope, scope.version)
    if (next === undefined) break
    items.push(next)
  }
  blanks(scope)
  expect(scope, ')')
  return { kind: 'list', items }
}
