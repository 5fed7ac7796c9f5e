import type { OperationKind } from '@bpmcentr/core'

const KINDS: Readonly<Record<string, OperationKind>> = {
  select: 'read',
  values: 'read',
  table: 'read',
  show: 'read',
  explain: 'read',
  describe: 'read',
  pragma: 'read',
  insert: 'create',
  update: 'update',
  delete: 'delete',
  merge: 'upsert',
  replace: 'upsert',
}

/** Comments, and what is quoted: neither says what a statement does. */
const SKIPPED = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`/g
const WRITES = /\b(insert|update|delete|merge)\b/i

/** What a statement does, by its words. In doubt an `action`; a function that a select calls may of course write. */
export function kindOf(text: string): OperationKind {
  const first = /^[\s(;]*([a-z]+)/i.exec(text)?.[1]?.toLowerCase()
  const quick = first === undefined ? undefined : KINDS[first]
  if (quick !== undefined && first !== 'explain' && quick !== 'create') return quick
  const bare = text.replace(SKIPPED, ' ')
  const word = /^[\s(;]*([a-z]+)/i.exec(bare)?.[1]?.toLowerCase() ?? ''
  if (word === 'insert') return /\bon\s+(?:conflict|duplicate)\b/i.test(bare) ? 'upsert' : 'create'
  if (word !== 'with' && word !== 'explain') return KINDS[word] ?? 'action'
  const write = WRITES.exec(bare)?.[1]?.toLowerCase()
  return write === undefined ? 'read' : (KINDS[write] ?? 'action')
}
