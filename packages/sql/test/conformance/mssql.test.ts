import { describe, it } from 'vitest'
import { sql } from '../../src/index.ts'
import { mssql } from '../../src/mssql.ts'
import { present, type Target } from '../support/target.ts'
import { conformance } from './suite.ts'

const url = process.env.BPMCENTR_SQL_MSSQL
const { hostname: host, port } = new URL(url ?? 'none://')

const target: Target = {
  name: 'SQL Server',
  dialect: 'mssql',
  open: (options) => mssql({ url, tls: { rejectUnauthorized: false }, ...options }),
  server: { host, port: Number(port || 1433) },
  types: {
    text: 'nvarchar(max)',
    key: 'nvarchar(100)',
    decimal: 'decimal(30,4)',
    bytes: 'varbinary(max)',
    bigint: 'bigint',
    time: 'datetime2(6)',
  },
  slow: sql`select count(*) from sys.all_columns a, sys.all_columns b, sys.all_columns c`,
  parallel: true,
  authenticates: true,
  lockTimeout: sql`set lock_timeout 100`,
  largest: 8 * 1024 * 1024,
}

if (await present('mssql', url)) conformance(target)
else describe('conformance of SQL Server', () => it.skip('no server answers', () => {}))
