import { ConfigError } from '@bpmcentr/core'
import { createDatabase } from './database.ts'
import type { DatabaseOptions } from './driver/options.ts'
import type { Driver } from './driver/types.ts'
import { sqliteDialect } from './sqlite/dialect.ts'
import { type Handle, openHandle } from './sqlite/handle.ts'
import { judgeSqlite } from './sqlite/judge.ts'
import { sqliteSession } from './sqlite/session.ts'
import type { Database } from './types.ts'

export interface SqliteOptions extends Omit<DatabaseOptions, 'pool'> {
  /** A file, made when it is not there, or `:memory:`. */
  readonly file: string
  readonly readOnly?: boolean | undefined
  /** Default: node:sqlite where the runtime has it, else better-sqlite3. */
  readonly engine?: 'node' | 'better-sqlite3' | undefined
  /** Milliseconds to wait for a lock of another process, during which this one does nothing else. Default 5,000. */
  readonly busyTimeout?: number | undefined
}

/**
 * SQLite, inside this process: statements block it while they run and cannot be stopped. One connection writes (callers take
 * turns); streams read beside it. Files get write-ahead logging and foreign keys are checked. @throws ConfigError
 */
export function sqlite(options: SqliteOptions): Database {
  const { file, readOnly = false, engine, busyTimeout: busy = 5_000 } = options
  if (typeof file !== 'string' || file === '') throw new ConfigError('file: expected a path, or :memory:')
  const memory = file === ':memory:'
  let shared: Handle | undefined
  const open = async (onlyReads: boolean): Promise<Handle> => {
    const handle = await openHandle({ path: file, engine, readOnly: onlyReads, busy })
    if (!memory && !onlyReads) handle.exec('pragma journal_mode = wal; pragma synchronous = normal')
    handle.exec('pragma foreign_keys = on')
    return handle
  }
  const driver: Driver = {
    dialect: sqliteDialect,
    secrets: [],
    async open() {
      // In memory the connection is the database.
      if (memory) shared ??= await open(readOnly)
      return sqliteSession(shared ?? (await open(readOnly)), memory)
    },
    async openReader() {
      if (memory) shared ??= await open(readOnly)
      return sqliteSession(shared ?? (await open(true)), memory)
    },
    judge: judgeSqlite,
    maxSessions: 1,
    batch: 1_000,
    async close() {
      shared?.close()
    },
  }
  return createDatabase(driver, options).database
}
