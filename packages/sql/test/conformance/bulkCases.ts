import { ConflictError, InputError } from '@bpmcentr/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { type FailedRow, id, raw } from '../../src/index.ts'
import { failure } from '../support/collect.ts'
import type { World } from './suite.ts'

interface Item {
  id: number
  code: string | null
  note: string | null
  qty: number
}

export function bulkCases({ db, table, target }: World): void {
  describe('a bulk write', () => {
    const name = table('bulk')
    const item = (key: number, rest: Partial<Item> = {}): Item => ({
      id: key,
      code: `c${key}`,
      note: null,
      qty: 1,
      ...rest,
    })
    const items = (count: number, from = 0) => Array.from({ length: count }, (_, index) => item(from + index))
    const all = () => db.query<Item>`select id, code, note, qty from ${id(name)} order by id`
    const count = async () => Number((await db.query`select count(*) as n from ${id(name)}`)[0]?.n)
    beforeEach(async () => {
      await db.execute`drop table if exists ${id(name)}`
      await db.execute`create table ${id(name)} (id int primary key, code ${raw(target.types.key)}, note ${raw(target.types.text)}, qty int not null check (qty >= 0))`
    })

    it('writes rows of an async source, in batches', async () => {
      async function* source() {
        yield* items(2_500)
      }
      const result = await db.upsertMany(name, source(), { key: ['id'], batch: 400 })
      expect(result).toEqual({ rows: 2_500, affected: 2_500, failed: 0, errors: [] })
      expect(await count()).toBe(2_500)
    })

    it('run twice changes nothing', async () => {
      const rows = items(50).map((row) => ({ ...row, note: 'line' }))
      const options = { key: ['id'], onDuplicate: { note: 'append' } } as const
      await db.upsertMany(name, rows, options)
      const before = await all()
      await db.upsertMany(name, rows, options)
      expect(await all()).toEqual(before)
    })

    it('has rules for what is there already, by column', async () => {
      await db.insertMany(name, [item(1, { note: 'old', qty: 1 }), item(2, { code: '', note: 'old' }), item(3)])
      const options = { key: ['id'], onDuplicate: { code: 'fillEmpty', note: 'append', qty: 'keep' } } as const
      await db.upsertMany(
        name,
        [1, 2, 3, 4].map((key) => item(key, { code: 'new', note: 'new', qty: 9 })),
        options,
      )
      expect((await all()).map((row) => ({ ...row }))).toEqual([
        { id: 1, code: 'c1', note: 'old\nnew', qty: 1 },
        { id: 2, code: 'new', note: 'old\nnew', qty: 1 },
        { id: 3, code: 'c3', note: 'new', qty: 1 },
        { id: 4, code: 'new', note: 'new', qty: 9 },
      ])
    })

    it('merges rows of one call that have the same key, in their order', async () => {
      const twins = [
        item(1, { note: 'a', qty: 1 }),
        item(2),
        item(1, { code: null, note: 'b', qty: 2 }),
        item(1, { note: '', qty: 3 }),
      ]
      await db.upsertMany(name, twins, { key: ['id'], onDuplicate: { code: 'fillEmpty', note: 'append' } })
      expect({ ...(await all())[0] }).toEqual({ id: 1, code: 'c1', note: 'a\nb', qty: 3 })
    })

    it('skips rows whose key is there, or overwrites them', async () => {
      await db.insertMany(name, [item(1, { note: 'first' })])
      await db.upsertMany(name, [item(1, { note: 'second' }), item(2)], { key: ['id'], onDuplicate: 'skip' })
      expect((await all()).map((row) => row.note)).toEqual(['first', null])
      await db.upsertMany(name, [item(1, { note: 'third' })], { key: ['id'] })
      expect((await all()).map((row) => row.note)).toEqual(['third', null])
    })

    it('of new rows is all or nothing, and names the row that was refused', async () => {
      const rows = [...items(30), item(5), ...items(10, 100)]
      const error = await failure(db.insertMany(name, rows, { batch: 20 }))
      expect(error).toBeInstanceOf(ConflictError)
      expect(error).toMatchObject({ message: expect.stringContaining('row 30: '), code: 'unique_violation' })
      expect(await count()).toBe(0)
    })

    it('reports the rows that were refused and writes the rest', async () => {
      await db.insertMany(name, [item(3)])
      const rows: object[] = [...items(40)]
      rows[10] = item(10, { qty: -1 })
      rows[20] = { id: 20 }
      rows[30] = item(30, { note: undefined as never })
      const result = await db.insertMany(name, rows, { errors: 'report', batch: 15 })
      expect(result).toMatchObject({ rows: 40, affected: 36, failed: 4 })
      const codes = Object.fromEntries(result.errors.map(({ index, error }) => [index, error.code]))
      expect(codes).toEqual({ 3: 'unique_violation', 10: 'check_violation', 20: 'input', 30: 'input' })
      expect(result.errors.find(({ index }) => index === 10)?.row).toBe(rows[10])
      expect(await count()).toBe(37)
    })

    it('tells a function of every refused row instead of keeping them', async () => {
      const told: FailedRow[] = []
      const rows = [item(1), item(2, { qty: -1 }), item(3)]
      const result = await db.upsertMany(name, rows, { key: ['id'], errors: (failed) => told.push(failed) })
      expect(told.map(({ index }) => index)).toEqual([1])
      expect(result).toMatchObject({ failed: 1, errors: [] })
      expect(await count()).toBe(2)
    })

    it('in a transaction goes with it', async () => {
      await failure(
        db.transaction(async (tx) => {
          await tx.insertMany(name, items(10))
          const report = await tx.upsertMany(name, [item(1), item(2, { qty: -1 })], { key: ['id'], errors: 'report' })
          expect(report.failed).toBe(1)
          expect(Number((await tx.query`select count(*) as n from ${id(name)}`)[0]?.n)).toBe(10)
          throw new Error('back')
        }),
      )
      expect(await count()).toBe(0)
    })

    it('of the same keys by many at once loses nothing and ends in no deadlock', async () => {
      const writers = Array.from({ length: 5 }, (_, writer) => {
        const rows = items(300).map((row) => ({ ...row, qty: writer }))
        return db.upsertMany(name, writer % 2 === 0 ? rows : rows.reverse(), { key: ['id'], batch: 70 })
      })
      const results = await Promise.all(writers)
      expect(results.every(({ failed }) => failed === 0)).toBe(true)
      expect(await count()).toBe(300)
    })

    it('of no rows writes nothing', async () => {
      expect(await db.upsertMany(name, [], { key: ['id'] })).toEqual({ rows: 0, affected: 0, failed: 0, errors: [] })
    })

    it('refuses a key that is no column, a null in a key and columns that would be lost', async () => {
      await expect(db.upsertMany(name, items(1), { key: ['nope'] })).rejects.toBeInstanceOf(InputError)
      await expect(db.upsertMany(name, items(1), { key: [] })).rejects.toBeInstanceOf(InputError)
      await expect(db.upsertMany(name, [item(null as never)], { key: ['id'] })).rejects.toBeInstanceOf(InputError)
      const more = [item(1), { ...item(2), extra: 1 }]
      await expect(db.upsertMany(name, more, { key: ['id'] })).rejects.toThrow('row 1: extra')
      await db.upsertMany(name, more, { key: ['id'], columns: ['id', 'code', 'note', 'qty'] })
      expect(await count()).toBe(2)
    })

    it('stops where its source throws, and closes it when it ends early', async () => {
      let closed = 0
      async function* broken() {
        try {
          yield* items(5)
          throw new Error('the source broke')
        } finally {
          closed++
        }
      }
      await expect(db.insertMany(name, broken())).rejects.toThrow('the source broke')
      expect([await count(), closed]).toEqual([0, 1])
    })
  })
}
