import { InputError } from '../errors/index.ts'
import type { PageCursor } from './types.ts'

/** One page of rows. */
export interface Page<T> {
  readonly items: readonly T[]
  /** Where this page was read: keep it to read it again. */
  readonly cursor: PageCursor
  /** Where to read on, plain JSON that can be stored; undefined on the last page. */
  readonly next: PageCursor | undefined
  /** The number of rows in all, where the vendor tells. */
  readonly total: number | undefined
}

/** How many keys of rows just read are remembered, to drop rows that come again because the pages shifted meanwhile. */
const REMEMBERED_KEYS = 10_000

interface RawPage {
  readonly items: readonly unknown[]
  readonly cursor: PageCursor
  readonly next: PageCursor | undefined
  readonly total: number | undefined
}

/** Starts to read, at a cursor or at the beginning. */
type OpenPages = (from: PageCursor | undefined) => AsyncIterable<RawPage>

/**
 * Rows that are read as they are consumed: `for await (const row of …)`. Nothing is sent before the first row is asked
 * for, one page is held at a time, and leaving the loop stops the reading. Can be iterated again: that reads again.
 */
export class Pages<T> implements AsyncIterable<T> {
  readonly #open: OpenPages
  readonly #key: ((item: T) => string | number | undefined) | undefined

  constructor(open: OpenPages, key: ((item: T) => string | number | undefined) | undefined) {
    this.#open = open
    this.#key = key
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items
  }

  /** Page by page. `from` is a `next` or `cursor` of an earlier page: reads on from there. */
  async *pages({ from }: { from?: PageCursor | undefined } = {}): AsyncGenerator<Page<T>, void, undefined> {
    const seen = this.#key === undefined ? undefined : new RecentKeys(REMEMBERED_KEYS)
    for await (const page of this.#open(from)) {
      const items = page.items as readonly T[]
      yield { ...page, items: seen === undefined ? items : items.filter((item) => seen.add(this.#key?.(item))) }
    }
  }

  /** All rows as an array. Throws an InputError with code `too_many` beyond `max`, rather than cut off in silence. */
  async all(options: { max: number }): Promise<T[]> {
    // JavaScript may leave it out.
    const max = (options as { max: number } | undefined)?.max ?? Number.NaN
    if (!(max >= 0))
      throw new InputError('max: expected the greatest number of rows to hold in memory', { code: 'input' })
    const rows: T[] = []
    for await (const page of this.pages()) {
      for (const item of page.items) rows.push(item)
      if (rows.length > max) {
        throw new InputError(`there are more than ${max} rows. Raise max, narrow the filter, or read with for await`, {
          code: 'too_many',
        })
      }
    }
    return rows
  }

  /** The first row, or undefined when there is none. */
  async first(): Promise<T | undefined> {
    const [row] = await this.take(1)
    return row
  }

  /** Up to `count` rows, reading no more pages than that needs. */
  async take(count: number): Promise<T[]> {
    const rows: T[] = []
    if (!(count > 0)) return rows
    for await (const row of this) {
      rows.push(row)
      if (rows.length >= count) break
    }
    return rows
  }
}

/** A set that forgets its oldest members, so that reading millions of rows stays flat in memory. */
class RecentKeys {
  readonly #keys = new Set<string | number>()
  readonly #size: number

  constructor(size: number) {
    this.#size = size
  }

  /** Whether the key is new. A row without a key always is. */
  add(key: string | number | undefined): boolean {
    if (key === undefined) return true
    if (this.#keys.has(key)) return false
    this.#keys.add(key)
    if (this.#keys.size > this.#size) {
      for (const oldest of this.#keys) {
        this.#keys.delete(oldest)
        break
      }
    }
    return true
  }
}
