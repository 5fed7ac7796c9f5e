import { createDatabase } from './database.ts'
import { load } from './driver/load.ts'
import type { ServerOptions } from './driver/options.ts'
import { serverOf } from './driver/server.ts'
import type { Driver } from './driver/types.ts'
import { mssqlDialect } from './mssql/dialect.ts'
import { judgeMssql } from './mssql/judge.ts'
import type { TediousModule } from './mssql/request.ts'
import { openSession } from './mssql/session.ts'
import type { Database } from './types.ts'

export interface MssqlOptions extends ServerOptions {}

/**
 * SQL Server, through `tedious` (`npm i tedious`). Encrypted unless `tls: false`. Not yet run against a real server.
 * @throws ConfigError
 */
export function mssql(options: MssqlOptions): Database {
  const server = serverOf(options, ['mssql:', 'sqlserver:'], 1433)
  const config = {
    server: server.host,
    authentication: { type: 'default', options: { userName: server.user, password: server.password } },
    options: {
      port: server.port,
      database: server.database,
      encrypt: options.tls !== false,
      trustServerCertificate: server.tls?.rejectUnauthorized === false,
      cryptoCredentialsDetails: { ca: server.tls?.ca, cert: server.tls?.cert, key: server.tls?.key },
      connectTimeout: server.connectTimeout,
      // The deadline of the call is what counts.
      requestTimeout: 0,
      useUTC: true,
    },
  }
  let loaded: Promise<TediousModule> | undefined
  const driver: Driver = {
    dialect: mssqlDialect,
    secrets: server.secrets,
    async open() {
      loaded ??= load('tedious', async () => (await import('tedious')) as unknown as TediousModule)
      return openSession(await loaded, config)
    },
    judge: judgeMssql,
    batch: 1_000,
  }
  return createDatabase(driver, options).database
}
