import type { Rows } from '../types.ts'

/** Rows in batches; from what is not asynchronous without waiting for each. Closes the source when left early. */
export async function* batches(rows: Rows, size: () => number): AsyncGenerator<object[], void> {
  let batch: object[] = []
  if (Symbol.iterator in rows) {
    for (const row of rows) {
      batch.push(row)
      if (batch.length < size()) continue
      yield batch
      batch = []
    }
  } else {
    for await (const row of rows) {
      batch.push(row)
      if (batch.length < size()) continue
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}
