import { InputError, operationRunner } from '@bpmcentr/core'
import type { DatabaseOptions } from './driver/options.ts'
import type { Driver } from './driver/types.ts'
import { poll } from './poll/poll.ts'
import { sessionPool } from './pool/pool.ts'
import { queriesOf } from './queries.ts'
import { poolScope, type Scope } from './scope.ts'
import { perform } from './statements.ts'
import { runTransaction } from './transaction/transaction.ts'
import type { Database, Transaction, TransactionOptions } from './types.ts'

const DEFAULT_RETRIES = 3

const VERSIONS: Readonly<Record<string, string>> = {
  postgres: 'select version() as version, current_database() as id',
  mysql: 'select version() as version, database() as id',
  mssql: 'select @@version as version, db_name() as id',
  oracle: `select banner "version", sys_context('userenv', 'db_name') "id" from v$version`,
  sqlite: "select 'SQLite ' || sqlite_version() as version, null as id",
}

/** A database over a driver. Nothing is opened before the first statement. */
export function createDatabase(driver: Driver, options: DatabaseOptions): { database: Database; scope: Scope } {
  const { plugins, timeout, clock, retry = DEFAULT_RETRIES } = options
  const { name } = driver.dialect
  const runner = operationRunner({ connector: name, secrets: driver.secrets, plugins, timeout, clock })
  const max = Math.min(options.pool?.max ?? 10, driver.maxSessions ?? Number.POSITIVE_INFINITY)
  const pool = sessionPool(() => driver.open(), { ...options.pool, max })
  const scope = poolScope({ driver, runner, pool, retries: retry === false ? 0 : retry })
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= (async () => {
      await runner.close()
      await pool.close()
      await driver.close?.()
    })()
    return closing
  }
  const database: Database = {
    ...queriesOf(scope),
    transaction: ((first: unknown, second?: unknown) => {
      const [settings, work] = typeof first === 'function' ? [{}, first] : [first, second]
      if (typeof work !== 'function') return Promise.reject(new InputError('transaction: expected a function'))
      return runTransaction(scope, settings as TransactionOptions, work as (tx: Transaction) => Promise<unknown>)
    }) as Database['transaction'],
    poll: (settings) => poll(scope, settings),
    async test() {
      const text = VERSIONS[name] ?? 'select 1'
      const { rows } = await perform(scope, 'test', () => ({ text, values: [] }), { kind: 'read' })
      const { version, id } = (rows[0] ?? {}) as { version?: unknown; id?: unknown }
      return { label: String(version ?? name), ...(typeof id === 'string' ? { id } : {}) }
    },
    close,
    [Symbol.asyncDispose]: close,
  }
  return { database, scope }
}
