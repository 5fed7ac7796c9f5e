import { createDatabase } from './database.ts'
import { postgresDriver } from './postgres/driver.ts'
import { type Listener, listener } from './postgres/listen.ts'
import type { PostgresOptions } from './postgres/options.ts'
import type { Database } from './types.ts'

export type { Notification } from './postgres/notifications.ts'
export type { Listener, PostgresOptions }

export interface PostgresDatabase extends Database, Listener {}

/** PostgreSQL, through `pg` and `pg-cursor` (`npm i pg pg-cursor`). Connects with the first statement. @throws ConfigError */
export function postgres(options: PostgresOptions): PostgresDatabase {
  const driver = postgresDriver(options)
  const { database, scope } = createDatabase(driver, options)
  return Object.assign(database, listener(driver, scope))
}
