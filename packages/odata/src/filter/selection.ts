import { accept, comma, end, expect, fail, sees, take } from './cursor.ts'
import { annotation, qualifiedName } from './names.ts'
import { nestedOptions } from './nestedOptions.ts'
import type { ExpandItem, SelectItem } from './options.ts'
import { whole } from './orderBy.ts'
import type { ParseOptions } from './parse.ts'
import { isV4, type Scope } from './scope.ts'

/**
 * Parses the value of `$select`, not percent-encoded.
 * @throws ODataSyntaxError
 */
export function parseSelect(text: string, options: ParseOptions = {}): SelectItem[] {
  return whole(text, options, (scope) => selectItems(scope))
}

/**
 * Parses the value of `$expand`, not percent-encoded; V4 with nested options: `Items($select=Name;$expand=Product)`.
 * @throws ODataSyntaxError
 */
export function parseExpand(text: string, options: ParseOptions = {}): ExpandItem[] {
  return whole(text, options, (scope) => expandItems(scope))
}

export function selectItems(scope: Scope): SelectItem[] {
  const items: SelectItem[] = []
  do items.push(selectItem(scope))
  while (comma(scope))
  return items
}

function selectItem(scope: Scope): SelectItem {
  const path = [step(scope)]
  while (accept(scope, '/')) path.push(step(scope))
  if (!isV4(scope) || !sees(scope, /\(/y)) return { path }
  if (sees(scope, /\([ \t]*[$@]|\([ \t]*[a-z]+=/iy)) return { path, options: nestedOptions(scope, OPTIONS) }
  expect(scope, '(')
  const parameters: string[] = []
  do parameters.push(qualifiedName(scope) ?? fail(scope, 'the name of a parameter expected'))
  while (comma(scope))
  expect(scope, ')')
  return { path, parameters }
}

/** What nested options may hold, beside plain values. */
const OPTIONS = { select: selectItems, expand: expandItems }
const COUNT_OPTIONS = ['filter', 'search']
const REF_OPTIONS = ['filter', 'search', 'orderby', 'top', 'skip', 'count']

export function expandItems(scope: Scope): ExpandItem[] {
  const items: ExpandItem[] = []
  do items.push(expandItem(scope))
  while (comma(scope))
  return items
}

function expandItem(scope: Scope): ExpandItem {
  const path = [accept(scope, '$value') ? '$value' : step(scope)]
  let only: 'ref' | 'count' | undefined
  while (only === undefined && accept(scope, '/')) {
    if (isV4(scope) && accept(scope, '$ref')) only = 'ref'
    else if (isV4(scope) && accept(scope, '$count')) only = 'count'
    else path.push(step(scope))
  }
  const allowed = only === 'count' ? COUNT_OPTIONS : only === 'ref' ? REF_OPTIONS : undefined
  const options = isV4(scope) && sees(scope, /\(/y) ? nestedOptions(scope, OPTIONS, allowed) : undefined
  return { path, ...(only ? { only } : {}), ...(options ? { options } : {}) }
}

const STAR = /\*{1,2}/y
const ALL_OF_NAMESPACE = /\.\*/y

function step(scope: Scope): string {
  const star = take(scope, STAR)
  if (star !== undefined) return star
  const noted = isV4(scope) ? annotation(scope) : undefined
  if (noted !== undefined) return noted
  const name = qualifiedName(scope) ?? fail(scope, end(scope) ? 'a name expected after the comma' : 'a name expected')
  return name + (take(scope, ALL_OF_NAMESPACE) ?? '')
}
