import type { Rows } from '../types.ts'

/** Rows in small parts; from what is not asynchronous without waiting for each. Closes the source when left early. */
export async function* slices(rows: Rows, size: number): AsyncGenerator<object[], void> {
  let slice: object[] = []
  if (Symbol.iterator in rows) {
    for (const row of rows) {
      slice.push(row)
      if (slice.length < size) continue
      yield slice
      slice = []
    }
  } else {
    for await (const row of rows) {
      slice.push(row)
      if (slice.length < size) continue
      yield slice
      slice = []
    }
  }
  if (slice.length > 0) yield slice
}
