import type { PageCursor, Pages } from '@bpmcentr/core'

/** How far a reading is. */
export interface Progress {
  /** Rows read in this run. */
  readonly rows: number
  /** Rows in all by the vendor's count at the start; undefined when reading on from a cursor. */
  readonly total: number | undefined
  /** Plain JSON to read on from in another run; undefined at the end. */
  readonly next: PageCursor | undefined
}

/**
 * Reads a list and tells how far it is after each request, once its rows were taken. So `next` can be kept as the place to resume
 * from: everything before it has been handled.
 */
export async function* withProgress<T>(
  list: Pages<T>,
  onProgress: (progress: Progress) => void | Promise<void>,
  { from }: { readonly from?: PageCursor | undefined } = {},
): AsyncGenerator<T, void, undefined> {
  let rows = 0
  for await (const page of list.pages({ from })) {
    yield* page.items
    rows += page.items.length
    await onProgress({ rows, total: page.total, next: page.next })
  }
}
