import { afterAll, describe, expect, it } from 'vitest'
import { type Database, raw } from '../src/index.ts'
import { mysql } from '../src/mysql.ts'
import { postgres } from '../src/postgres.ts'
import { sqlite } from '../src/sqlite.ts'
import { collect } from './support/collect.ts'
import { present } from './support/target.ts'

type Case = readonly [type: string, literal: string, arrives: unknown]

/** What each type arrives as: nothing that a number or a Date would round. */
const POSTGRES: readonly Case[] = [
  ['boolean', 'true', true],
  ['smallint', "'-32768'", -32_768],
  ['integer', '2147483647', 2_147_483_647],
  ['bigint', '9007199254740993', '9007199254740993'],
  ['numeric', '0.1000000000000000055511', '0.1000000000000000055511'],
  ['money', "'12.30'", '$12.30'],
  ['real', '0.5', 0.5],
  ['double precision', "'1e300'", 1e300],
  ['double precision', "'NaN'", Number.NaN],
  ['text', "'Їжак'", 'Їжак'],
  ['uuid', "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
  ['bytea', "'\\x00ff27'", Buffer.from([0, 255, 39])],
  ['date', "'2026-02-28'", '2026-02-28'],
  ['time', "'03:04:05.123456'", '03:04:05.123456'],
  ['timestamp', "'2026-02-28 03:04:05.123456'", '2026-02-28 03:04:05.123456'],
  ['timestamptz', "'2026-02-28 03:04:05.123456+02'", '2026-02-28T01:04:05.123456Z'],
  ['timestamptz', "'infinity'", 'infinity'],
  ['interval', "'1 day 2 hours'", '1 day 02:00:00'],
  ['json', `'{"a":[1]}'`, { a: [1] }],
  ['jsonb', `'null'`, null],
  ['integer[]', "'{1,NULL,3}'", [1, null, 3]],
  ['bigint[]', "'{9007199254740993}'", ['9007199254740993']],
  ['numeric[]', "'{0.10}'", ['0.10']],
  ['timestamptz[]', "'{2026-02-28 00:00+00}'", ['2026-02-28T00:00:00Z']],
  ['text[]', `'{"a,b","c\\"d"}'`, ['a,b', 'c"d']],
]
const MYSQL: readonly Case[] = [
  ['tinyint(1)', '1', 1],
  ['int', '2147483647', 2_147_483_647],
  ['bigint', '9007199254740993', '9007199254740993'],
  ['bigint unsigned', '18446744073709551615', '18446744073709551615'],
  ['decimal(30,20)', '0.10000000000000000555', '0.10000000000000000555'],
  ['double', '1e300', 1e300],
  ['varchar(20)', "'Їжак'", 'Їжак'],
  ['varbinary(9)', "x'00ff27'", Buffer.from([0, 255, 39])],
  ['date', "'2026-02-28'", '2026-02-28'],
  ['time(6)', "'03:04:05.123456'", '03:04:05.123456'],
  ['datetime(6)', "'2026-02-28 03:04:05.123456'", '2026-02-28 03:04:05.123456'],
  ['timestamp(6) null', "'2026-02-28 03:04:05.123456'", '2026-02-28 03:04:05.123456'],
  ['bit(8)', "b'00000101'", Buffer.from([5])],
  ["enum('a','b')", "'b'", 'b'],
]
const SQLITE: readonly Case[] = [
  ['integer', '9007199254740991', Number.MAX_SAFE_INTEGER],
  ['integer', '9007199254740993', '9007199254740993'],
  ['real', '0.1', 0.1],
  ['text', "'Їжак'", 'Їжак'],
  ['blob', "x'00ff27'", new Uint8Array([0, 255, 39])],
  ['numeric', "'12.50'", 12.5],
  ['date', "'2026-02-28'", '2026-02-28'],
]

function held(name: string, db: Database, cases: readonly Case[]): void {
  describe(`types of ${name}`, () => {
    afterAll(() => db.close())

    it.each(cases)('%s %s', async (type, literal, arrives) => {
      const table = raw(`bc_types_${Math.random().toString(36).slice(2, 10)}`)
      await db.execute`create table ${table} (v ${raw(type)})`
      try {
        await db.execute`insert into ${table} (v) values (${raw(literal)})`
        await db.execute`insert into ${table} (v) values (${null})`
        const rows = await db.query`select v from ${table} where v is not null`
        const [row] = rows
        if (arrives instanceof Uint8Array) expect([...((row?.v ?? []) as Uint8Array)]).toEqual([...arrives])
        else expect(row?.v).toEqual(arrives)
        // A cursor gives the same as a query.
        expect(await collect(db.stream`select v from ${table} where v is not null`)).toEqual(rows)
        expect(await db.query`select v from ${table} where v is null`).toEqual([expect.objectContaining({ v: null })])
      } finally {
        await db.execute`drop table ${table}`
      }
    })
  })
}

held('SQLite', sqlite({ file: ':memory:' }), SQLITE)
held('SQLite by better-sqlite3', sqlite({ file: ':memory:', engine: 'better-sqlite3' }), SQLITE)
const pg = process.env.BPMCENTR_SQL_POSTGRES ?? 'postgres://root@127.0.0.1:5432/test'
const my = process.env.BPMCENTR_SQL_MYSQL ?? 'mysql://root@127.0.0.1:3306/test'
if (await present('postgres', pg)) held('PostgreSQL', postgres({ url: pg }), POSTGRES)
if (await present('mysql', my)) held('MySQL/MariaDB', mysql({ url: my }), MYSQL)
