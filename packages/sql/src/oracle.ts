import { ConfigError } from '@bpmcentr/core'
import { createDatabase } from './database.ts'
import { load } from './driver/load.ts'
import type { ServerOptions } from './driver/options.ts'
import { type Server, serverOf } from './driver/server.ts'
import type { Driver } from './driver/types.ts'
import { oracleDialect } from './oracle/dialect.ts'
import { judgeOracle } from './oracle/judge.ts'
import { type OracleModule, openSession } from './oracle/session.ts'
import type { Database } from './types.ts'

/** `database` is the name of the service. */
export interface OracleOptions extends ServerOptions {}

/**
 * Oracle, through `oracledb` in its thin mode (`npm i oracledb`; no Oracle libraries needed). Names given to `id()` and to bulk
 * writes are quoted, so they are upper case unless the table was made otherwise. Not yet run against a real server.
 * @throws ConfigError
 */
export function oracle(options: OracleOptions): Database {
  const server = serverOf(options, ['oracle:'], 1521)
  const config = {
    user: server.user,
    password: server.password,
    connectString: descriptor(server),
    transportConnectTimeout: server.connectTimeout / 1_000,
  }
  let loaded: Promise<OracleModule> | undefined
  const driver: Driver = {
    dialect: oracleDialect,
    secrets: server.secrets,
    async open() {
      // @ts-expect-error: it comes without types.
      loaded ??= load('oracledb', async () => (await import('oracledb')).default as OracleModule)
      return openSession(await loaded, config)
    },
    judge: judgeOracle,
    batch: 1_000,
  }
  return createDatabase(driver, options).database
}

/** https://docs.oracle.com/en/database/oracle/oracle-database/23/netrf/local-naming-parameters-in-tns-ora-file.html */
function descriptor({ host, port, database = '', tls }: Server): string {
  // A parenthesis would begin another parameter.
  for (const part of [host, database]) {
    if (!/^[\w.:$#-]+$/.test(part))
      throw new ConfigError('host and database: expected names of letters, digits, dots and dashes')
  }
  const address = `(ADDRESS=(PROTOCOL=${tls === undefined ? 'tcp' : 'tcps'})(HOST=${host})(PORT=${port}))`
  return `(DESCRIPTION=${address}(CONNECT_DATA=(SERVICE_NAME=${database})))`
}
