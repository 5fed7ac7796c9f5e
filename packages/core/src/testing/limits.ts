import { json, type Reply } from './reply.ts'
import type { SandboxRequest } from './request.ts'

/** What a limit knows after a request. Times in milliseconds. */
export interface LimitState {
  readonly limit: number
  readonly remaining: number
  /** Until a request would be let through; 0 when the next one would. */
  readonly retryAfter: number
}

/** The vendor's side of a rate limit, on the sandbox's clock. */
export interface SandboxLimit {
  readonly type: string
  /** The refusal, or undefined to let the request through. */
  admit(request: SandboxRequest): Reply | undefined
  /** Called when a request that was let through has been answered. */
  release?(request: SandboxRequest): void
  /** Headers for an answer, where the vendor tells how much is left. */
  headers?(request: SandboxRequest): Readonly<Record<string, string>>
  /** The vendor's refusal. `retryAfter` in whole seconds, rounded up. */
  reject(retryAfter: number, request: SandboxRequest): Reply
  reset(): void
}

export interface LimitOptions {
  /** The vendor's refusal. Default: 429 with `retry-after`. */
  readonly reject?: (retryAfter: number, request: SandboxRequest) => Reply
  /** Whose budget a request draws on. Default: its account. */
  readonly key?: (request: SandboxRequest) => string
  /** What a request costs; 0 to leave it out. Default 1. */
  readonly cost?: (request: SandboxRequest) => number
  /** Refused requests use up the budget too, as with some vendors. Default false. */
  readonly countRejected?: boolean
  /** Headers for every answer. */
  readonly headers?: (state: LimitState) => Readonly<Record<string, string>>
}

/** One account's budget: how long until `cost` fits (0 = now), taking it, and what is left. */
interface Meter {
  wait(cost: number, now: number): number
  take(cost: number, now: number): void
  left(now: number): number
}

/** At most `limit` in any span of `window` milliseconds. */
export function slidingWindowLimit(
  options: LimitOptions & { readonly limit: number; readonly window: number },
): SandboxLimit {
  const { limit, window } = options
  return metered('slidingWindow', limit, options, () => {
    let taken: { at: number; cost: number }[] = []
    const used = (now: number) => {
      taken = taken.filter((entry) => entry.at > now - window)
      return taken.reduce((sum, entry) => sum + entry.cost, 0)
    }
    return {
      left: (now) => limit - used(now),
      take: (cost, now) => void taken.push({ at: now, cost }),
      wait(cost, now) {
        let over = used(now) + cost - limit
        if (over <= 0) return 0
        for (const entry of taken) {
          over -= entry.cost
          if (over <= 0) return entry.at + window - now
        }
        return window
      },
    }
  })
}

/** At most `limit` in each window of the clock: 12:00:00–12:00:59, 12:01:00–12:01:59 … */
export function fixedWindowLimit(
  options: LimitOptions & { readonly limit: number; readonly window: number },
): SandboxLimit {
  const { limit, window } = options
  return metered('fixedWindow', limit, options, () => {
    let current = Number.NaN
    let used = 0
    const turn = (now: number) => {
      const index = Math.floor(now / window)
      if (index !== current) used = 0
      current = index
    }
    return {
      left(now) {
        turn(now)
        return limit - used
      },
      take(cost, now) {
        turn(now)
        used += cost
      },
      wait(cost, now) {
        turn(now)
        return used + cost <= limit ? 0 : (current + 1) * window - now
      },
    }
  })
}

/** `capacity` at once, refilled steadily at `perSecond`. */
export function tokenBucketLimit(
  options: LimitOptions & { readonly capacity: number; readonly perSecond: number },
): SandboxLimit {
  const { capacity, perSecond } = options
  return metered('tokenBucket', capacity, options, () => {
    let tokens = capacity
    let since = Number.NaN
    const fill = (now: number) => {
      if (!Number.isNaN(since)) tokens = Math.min(capacity, tokens + ((now - since) / 1_000) * perSecond)
      since = now
    }
    return {
      left(now) {
        fill(now)
        return Math.floor(tokens + EPSILON)
      },
      take(cost, now) {
        fill(now)
        tokens -= cost
      },
      wait(cost, now) {
        fill(now)
        return tokens + EPSILON >= cost ? 0 : ((cost - tokens) / perSecond) * 1_000
      },
    }
  })
}

/**
 * A counter that each request raises and that drains at `perSecond`; a request that would raise it above `capacity` is
 * refused. The same arithmetic as a token bucket, seen from the other side.
 */
export function leakyBucketLimit(
  options: LimitOptions & { readonly capacity: number; readonly perSecond: number },
): SandboxLimit {
  return { ...tokenBucketLimit(options), type: 'leakyBucket' }
}

/** At most `limit` requests of an account in flight at the same time. */
export function concurrencyLimit(options: LimitOptions & { readonly limit: number }): SandboxLimit {
  const running = new Map<string, number>()
  const keyOf = options.key ?? ((request) => request.account)
  const reject = options.reject ?? tooMany
  const change = (request: SandboxRequest, by: number) =>
    running.set(keyOf(request), (running.get(keyOf(request)) ?? 0) + by)
  return {
    type: 'concurrency',
    reject,
    admit(request) {
      if ((running.get(keyOf(request)) ?? 0) >= options.limit) return reject(1, request)
      change(request, 1)
      return undefined
    },
    release: (request) => void change(request, -1),
    reset: () => running.clear(),
  }
}

/** Sums of fractions come out a hair short of a whole token. */
const EPSILON = 1e-9

function tooMany(retryAfter: number): Reply {
  return json({ message: 'Too Many Requests' }, 429, { 'retry-after': String(retryAfter) })
}

function metered(type: string, limit: number, options: LimitOptions, make: () => Meter): SandboxLimit {
  const meters = new Map<string, Meter>()
  const reject = options.reject ?? tooMany
  const meterOf = (request: SandboxRequest): Meter => {
    const key = options.key?.(request) ?? request.account
    const meter = meters.get(key) ?? make()
    meters.set(key, meter)
    return meter
  }
  const { headers } = options
  return {
    type,
    reject,
    admit(request) {
      const meter = meterOf(request)
      const cost = options.cost?.(request) ?? 1
      const wait = cost === 0 ? 0 : meter.wait(cost, request.at)
      if (wait === 0 || options.countRejected) meter.take(cost, request.at)
      return wait === 0 ? undefined : reject(Math.ceil(wait / 1_000), request)
    },
    ...(headers && {
      headers(request: SandboxRequest) {
        const meter = meterOf(request)
        return headers({ limit, remaining: Math.max(0, meter.left(request.at)), retryAfter: meter.wait(1, request.at) })
      },
    }),
    reset: () => meters.clear(),
  }
}
