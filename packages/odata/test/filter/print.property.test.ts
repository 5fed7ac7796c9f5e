import fc from 'fast-check'
import { filter as libraryFilter } from 'odata-v4-parser'
import { describe, expect, it } from 'vitest'
import { type FilterNode, parseFilter, parseQuery, printFilter } from '../../src/filter.ts'
import { conditions } from '../support/expressions.ts'

/** `a and (b and c)` prints as it is, `(a and b) and c` as a chain; both mean the same, and both come back as they were. */
describe('what is printed', () => {
  it('is read back as the same expression (4.01)', () => {
    fc.assert(
      fc.property(conditions(), (node) => {
        expect(parseFilter(printFilter(node))).toEqual(node)
      }),
      { numRuns: 500 },
    )
  })

  it('is read back as the same expression (V3)', () => {
    fc.assert(
      fc.property(conditions({ common: true }), (node) => {
        expect(parseFilter(printFilter(node, { version: '3.0' }), { version: '3.0' })).toEqual(node)
      }),
      { numRuns: 300 },
    )
  })

  it('survives a URL, whatever its strings hold', () => {
    fc.assert(
      fc.property(conditions(), fc.nat(), (node, top) => {
        const query = `$filter=${encodeURIComponent(printFilter(node))}&$top=${top}`
        expect(parseQuery(query)).toEqual({ filter: node, top })
      }),
      { numRuns: 300 },
    )
  })

  it('is accepted by another parser, as far as that one goes', () => {
    fc.assert(
      fc.property(conditions({ common: true }), (node) => {
        fc.pre(!beyondTheLibrary(node))
        expect(() => libraryFilter(encodeStrings(printFilter(node)))).not.toThrow()
      }),
      { numRuns: 200 },
    )
  })
})

/** It wants the contents of strings percent-encoded. */
function encodeStrings(text: string): string {
  return text.replace(/'((?:[^']|'')*)'/g, (_, inner: string) => `'${inner.split("''").map(encode).join("''")}'`)
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[()*!]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
}

/** Boolean functions and parentheses as operands, nested lambdas, names that are operators, minus before a literal. */
function beyondTheLibrary(node: FilterNode, inLambda = false): boolean {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' && !node.value.isWellFormed()
    case 'path':
      return inLambda || node.segments.some((segment) => segment.kind !== 'name' || /^(?:eq|not_a)$/.test(segment.name))
    case 'binary':
      return [node.left, node.right].some((side) => beyondTheLibrary(side, inLambda))
    case 'unary':
      return node.operator === 'neg' || beyondTheLibrary(node.operand, inLambda)
    case 'call':
      return node.arguments.some((argument) => beyondTheLibrary(argument, inLambda))
    case 'lambda':
      return true
    default:
      return false
  }
}
