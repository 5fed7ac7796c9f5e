import type { Position } from './page.ts'
import { shiftBack } from './shift.ts'
import type { PollState } from './types.ts'

/** How far a poll has come, and what it has seen within its overlap. */
export class Progress {
  position: Position | undefined
  readonly #overlap: number
  readonly #seen: Map<string, string>
  #keys: Map<string, readonly unknown[]> | undefined
  #changed = false

  constructor(state: PollState | undefined, overlap: number) {
    this.#overlap = overlap
    this.position = state === undefined ? undefined : { watermark: state.watermark, key: state.key }
    if (state?.watermark === undefined || state.watermark === null) this.position = undefined
    this.#seen = new Map(state?.seen ?? [])
    this.#keys = state?.keys === undefined ? undefined : new Map(state.keys.map((key) => [JSON.stringify(key), key]))
  }

  knows({ watermark, key }: Position): boolean {
    return this.#overlap > 0 && this.#seen.get(JSON.stringify(key)) === textOf(watermark)
  }

  pass(position: Position): void {
    if (this.#overlap > 0) this.#seen.set(JSON.stringify(position.key), textOf(position.watermark))
    // A row of the overlap lies before what was reached already.
    if (this.position === undefined || compare(position.watermark, this.position.watermark) >= 0)
      this.position = position
    const name = JSON.stringify(position.key)
    this.#keys?.set(name, position.key)
  }

  /** Forgets what lies before the overlap. @returns whether the state has changed without a change of a row */
  prune(): boolean {
    const changed = this.#changed
    this.#changed = false
    if (this.position === undefined || this.#overlap === 0) return changed
    const bound = shiftBack(this.position.watermark, this.#overlap)
    for (const [name, watermark] of this.#seen) {
      if (compare(watermark, bound) < 0) this.#seen.delete(name)
    }
    return changed
  }

  *missing(present: ReadonlyMap<string, unknown>): Generator<[string, readonly unknown[]], void> {
    for (const [name, key] of [...(this.#keys ?? [])]) {
      if (!present.has(name)) yield [name, key]
    }
  }

  forget(name: string): void {
    this.#keys?.delete(name)
  }

  keep(present: ReadonlyMap<string, readonly unknown[]>): void {
    const same = this.#keys?.size === present.size && [...present.keys()].every((name) => this.#keys?.has(name))
    this.#keys = new Map(present)
    if (!same) this.#changed = true
  }

  state(): PollState {
    return {
      watermark: this.position?.watermark ?? null,
      key: this.position?.key ?? [],
      ...(this.#overlap > 0 ? { seen: [...this.#seen] } : {}),
      ...(this.#keys === undefined ? {} : { keys: [...this.#keys.values()] }),
    }
  }
}

function textOf(watermark: unknown): string {
  return watermark instanceof Date ? watermark.toISOString() : String(watermark)
}

/** Numbers by size, times by their text: the database gives all of one column in one form. */
function compare(a: unknown, b: unknown): number {
  const [left, right] = [textOf(a), textOf(b)]
  if (/^-?\d+$/.test(left) && /^-?\d+$/.test(right)) {
    const difference = BigInt(left) - BigInt(right)
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  }
  if (typeof a === 'number' && typeof b === 'number') return a - b
  // Without the fraction's end: `.5Z` comes before `.51Z`, as its text does not.
  const [x, y] = [left.replace(/Z$/, ''), right.replace(/Z$/, '')]
  return x < y ? -1 : x > y ? 1 : 0
}
