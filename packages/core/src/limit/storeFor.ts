import { type Clock, systemClock } from '../time.ts'
import { memoryLimiterStore, processLimiterStore } from './store.ts'
import type { LimiterStore } from './types.ts'

let others: WeakMap<Clock, LimiterStore> | undefined

/** The store that clients of one time share: the process's, or one for each clock a test brings. */
export function limiterStoreFor(clock: Clock): LimiterStore {
  if (clock === systemClock) return processLimiterStore()
  others ??= new WeakMap()
  let store = others.get(clock)
  if (store === undefined) {
    store = memoryLimiterStore({ clock })
    others.set(clock, store)
  }
  return store
}
