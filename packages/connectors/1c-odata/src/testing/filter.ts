import { type EvaluateOptions, evaluateFilter, type FilterNode, parseFilter } from '@bpmcentr/odata/filter'
import type { Row } from './world.ts'

/** What 1C has beyond OData 3.0, as the parser has to know it. */
export const GRAMMAR = {
  version: '3.0',
  functions: { like: [2, 2], dateadd: [3, 3], datedifference: [3, 3], quarter: [1, 1] },
} as const

const OPTIONS: EvaluateOptions = {
  functions: {
    like: ([text, pattern]) => likePattern(String(pattern)).test(String(text)),
    // From 1, as in 1C's query language.
    substring: ([text, from, length]) => {
      const start = Number(from) - 1
      return String(text).slice(start, length === undefined ? undefined : start + Number(length))
    },
  },
}

/** Rows that meet a condition, with 1C's manner of comparing references of composite type. */
export function filtered(rows: readonly Row[], condition: FilterNode | undefined): Row[] {
  if (condition === undefined) return [...rows]
  const composite = new Set(
    rows.flatMap((row) => Object.keys(row).filter((name) => Object.hasOwn(row, `${name}_Type`))),
  )
  const node = rewritten(condition, composite)
  return rows.filter((row) => evaluateFilter(node, row, OPTIONS))
}

/** A condition inside of a function's parameter. */
export function conditioned(rows: readonly Row[], text: unknown): Row[] {
  return typeof text === 'string' && text !== '' ? filtered(rows, parseFilter(text, GRAMMAR)) : [...rows]
}

const FALSE: FilterNode = { kind: 'literal', type: 'Edm.Boolean', value: false }

/**
 * `Док eq cast(guid'…','Document_X')` compares value and type; `Док eq guid'…'` is never true; `isof(Док,'Document_X')` asks
 * for the type.
 */
function rewritten(node: FilterNode, composite: ReadonlySet<string>): FilterNode {
  if (node.kind === 'unary') return { ...node, operand: rewritten(node.operand, composite) }
  if (node.kind === 'call' && node.name === 'isof') {
    const [subject, type] = node.arguments
    const name = subject === undefined ? undefined : nameOf(subject)
    return name !== undefined && composite.has(name) && type?.kind === 'type' ? typeIs(name, type.name) : node
  }
  if (node.kind !== 'binary') return node
  const { left, right, operator } = node
  const name = nameOf(left)
  if (name === undefined || !composite.has(name) || (operator !== 'eq' && operator !== 'ne')) {
    return { ...node, left: rewritten(left, composite), right: rewritten(right, composite) }
  }
  const equal = comparison(name, right)
  return equal === undefined ? node : operator === 'eq' ? equal : { kind: 'unary', operator: 'not', operand: equal }
}

function comparison(name: string, right: FilterNode): FilterNode | undefined {
  if (right.kind === 'literal' && right.type === 'Edm.Guid') return FALSE
  if (right.kind !== 'call' || right.name !== 'cast') return undefined
  const [value, type] = right.arguments
  if (value?.kind !== 'literal' || type?.kind !== 'type') return undefined
  const same: FilterNode = { kind: 'binary', operator: 'eq', left: pathTo(name), right: textual(String(value.value)) }
  return { kind: 'binary', operator: 'and', left: same, right: typeIs(name, type.name) }
}

function typeIs(name: string, type: string): FilterNode {
  return { kind: 'binary', operator: 'eq', left: pathTo(`${name}_Type`), right: textual(`StandardODATA.${type}`) }
}

function pathTo(name: string): FilterNode {
  return { kind: 'path', segments: [{ kind: 'name', name }] }
}

function textual(value: string): FilterNode {
  return { kind: 'literal', type: 'Edm.String', value }
}

function nameOf(node: FilterNode): string | undefined {
  if (node.kind !== 'path' || node.base !== undefined || node.segments.length !== 1) return undefined
  const [segment] = node.segments
  return segment?.kind === 'name' ? segment.name : undefined
}

/** 1C's ПОДОБНО: `%` any text, `_` one character, `[а-я]` and `[^к]` one of a class. */
function likePattern(pattern: string): RegExp {
  const source = pattern.replace(/\[\^?[^\]]+\]|[%_]|[.*+?^${}()|\\]/g, (part) => {
    if (part === '%') return '.*'
    if (part === '_') return '.'
    return part.startsWith('[') && part.length > 1 ? part : `\\${part}`
  })
  return new RegExp(`^${source}$`, 'su')
}
