import { type Clock, systemClock } from '../time.ts'

/** `new`: yours to handle. `busy`: being handled elsewhere. `done`: handled before. */
export type Claim = 'new' | 'busy' | 'done'

/** Remembers which events were handled. To share it between processes, each step has to be atomic (Redis: SET NX PX). */
export interface DedupeStore {
  /** Takes an event on. An unfinished claim lapses after `lease` milliseconds, in case its process died. */
  claim(key: string, lease: number): Claim | Promise<Claim>
  /** It was handled; remember that for `ttl` milliseconds. */
  complete(key: string, ttl: number): void | Promise<void>
  /** It was not handled: the next delivery may try. */
  release(key: string): void | Promise<void>
}

export interface MemoryDedupeOptions {
  /** The oldest are forgotten beyond this. Default 10,000. */
  readonly maxEntries?: number | undefined
  readonly clock?: Clock | undefined
}

interface Entry {
  readonly done: boolean
  /** Epoch milliseconds. */
  readonly until: number
}

/** Keeps event ids in this process. */
export function memoryDedupeStore(options: MemoryDedupeOptions = {}): DedupeStore {
  const { maxEntries = 10_000, clock = systemClock } = options
  const entries = new Map<string, Entry>()
  const put = (key: string, entry: Entry): void => {
    // Put last again: the map's order is the order of forgetting.
    entries.delete(key)
    entries.set(key, entry)
    if (entries.size <= maxEntries) return
    const [oldest] = entries.keys()
    if (oldest !== undefined) entries.delete(oldest)
  }
  return {
    claim(key, lease) {
      const now = clock.now()
      const entry = entries.get(key)
      if (entry !== undefined && entry.until > now) return entry.done ? 'done' : 'busy'
      put(key, { done: false, until: now + lease })
      return 'new'
    },
    complete(key, ttl) {
      put(key, { done: true, until: clock.now() + ttl })
    },
    release(key) {
      entries.delete(key)
    },
  }
}
