import { REQUESTS } from './cost.ts'
import { rateOf } from './counting.ts'
import type { Limit } from './types.ts'

/** The steady rate that the tightest limit on requests allows; undefined when none limits a rate. */
export function callsPerSecond(limits: readonly Limit[]): number | undefined {
  const rates = limits.flatMap((limit) => (limit.budget === REQUESTS ? (rateOf(limit) ?? []) : []))
  return rates.length === 0 ? undefined : Math.min(...rates)
}
