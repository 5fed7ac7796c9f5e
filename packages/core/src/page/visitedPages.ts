import type { PageCursor } from './types.ts'

/** Longer circles than this are not seen; a vendor that made one would give up before us. */
const REMEMBERED = 1_000

/** The cursors of one reading, the latest of them: a vendor's mistake must not make it go in circles. */
export class VisitedPages {
  readonly #cursors = new Set<string>()

  /** Remembers the page that was read, and tells whether the next one was read before. */
  leadsBack(here: PageCursor, next: PageCursor): boolean {
    // Numbers that grow cannot come back.
    if (typeof here === 'number' && typeof next === 'number' && next > here) return false
    this.#cursors.add(JSON.stringify(here))
    if (this.#cursors.has(JSON.stringify(next))) return true
    if (this.#cursors.size > REMEMBERED) {
      const [oldest] = this.#cursors
      if (oldest !== undefined) this.#cursors.delete(oldest)
    }
    return false
  }
}
