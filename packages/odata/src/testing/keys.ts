import type { ArgumentNode, FilterNode } from '../filter/ast.ts'
import type { EvaluateOptions } from '../filter/evaluate/options.ts'

/** A constant out of a URL: a literal, a list or an object. */
export function literalValue(node: FilterNode, aliases?: EvaluateOptions['aliases']): unknown {
  switch (node.kind) {
    case 'literal':
      return /^Edm\.(?:Int16|Int32|Byte|SByte|Double|Single)$/.test(node.type ?? '') ? Number(node.value) : node.value
    case 'alias': {
      const found = aliases?.[node.name]
      return found === undefined ? undefined : literalValue(found, aliases)
    }
    case 'list':
      return node.items.map((item) => literalValue(item, aliases))
    case 'object':
      return Object.fromEntries(node.members.map(([name, value]) => [name, literalValue(value, aliases)]))
    case 'unary':
      return node.operator === 'neg' ? -Number(literalValue(node.operand, aliases)) : undefined
    default:
      return undefined
  }
}

export function argumentValues(
  args: readonly ArgumentNode[] | undefined,
  names: readonly string[],
  aliases?: EvaluateOptions['aliases'],
): Record<string, unknown> {
  return Object.fromEntries(
    (args ?? []).map(({ name, value }, index) => [name ?? names[index] ?? '', literalValue(value, aliases)]),
  )
}
