import { ConflictError, InputError } from '@bpmcentr/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Database, id, type Transaction } from '../../src/index.ts'
import { failure } from '../support/collect.ts'
import type { World } from './suite.ts'

export function transactionCases({ db, table, target }: World): void {
  describe('a transaction', () => {
    const name = table('tx')
    const total = async (on: Pick<Database, 'query'> = db) =>
      Number((await on.query`select sum(n) as total from ${id(name)}`)[0]?.total)
    const add = (tx: Transaction, row: number, by: number) =>
      tx.execute`update ${id(name)} set n = n + ${by} where id = ${row}`
    beforeEach(async () => {
      await db.execute`drop table if exists ${id(name)}`
      await db.execute`create table ${id(name)} (id int primary key, n int not null)`
      await db.execute`insert into ${id(name)} (id, n) values (${1}, ${0}), (${2}, ${0})`
    })

    it('is committed when its work resolves, with its value', async () => {
      const value = await db.transaction(async (tx) => {
        await add(tx, 1, 5)
        return 'done'
      })
      expect([value, await total()]).toEqual(['done', 5])
    })

    it('is rolled back when its work throws, and throws the same', async () => {
      const mine = new Error('mine')
      const thrown = await failure(
        db.transaction(async (tx) => {
          await add(tx, 1, 5)
          throw mine
        }),
      )
      expect([thrown, await total()]).toEqual([mine, 0])
    })

    it('has parts that can fail by themselves', async () => {
      await db.transaction(async (tx) => {
        await add(tx, 1, 1)
        await failure(
          tx.transaction(async (part) => {
            await add(part, 1, 10)
            await part.execute`insert into ${id(name)} (id, n) values (${1}, ${0})`
          }),
        )
        await tx.transaction((part) => add(part, 1, 100))
      })
      expect(await total()).toBe(101)
    })

    it('runs statements one after another, also those of a Promise.all', async () => {
      await db.transaction(async (tx) => {
        await Promise.all(Array.from({ length: 10 }, () => add(tx, 1, 1)))
      })
      expect(await total()).toBe(10)
    })

    it('takes no statement once it is over', async () => {
      let leaked: Transaction | undefined
      await db.transaction(async (tx) => {
        leaked = tx
      })
      expect(await failure((leaked as Transaction).query`select 1 as a`)).toBeInstanceOf(InputError)
    })

    it('is not committed when a failed statement was swallowed and the database undid everything', async () => {
      const outcome = await db
        .transaction(async (tx) => {
          await add(tx, 1, 1)
          await failure(tx.execute`insert into ${id(name)} (id, n) values (${1}, ${0})`)
        })
        .catch((error) => error.code)
      // PostgreSQL undoes the transaction, the others the statement.
      expect([outcome, await total()]).toEqual(
        target.dialect === 'postgres' ? ['failed_transaction', 0] : [undefined, 1],
      )
    })

    it('knows isolation levels and reading only', async () => {
      const reads = await db.transaction({ isolation: 'serializable', readOnly: true }, (tx) => total(tx))
      expect(reads).toBe(0)
      if (target.dialect === 'sqlite') return
      const error = await failure(db.transaction({ readOnly: true }, (tx) => add(tx, 1, 1)))
      expect(error).toMatchObject({ code: 'read_only' })
    })

    it('that meets a deadlock is begun again, and both are done', async () => {
      if (!target.parallel) return
      const meet = barrier(2)
      const attempts = [0, 0]
      const work = (first: number, second: number, who: number) =>
        db.transaction(async (tx) => {
          attempts[who] = (attempts[who] ?? 0) + 1
          await add(tx, first, 1)
          if (attempts[who] === 1) await meet()
          await add(tx, second, 1)
        })
      await Promise.all([work(1, 2, 0), work(2, 1, 1)])
      expect(await total()).toBe(4)
      expect((attempts[0] ?? 0) + (attempts[1] ?? 0)).toBeGreaterThan(2)
    })

    it('that meets a deadlock is not begun again when told so: a ConflictError', async () => {
      if (!target.parallel) return
      const meet = barrier(2)
      const work = (first: number, second: number) =>
        db.transaction({ retry: false }, async (tx) => {
          await add(tx, first, 1)
          await meet()
          // Whoever swallows it gets it again at the end.
          await add(tx, second, 1).catch(() => {})
        })
      const outcomes = await Promise.allSettled([work(1, 2), work(2, 1)])
      const failed = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason)
      expect(failed).toHaveLength(1)
      expect(failed[0]).toBeInstanceOf(ConflictError)
      expect(failed[0]).toMatchObject({ code: 'deadlock', retryable: true })
      expect(await total()).toBe(2)
    })

    it('that could not be serialized is begun again: no update is lost', async () => {
      if (!target.parallel || target.dialect === 'mysql') return
      const workers = Array.from({ length: 4 }, () =>
        db.transaction({ isolation: 'serializable', retry: 20 }, async (tx) => {
          const [row] = await tx.query<{ n: number }>`select n from ${id(name)} where id = ${1}`
          await tx.execute`update ${id(name)} set n = ${(row?.n ?? 0) + 1} where id = ${1}`
        }),
      )
      await Promise.all(workers)
      expect(await total()).toBe(4)
    })

    it('that waits too long for a lock fails with a ConflictError', async () => {
      const { lockTimeout } = target
      if (!target.parallel || lockTimeout === undefined) return
      await db.transaction(async (holder) => {
        await add(holder, 1, 1)
        const error = await failure(
          db.transaction(async (tx) => {
            await tx.execute(lockTimeout)
            await add(tx, 1, 1)
          }),
        )
        expect(error).toBeInstanceOf(ConflictError)
        expect(error).toMatchObject({ code: 'lock_timeout', retryable: true })
      })
    })

    it('has values of its own that others do not see', async () => {
      if (!target.parallel) return
      await db.transaction(async (tx) => {
        await add(tx, 1, 7)
        expect([await total(tx), await total()]).toEqual([7, 0])
      })
    })
  })
}

/** Resolves for all once `count` wait. */
function barrier(count: number): () => Promise<void> {
  let waiting = 0
  let open: () => void = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return () => {
    if (++waiting === count) open()
    return opened
  }
}
