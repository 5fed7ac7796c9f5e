import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { id, raw, sql } from '../../src/index.ts'
import { collect } from '../support/collect.ts'
import type { World } from './suite.ts'

const QUOTES = [
  "'",
  '"',
  '`',
  ']',
  '[',
  '\\',
  ';',
  '--',
  '/*',
  '*/',
  '#',
  '$1',
  '?',
  ':1',
  '@p1',
  '%',
  '_',
  '\n',
  '\t',
  '\u2028',
  "''",
  '""',
  '0x',
  'Ї',
  '🦔',
  ' or 1=1',
  "'; drop table x; --",
  '${',
  '$$',
]
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...QUOTES),
      fc.string({ maxLength: 4 }).filter((text) => !text.includes('\0')),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

export function injectionCases({ db, table, target }: World): void {
  describe('hostile text', () => {
    const name = table('hostile')
    const runs = { numRuns: 25 }
    beforeAll(async () => {
      await db.execute`create table ${id(name)} (id int primary key, words ${raw(target.types.text)})`
      await db.execute`insert into ${id(name)} (id, words) values (${0}, ${'guard'})`
    })
    afterAll(async () => {
      const [guard] = await db.query`select words from ${id(name)} where id = ${0}`
      expect(guard?.words).toBe('guard')
    })

    it('as a parameter is a value and nothing else', async () => {
      await fc.assert(
        fc.asyncProperty(hostile, async (words) => {
          await db.execute`delete from ${id(name)} where id = ${1}`
          await db.execute`insert into ${id(name)} (id, words) values (${1}, ${words})`
          const rows = await db.query`select words from ${id(name)} where words = ${words} and id = ${1}`
          expect(rows.map((row) => row.words)).toEqual([words])
        }),
        runs,
      )
    })

    it('in a bulk write is a value and nothing else, new or merged', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 5 }), async (texts) => {
          const rows = texts.map((words, index) => ({ id: 100 + index, words }))
          for (const onDuplicate of ['update', { words: 'overwrite' }] as const)
            await db.upsertMany(name, rows, { key: ['id'], onDuplicate })
          const found =
            await db.query`select words from ${id(name)} where id >= ${100} and id < ${100 + texts.length} order by id`
          expect(found.map((row) => row.words)).toEqual(texts)
        }),
        runs,
      )
    })

    it('as a name is one name, and is given back as it was', async () => {
      // MySQL and MariaDB take no character outside the basic plane in names, nor a space at their end.
      const nameOf = hostile.filter(
        (text) =>
          text.length > 0 &&
          text.length < 20 &&
          text === text.trim() &&
          !/[\u{10000}-\u{10ffff}]/u.test(text) &&
          text.isWellFormed() &&
          !/\p{Cc}/u.test(text),
      )
      await fc.assert(
        fc.asyncProperty(nameOf, async (column) => {
          const [row] = await db.query`select ${1} as ${id(column)}`
          expect(Object.keys(row ?? {})).toEqual([column])
        }),
        runs,
      )
    })

    it('as the name of a table or a column finds nothing else', async () => {
      const attack = `${name}" union select 1; drop table "${name}`
      for (const statement of [
        sql`select * from ${id(attack.slice(0, 60))}`,
        sql`select ${id('words", (select 1) as "x')} from ${id(name)}`,
      ])
        await expect(db.query(statement)).rejects.toMatchObject({ name: 'InvalidRequestError' })
      await expect(db.insertMany(attack.slice(0, 60), [{ id: 1 }])).rejects.toMatchObject({
        name: 'InvalidRequestError',
      })
      await expect(
        db.upsertMany(name, [{ id: 1, 'words) values (1); --': 'x' }], { key: ['id'] }),
      ).rejects.toMatchObject({
        name: 'InvalidRequestError',
      })
      const poll = db.poll({ table: attack.slice(0, 60), watermark: 'id', key: 'id', follow: false })
      await expect(collect(poll)).rejects.toMatchObject({ name: 'InvalidRequestError' })
    })

    it('that can be no name is refused before anything is sent', async () => {
      for (const bad of ['', 'a\0b', 'x'.repeat(2_000), '\ud800'])
        await expect(db.query`select 1 as ${id(bad)}`).rejects.toMatchObject({ name: 'InputError', sent: 'no' })
    })

    it('with a second statement in it runs no second statement', async () => {
      await db.query(sql`${raw(`select 1 as a; delete from ${name}`)}`).catch(() => {})
      const [count] = await db.query`select count(*) as n from ${id(name)} where id = ${0}`
      expect(Number(count?.n)).toBe(1)
    })
  })
}
