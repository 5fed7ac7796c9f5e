import { accept, blanks, expect, fail, nested, sees, take } from './cursor.ts'
import type { SearchNode } from './options.ts'
import { whole } from './orderBy.ts'
import type { ParseOptions } from './parse.ts'
import type { Scope } from './scope.ts'

/**
 * Parses the value of `$search`, not percent-encoded. `NOT` binds tighter than `AND`, and words beside each other mean
 * `AND`, which binds tighter than `OR`. Where an operator stands where only a word can, it is that word.
 * @throws ODataSyntaxError
 */
export function parseSearch(text: string, options: ParseOptions = {}): SearchNode {
  return whole(text, options, searchExpression)
}

export function searchExpression(scope: Scope): SearchNode {
  return nested(scope, () => {
    let left = conjunction(scope)
    while (operator(scope, 'OR')) left = { kind: 'or', left, right: conjunction(scope) }
    return left
  })
}

function conjunction(scope: Scope): SearchNode {
  let left = negation(scope)
  for (;;) {
    const start = scope.at
    const explicit = operator(scope, 'AND')
    if (!explicit && (!blanks(scope) || !sees(scope, WORD_START) || sees(scope, OR_AHEAD))) {
      scope.at = start
      return left
    }
    left = { kind: 'and', left, right: negation(scope) }
  }
}

const WORD_START = /[^ \t);&]/y
const OR_AHEAD = /OR[ \t]+[^ \t);]/y
const NOT = /NOT[ \t]+(?=[^ \t);])/y
const PHRASE = /"(?:[^"\\]|\\["\\])*"/y
/** In single quotes everything is text, also quotes and parentheses. */
const TEXT = /'(?:[^']|'')*'(?=[ \t);]|$)/y
const WORD = /[^ \t();"]+/y

function operator(scope: Scope, name: 'AND' | 'OR'): boolean {
  const start = scope.at
  const found = blanks(scope) && accept(scope, name) && blanks(scope) && sees(scope, WORD_START)
  if (!found) scope.at = start
  return found
}

function negation(scope: Scope): SearchNode {
  return take(scope, NOT) === undefined ? term(scope) : { kind: 'not', operand: nested(scope, () => negation(scope)) }
}

function term(scope: Scope): SearchNode {
  if (accept(scope, '(')) {
    blanks(scope)
    const inner = searchExpression(scope)
    blanks(scope)
    expect(scope, ')')
    return inner
  }
  const phrase = take(scope, PHRASE)
  if (phrase !== undefined) return { kind: 'word', text: phrase.slice(1, -1).replace(/\\(.)/gs, '$1') }
  const text = take(scope, TEXT)
  if (text !== undefined) return { kind: 'word', text: text.slice(1, -1).replaceAll("''", "'") }
  if (sees(scope, /"/y)) fail(scope, 'a phrase that is never closed', scope.text.length)
  return { kind: 'word', text: take(scope, WORD) ?? fail(scope, 'a word or a phrase expected') }
}
