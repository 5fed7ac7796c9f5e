import { waitFor } from '../auth/waitFor.ts'

/** Lets work on the same keys happen one after the other, in the order in which it was asked for. */
export class KeyedLock {
  /** For each key the end of everything asked for so far. */
  readonly #tails = new Map<string, Promise<void>>()

  /** Keys that somebody holds or waits for. */
  get size(): number {
    return this.#tails.size
  }

  /**
   * Runs the work once nobody holds any of the keys. All keys are queued for at once, so that two calls with keys in another
   * order cannot wait for each other.
   */
  run<T>(keys: readonly string[], work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const before = Promise.all([...new Set(keys)].map((key) => this.#tails.get(key)))
    const result = before.then(() => {
      signal?.throwIfAborted()
      return work()
    })
    const tail = result.then(
      () => undefined,
      () => undefined,
    )
    for (const key of keys) this.#tails.set(key, tail)
    void tail.then(() => {
      for (const key of keys) if (this.#tails.get(key) === tail) this.#tails.delete(key)
    })
    return waitFor(result, signal)
  }
}
