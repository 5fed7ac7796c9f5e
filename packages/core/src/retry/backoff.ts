/** Milliseconds before the first retry at most; doubles with each. */
export const BACKOFF_BASE = 250
/** The same where the other side said it has too much to do. */
export const BACKOFF_BASE_THROTTLED = 1_000
/** No wait of ours is longer. */
export const BACKOFF_CAP = 20_000

export interface BackoffOptions {
  /** The vendor refused the request as one too many. */
  readonly throttled?: boolean | undefined
  /** Milliseconds. Default 250, or 1,000 when throttled. */
  readonly base?: number | undefined
  /** Milliseconds. Default 20,000. */
  readonly cap?: number | undefined
  /** Between 0 and 1. */
  readonly random?: (() => number) | undefined
}

/**
 * Milliseconds to wait before a retry, 0 being the first: anything from 0 to `min(cap, base · 2^retry)`, evenly ("full
 * jitter"). Clients that failed together come back spread out, which costs the least calls of all the ways to spread them:
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(retry: number, options: BackoffOptions = {}): number {
  const { throttled, cap = BACKOFF_CAP, random = Math.random } = options
  const base = options.base ?? (throttled ? BACKOFF_BASE_THROTTLED : BACKOFF_BASE)
  return Math.floor(random() * Math.min(cap, base * 2 ** Math.max(0, retry)))
}
