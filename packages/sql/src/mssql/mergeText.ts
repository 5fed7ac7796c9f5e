import { assignments, type MergeWords, names, placeholders } from '../bulk/mergeText.ts'
import type { BulkPlan } from '../bulk/types.ts'
import { quoteId } from '../statement/quoteId.ts'
import { mssqlDialect as dialect } from './dialect.ts'

const words: MergeWords = {
  old: (column) => `t.${column}`,
  fresh: (column) => `s.${column}`,
  isEmpty: (text) => `(${text} is null or cast(${text} as nvarchar(max)) = '')`,
  lines: (a, b) => `concat(${a}, char(10), ${b})`,
  contains: (text, part) => `charindex(${part}, ${text}) > 0`,
}

/**
 * Rows of one statement: an insert, or a MERGE. `holdlock` keeps two writers of a new key from both seeing none:
 * https://learn.microsoft.com/en-us/sql/t-sql/statements/merge-transact-sql#concurrency-considerations-for-merge
 */
export function writeText(plan: BulkPlan, rows: number): string {
  const width = plan.columns.length
  const tuples = Array.from({ length: rows }, (_, row) => `(${placeholders(dialect, width, row * width)})`).join(', ')
  const target = quoteId(dialect, plan.table)
  const columns = names(dialect, plan.columns)
  if (plan.rules === undefined) return `insert into ${target} (${columns}) values ${tuples}`
  const on = plan.key.map((column) => `t.${quoteId(dialect, [column])} = s.${quoteId(dialect, [column])}`).join(' and ')
  const changes = assignments(dialect, plan, words, 't.')
  const matched = changes.length === 0 ? '' : ` when matched then update set ${changes.join(', ')}`
  return (
    `merge into ${target} with (holdlock) as t using (values ${tuples}) as s (${columns}) on ${on}${matched}` +
    ` when not matched then insert (${columns}) values (${names(dialect, plan.columns, 's.')});`
  )
}
