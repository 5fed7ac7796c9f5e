import { inspect } from 'node:util'
import { ConfigError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { load } from '../src/driver/load.ts'
import { mysql } from '../src/mysql.ts'
import { shiftBack } from '../src/poll/shift.ts'
import { postgres } from '../src/postgres.ts'
import { sqlite } from '../src/sqlite.ts'
import { kindOf } from '../src/statement/kind.ts'
import { failure } from './support/collect.ts'

const URLS = [
  'postgres://me:hunter22@h:99999/x',
  'http://me:hunter22@h/x',
  'postgres://me:hunter22@[/x',
  'postgres://me:hunter22@h/x?option=hunter22',
  'postgres://me:hunter22%zz@h/x',
  'me:hunter22@h',
]

describe('options', () => {
  it.each(URLS)('%s is refused without showing the password', (url) => {
    for (const open of [postgres, mysql]) {
      let thrown: unknown
      try {
        open({ url })
      } catch (error) {
        thrown = error
      }
      expect(thrown).toBeInstanceOf(ConfigError)
      expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain('hunter22')
    }
  })

  it('a client shows no password', () => {
    const db = postgres({ url: 'postgres://me:hunter22@127.0.0.1:1/x' })
    expect(inspect(db, { depth: 9, showHidden: true })).not.toContain('hunter22')
  })

  it('SQLite needs a file', () => {
    expect(() => sqlite({ file: '' })).toThrow(ConfigError)
  })

  it('an error of the network shows no password either', async () => {
    const db = postgres({ url: 'postgres://me:hunter22@127.0.0.1:1/x', retry: false })
    expect(inspect(await failure(db.query`select 1`), { depth: 9, showHidden: true })).not.toContain('hunter22')
    await db.close()
  })

  it('a driver that is not installed is named', async () => {
    const name: string = 'bpmcentr-no-such-driver'
    const error = await failure(load('pg pg-cursor', () => import(name)))
    expect(error).toMatchObject({ name: 'ConfigError', message: expect.stringContaining('npm i pg pg-cursor') })
  })
})

it.each([
  ['select 1', 'read'],
  ['  (select 1)', 'read'],
  ["with a as (select 'delete') select * from a", 'read'],
  ['with a as (delete from t returning *) select * from a', 'delete'],
  ['-- select\ninsert into t values (1)', 'create'],
  ['insert into t values (1) on conflict do nothing', 'upsert'],
  ["insert into t values ('on conflict')", 'create'],
  ['explain select 1', 'read'],
  ['explain analyze delete from t', 'delete'],
  ['merge into t using s on 1=1', 'upsert'],
  ['create table t (id int)', 'action'],
  ['call f()', 'action'],
])('%s is a statement of kind %s', (text, kind) => {
  expect(kindOf(text)).toBe(kind)
})

it.each([
  [10, 3, 7],
  ['9007199254740993', 1, '9007199254740992'],
  ['2026-01-02T03:04:05.123456Z', 1_000, '2026-01-02T03:04:04.123000Z'],
  ['2026-01-02 00:00:00', 1_500, '2026-01-01 23:59:58'],
  ['2026-01-02', 1, '2026-01-01'],
])('the watermark %s moved back by %d is %s', (watermark, by, moved) => {
  expect(shiftBack(watermark, by)).toBe(moved)
})
