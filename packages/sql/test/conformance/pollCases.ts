import { beforeEach, describe, expect, it } from 'vitest'
import { type Change, id, type PollOptions, type PollState, raw, sql } from '../../src/index.ts'
import { collect, failure } from '../support/collect.ts'
import type { World } from './suite.ts'

export function pollCases({ db, table, target }: World): void {
  describe('a poll', () => {
    const name = table('poll')
    let saved: PollState | undefined
    const state = {
      load: async () => saved,
      save: async (next: PollState) => {
        saved = JSON.parse(JSON.stringify(next)) as PollState
      },
    }
    const put = (key: number, at: string, deleted = 0) =>
      db.upsertMany(name, [{ id: key, updated_at: at, deleted }], { key: ['id'] })
    const time = (second: number, fraction = '000000') =>
      `2026-01-02 03:04:${String(second).padStart(2, '0')}.${fraction}`
    const poll = (options: Partial<PollOptions> = {}) =>
      db.poll({ table: name, watermark: 'updated_at', key: 'id', state, follow: false, batch: 3, ...options })
    const told = (changes: readonly Change[]) => changes.map(({ type, key }) => `${type} ${key.id}`)
    const now = async (options?: Partial<PollOptions>) => told(await collect(poll(options)))
    beforeEach(async () => {
      saved = undefined
      await db.execute`drop table if exists ${id(name)}`
      await db.execute`create table ${id(name)} (id int primary key, updated_at ${raw(target.types.time)}, deleted int)`
    })

    it('gives every row once, also many of one moment, and then only what is new', async () => {
      for (let key = 1; key <= 8; key++) await put(key, time(1))
      expect(await now()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((key) => `change ${key}`))
      expect(await now()).toEqual([])
      await put(9, time(1))
      await put(3, time(2, '000001'))
      expect(await now()).toEqual(['change 9', 'change 3'])
      await put(4, time(2, '000002'))
      expect(await now()).toEqual(['change 4'])
    })

    it('that dies in the middle gives the one in work again, and no other', async () => {
      for (let key = 1; key <= 5; key++) await put(key, time(key))
      const seen: unknown[] = []
      const dies = (async () => {
        for await (const { key } of poll()) {
          seen.push(key.id)
          if (key.id === 3) throw new Error('killed')
        }
      })()
      await failure(dies)
      expect(seen).toEqual([1, 2, 3])
      expect(await now()).toEqual(['change 3', 'change 4', 'change 5'])
    })

    it('looks back for rows that were committed late, and gives none twice', async () => {
      await put(1, time(1))
      await put(2, time(10))
      expect(await now({ overlap: 5_000 })).toEqual(['change 1', 'change 2'])
      await put(3, time(7))
      await put(4, time(2))
      expect(await now({ overlap: 5_000 })).toEqual(['change 3'])
      await put(2, time(11))
      expect(await now({ overlap: 5_000 })).toEqual(['change 2'])
      expect(await now({ overlap: 5_000 })).toEqual([])
    })

    it('tells deletes by a flag', async () => {
      await put(1, time(1))
      await put(2, time(2), 1)
      expect(await now({ deletes: { flag: 'deleted' } })).toEqual(['change 1', 'delete 2'])
    })

    it('tells deletes by comparing keys', async () => {
      for (let key = 1; key <= 4; key++) await put(key, time(key))
      expect(await now({ deletes: 'snapshot' })).toHaveLength(4)
      await db.execute`delete from ${id(name)} where id = ${2}`
      expect(await now({ deletes: 'snapshot' })).toEqual(['delete 2'])
      expect(await now({ deletes: 'snapshot' })).toEqual([])
    })

    it('reads only the rows and columns asked for', async () => {
      await put(1, time(1))
      await put(2, time(2), 1)
      const changes = await collect(poll({ where: sql`deleted = ${1}`, columns: ['deleted'] }))
      expect(changes.map(({ row }) => Object.keys(row ?? {}).sort())).toEqual([['deleted', 'id', 'updated_at']])
    })

    it('goes on until its signal says stop', async () => {
      await put(1, time(1))
      const controller = new AbortController()
      const seen: unknown[] = []
      const following = (async () => {
        for await (const { key } of poll({ follow: true, interval: 10, signal: controller.signal })) {
          seen.push(key.id)
          if (seen.length === 1) void put(2, time(2))
          else controller.abort(new Error('stop'))
        }
      })()
      await expect(following).rejects.toThrow('stop')
      expect(seen).toEqual([1, 2])
    })
  })
}
