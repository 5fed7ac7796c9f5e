import { assignments, type MergeWords, names, placeholders } from '../bulk/mergeText.ts'
import type { BulkPlan, BulkWriter } from '../bulk/types.ts'
import type { Result } from '../driver/types.ts'
import { quoteId } from '../statement/quoteId.ts'
import { mysqlDialect as dialect } from './dialect.ts'

/** Rows in one statement: more make it no faster. */
const ROWS = 500

/** `insert … values (…), (…) on duplicate key update`: one prepared statement for every full set of rows. */
export function multiRowWriter(
  query: (text: string, values: readonly unknown[]) => Promise<Result>,
  plan: BulkPlan,
): BulkWriter {
  const width = plan.columns.length
  const most = Math.max(1, Math.min(ROWS, Math.floor(60_000 / width)))
  const texts = new Map<number, string>()
  const textFor = (rows: number): string => {
    let text = texts.get(rows)
    if (text === undefined) {
      text = insertText(plan, rows)
      if (rows === most || rows === 1) texts.set(rows, text)
    }
    return text
  }
  const write = async (rows: readonly (readonly unknown[])[]): Promise<number> => {
    let affected = 0
    for (let from = 0; from < rows.length; from += most) {
      const part = rows.slice(from, from + most)
      affected += (await query(textFor(part.length), part.flat())).affected
    }
    return affected
  }
  return { write, writeOne: (row) => write([row]), close: async () => {} }
}

export function insertText(plan: BulkPlan, rows: number): string {
  const tuple = `(${placeholders(dialect, plan.columns.length)})`
  const tuples = new Array<string>(rows).fill(tuple).join(', ')
  return `insert into ${quoteId(dialect, plan.table)} (${names(dialect, plan.columns)}) values ${tuples}${onDuplicate(plan)}`
}

/** `values(column)` is what both MySQL and MariaDB understand. */
function onDuplicate(plan: BulkPlan): string {
  if (plan.rules === undefined) return ''
  const words: MergeWords = {
    old: (column) => column,
    fresh: (column) => `values(${column})`,
    isEmpty: (text) => `(${text} is null or cast(${text} as char) = '')`,
    lines: (a, b) => `concat(${a}, char(10), ${b})`,
    contains: (text, part) => `instr(${text}, ${part}) > 0`,
  }
  const changes = assignments(dialect, plan, words)
  const [first = ''] = plan.key
  const quoted = quoteId(dialect, [first])
  // Not `insert ignore`, which would also swallow values that do not fit.
  return ` on duplicate key update ${changes.length === 0 ? `${quoted} = ${quoted}` : changes.join(', ')}`
}
