import type { Dialect } from '../statement/dialect.ts'
import { quoteId } from '../statement/quoteId.ts'
import { assignments, type MergeWords, names } from './mergeText.ts'
import type { BulkPlan } from './types.ts'

/** The `on conflict` of PostgreSQL and SQLite; empty for a plain insert. */
export function onConflict(dialect: Dialect, plan: BulkPlan): string {
  if (plan.rules === undefined) return ''
  const table = quoteId(dialect, plan.table.slice(-1))
  const sqlite = dialect.name === 'sqlite'
  const words: MergeWords = {
    old: (column) => `${table}.${column}`,
    fresh: (column) => `excluded.${column}`,
    isEmpty: (text) => `(${text} is null or cast(${text} as text) = '')`,
    lines: (a, b) => `${a} || ${sqlite ? 'char(10)' : 'chr(10)'} || ${b}`,
    contains: (text, part) => (sqlite ? `instr(${text}, ${part}) > 0` : `position(${part} in ${text}) > 0`),
  }
  const changes = assignments(dialect, plan, words)
  const action = changes.length === 0 ? 'do nothing' : `do update set ${changes.join(', ')}`
  return ` on conflict (${names(dialect, plan.key)}) ${action}`
}
