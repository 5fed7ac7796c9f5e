import type { ODataVersion } from '../model.ts'
import type { ArgumentNode, BinaryNode, FilterNode, LiteralNode, PathSegment } from './ast.ts'
import { V3_NUMBER_SUFFIX, V3_PREFIX, V4_PREFIX } from './prefixes.ts'

export interface PrintOptions {
  /** Which literals to write; default `'4.01'`. */
  readonly version?: ODataVersion
}

/**
 * Writes an expression as text, not percent-encoded. Every nested operation stands in parentheses, so that no server can
 * group it differently, whatever it thinks of precedence.
 */
export function printFilter(node: FilterNode, { version = '4.01' }: PrintOptions = {}): string {
  return print(node, version)
}

function print(node: FilterNode, version: ODataVersion): string {
  switch (node.kind) {
    case 'literal':
      return literal(node, version)
    case 'path':
      return [...(node.base ? [print(node.base, version)] : []), ...node.segments.map((s) => segment(s, version))].join(
        '/',
      )
    case 'alias':
      return node.name
    case 'call':
      return call(node.name, node.arguments, version)
    case 'binary':
      return binary(node, version)
    case 'unary':
      return node.operator === 'not' ? `not (${print(node.operand, version)})` : negated(node.operand, version)
    case 'lambda': {
      const inner = node.predicate ? `${node.variable}:${print(node.predicate, version)}` : ''
      return `${print(node.collection, version)}/${node.operator}(${inner})`
    }
    case 'list':
      return json(node, version)
    case 'object':
      return `{${node.members.map(([name, value]) => `${JSON.stringify(name)}:${json(value, version)}`).join(',')}}`
    case 'type':
      return old(version) ? `'${node.name}'` : node.name
  }
}

/** Chains of the same logical operator stay flat, and are walked without recursion: they can be very long. */
function binary(node: BinaryNode, version: ODataVersion): string {
  const operands: string[] = []
  let left: FilterNode = node
  const flat = node.operator === 'and' || node.operator === 'or'
  do {
    operands.push(left.operator === 'in' ? choices(left.right, version) : operand(left.right, version))
    left = left.left
  } while (flat && left.kind === 'binary' && left.operator === node.operator)
  operands.push(operand(left, version))
  return operands.reverse().join(` ${node.operator} `)
}

function operand(node: FilterNode, version: ODataVersion): string {
  const text = print(node, version)
  return node.kind === 'binary' || node.kind === 'unary' ? `(${text})` : text
}

/** A literal behind a minus would become a negative literal, and a second minus nothing at all. */
function negated(node: FilterNode, version: ODataVersion): string {
  return node.kind === 'path' || node.kind === 'call' ? `-${print(node, version)}` : `-(${print(node, version)})`
}

function call(name: string, args: readonly FilterNode[], version: ODataVersion): string {
  const texts = args.map((node) => print(node, version))
  if (name !== 'case') return `${name}(${texts.join(',')})`
  const pairs = texts.flatMap((text, index) => (index % 2 === 0 ? [`${text}:${texts[index + 1]}`] : []))
  return `case(${pairs.join(',')})`
}

function segment(part: PathSegment, version: ODataVersion): string {
  switch (part.kind) {
    case 'name':
      return part.name + argumentsText(part.arguments, version)
    case 'filter':
      return `$filter(${print(part.predicate, version)})${argumentsText(part.arguments, version)}`
    case 'count': {
      const options = [
        ...(part.filter ? [`$filter=${print(part.filter, version)}`] : []),
        ...(part.search ? [`$search=${part.search}`] : []),
      ]
      return options.length > 0 ? `$count(${options.join(';')})` : '$count'
    }
  }
}

function argumentsText(args: readonly ArgumentNode[] | undefined, version: ODataVersion): string {
  if (args === undefined) return ''
  return `(${args.map(({ name, value }) => (name ? `${name}=` : '') + print(value, version)).join(',')})`
}

/** What follows `in`: `(…)` where all items are literals, else a JSON array or an expression. */
function choices(node: FilterNode, version: ODataVersion): string {
  if (node.kind !== 'list' || node.items.some((item) => item.kind !== 'literal')) return operand(node, version)
  return `(${node.items.map((item) => print(item, version)).join(',')})`
}

function json(node: FilterNode, version: ODataVersion): string {
  if (node.kind === 'literal' && node.type === 'Edm.String') return JSON.stringify(node.value)
  if (node.kind === 'list') return `[${node.items.map((item) => json(item, version)).join(',')}]`
  return print(node, version)
}

function literal({ type, value }: LiteralNode, version: ODataVersion): string {
  if (value === null || type === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  const quoted = `'${value.replaceAll("'", "''")}'`
  if (type === 'Edm.String') return quoted
  if (!type.startsWith('Edm.')) return type + quoted
  if (old(version)) {
    const prefix = V3_PREFIX[type]
    return prefix === undefined ? value + suffix(type, value) : prefix + quoted
  }
  const prefix = V4_PREFIX[type]
  return prefix === undefined ? value : prefix + quoted
}

/** V2 and V3 tell the numeric types apart by a letter; INF and NaN have none. */
function suffix(type: string, value: string): string {
  return /\d$/.test(value) ? (V3_NUMBER_SUFFIX[type] ?? '') : ''
}

function old(version: ODataVersion): boolean {
  return version === '2.0' || version === '3.0'
}
