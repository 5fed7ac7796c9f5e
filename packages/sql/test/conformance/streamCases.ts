import { InputError } from '@bpmcentr/core'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { id } from '../../src/index.ts'
import { collect, failure } from '../support/collect.ts'
import type { World } from './suite.ts'

const ROWS = 5_000

export function streamCases({ db, table, target }: World): void {
  describe('a stream', () => {
    const name = table('stream')
    beforeAll(async () => {
      await db.execute`create table ${id(name)} (id int primary key, n int)`
      await db.insertMany(
        name,
        Array.from({ length: ROWS }, (_, index) => ({ id: index, n: index % 7 })),
      )
    })

    it('gives every row once, in order', async () => {
      const rows = await collect(db.stream<{ id: number }>`select id from ${id(name)} where n >= ${0} order by id`)
      expect(rows.map((row) => row.id)).toEqual(Array.from({ length: ROWS }, (_, index) => index))
    })

    it('gives batches of the size asked for, and takes parameters and schemas', async () => {
      const stream = db.stream({
        batch: 300,
        row: z.object({ id: z.number() }),
      })`select id, n from ${id(name)} where n = ${3}`
      const sizes = (await collect(stream.batches())).map((batch) => batch.length)
      expect(sizes).toEqual([300, 300, ROWS / 7 - 600].map(Math.floor))
    })

    it('gives nothing for no rows', async () => {
      expect(await collect(db.stream`select id from ${id(name)} where id < ${0}`)).toEqual([])
    })

    it('that is left early gives its connection back', async () => {
      const one = target.open({ pool: { max: 1 } })
      for (let round = 0; round < 3; round++) {
        expect(
          await collect(one.stream({ batch: 10 })`select id from ${id(name)} order by id`.batches(), 2),
        ).toHaveLength(2)
      }
      const [count] = await one.query`select count(*) as n from ${id(name)}`
      expect(Number(count?.n)).toBe(ROWS)
      await one.close()
    })

    it('fails with the error of its statement', async () => {
      await expect(collect(db.stream`select * from ${id('bc_no_such_table')}`)).rejects.toMatchObject({
        code: 'undefined_table',
        operation: `${target.dialect}.stream`,
      })
    })

    it('can be aborted between two rows, with the reason of the signal', async () => {
      const controller = new AbortController()
      const reason = new Error('enough')
      const reading = (async () => {
        for await (const _ of db.stream({ batch: 10, signal: controller.signal })`select id from ${id(name)}`)
          controller.abort(reason)
      })()
      expect(await failure(reading)).toBe(reason)
    })

    it('in a transaction sees its changes, and refuses statements beside it', async () => {
      await db.transaction(async (tx) => {
        await tx.execute`update ${id(name)} set n = ${100} where id = ${0}`
        const rows = await collect(tx.stream`select n from ${id(name)} where id = ${0}`)
        expect(rows.map((row) => row.n)).toEqual([100])
        for await (const _ of tx.stream({ batch: 10 })`select id from ${id(name)}`) {
          expect(await failure(tx.query`select 1 as a`)).toBeInstanceOf(InputError)
          break
        }
        expect(await tx.query`select n from ${id(name)} where id = ${1}`).toHaveLength(1)
      })
    })
  })
}
