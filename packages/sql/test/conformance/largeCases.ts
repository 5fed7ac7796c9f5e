import { beforeAll, describe, expect, it } from 'vitest'
import { id, raw } from '../../src/index.ts'
import { failure } from '../support/collect.ts'
import type { World } from './suite.ts'

export function largeCases({ db, table, target }: World): void {
  describe('large values', () => {
    const name = table('large')
    beforeAll(async () => {
      await db.execute`create table ${id(name)} (id int primary key, words ${raw(target.types.text)}, data ${raw(target.types.bytes)})`
    })

    it.each([64 * 1024, target.largest])(
      'of %d bytes arrive whole, by parameter and in bulk',
      { timeout: 60_000 },
      async (size) => {
        const words = 'ab\n\\'.repeat(size / 4)
        const data = new Uint8Array(size).fill(39)
        await db.execute`delete from ${id(name)}`
        await db.execute`insert into ${id(name)} (id, data) values (${1}, ${data})`
        await db.insertMany(name, [{ id: 2, words }])
        const rows = await db.query<{
          data: Uint8Array
          words: string
        }>`select words, data from ${id(name)} order by id`
        expect(rows[0]?.data.length).toBe(size)
        expect(rows[0]?.data.every((byte) => byte === 39)).toBe(true)
        expect(rows[1]?.words === words).toBe(true)
      },
    )

    it('beyond what the server takes are refused by a clear error', async () => {
      if (target.dialect !== 'mysql') return
      const error = await failure(
        db.execute`insert into ${id(name)} (id, data) values (${3}, ${new Uint8Array(64 * 1024 * 1024)})`,
      )
      expect(error).toMatchObject({ name: 'InvalidRequestError', code: 'too_large', sent: 'no' })
    })
  })
}
