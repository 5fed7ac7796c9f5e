import { assignments, type MergeWords, names, placeholders } from '../bulk/mergeText.ts'
import type { BulkPlan } from '../bulk/types.ts'
import { quoteId } from '../statement/quoteId.ts'
import { oracleDialect as dialect } from './dialect.ts'

/** An empty string is NULL in Oracle, so empty means null. */
const words: MergeWords = {
  old: (column) => `t.${column}`,
  fresh: (column) => `s.${column}`,
  isEmpty: (text) => `${text} is null`,
  lines: (a, b) => `${a} || chr(10) || ${b}`,
  contains: (text, part) => `instr(${text}, ${part}) > 0`,
}

/** For one row, bound as an array of rows. */
export function writeText(plan: BulkPlan): string {
  const target = quoteId(dialect, plan.table)
  const columns = names(dialect, plan.columns)
  if (plan.rules === undefined)
    return `insert into ${target} (${columns}) values (${placeholders(dialect, plan.columns.length)})`
  const source = plan.columns.map((column, index) => `:${index + 1} ${quoteId(dialect, [column])}`).join(', ')
  const on = plan.key.map((column) => `t.${quoteId(dialect, [column])} = s.${quoteId(dialect, [column])}`).join(' and ')
  const changes = assignments(dialect, plan, words, 't.')
  const matched = changes.length === 0 ? '' : ` when matched then update set ${changes.join(', ')}`
  return (
    `merge into ${target} t using (select ${source} from dual) s on (${on})${matched}` +
    ` when not matched then insert (${columns}) values (${names(dialect, plan.columns, 's.')})`
  )
}
