import type { SandboxRequest } from './request.ts'

/**
 * What goes wrong.
 * - `rateLimit`: the vendor's refusal, asking to wait `retryAfter` seconds (default 1)
 * - `status`: this status with this body, without processing
 * - `unreachable`: no connection comes about, so surely nothing was sent (over a real socket: a reset)
 * - `resetBefore`: the connection dies before the request is processed
 * - `resetAfter`: it is processed, then the connection dies without an answer
 * - `resetDuring`: it is processed, and the connection dies in the middle of the answer
 * - `slow`: it is processed, and answered `ms` later
 * - `stall`: it is never answered, nor processed
 * - `stallAfter`: it is processed and never answered
 * - `stallBody`: it is processed; head and half of the body come, then nothing
 * - `truncatedJson`: it is processed; half of the body comes as if it were whole
 * - `htmlPage`: instead of processing, an HTML page with `status` (default 200), as proxies and login walls give
 * - `badGzip`: it is processed; the compressed answer is damaged
 * - `wrongLength`: it is processed; the answer announces more bytes than it has
 * - `redirect`: sent `to` another place with `status` (default 302)
 */
export type Fault =
  | { readonly with: 'rateLimit'; readonly retryAfter?: number }
  | {
      readonly with: 'status'
      readonly status: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly with: 'slow'; readonly ms: number }
  | { readonly with: 'htmlPage'; readonly status?: number; readonly body?: string }
  | { readonly with: 'redirect'; readonly to: string; readonly status?: number }
  | {
      readonly with:
        | 'unreachable'
        | 'resetBefore'
        | 'resetAfter'
        | 'resetDuring'
        | 'stall'
        | 'stallAfter'
        | 'stallBody'
        | 'truncatedJson'
        | 'badGzip'
        | 'wrongLength'
    }

export interface FaultScope {
  /** Which requests. Default: all. `path` is relative to the base URL; a string is compared whole. */
  readonly when?:
    | ((request: SandboxRequest) => boolean)
    | { readonly method?: string; readonly path?: string | RegExp }
    | undefined
  /** How many of them. Default 1; `Infinity` until removed. */
  readonly times?: number
  /** Let this many of them pass first. */
  readonly after?: number
  /** Strike with this probability, 0 to 1, from the sandbox's seeded random numbers. */
  readonly chance?: number
}

export type FaultRule = Fault & FaultScope

/** A rule in force. */
export interface FaultHandle {
  /** How often it has struck. */
  readonly hits: number
  remove(): void
}

export interface Faults {
  add(rule: FaultRule): FaultHandle
  /** The fault for this request, of the rule added first, if any. */
  pick(request: SandboxRequest): Fault | undefined
  clear(): void
}

/** `seed` makes rules with a `chance` repeatable. */
export function createFaults(seed: number): Faults {
  let rules: { rule: FaultRule; hits: number; seen: number }[] = []
  let random = mulberry32(seed)
  return {
    add(rule) {
      const entry = { rule, hits: 0, seen: 0 }
      rules.push(entry)
      return {
        get hits() {
          return entry.hits
        },
        remove() {
          rules = rules.filter((each) => each !== entry)
        },
      }
    },
    pick(request) {
      for (const entry of rules) {
        const { rule } = entry
        if (entry.hits >= (rule.times ?? 1) || !applies(rule.when, request)) continue
        if (entry.seen++ < (rule.after ?? 0)) continue
        if (rule.chance !== undefined && random() >= rule.chance) continue
        entry.hits++
        return rule
      }
      return undefined
    },
    clear() {
      rules = []
      random = mulberry32(seed)
    },
  }
}

function applies(when: FaultScope['when'], request: SandboxRequest): boolean {
  if (when === undefined) return true
  if (typeof when === 'function') return when(request)
  if (when.method !== undefined && when.method.toUpperCase() !== request.method) return false
  if (when.path === undefined) return true
  return typeof when.path === 'string' ? when.path === request.path : request.path.search(when.path) !== -1
}

/** A small seeded generator of numbers in [0, 1): public domain, by Tommy Ettinger. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
