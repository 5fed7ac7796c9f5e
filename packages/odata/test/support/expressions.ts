import fc from 'fast-check'
import type { BinaryOperator, FilterNode, LiteralNode } from '../../src/filter.ts'

const NAMES = ['Name', 'Price', 'Qty', 'Цена', 'Номенклатура_Key', 'eq', 'not_a', 'имя_1']

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const hostile = fc.constantFrom(
  "O'Neil",
  "''",
  'a+b&c=%20#/?',
  '") or 1 eq 1',
  "' or true or '",
  '\\',
  '🦊',
  ';',
  '(',
  '\u0000',
)

export const literals: fc.Arbitrary<LiteralNode> = fc.oneof(
  fc.oneof(text, hostile).map((value): LiteralNode => ({ kind: 'literal', type: 'Edm.String', value })),
  fc.integer().map((value): LiteralNode => ({ kind: 'literal', type: 'Edm.Int32', value: String(value) })),
  fc.boolean().map((value): LiteralNode => ({ kind: 'literal', type: 'Edm.Boolean', value })),
  fc.uuid().map((value): LiteralNode => ({ kind: 'literal', type: 'Edm.Guid', value })),
  fc.constant<LiteralNode>({ kind: 'literal', type: null, value: null }),
)

const path: fc.Arbitrary<FilterNode> = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
  .map((names) => ({ kind: 'path', segments: names.map((name) => ({ kind: 'name', name })) }))

function binary(
  operators: readonly BinaryOperator[],
  left: fc.Arbitrary<FilterNode>,
  right = left,
): fc.Arbitrary<FilterNode> {
  return fc
    .record({ operator: fc.constantFrom(...operators), left, right })
    .map((node): FilterNode => ({ kind: 'binary', ...node }))
}

/** Conditions of any shape that OData 4.01 knows, and that V3 knows as well when `common` is true. */
export function conditions({ common = false } = {}): fc.Arbitrary<FilterNode> {
  return fc.letrec<{ condition: FilterNode; value: FilterNode }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'node' },
      literals,
      path,
      binary(common ? ['add', 'sub', 'mul', 'div', 'mod'] : ['add', 'sub', 'mul', 'div', 'mod', 'divby'], tie('value')),
      tie('value').map((operand): FilterNode => ({ kind: 'unary', operator: 'neg', operand })),
      fc
        .tuple(fc.constantFrom('concat', 'indexof'), tie('value'), tie('value'))
        .map(([name, a, b]): FilterNode => ({ kind: 'call', name, arguments: [a, b] })),
    ),
    condition: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'node' },
      binary(['eq', 'ne', 'gt', 'ge', 'lt', 'le'], tie('value')),
      binary(['and', 'or'], tie('condition')),
      tie('condition').map((operand): FilterNode => ({ kind: 'unary', operator: 'not', operand })),
      fc
        .tuple(fc.constantFrom('startswith', 'endswith'), tie('value'), tie('value'))
        .map(([name, a, b]): FilterNode => ({ kind: 'call', name, arguments: [a, b] })),
      fc
        .tuple(path, fc.constantFrom('any' as const, 'all' as const), tie('condition'))
        .map(([collection, operator, predicate]): FilterNode => {
          return { kind: 'lambda', operator, collection, variable: 'x', predicate }
        }),
      ...(common
        ? []
        : [
            binary(
              ['in'],
              path,
              fc.array(literals, { maxLength: 4 }).map((items): FilterNode => ({ kind: 'list', items })),
            ),
          ]),
    ),
  })).condition
}
