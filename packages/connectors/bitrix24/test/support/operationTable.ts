import { type AnyOperation, isOperation, type OperationTree } from '@bpmcentr/core'

const AFTER = {
  repeatable: 'sent again',
  header: 'sent again',
  field: 'sent again',
  recover: 'looked up first',
  none: 'left unknown',
} as const

/** The README's table, made of what the operations say of themselves. */
export function operationTable(tree: OperationTree): string {
  const rows = Object.entries(tree).flatMap(([name, entry]) => rowsOf(entry, name))
  const head = ['operation', 'method', 'what it does', 'answer lost']
  // Aligned, as the formatter of this repository wants it.
  const widths = head.map((_cell, column) => Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

function rowsOf(entry: AnyOperation | OperationTree, name: string): string[][] {
  if (isOperation(entry)) return [rowOf(entry, name)]
  return Object.entries(entry).flatMap(([child, below]) => rowsOf(below, `${name}.${child}`))
}

function rowOf(operation: AnyOperation, name: string): string[] {
  const input: unknown = operation.example?.input
  const { method, path } = operation.request(input, { env: undefined, idempotencyKey: '' })
  const where = method === 'GET' ? 'GET a file' : path.replace(/\.json$/, '')
  const after = operation['~op'] === 'list' ? AFTER.repeatable : AFTER[operation.idempotency.type]
  return [`\`${name}\``, where, operation.summary, after]
}
