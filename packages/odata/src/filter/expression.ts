import type { BinaryOperator, FilterNode } from './ast.ts'
import { accept, blanks, expect, fail, nested, sees, take } from './cursor.ts'
import { neededFor, PRECEDENCE } from './grammar.ts'
import { arrayOrObject } from './json.ts'
import { inList } from './lists.ts'
import { literal } from './literals.ts'
import { path } from './paths.ts'
import { is401, isV4, type Scope } from './scope.ts'

const OPERATOR = /[A-Za-z]+/y
const MINUS = /-(?!\d|INF)/y

/** Reads an expression whose operators bind at least as tightly as `least`. */
export function expression(scope: Scope, least = 1): FilterNode {
  return nested(scope, () => {
    let left = unary(scope)
    for (;;) {
      const operator = nextOperator(scope, least)
      if (operator === undefined) return left
      const right = operator === 'in' ? inList(scope) : expression(scope, PRECEDENCE[operator] + 1)
      left = { kind: 'binary', operator, left, right }
    }
  })
}

/** Takes ` op ` when it binds tightly enough; else takes nothing. */
function nextOperator(scope: Scope, least: number): BinaryOperator | undefined {
  const start = scope.at
  const spaced = blanks(scope)
  const at = scope.at
  const written = take(scope, OPERATOR)
  const operator = written === undefined ? undefined : operatorOf(scope, written)
  if (!spaced || operator === undefined || PRECEDENCE[operator] < least || !blanks(scope)) {
    scope.at = start
    return undefined
  }
  const needed = neededFor(operator, scope.version)
  if (needed !== undefined) fail(scope, `"${operator}" needs OData ${needed}`, at)
  return operator
}

/** Upper case is allowed since 4.01. */
function operatorOf(scope: Scope, written: string): BinaryOperator | undefined {
  const name = is401(scope) ? written.toLowerCase() : written
  return Object.hasOwn(PRECEDENCE, name) ? (name as BinaryOperator) : undefined
}

const NOT = /not(?=[ \t(])/y
const NOT_401 = /not(?=[ \t(])/iy

function unary(scope: Scope): FilterNode {
  if (take(scope, is401(scope) ? NOT_401 : NOT) !== undefined) {
    blanks(scope)
    return { kind: 'unary', operator: 'not', operand: nested(scope, () => unary(scope)) }
  }
  if (take(scope, MINUS) !== undefined) {
    blanks(scope)
    return { kind: 'unary', operator: 'neg', operand: nested(scope, () => unary(scope)) }
  }
  return primary(scope)
}

function primary(scope: Scope): FilterNode {
  if (accept(scope, '(')) {
    blanks(scope)
    const inner = expression(scope)
    blanks(scope)
    expect(scope, ')')
    return inner
  }
  if (sees(scope, /[[{]/y)) {
    if (!isV4(scope)) fail(scope, 'a value expected')
    return arrayOrObject(scope)
  }
  return literal(scope, scope.version) ?? path(scope)
}
