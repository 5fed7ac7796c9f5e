import {
  AuthenticationError,
  ConflictError,
  history,
  InvalidRequestError,
  isConnectorError,
  NetworkError,
  NotFoundError,
} from '@bpmcentr/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { id, raw } from '../../src/index.ts'
import { failure } from '../support/collect.ts'
import type { World } from './suite.ts'

export function errorCases({ db, table, target }: World): void {
  describe('errors', () => {
    const parent = table('parent')
    const child = table('child')
    beforeAll(async () => {
      await db.execute`create table ${id(parent)} (id int primary key, code ${raw(target.types.key)} not null unique, qty int not null check (qty >= 0))`
      await db.execute`create table ${id(child)} (id int primary key, parent_id int, foreign key (parent_id) references ${id(parent)} (id))`
      await db.execute`insert into ${id(parent)} (id, code, qty) values (${1}, ${'a'}, ${1})`
    })

    it('a key that is there is a ConflictError', async () => {
      const error = await failure(db.execute`insert into ${id(parent)} (id, code, qty) values (${2}, ${'a'}, ${1})`)
      expect(error).toBeInstanceOf(ConflictError)
      expect(error).toMatchObject({
        code: 'unique_violation',
        sent: 'yes',
        operation: `${target.dialect}.execute`,
        retryable: false,
      })
      expect(error.vendorCode).toBeTruthy()
    })

    it.each([
      [
        'foreign_key_violation',
        (n: string, c: string) => db.execute`insert into ${id(c)} (id, parent_id) values (${1}, ${n.length + 1_000})`,
      ],
      [
        'not_null_violation',
        (n: string) => db.execute`insert into ${id(n)} (id, code, qty) values (${3}, ${'c'}, ${null})`,
      ],
      ['check_violation', (n: string) => db.execute`insert into ${id(n)} (id, code, qty) values (${3}, ${'c'}, ${-1})`],
      ['undefined_table', () => db.query`select * from ${id('bc_no_such_table')}`],
      ['undefined_column', (n: string) => db.query`select no_such_column from ${id(n)}`],
      ['syntax_error', () => db.query`selec 1`],
    ])('%s is an InvalidRequestError', async (code, act) => {
      const error = await failure(act(parent, child))
      expect(error).toBeInstanceOf(InvalidRequestError)
      expect(error).toMatchObject({ code, sent: 'yes', retryable: false })
    })

    it('a port where nobody listens is a NetworkError: nothing was sent', async () => {
      if (target.server === undefined) return
      const log = history()
      const nobody = target.open({ port: 1, retry: 1, plugins: [log] })
      const error = await failure(nobody.execute`delete from ${id(parent)}`)
      expect(error).toBeInstanceOf(NetworkError)
      expect(error).toMatchObject({ code: 'refused', sent: 'no', retryable: true, attempts: 2 })
      expect(log.records()).toMatchObject([{ operation: 'execute', kind: 'delete', outcome: 'error' }])
      await nobody.close()
    })

    it('wrong credentials are an AuthenticationError, at once and without the password', async () => {
      if (!target.authenticates) return
      const wrong = target.open({ password: 'hunter2-secret!' })
      const error = await failure(wrong.query`select 1 as a`)
      expect(error).toBeInstanceOf(AuthenticationError)
      expect(error.attempts).toBe(1)
      expect(everything(error)).not.toContain('hunter2')
      await wrong.close()
    })

    it('a database that is not there is a NotFoundError', async () => {
      if (target.server === undefined || !target.parallel) return
      const nowhere = target.open({ database: 'bc_no_such_database' })
      const error = await failure(nowhere.query`select 1 as a`)
      expect(error).toBeInstanceOf(NotFoundError)
      await nowhere.close()
    })

    it('no error holds the statement, its values or the configuration', async () => {
      const error = await failure(
        db.execute`insert into ${id(parent)} (id, code, qty) values (${1}, ${'value-of-a-customer'}, ${1})`,
      )
      expect(isConnectorError(error)).toBe(true)
      expect(everything(error)).not.toContain('value-of-a-customer')
      expect(everything(error)).not.toMatch(/insert into/i)
    })
  })
}

/** All that a logger could print of an error. */
function everything(error: Error): string {
  const parts: unknown[] = []
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    for (const key of Reflect.ownKeys(at)) parts.push(key.toString(), String((at as never)[key as never]))
    parts.push(at.message, at.stack?.replace(/\n\s+at .*/g, ''), JSON.stringify(at))
  }
  return parts.join('\n')
}
