import { parseHttpDate } from './httpDate.ts'

/** Longer ones are no hint. */
const LONGEST_VALUE = 40
/** From this number on it can't be a length in seconds (31 years): it is a time in epoch seconds. */
const EPOCH_SECONDS = 1e9
/** From here on it is one in milliseconds (as seconds it would be the year 5138). */
const EPOCH_MILLISECONDS = 1e11
/** A wait above a year is a mistake of the other side. */
const LONGEST_WAIT = 366 * 86_400_000

/** Reads a header by its lower-case name. */
export type HeaderReader = (name: string) => string | null

/**
 * Milliseconds after which the vendor takes requests again, as its answer's headers say; undefined when they do not.
 * `Retry-After-Ms` and `Retry-After` (seconds or an HTTP date) come before `X-RateLimit-Reset-After`, `RateLimit-Reset`
 * and `X-RateLimit-Reset` (seconds to go or a time, told apart by size). The last three come with every answer of many
 * vendors: where the matching `…-Remaining` says there is something left, they are no reason to wait.
 */
export function retryAfterMs(header: HeaderReader, now: number): number | undefined {
  return explicitRetryAfterMs(header, now) ?? rateLimitReset(header, now)
}

/**
 * Only `Retry-After-Ms` and `Retry-After`: what the other side sends with a refusal and not otherwise. A 503 with it was
 * not processed; a 503 with mere rate-limit headers may have been.
 */
export function explicitRetryAfterMs(header: HeaderReader, now: number): number | undefined {
  return milliseconds(header('retry-after-ms')) ?? retryAfter(header('retry-after'), now)
}

function rateLimitReset(header: HeaderReader, now: number): number | undefined {
  for (const prefix of ['x-ratelimit', 'ratelimit']) {
    const left = number(header(`${prefix}-remaining`))
    if (left !== undefined && left > 0) continue
    const wait = timeOrSeconds(header(`${prefix}-reset-after`), now) ?? timeOrSeconds(header(`${prefix}-reset`), now)
    if (wait !== undefined) return wait
  }
  return undefined
}

function milliseconds(value: string | null): number | undefined {
  const ms = number(value)
  return ms === undefined ? undefined : bounded(ms)
}

function retryAfter(value: string | null, now: number): number | undefined {
  const wait = timeOrSeconds(value, now)
  if (wait !== undefined || value === null || value.length > LONGEST_VALUE) return wait
  const date = parseHttpDate(value.trim(), now)
  return date === undefined ? undefined : bounded(date - now)
}

function timeOrSeconds(value: string | null, now: number): number | undefined {
  const amount = number(value)
  if (amount === undefined) return undefined
  if (amount >= EPOCH_MILLISECONDS) return bounded(amount - now)
  return bounded(amount >= EPOCH_SECONDS ? amount * 1_000 - now : amount * 1_000)
}

function number(value: string | null): number | undefined {
  if (value === null || value.length > LONGEST_VALUE) return undefined
  const text = value.trim()
  return /^\d{1,15}(?:\.\d{1,9})?$/.test(text) ? Number(text) : undefined
}

function bounded(ms: number): number | undefined {
  return ms > LONGEST_WAIT ? undefined : Math.max(0, Math.ceil(ms))
}
