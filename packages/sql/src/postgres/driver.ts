import type { ClientConfig } from 'pg'
import { load } from '../driver/load.ts'
import { serverOf } from '../driver/server.ts'
import type { Driver } from '../driver/types.ts'
import { postgresDialect } from './dialect.ts'
import { judgePostgres } from './judge.ts'
import type { PostgresOptions } from './options.ts'
import { openSession, type PgModules } from './session.ts'
import { type PgTypes, typeParsers } from './types.ts'

export interface PostgresDriver extends Driver {
  readonly config: ClientConfig
  modules(): Promise<PgModules & { readonly types: PgTypes }>
}

export function postgresDriver(options: PostgresOptions): PostgresDriver {
  const server = serverOf(options, ['postgres:', 'postgresql:'], 5432)
  const config: ClientConfig = {
    host: server.host,
    port: server.port,
    user: server.user,
    // Without one pg would take PGPASSWORD or ask for it late and unclearly.
    password: server.password ?? '',
    database: server.database,
    ssl: (server.tls ?? false) as never,
    connectionTimeoutMillis: server.connectTimeout,
    keepAlive: true,
    application_name: options.applicationName,
  }
  let loaded: Promise<PgModules & { readonly types: PgTypes }> | undefined
  const modules = () => (loaded ??= loadModules())
  return {
    dialect: postgresDialect,
    secrets: server.secrets,
    config,
    modules,
    async open() {
      const pg = await modules()
      return openSession(pg, { config, types: typeParsers(pg.types), bulk: options.bulk ?? 'copy' })
    },
    judge: judgePostgres,
    batch: 10_000,
  }
}

async function loadModules(): Promise<PgModules & { readonly types: PgTypes }> {
  const { default: pg } = await load('pg pg-cursor', () => import('pg'))
  const { default: Cursor } = await load('pg pg-cursor', () => import('pg-cursor'))
  const { Client, Connection, types } = pg as unknown as PgModules & { readonly types: PgTypes }
  return { Client, Connection, Cursor: Cursor as never, types }
}
