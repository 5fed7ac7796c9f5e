import type { LimiterStore } from '../limit/types.ts'

interface Held {
  readonly store: LimiterStore
  readonly scope: string
}

let registry: FinalizationRegistry<Held> | undefined

/** A client that was dropped without `close()` must not hold its account's limiter for ever. */
export function releaseWhenCollected(owner: object, held: Held): void {
  registry ??= new FinalizationRegistry(({ store, scope }) => store.close(scope))
  registry.register(owner, held, owner)
}

export function released(owner: object): void {
  registry?.unregister(owner)
}
