import { InputError } from '@bpmcentr/core'
import fc from 'fast-check'
import parser from 'node-sql-parser'
import { describe, expect, it } from 'vitest'
import { planOf } from '../src/bulk/plan.ts'
import type { UpsertOptions } from '../src/index.ts'
import { id, list, sql } from '../src/index.ts'
import { mssqlDialect } from '../src/mssql/dialect.ts'
import { judgeMssql } from '../src/mssql/judge.ts'
import { writeText as mssqlText } from '../src/mssql/mergeText.ts'
import { mssql } from '../src/mssql.ts'
import { insertText as mysqlText } from '../src/mysql/bulk.ts'
import { oracleDialect } from '../src/oracle/dialect.ts'
import { judgeOracle } from '../src/oracle/judge.ts'
import { writeText as oracleText } from '../src/oracle/mergeText.ts'
import { oracle } from '../src/oracle.ts'
import { pageQuery } from '../src/poll/page.ts'
import { render } from '../src/statement/render.ts'
import { failure } from './support/collect.ts'

/** SQL Server and Oracle have no server here: what can be held without one is their SQL, their errors and their real drivers' refusals. */
const RULES = { name: 'fillEmpty', note: 'append', at: 'keep' } as const
const plan = (onDuplicate: UpsertOptions['onDuplicate']) =>
  planOf(['shop', 'orders'], ['id', 'name', 'note', 'at'], { key: ['id'], onDuplicate }, 100)
const parse = (text: string, database: string) =>
  new parser.Parser().astify(text, { database }) as unknown as { type?: string } | { type?: string }[]

describe('the SQL of SQL Server', () => {
  it('merges with the lock that MERGE needs', () => {
    expect(mssqlText(plan('update'), 2)).toBe(
      'merge into [shop].[orders] with (holdlock) as t using (values (@p1, @p2, @p3, @p4), (@p5, @p6, @p7, @p8)) as s ([id], [name], [note], [at])' +
        ' on t.[id] = s.[id] when matched then update set t.[name] = s.[name], t.[note] = s.[note], t.[at] = s.[at]' +
        ' when not matched then insert ([id], [name], [note], [at]) values (s.[id], s.[name], s.[note], s.[at]);',
    )
    expect(mssqlText(plan(RULES), 1)).toContain('t.[note] = case when (t.[note] is null')
    expect(mssqlText(plan('skip'), 1)).not.toContain('when matched then')
  })

  it('is understood by a parser of T-SQL', () => {
    expect(parse(mssqlText(plan('error'), 3), 'transactsql')).toMatchObject({ type: 'insert' })
    const page = pageQuery(
      mssqlDialect,
      { table: 'orders', watermark: 'at', key: 'id' },
      { after: { watermark: 1, key: [2] } },
      50,
    )
    const { text, values } = render(mssqlDialect, page)
    expect(text).toContain('select top (50) *')
    expect(values).toEqual([1, 1, 2])
    expect(parse(text.replace('top (50)', 'top 50'), 'transactsql')).toMatchObject({ type: 'select' })
  })

  it('names its errors as all others do', () => {
    const error = (number: number, message = '') => judgeMssql(Object.assign(new Error(message), { number }))
    expect(error(2627)).toMatchObject({ kind: 'conflict', code: 'unique_violation' })
    expect(error(1205)).toMatchObject({ code: 'deadlock', restart: true })
    expect(error(547, 'The INSERT statement conflicted with the CHECK constraint')).toMatchObject({
      code: 'check_violation',
    })
    expect(error(547, 'conflicted with the FOREIGN KEY constraint')).toMatchObject({ code: 'foreign_key_violation' })
    expect(judgeMssql(Object.assign(new Error('x'), { code: 'ECANCEL' }))).toMatchObject({ kind: 'canceled' })
    expect(judgeMssql(new TypeError('a bug'))).toBeUndefined()
  })

  it('with the real driver, a port where nobody listens is a NetworkError: nothing was sent', async () => {
    const db = mssql({ url: 'mssql://sa:hunter22@127.0.0.1:1/x', retry: false })
    const error = await failure(db.execute`delete from t`)
    expect(error).toMatchObject({ name: 'NetworkError', sent: 'no', operation: 'mssql.execute' })
    expect(JSON.stringify(error) + String(error.cause)).not.toContain('hunter22')
    await db.close()
  })
})

describe('the SQL of Oracle', () => {
  it('merges one bound row', () => {
    expect(oracleText(plan('update'))).toBe(
      'merge into "shop"."orders" t using (select :1 "id", :2 "name", :3 "note", :4 "at" from dual) s on (t."id" = s."id")' +
        ' when matched then update set t."name" = s."name", t."note" = s."note", t."at" = s."at"' +
        ' when not matched then insert ("id", "name", "note", "at") values (s."id", s."name", s."note", s."at")',
    )
    expect(oracleText(plan('error'))).toBe(
      'insert into "shop"."orders" ("id", "name", "note", "at") values (:1, :2, :3, :4)',
    )
  })

  it('numbers its parameters and quotes its names', () => {
    const { text, values } = render(
      oracleDialect,
      sql`select * from ${id('ORDERS')} where a in ${list([1, true])} and b = ${'x'}`,
    )
    expect(text).toBe('select * from "ORDERS" where a in (:1, :2) and b = :3')
    expect(values).toEqual([1, 1, 'x'])
    expect(() => render(oracleDialect, id('a"b'))).toThrow(InputError)
  })

  it('names its errors as all others do', () => {
    const error = (code: string) => judgeOracle(Object.assign(new Error(code), { code }))
    expect(error('ORA-00001')).toMatchObject({ kind: 'conflict', code: 'unique_violation' })
    expect(error('ORA-08177')).toMatchObject({ code: 'serialization_failure', restart: true })
    expect(error('ORA-03113')).toMatchObject({ kind: 'lost', fatal: true })
    expect(error('NJS-511')).toMatchObject({ kind: 'unreachable' })
  })

  it('with the real driver, a port where nobody listens is a NetworkError: nothing was sent', async () => {
    const db = oracle({ url: 'oracle://me:hunter22@127.0.0.1:1/x', retry: false })
    const error = await failure(db.execute`delete from t`)
    expect(error).toMatchObject({ name: 'NetworkError', sent: 'no', operation: 'oracle.execute' })
    expect(JSON.stringify(error) + String(error.cause)).not.toContain('hunter22')
    await db.close()
  })
})

it.each([mssqlDialect, oracleDialect])('no value and no name gets out of its place in SQL ($name)', (dialect) => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1, maxLength: 30 }), (value, name) => {
      const bare = render(dialect, sql`select ${'v'} from t`)
      expect(render(dialect, sql`select ${value} from t`)).toEqual({ ...bare, values: [value] })
      const { open, close } = dialect.quote
      let text: string
      try {
        text = render(dialect, id(name)).text
      } catch (error) {
        expect(error).toBeInstanceOf(InputError)
        return
      }
      // Between the quotes, each closing one is doubled: the name ends where it should.
      expect(text.startsWith(open) && text.endsWith(close)).toBe(true)
      expect(text.slice(1, -1).replaceAll(close + close, '')).not.toContain(close)
      expect(text.slice(1, -1).replaceAll(close + close, close)).toBe(name)
    }),
  )
})

it('the upserts of MySQL are understood by a parser', () => {
  for (const onDuplicate of ['update', 'skip', 'error', { note: 'overwrite' }] as const)
    expect(parse(mysqlText(plan(onDuplicate), 2), 'mysql')).toMatchObject({ type: 'insert' })
})
