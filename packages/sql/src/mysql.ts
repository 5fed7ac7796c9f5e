import { createDatabase } from './database.ts'
import { load } from './driver/load.ts'
import type { ServerOptions } from './driver/options.ts'
import { serverOf } from './driver/server.ts'
import type { Driver } from './driver/types.ts'
import type { MysqlModule } from './mysql/connection.ts'
import { mysqlDialect } from './mysql/dialect.ts'
import { judgeMysql } from './mysql/judge.ts'
import { openSession } from './mysql/session.ts'
import type { Database } from './types.ts'

export interface MysqlOptions extends ServerOptions {}

/** MySQL and MariaDB, through `mysql2` (`npm i mysql2`). Connects with the first statement; its sessions are in UTC. @throws ConfigError */
export function mysql(options: MysqlOptions): Database {
  const server = serverOf(options, ['mysql:', 'mariadb:'], 3306)
  const config = {
    host: server.host,
    port: server.port,
    user: server.user,
    password: server.password,
    database: server.database,
    ssl: server.tls,
    connectTimeout: server.connectTimeout,
    charset: 'utf8mb4',
    // Exact where a number or a Date would lose something.
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    multipleStatements: false,
    // The server must not be able to ask for files of this machine.
    flags: ['-LOCAL_FILES'],
    maxPreparedStatements: 100,
    enableKeepAlive: true,
  }
  let loaded: Promise<MysqlModule> | undefined
  const driver: Driver = {
    dialect: mysqlDialect,
    secrets: server.secrets,
    async open() {
      loaded ??= load('mysql2', async () => (await import('mysql2')) as unknown as MysqlModule)
      return openSession(await loaded, config)
    },
    judge: judgeMysql,
    batch: 5_000,
  }
  return createDatabase(driver, options).database
}
