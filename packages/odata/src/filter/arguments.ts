import type { ArgumentNode } from './ast.ts'
import { accept, blanks, comma, expect, take } from './cursor.ts'
import type { Scope } from './scope.ts'

const NAMED = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]*(?==)/uy

/** `()`, `(1)`, `(ID=1,Size=5)`, `(color=@c)`: a key, or the parameters of a bound function. */
export function argumentList(scope: Scope): ArgumentNode[] {
  expect(scope, '(')
  blanks(scope)
  if (accept(scope, ')')) return []
  const list: ArgumentNode[] = []
  do {
    const name = take(scope, NAMED)
    if (name !== undefined) scope.at++
    const value = scope.expression(scope)
    list.push(name === undefined ? { value } : { name, value })
  } while (comma(scope))
  blanks(scope)
  expect(scope, ')')
  return list
}
