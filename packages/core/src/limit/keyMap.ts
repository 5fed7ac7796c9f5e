import type { Meter } from './meter.ts'

/** Keys looked at for each new one: more than come in, so the idle ones run out. */
const SWEEP = 4

/** The meters of a keyed limit. Drops those that are idle, and never holds more than `max`. */
export class KeyMap<M extends Meter> {
  readonly #meters = new Map<string, M>()
  readonly #make: (key: string) => M
  readonly #max: number
  /** Shared by the keys above the maximum: stricter than their own would be, but bounded. */
  #overflow: M | undefined = undefined

  constructor(make: (key: string) => M, max: number) {
    this.#make = make
    this.#max = max
  }

  get(key: string, now: number): M {
    const known = this.#meters.get(key)
    if (known) return known
    this.#sweep(now)
    // As long as the shared count is in use it goes on: a key that left it with units counted there would get them twice.
    if (this.#overflow && this.#overflow.users === 0 && this.#overflow.freshIn(now) === 0) this.#overflow = undefined
    if (this.#overflow || this.#meters.size >= this.#max) {
      this.#overflow ??= this.#make('')
      return this.#overflow
    }
    const meter = this.#make(key)
    this.#meters.set(key, meter)
    return meter
  }

  /** The longest that any of them needs. */
  freshIn(now: number): number {
    let longest = this.#overflow?.freshIn(now) ?? 0
    for (const meter of this.#meters.values()) longest = Math.max(longest, meter.freshIn(now))
    return longest
  }

  /** Looks at the oldest few: idle ones go, the others move to the back. */
  #sweep(now: number): void {
    let looks = SWEEP
    for (const [key, meter] of this.#meters) {
      if (looks-- === 0) return
      this.#meters.delete(key)
      if (meter.users > 0 || meter.freshIn(now) > 0) this.#meters.set(key, meter)
    }
  }
}
