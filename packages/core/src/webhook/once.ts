import type { DedupeStore } from './dedupe.ts'

/** Milliseconds after which a claim whose process died is free again. */
const LEASE = 300_000

/** `done` carries what the handler gave, undefined for an event handled before; `busy`: another process has it. */
export type Outcome = { readonly type: 'done'; readonly result: unknown } | { readonly type: 'busy' }

/** Runs the handling of an event once, also when copies of it arrive at the same time. */
export class Once {
  readonly #store: DedupeStore
  readonly #ttl: number
  readonly #tell: (error: unknown) => void
  readonly #running = new Map<string, Promise<Outcome>>()

  /** `tell` hears of a store that fails after the handling, when that can no longer change the outcome. */
  constructor(store: DedupeStore, ttl: number, tell: (error: unknown) => void) {
    this.#store = store
    this.#ttl = ttl
    this.#tell = tell
  }

  /** Rejects as `run` did, and then the event is free again. */
  async run(key: string, run: () => Promise<unknown>): Promise<Outcome> {
    const running = this.#running.get(key)
    if (running !== undefined) {
      // A copy shares the fate of the first: if that fails, the vendor has to send both again.
      const { type } = await running
      return type === 'busy' ? { type } : { type, result: undefined }
    }
    const work = this.#first(key, run)
    this.#running.set(key, work)
    try {
      return await work
    } finally {
      this.#running.delete(key)
    }
  }

  async #first(key: string, run: () => Promise<unknown>): Promise<Outcome> {
    const claim = await this.#store.claim(key, LEASE)
    if (claim === 'done') return { type: 'done', result: undefined }
    if (claim === 'busy') return { type: 'busy' }
    try {
      const result = await run()
      await this.#settle(() => this.#store.complete(key, this.#ttl))
      return { type: 'done', result }
    } catch (error) {
      await this.#settle(() => this.#store.release(key))
      throw error
    }
  }

  async #settle(step: () => void | Promise<void>): Promise<void> {
    try {
      await step()
    } catch (error) {
      this.#tell(error)
    }
  }
}
