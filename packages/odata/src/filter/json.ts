import type { FilterNode } from './ast.ts'
import { accept, blanks, comma, expect, fail, nested, take } from './cursor.ts'
import type { Scope } from './scope.ts'

const JSON_STRING = /"(?:[^"\\]|\\.)*"/sy

/** A JSON array or object whose values may be expressions. */
export function arrayOrObject(scope: Scope): FilterNode {
  return nested(scope, () => (accept(scope, '[') ? array(scope) : object(scope)))
}

function array(scope: Scope): FilterNode {
  const items: FilterNode[] = []
  blanks(scope)
  if (accept(scope, ']')) return { kind: 'list', items }
  do items.push(value(scope))
  while (comma(scope))
  blanks(scope)
  expect(scope, ']')
  return { kind: 'list', items }
}

function object(scope: Scope): FilterNode {
  expect(scope, '{')
  const members: [string, FilterNode][] = []
  blanks(scope)
  if (accept(scope, '}')) return { kind: 'object', members }
  do {
    const name = string(scope) ?? fail(scope, 'a name in double quotes expected')
    blanks(scope)
    expect(scope, ':')
    blanks(scope)
    members.push([name, value(scope)])
  } while (comma(scope))
  blanks(scope)
  expect(scope, '}')
  return { kind: 'object', members }
}

function value(scope: Scope): FilterNode {
  const text = string(scope)
  return text === undefined ? scope.expression(scope) : { kind: 'literal', type: 'Edm.String', value: text }
}

function string(scope: Scope): string | undefined {
  const text = take(scope, JSON_STRING)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as string
  } catch {
    return fail(scope, 'a JSON string that JSON does not allow', scope.at - text.length)
  }
}
