import { ConfigError } from '../errors/index.ts'
import { checkInteger, checkNotNegative, checkPositive } from './check.ts'
import { declared } from './counting.ts'
import type { Reported, ReportedKey } from './reportedLimit.ts'
import { ReportedMeter, ReportedSource } from './reportedMeter.ts'

export type { Reported }

export interface ReportedOptions {
  /** The budget that the reports name. */
  readonly budget: string
  /** Units that may be used within the vendor's window. */
  readonly max: number
  /** Milliseconds after which use is forgotten for sure. */
  readonly window: number
  /** Units below `max` at which starts are held back. Default 0. */
  readonly margin?: number
  /** Counts apart for each key; a packed request may name several. Left out: one count for the scope. */
  readonly key?: ReportedKey
  /** See `keyed`. Default 10,000. */
  readonly maxKeys?: number
}

/**
 * A budget that only the vendor can count, such as server time: its answers say how much is used. A connector turns an
 * answer into a `BudgetReport` (or several) and the attempt's permit is released with it. What running attempts will use
 * is estimated from the last ones, unless the operation's cost names the budget. When the budget is spent, starts wait
 * for the vendor's reset; then one attempt at a time finds out how much has come free.
 *
 * Bitrix24: `reported({ budget: 'operating', max: 480, margin: 10, window: 600_000, key: methodOf })`, fed with
 * `time.operating` and `time.operating_reset_at` of each answer.
 *
 * @throws ConfigError for numbers that make no budget.
 */
export function reported(options: ReportedOptions): Reported {
  const { budget, max, window, margin = 0, key, maxKeys = 10_000 } = options
  checkPositive('reported', 'max', max)
  checkPositive('reported', 'window', window)
  checkNotNegative('reported', 'margin', margin)
  checkInteger('reported', 'maxKeys', maxKeys)
  if (margin >= max) throw new ConfigError('reported: margin must be below max')
  const own: Reported = { type: 'reported', budget, max, window, margin, key, maxKeys }
  return declared(own, {
    source: (next) => new ReportedSource(own, (name) => new ReportedMeter(next(), name, own)),
  })
}
