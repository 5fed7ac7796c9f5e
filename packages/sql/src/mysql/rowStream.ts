import type { Row } from '../driver/types.ts'
import type { MysqlConnection } from './connection.ts'

/**
 * Rows as the server sends them, no faster than they are read: the socket is paused meanwhile. MySQL's own cursors would
 * first copy the whole result into a temporary table.
 */
export async function* rowStream(
  connection: MysqlConnection,
  sql: string,
  values: readonly unknown[],
  batch: number,
  stop: () => Promise<void>,
): AsyncGenerator<Row[], void> {
  let rows: Row[] = []
  let failure: { readonly error: unknown } | undefined
  let ended = false
  let leaving = false
  let wake: () => void = () => {}
  const command = connection.execute({ sql, values })
  command
    .on('result', (row) => {
      if (leaving) return
      rows.push(row as Row)
      if (rows.length < batch) return
      connection.pause()
      wake()
    })
    .on('error', (error) => {
      failure ??= { error }
      wake()
    })
    .on('end', () => {
      ended = true
      wake()
    })
  const over = () => ended || failure !== undefined
  const next = () =>
    new Promise<void>((resolve) => {
      wake = resolve
      if (over()) resolve()
    })
  try {
    for (;;) {
      if (rows.length < batch && !over()) await next()
      if (rows.length > 0) {
        const found = rows
        rows = []
        yield found
      }
      if (failure !== undefined) throw failure.error
      if (ended && rows.length === 0) return
      connection.resume()
    }
  } finally {
    leaving = true
    if (!over()) {
      connection.resume()
      await stop()
      while (!over()) await next()
    }
  }
}
