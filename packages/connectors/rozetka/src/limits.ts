import { concurrency, type Limit, tokenBucket } from '@bpmcentr/core'

/**
 * Rozetka documents no limits, and none were measured. This is the pace that integrators keep without being refused: three
 * requests a second, two at a time.
 */
export function rozetkaLimits(): readonly Limit[] {
  return [tokenBucket({ capacity: 3, refill: 3, per: 1_000 }), concurrency(2)]
}

/** Milliseconds to wait after a 429 that does not say how long. */
export const DEFAULT_PAUSE = 10_000

/** Milliseconds to wait while Rozetka says that it is under maintenance. */
export const MAINTENANCE_PAUSE = 30_000
