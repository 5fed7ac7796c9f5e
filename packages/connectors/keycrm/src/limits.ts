import { type Limit, slidingWindow } from '@bpmcentr/core'

/** 60 requests a minute for an API key from one IP address (head of KeyCRM's OpenAPI document, note 2). */
const REQUESTS = 60
const WINDOW = 60_000

/**
 * KeyCRM does not say how it counts the minute. A window that slides is within the limit for every way of counting; a token
 * bucket would let nearly twice as many through in the first minute.
 */
export function keycrmLimits(): readonly Limit[] {
  return [slidingWindow({ limit: REQUESTS, window: WINDOW })]
}

/** Milliseconds to wait after a 429 that does not say how long: half of the window. */
export const DEFAULT_PAUSE = 30_000

/** Milliseconds to wait after a 429 whose Retry-After is zero or in the past. */
export const SHORTEST_PAUSE = 5_000
