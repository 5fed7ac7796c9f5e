import type { Connection, Request } from 'tedious'
import type { BulkPlan, BulkWriter } from '../bulk/types.ts'
import type { BeginOptions, Result, Row, Session } from '../driver/types.ts'
import { mssqlDialect } from './dialect.ts'
import { writeText } from './mergeText.ts'
import { batch, perform, type TediousModule } from './request.ts'

export async function openSession(module: TediousModule, config: object): Promise<Session> {
  const connection = await connected(module, config)
  let broken = false
  const lose = () => {
    broken = true
  }
  connection.on('error', lose)
  connection.on('end', lose)

  const query = async (text: string, values: readonly unknown[]): Promise<Result> => {
    const rows: Row[] = []
    const count = await perform(module, connection, text, values, (row) => rows.push(row))
    return { rows, affected: rows.length > 0 ? 0 : count }
  }
  return {
    // A savepoint is gone at the end of sp_executesql.
    query: async (text, values) => {
      if (values.length > 0 || !/^(?:save|rollback) transaction /.test(text)) return query(text, values)
      await batch(module, connection, text)
      return { rows: [], affected: 0 }
    },
    stream: (text, values, size) => stream(module, connection, text, values, size),
    async begin({ isolation }: BeginOptions) {
      // The level stays with the connection, so it is said each time.
      await batch(
        module,
        connection,
        `set transaction isolation level ${isolation ?? 'read committed'}; begin transaction`,
      )
    },
    async commit() {
      await batch(module, connection, 'commit transaction')
      return true
    },
    rollback: () => batch(module, connection, 'if @@trancount > 0 rollback transaction'),
    async cancel() {
      connection.cancel()
    },
    get broken() {
      return broken
    },
    destroy() {
      broken = true
      connection.close()
    },
    bulk: async (plan) => writer(query, plan),
  }
}

function connected(module: TediousModule, config: object): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const connection = new module.Connection(config)
    connection.connect((error) => (error ? reject(error) : resolve(connection)))
  })
}

async function* stream(
  module: TediousModule,
  connection: Connection,
  text: string,
  values: readonly unknown[],
  size: number,
): AsyncGenerator<Row[], void> {
  let rows: Row[] = []
  let paused: Request | undefined
  let over = false
  let failure: { readonly error: unknown } | undefined
  let wake: () => void = () => {}
  const done = perform(module, connection, text, values, (row, request) => {
    rows.push(row)
    if (rows.length < size) return
    paused = request
    request.pause()
    wake()
  })
    .then(
      () => {},
      (error: unknown) => {
        failure = { error }
      },
    )
    .finally(() => {
      over = true
      wake()
    })
  try {
    for (;;) {
      if (rows.length < size && !over) await new Promise<void>((resolve) => (wake = resolve))
      const found = rows
      rows = []
      if (found.length > 0) yield found
      if (failure !== undefined) throw failure.error
      if (over && rows.length === 0) return
      paused?.resume()
      paused = undefined
    }
  } finally {
    if (!over) {
      connection.cancel()
      paused?.resume()
      await done
    }
  }
}

function writer(query: (text: string, values: readonly unknown[]) => Promise<Result>, plan: BulkPlan): BulkWriter {
  // Of rows in a table value constructor there may be 1,000, of parameters 2,100 less those of sp_executesql itself.
  const most = Math.max(1, Math.min(1_000, Math.floor((mssqlDialect.maxParameters - 10) / plan.columns.length)))
  const write = async (rows: readonly (readonly unknown[])[]): Promise<number> => {
    let affected = 0
    for (let from = 0; from < rows.length; from += most) {
      const part = rows.slice(from, from + most)
      affected += (await query(writeText(plan, part.length), part.flat())).affected
    }
    return affected
  }
  return { write, writeOne: (row) => write([row]), close: async () => {} }
}
