import type { Dialect } from '../statement/dialect.ts'
import { quoteId } from '../statement/quoteId.ts'
import type { BulkPlan, FieldRule } from './types.ts'

/** How a dialect writes what the rules of a merge need. */
export interface MergeWords {
  /** The row that is there. */
  old(column: string): string
  /** The row that comes. */
  fresh(column: string): string
  isEmpty(expression: string): string
  /** `a`, a line break, `b`. */
  lines(a: string, b: string): string
  contains(text: string, part: string): string
}

/** `column = …` for every column that a row may change when it is there already. */
export function assignments(dialect: Dialect, plan: BulkPlan, words: MergeWords, target = ''): string[] {
  if (plan.rules === undefined || plan.rules === 'skip') return []
  return [...plan.rules].flatMap(([column, rule]) => {
    if (rule === 'keep') return []
    const quoted = quoteId(dialect, [column])
    return [`${target}${quoted} = ${changed(rule, words.old(quoted), words.fresh(quoted), words)}`]
  })
}

function changed(rule: FieldRule, old: string, fresh: string, words: MergeWords): string {
  if (rule === 'fillEmpty') return `case when ${words.isEmpty(old)} then ${fresh} else ${old} end`
  if (rule !== 'append') return fresh
  // What is there already is not added again, so that a repeated run changes nothing.
  return [
    `case when ${words.isEmpty(old)} then ${fresh}`,
    `when ${words.isEmpty(fresh)} or ${words.contains(old, fresh)} then ${old}`,
    `else ${words.lines(old, fresh)} end`,
  ].join(' ')
}

export function names(dialect: Dialect, columns: readonly string[], prefix = ''): string {
  return columns.map((column) => prefix + quoteId(dialect, [column])).join(', ')
}

/** `$1, $2, …` for a row, beginning after `offset` parameters. */
export function placeholders(dialect: Dialect, count: number, offset = 0): string {
  return Array.from({ length: count }, (_, index) => dialect.placeholder(offset + index + 1)).join(', ')
}
