import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { id, join, json, list, raw, sql } from '../../src/index.ts'
import { failure } from '../support/collect.ts'
import type { World } from './suite.ts'

export function valueCases({ db, table, target }: World): void {
  describe('values', () => {
    const name = table('values')
    const { types } = target
    beforeAll(async () => {
      await db.execute`create table ${id(name)} (id int primary key, words ${raw(types.text)}, amount ${raw(types.decimal)}, big ${raw(types.bigint)}, data ${raw(types.bytes)})`
    })

    it('come back as they went in, exactly', async () => {
      const bytes = new Uint8Array([0, 1, 255, 39, 92])
      const words = "Їжак “quoted” 'single' \\ back 🦔\nline\ttab"
      await db.execute`insert into ${id(name)} (id, words, amount, big, data) values (${1}, ${words}, ${'12345678901234.5678'}, ${9007199254740993n}, ${bytes})`
      const [row] = await db.query`select * from ${id(name)} where id = ${1}`
      expect(row?.words).toBe(words)
      expect(row?.big).toBe('9007199254740993')
      expect([...((row?.data ?? []) as Uint8Array)]).toEqual([...bytes])
      // SQLite has no decimals: what fits no integer is a double.
      if (target.dialect !== 'sqlite') expect(row?.amount).toBe('12345678901234.5678')
    })

    it('may be null in every column', async () => {
      await db.execute`insert into ${id(name)} (id, words, amount, big, data) values (${2}, ${null}, ${null}, ${null}, ${null})`
      const [row] = await db.query`select words, amount, big, data from ${id(name)} where id = ${2}`
      expect({ ...row }).toEqual({ words: null, amount: null, big: null, data: null })
    })

    it('may be JSON, with integers of any size', async () => {
      await db.execute`insert into ${id(name)} (id, words) values (${3}, ${json({ a: [1, 'x'], big: 12345678901234567890n })})`
      const [row] = await db.query`select words from ${id(name)} where id = ${3}`
      expect(row?.words).toBe('{"a":[1,"x"],"big":12345678901234567890}')
    })

    it('stand in lists and in pieces of SQL', async () => {
      const condition = sql`id in ${list([1, 2, 99])}`
      const columns = join([id('id'), id(name, 'big')])
      const rows = await db.query(sql`select ${columns} from ${id(name)} where ${condition} order by id`)
      expect(rows.map((row) => row.id)).toEqual([1, 2])
      expect(() => list([])).toThrow('at least one')
    })

    it('are checked and typed by a schema of the row', async () => {
      const rows = await db.query(z.object({ id: z.number() }))`select id, words from ${id(name)} where id = ${1}`
      expect(rows).toEqual([{ id: 1 }])
      const error = await failure(
        db.query({ row: z.object({ id: z.string() }) })`select id from ${id(name)} where id = ${1}`,
      )
      expect(error).toMatchObject({ name: 'ResponseMismatchError', message: expect.stringContaining('row 0') })
    })

    it('that have no form in SQL are refused before anything is sent', async () => {
      for (const value of [undefined, () => 1, Symbol('x'), new Date(Number.NaN)]) {
        const error = await failure(db.query`select ${value as never} as a`)
        expect(error).toMatchObject({ name: 'InputError', sent: 'no' })
      }
    })

    it('say how many rows a statement wrote', async () => {
      const { affected } = await db.execute`update ${id(name)} set words = ${'w'} where id in ${list([1, 2])}`
      expect(affected).toBe(2)
    })
  })

  it('takes no SQL in plain text', async () => {
    // A JavaScript caller, or a cast: the compiler refuses it too.
    expect(() => db.query('select 1' as never)).toThrow('plain text')
    expect(() => db.query(['select 1'] as never)).toThrow('plain text')
  })
}
