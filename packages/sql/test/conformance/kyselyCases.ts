import { history } from '@bpmcentr/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { id } from '../../src/index.ts'
import { failure } from '../support/collect.ts'
import type { World } from './suite.ts'

export function kyselyCases({ db, table, target }: World): void {
  describe.skipIf(target.dialect === 'oracle')('Kysely', () => {
    const name = table('kysely') as 'items'
    interface Schema {
      items: { id: number; n: number }
    }
    beforeAll(async () => {
      await db.execute`create table ${id(name)} (id int primary key, n int)`
    })

    it('runs on the same connections, plugins and errors', async () => {
      const log = history()
      const own = target.open({ plugins: [log] })
      if (target.parallel || target.dialect === 'postgres') {
        const builder = own.kysely<Schema>()
        await builder
          .insertInto(name)
          .values([
            { id: 1, n: 10 },
            { id: 2, n: 20 },
          ])
          .execute()
        const rows = await builder.selectFrom(name).select('id').where('n', '>', 10).execute()
        expect(rows).toEqual([{ id: 2 }])
        const error = await failure(builder.insertInto(name).values({ id: 1, n: 0 }).execute())
        expect(error).toMatchObject({ name: 'ConflictError', code: 'unique_violation' })
        expect(log.records().map(({ operation, kind, outcome }) => [operation, kind, outcome])).toEqual([
          ['kysely', 'create', 'ok'],
          ['kysely', 'read', 'ok'],
          ['kysely', 'create', 'error'],
        ])
      }
      await own.close()
    })

    it('has transactions, and runs in ours', async () => {
      const builder = db.kysely<Schema>()
      const count = async () => (await builder.selectFrom(name).select('id').where('id', '>=', 100).execute()).length
      await builder.transaction().execute((tx) => tx.insertInto(name).values({ id: 100, n: 1 }).execute())
      await failure(
        builder.transaction().execute(async (tx) => {
          await tx.insertInto(name).values({ id: 101, n: 1 }).execute()
          throw new Error('back')
        }),
      )
      expect(await count()).toBe(1)
      await failure(
        db.transaction(async (tx) => {
          await tx.kysely<Schema>().insertInto(name).values({ id: 102, n: 1 }).execute()
          throw new Error('back')
        }),
      )
      expect(await count()).toBe(1)
    })

    it('streams', async () => {
      const builder = db.kysely<Schema>()
      await builder.deleteFrom(name).execute()
      await builder
        .insertInto(name)
        .values([1, 2, 3, 4, 5].map((n) => ({ id: n, n })))
        .execute()
      const seen: number[] = []
      for await (const row of builder.selectFrom(name).select('id').orderBy('id').stream(2)) seen.push(row.id)
      expect(seen).toEqual([1, 2, 3, 4, 5])
    })
  })
}
