import { describe, it } from 'vitest'
import { sql } from '../../src/index.ts'
import { mysql } from '../../src/mysql.ts'
import { present, type Target } from '../support/target.ts'
import { conformance } from './suite.ts'

const url = process.env.BPMCENTR_SQL_MYSQL ?? 'mysql://root@127.0.0.1:3306/test'
const { hostname: host, port } = new URL(url)

const target: Target = {
  name: 'MySQL/MariaDB',
  dialect: 'mysql',
  open: (options) => mysql({ url, ...options }),
  server: { host, port: Number(port || 3306) },
  types: {
    text: 'longtext collate utf8mb4_bin',
    key: 'varchar(100)',
    decimal: 'decimal(30,4)',
    bytes: 'longblob',
    bigint: 'bigint',
    time: 'datetime(6)',
  },
  // sleep() ends without an error when it is stopped, so something that works.
  slow: sql`select count(*) from information_schema.columns a, information_schema.columns b, information_schema.columns c`,
  parallel: true,
  authenticates: true,
  lockTimeout: sql`set innodb_lock_wait_timeout = 1`,
  largest: 8 * 1024 * 1024,
}

if (await present('mysql', url)) conformance(target)
else describe('conformance of MySQL/MariaDB', () => it.skip('no server answers', () => {}))
