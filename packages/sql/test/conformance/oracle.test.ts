import { describe, it } from 'vitest'
import { oracle } from '../../src/oracle.ts'
import { present, type Target } from '../support/target.ts'
import { conformance } from './suite.ts'

const url = process.env.BPMCENTR_SQL_ORACLE
const { hostname: host, port } = new URL(url ?? 'none://')

const target: Target = {
  name: 'Oracle',
  dialect: 'oracle',
  open: (options) => oracle({ url, ...options }),
  server: { host, port: Number(port || 1521) },
  types: {
    text: 'clob',
    key: 'varchar2(100 char)',
    decimal: 'number(30,4)',
    bytes: 'blob',
    bigint: 'number(19)',
    time: 'timestamp(6)',
  },
  slow: undefined,
  parallel: true,
  authenticates: true,
  lockTimeout: undefined,
  largest: 1024 * 1024,
}

if (await present('oracle', url)) conformance(target)
else describe('conformance of Oracle', () => it.skip('no server answers', () => {}))
