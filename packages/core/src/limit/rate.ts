import { REQUESTS } from './cost.ts'
import type { SlidingWindow } from './slidingWindow.ts'
import type { TokenBucket } from './tokenBucket.ts'
import type { Limit } from './types.ts'

/** The steady rate that the tightest limit on requests allows; undefined when none limits a rate. */
export function callsPerSecond(limits: readonly Limit[]): number | undefined {
  let lowest: number | undefined
  for (const limit of limits) {
    const rate = limit.budget === REQUESTS ? rateOf(limit) : undefined
    if (rate !== undefined && (lowest === undefined || rate < lowest)) lowest = rate
  }
  return lowest
}

function rateOf(limit: Limit): number | undefined {
  if (limit.type === 'tokenBucket') {
    const { refill, per } = limit as TokenBucket
    return (refill * 1_000) / per
  }
  if (limit.type === 'slidingWindow') {
    const { limit: count, window } = limit as SlidingWindow
    return (count * 1_000) / window
  }
  return undefined
}
