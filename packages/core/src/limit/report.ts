/** What an answer says about a budget. Give `used`, or `remaining` where the vendor counts down. */
export interface BudgetReport {
  readonly budget: string
  /** Default: the keys of the request that was answered. */
  readonly key?: string | undefined
  /** Units used in the vendor's window so far. */
  readonly used?: number | undefined
  /** Units left in the vendor's window. */
  readonly remaining?: number | undefined
  /** Epoch milliseconds at which some of the use falls out of the window. */
  readonly resetAt?: number | undefined
}

/** More reports than this in one answer are not read: a batch has 50 commands at most with the vendors known. */
const MOST = 1_000

/** Reads `permit.release(feedback)`: one report or a list. It was made from a vendor's answer, so what makes no sense is ignored. */
export function readReports(feedback: unknown): readonly BudgetReport[] {
  if (typeof feedback !== 'object' || feedback === null) return NONE
  const list: readonly unknown[] = Array.isArray(feedback) ? feedback.slice(0, MOST) : [feedback]
  return list.filter(isReport)
}

const NONE: readonly BudgetReport[] = []

function isReport(value: unknown): value is BudgetReport {
  if (typeof value !== 'object' || value === null) return false
  const { budget, key, used, remaining, resetAt } = value as Record<string, unknown>
  return (
    typeof budget === 'string' &&
    (key === undefined || typeof key === 'string') &&
    (isUnits(used) || (used === undefined && isUnits(remaining))) &&
    (resetAt === undefined || (typeof resetAt === 'number' && Number.isFinite(resetAt)))
  )
}

function isUnits(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Infinity
}
