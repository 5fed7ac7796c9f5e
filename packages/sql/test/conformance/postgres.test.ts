import { describe, it } from 'vitest'
import { sql } from '../../src/index.ts'
import { postgres } from '../../src/postgres.ts'
import { present, type Target } from '../support/target.ts'
import { conformance } from './suite.ts'

const url = process.env.BPMCENTR_SQL_POSTGRES ?? 'postgres://root@127.0.0.1:5432/test'
const { hostname: host, port } = new URL(url)

const target: Target = {
  name: 'PostgreSQL',
  dialect: 'postgres',
  open: (options) => postgres({ url, ...options }),
  server: { host, port: Number(port || 5432) },
  types: { text: 'text', key: 'text', decimal: 'numeric(30,4)', bytes: 'bytea', bigint: 'bigint', time: 'timestamptz' },
  slow: sql`select pg_sleep(300)`,
  parallel: true,
  authenticates: new URL(url).password !== '',
  lockTimeout: sql`set local lock_timeout = '100ms'`,
  largest: 64 * 1024 * 1024,
}

if (await present('postgres', url)) conformance(target)
else describe('conformance of PostgreSQL', () => it.skip('no server answers', () => {}))
