/**
 * What became of an attempt that did not succeed:
 * - `notSent`: name not found, connection refused, TLS: it never left
 * - `refused`: the vendor says it did not process it: 408, 429, 503 with `Retry-After`, its own "too many requests"
 * - `maybeSent`: reset or timeout after sending began
 * - `serverError`: 500, 502, 503 without `Retry-After`, 504 and their kin
 * - `unreadable`: a success whose body cannot be read
 * - `unusable`: a success, or a redirect that may follow one, of which the next answer would be no better
 * - `fatal`: repeating it won't help
 */
export type Failure = 'notSent' | 'refused' | 'maybeSent' | 'serverError' | 'unreadable' | 'unusable' | 'fatal'

export interface RetryQuestion {
  readonly failure: Failure
  /** Doing it twice is doing it once: by kind, by idempotency key, or because the vendor refuses the second. */
  readonly safe: boolean
  /** The operation can look up what became of it. */
  readonly recoverable: boolean
  /** 1 for the first. */
  readonly attempt: number
  readonly maxRetries: number
}

/**
 * - `retry`: send it again
 * - `recover`: look up what became of it, and only then perhaps send it again
 * - `fail`: throw what happened
 * - `unknown`: throw an OutcomeUnknownError, for it may have happened
 */
export type RetryDecision = 'retry' | 'recover' | 'fail' | 'unknown'

/**
 * What to do about a failed attempt. A pure function: the one place where it is decided whether something is sent twice.
 * The answer `retry` still needs the retry budget's consent and time before the deadline; where they are missing, a
 * request that is not safe was not sent or was refused, so it fails, it is never unknown.
 */
export function decideRetry({ failure, safe, recoverable, attempt, maxRetries }: RetryQuestion): RetryDecision {
  if (failure === 'fatal') return 'fail'
  const again = attempt <= maxRetries ? 'retry' : 'fail'
  // Nothing happened, so even a payment may go out again.
  if (failure === 'notSent' || failure === 'refused') return again
  if (safe) return failure === 'unusable' ? 'fail' : again
  // It may have happened. The lookup is worth its call even when no retry is left: it may find the result.
  return recoverable ? 'recover' : 'unknown'
}

/** Whether the request may have taken effect, as far as this failure tells. */
export function mayHaveHappened(failure: Failure): boolean {
  return failure !== 'notSent' && failure !== 'refused' && failure !== 'fatal'
}
