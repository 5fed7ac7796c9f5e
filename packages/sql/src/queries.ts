import { insertMany, upsertMany } from './bulk/write.ts'
import { kyselyOf } from './kysely/kysely.ts'
import type { Scope } from './scope.ts'
import { executeOf, queryOf, streamOf } from './statements.ts'
import type { Queries } from './types.ts'

export function queriesOf(scope: Scope): Queries {
  return {
    dialect: scope.driver.dialect.name,
    query: queryOf(scope),
    execute: executeOf(scope),
    stream: streamOf(scope),
    insertMany: (table, rows, options = {}) => insertMany(scope, table, rows, options),
    upsertMany: (table, rows, options) => upsertMany(scope, table, rows, options),
    kysely: <DB>() => kyselyOf<DB>(scope),
  }
}
