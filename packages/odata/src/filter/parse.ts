import type { ODataVersion } from '../model.ts'
import type { FilterNode } from './ast.ts'
import { blanks, cursorOver, end, fail } from './cursor.ts'
import { expression } from './expression.ts'
import { type Arity, FUNCTIONS, mayBeCondition } from './grammar.ts'
import type { Scope } from './scope.ts'

export interface ParseOptions {
  /** The version the text is written for; default `'4.01'`. Literals, functions and operators differ between them. */
  readonly version?: ODataVersion
  /** Functions the vendor adds, with the smallest and largest number of their arguments: `{ like: [2, 2] }`. */
  readonly functions?: Readonly<Record<string, Arity>>
}

const MAX_LENGTH = 1_000_000

/**
 * Parses the value of `$filter`, not percent-encoded.
 *
 * Binary operators of equal precedence group from the left, `and` binds tighter than `or`, and `not` binds tighter than
 * any binary operator, as OData 4.01 part 2 says.
 *
 * @throws ODataSyntaxError where the text is not a condition of that version.
 */
export function parseFilter(text: string, options: ParseOptions = {}): FilterNode {
  const node = parseExpression(text, options)
  if (!isCondition(node)) fail(cursorOver(text), 'a condition expected, not a value')
  return node
}

/** Parses any expression, also one that is not a condition, as `$orderby` and `$compute` hold. */
export function parseExpression(text: string, options: ParseOptions = {}): FilterNode {
  const scope = scopeOver(text, options)
  blanks(scope)
  const node = expression(scope)
  blanks(scope)
  if (!end(scope)) fail(scope, 'an operator expected')
  return node
}

export function scopeOver(text: string, { version = '4.01', functions }: ParseOptions): Scope {
  if (text.length > MAX_LENGTH) fail(cursorOver(text), `longer than ${MAX_LENGTH} characters`, MAX_LENGTH)
  return { ...cursorOver(text), version, functions: { ...FUNCTIONS[version], ...functions }, expression }
}

/** Whether the node may yield true or false. Operands of `and`, `or` and `not` have to, too. */
export function isCondition(node: FilterNode): boolean {
  let rest = node
  // Along the left side of long chains of `or`, without recursion.
  while (rest.kind === 'binary' && (rest.operator === 'and' || rest.operator === 'or')) {
    if (!isCondition(rest.right)) return false
    rest = rest.left
  }
  switch (rest.kind) {
    case 'literal':
      return rest.type === 'Edm.Boolean' || rest.type === null
    case 'binary':
      return !['add', 'sub', 'mul', 'div', 'divby', 'mod'].includes(rest.operator)
    case 'unary':
      return rest.operator === 'not' && isCondition(rest.operand)
    case 'call':
      return mayBeCondition(rest.name)
    case 'path':
      return rest.segments.at(-1)?.kind === 'name'
    case 'list':
    case 'object':
    case 'type':
      return false
    case 'alias':
    case 'lambda':
      return true
  }
}
