import { ConfigError } from '@bpmcentr/core'
import {
  type Dialect,
  Kysely,
  MssqlAdapter,
  MssqlIntrospector,
  MssqlQueryCompiler,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Scope } from '../scope.ts'
import { ScopeDriver } from './driver.ts'

const PARTS = {
  postgres: [PostgresAdapter, PostgresQueryCompiler, PostgresIntrospector],
  mysql: [MysqlAdapter, MysqlQueryCompiler, MysqlIntrospector],
  mssql: [MssqlAdapter, MssqlQueryCompiler, MssqlIntrospector],
  sqlite: [SqliteAdapter, SqliteQueryCompiler, SqliteIntrospector],
} as const

/** Kysely whose statements run here: on this pool or in this transaction, with these plugins and errors. */
export function kyselyOf<DB>(scope: Scope): Kysely<DB> {
  const { name } = scope.driver.dialect
  if (name === 'oracle') throw new ConfigError('Kysely does not know Oracle')
  const [Adapter, QueryCompiler, Introspector] = PARTS[name]
  const dialect: Dialect = {
    createAdapter: () => new Adapter(),
    createDriver: () => new ScopeDriver(scope),
    createQueryCompiler: () => new QueryCompiler(),
    createIntrospector: (db) => new Introspector(db),
  }
  return new Kysely<DB>({ dialect })
}
