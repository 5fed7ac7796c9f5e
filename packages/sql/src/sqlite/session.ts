import { InputError } from '@bpmcentr/core'
import { names, placeholders } from '../bulk/mergeText.ts'
import { onConflict } from '../bulk/onConflict.ts'
import type { BulkPlan, BulkWriter } from '../bulk/types.ts'
import type { BeginOptions, Result, Row, Session } from '../driver/types.ts'
import { quoteId } from '../statement/quoteId.ts'
import { sqliteDialect as dialect } from './dialect.ts'
import type { Handle, Prepared } from './handle.ts'

/** Prepared statements kept. */
const MAX_PREPARED = 100

/** SQLite runs inside this process: a statement is done when the call returns, and nothing can stop it meanwhile. */
export function sqliteSession(handle: Handle, shared: boolean): Session {
  const prepared = new Map<string, Prepared>()
  let broken = false
  const prepare = (text: string): Prepared => {
    const known = prepared.get(text)
    if (known !== undefined) return known
    const statement = handle.prepare(text)
    if (prepared.size >= MAX_PREPARED) prepared.delete(prepared.keys().next().value as string)
    prepared.set(text, statement)
    return statement
  }
  const query = async (text: string, values: readonly unknown[]): Promise<Result> => run(prepare(text), values)

  return {
    query,
    async *stream(text, values, batch) {
      // Of its own: a statement has one cursor.
      const rows = handle.prepare(text).iterate(values)
      try {
        for (let done = false; !done; ) {
          const found: Row[] = []
          while (found.length < batch) {
            const next = rows.next()
            if (next.done) {
              done = true
              break
            }
            found.push(exact(next.value))
          }
          if (found.length > 0) yield found
          // Everything above was synchronous: others get their turn here.
          await new Promise((resolve) => setImmediate(resolve))
        }
      } finally {
        rows.return?.()
      }
    },
    async begin({ readOnly, isolation }: BeginOptions) {
      if (isolation !== undefined && isolation !== 'serializable')
        throw new InputError('isolation: SQLite knows serializable only')
      // Locking at once makes two writers wait for each other instead of failing half way.
      handle.exec(readOnly ? 'begin' : 'begin immediate')
    },
    async commit() {
      handle.exec('commit')
      return true
    },
    async rollback() {
      handle.exec('rollback')
    },
    cancel: async () => {},
    get broken() {
      return broken
    },
    destroy() {
      if (broken) return
      broken = true
      prepared.clear()
      if (!shared) handle.close()
    },
    bulk: async (plan) => writer(handle, plan),
  }
}

function run(statement: Prepared, values: readonly unknown[]): Result {
  if (statement.reads) {
    const rows = statement.all(values)
    for (const row of rows) exact(row)
    return { rows, affected: 0 }
  }
  const { changes, lastInsertRowid } = statement.run(values)
  return { rows: [], affected: Number(changes), insertId: String(lastInsertRowid) }
}

/** Integers are numbers where those are exact, else text; in place, since the rows are ours. */
function exact(row: Row): Row {
  for (const column in row) {
    const value = row[column]
    if (typeof value !== 'bigint') continue
    row[column] =
      value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value.toString()
  }
  return row
}

/** One prepared statement in the transaction that is open: the fastest way in, and one that knows which row it was. */
function writer(handle: Handle, plan: BulkPlan): BulkWriter {
  const values = placeholders(dialect, plan.columns.length)
  const statement = handle.prepare(
    `insert into ${quoteId(dialect, plan.table)} (${names(dialect, plan.columns)}) values (${values})${onConflict(dialect, plan)}`,
  )
  const one = (row: readonly unknown[]) => Number(statement.run(row).changes)
  return {
    async write(rows) {
      let affected = 0
      for (const row of rows) affected += one(row)
      return affected
    },
    writeOne: async (row) => one(row),
    close: async () => {},
  }
}
