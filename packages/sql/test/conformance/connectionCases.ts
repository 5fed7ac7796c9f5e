import { NetworkError, OutcomeUnknownError } from '@bpmcentr/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, id } from '../../src/index.ts'
import { failure } from '../support/collect.ts'
import { type Detour, detourTo } from '../support/detour.ts'
import type { World } from './suite.ts'

export function connectionCases({ db, table, target }: World): void {
  const { server } = target
  describe.skipIf(server === undefined || !target.parallel)('a connection', () => {
    const name = table('connection')
    let proxy: Detour
    let far: Database
    const count = async (on: Database = db) => Number((await on.query`select count(*) as n from ${id(name)}`)[0]?.n)
    beforeAll(async () => {
      await db.execute`create table ${id(name)} (id int primary key, mark varchar(50))`
      proxy = await detourTo(server?.host ?? '', server?.port ?? 0)
      far = target.open({ host: '127.0.0.1', port: proxy.port })
    })
    afterAll(async () => {
      await far.close()
      await proxy.close()
    })

    it('that broke while it was unused is replaced without an error', async () => {
      await Promise.all([count(far), count(far)])
      proxy.cut()
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect(await count(far)).toBe(0)
    })

    it('to a server that is down is tried again, and works when it is back', async () => {
      await proxy.stop()
      const waiting = count(target.open({ host: '127.0.0.1', port: proxy.port, retry: 10 }))
      const error =
        await failure(target.open({ host: '127.0.0.1', port: proxy.port, retry: false }).query`select 1 as a`)
      expect(error).toMatchObject({ name: 'NetworkError', sent: 'no', attempts: 1 })
      await proxy.start()
      expect(await waiting).toBe(0)
    })

    it('that breaks during a read is a NetworkError', async () => {
      proxy.breakAt('lost-read', 'before')
      const error = await failure(far.query`select mark from ${id(name)} where mark = ${'lost-read'}`)
      expect(error).toBeInstanceOf(NetworkError)
      expect(error).toMatchObject({ sent: 'maybe', retryable: true })
      expect(await count(far)).toBe(0)
    })

    it('that breaks after a write was sent leaves an OutcomeUnknownError', async () => {
      proxy.breakAt('lost-write', 'answered')
      const error = await failure(far.execute`insert into ${id(name)} (id, mark) values (${1}, ${'lost-write'})`)
      expect(error).toBeInstanceOf(OutcomeUnknownError)
      expect(error).toMatchObject({ sent: 'maybe' })
    })

    it('that breaks before the commit undoes the transaction: a NetworkError', async () => {
      const before = await count()
      const error = await failure(
        far.transaction(async (tx) => {
          await tx.execute`insert into ${id(name)} (id, mark) values (${2}, ${'kept?'})`
          proxy.breakAt('in-between', 'before')
          await tx.query`select mark from ${id(name)} where mark = ${'in-between'}`
        }),
      )
      expect(error).toBeInstanceOf(NetworkError)
      expect(await count()).toBe(before)
    })

    it('that breaks when the commit was sent leaves an OutcomeUnknownError', async () => {
      const before = await count()
      const error = await failure(
        far.transaction(async (tx) => {
          await tx.execute`insert into ${id(name)} (id, mark) values (${3}, ${'kept'})`
          proxy.breakAt('commit', 'answered')
        }),
      )
      expect(error).toBeInstanceOf(OutcomeUnknownError)
      expect(await count()).toBe(before + 1)
    })

    it('that breaks in a bulk write leaves whole batches, and repeating it completes them', async () => {
      const rows = Array.from({ length: 900 }, (_, index) => ({
        id: 1_000 + index,
        mark: index === 700 ? 'bulk-break' : 'm',
      }))
      const before = await count()
      proxy.breakAt('bulk-break', 'before')
      const error = await failure(far.upsertMany(name, rows, { key: ['id'], batch: 300 }))
      expect(error.name).toMatch(/NetworkError|OutcomeUnknownError/)
      expect((await count()) - before).toBe(600)
      proxy.breakAt('nothing at all', 'before')
      await far.upsertMany(name, rows, { key: ['id'], batch: 300 })
      expect((await count()) - before).toBe(900)
    })

    it('is one of no more than the pool allows, however many ask', async () => {
      const few = target.open({ pool: { max: 2 } })
      const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => few.query`select ${index} as n`))
      expect(answers.map(([row]) => Number(row?.n))).toEqual(Array.from({ length: 30 }, (_, index) => index))
      await few.close()
    })
  })

  it('that was closed takes no more statements', async () => {
    const closed = target.open()
    await closed.close()
    await expect(closed.query`select 1 as a`).rejects.toMatchObject({ name: 'ConfigError' })
  })
}
