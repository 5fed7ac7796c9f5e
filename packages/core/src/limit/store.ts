import { type Clock, systemClock } from '../time.ts'
import { MemoryLimiter } from './limiter.ts'
import type { Limit, Limiter, LimiterStore } from './types.ts'

/** A closed scope is looked at again no sooner than this, so that thousands that close together cost one timer. */
const SWEEP = 1_000
/** And no later: a call that still runs at the close may end at any time. */
const LATEST_SWEEP = 30_000

interface Scope {
  readonly limiter: MemoryLimiter
  clients: number
}

export interface MemoryLimiterStore extends LimiterStore {
  /** Scopes that are kept: open ones, and closed ones whose budget is not full again. */
  readonly size: number
}

export interface MemoryLimiterStoreOptions {
  /** Default: the system's. */
  readonly clock?: Clock
}

/**
 * Limiters in this process, one a scope, counted by the clients that use them. A scope without clients is kept until its
 * state cannot be told from a fresh one: a client that is closed and made again does not get a second burst.
 */
export function memoryLimiterStore({ clock = systemClock }: MemoryLimiterStoreOptions = {}): MemoryLimiterStore {
  const scopes = new Map<string, Scope>()
  const closed = new Set<string>()
  let cancel: (() => void) | undefined

  function sweepIn(ms: number): void {
    cancel ??= background(clock, Math.min(Math.max(ms, SWEEP), LATEST_SWEEP), () => {
      cancel = undefined
      let next = Infinity
      for (const scope of closed) next = Math.min(next, drop(scope))
      if (closed.size > 0) sweepIn(next)
    })
  }

  /** Forgets a closed scope, or returns the milliseconds until that may be possible. */
  function drop(scope: string): number {
    const wait = scopes.get(scope)?.limiter.freshIn() ?? 0
    if (wait > 0) return wait
    scopes.delete(scope)
    closed.delete(scope)
    return Infinity
  }

  return {
    get size() {
      return scopes.size
    },
    open(scope: string, limits: readonly Limit[]): Limiter {
      const known = scopes.get(scope)
      if (known) {
        known.limiter.adopt(limits)
        known.clients++
        closed.delete(scope)
        if (closed.size === 0) {
          cancel?.()
          cancel = undefined
        }
        return known.limiter
      }
      const limiter = new MemoryLimiter(limits, clock)
      scopes.set(scope, { limiter, clients: 1 })
      return limiter
    },
    close(scope: string): void {
      const known = scopes.get(scope)
      if (!known || known.clients === 0) return
      known.clients--
      if (known.clients > 0) return
      closed.add(scope)
      const wait = drop(scope)
      if (closed.has(scope)) sweepIn(wait)
    },
  }
}

const SHARED: unique symbol = Symbol.for('bpmcentr.limiters') as never

/** Stores of clocks other than the system's: made-up time must not mix with real time. */
let byClock: WeakMap<Clock, LimiterStore> | undefined

/** The store of this process, made on first use. Two copies of this package share it, as the vendor counts them together. */
export function defaultLimiterStore(clock: Clock = systemClock): LimiterStore {
  if (clock !== systemClock) {
    byClock ??= new WeakMap()
    const known = byClock.get(clock) ?? memoryLimiterStore({ clock })
    byClock.set(clock, known)
    return known
  }
  const holder = globalThis as { [SHARED]?: LimiterStore }
  holder[SHARED] ??= memoryLimiterStore()
  return holder[SHARED]
}

/** A timer that does not keep the process alive, where the platform can tell such timers. */
function background(clock: Clock, ms: number, run: () => void): () => void {
  if (clock !== systemClock) return clock.schedule(ms, run)
  const timer: unknown = setTimeout(run, ms)
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
    timer.unref()
  return () => clearTimeout(timer as ReturnType<typeof setTimeout>)
}
