import { ConflictError, digits, emailAddress, InputError, phoneNumber, upsert } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { memoryStore } from './memoryStore.ts'

const RUSSIA = { code: '7', trunk: '8', length: 10 }
const normalize = { phone: phoneNumber(RUSSIA), email: emailAddress, inn: digits }

describe('upsert', () => {
  it('creates what does not exist, without undefined values', async () => {
    const { store, rows } = memoryStore()
    const result = await upsert(
      store,
      { phone: '+7 916 123-45-67', name: undefined },
      { match: ['phone'], onMatch: 'update', normalize },
    )
    expect(result).toEqual({ outcome: 'created', id: 'r1', matched: [], changed: [] })
    expect(rows[0]).toEqual({ id: 'r1', made: 0, phone: '+7 916 123-45-67' })
  })

  it('finds what is written in another way', async () => {
    const { store } = memoryStore([{ phone: '8 (916) 123-45-67' }, { phone: '+7 916 000-00-00' }])
    const result = await upsert(store, { phone: '+79161234567' }, { match: ['phone'], onMatch: 'skip', normalize })
    expect(result).toEqual({ outcome: 'skipped', id: 'r1', matched: ['r1'], changed: [] })
  })

  it('creates without searching when duplicates are welcome', async () => {
    const { store, log } = memoryStore([{ phone: '1' }])
    const result = await upsert(store, { phone: '1' }, { match: ['phone'], onMatch: 'create' })
    expect(result.outcome).toBe('created')
    expect(log).toEqual(['create r2'])
  })

  it('follows the rule of each field', async () => {
    const { store, rows, log } = memoryStore([
      { phone: '1', email: '', city: 'Kyiv', notes: 'first', tags: ['a'], name: 'Olena', stage: 'new' },
    ])
    const values = {
      phone: '1',
      email: 'a@b.ru',
      city: 'Lviv',
      notes: 'second',
      tags: ['b', 'a'],
      name: 'Somebody',
      stage: 'won',
    }
    const policy = {
      match: ['phone'],
      onMatch: 'update',
      fields: { email: 'fillEmpty', city: 'fillEmpty', notes: 'append', tags: 'append', name: 'keep' },
    } as const
    const result = await upsert(store, values, policy)
    expect(result).toEqual({
      outcome: 'updated',
      id: 'r1',
      matched: ['r1'],
      changed: ['email', 'notes', 'tags', 'stage'],
    })
    expect(rows[0]).toMatchObject({
      email: 'a@b.ru',
      city: 'Kyiv',
      notes: 'first\nsecond',
      tags: ['a', 'b'],
      name: 'Olena',
      stage: 'won',
    })
    expect(await upsert(store, values, policy)).toEqual({ outcome: 'skipped', id: 'r1', matched: ['r1'], changed: [] })
    expect(log.filter((line) => line.startsWith('update'))).toHaveLength(1)
  })

  it('clears a field with null and leaves it alone with undefined', async () => {
    const { store, rows } = memoryStore([{ phone: '1', email: 'a@b.ru', name: 'Olena' }])
    const result = await upsert(
      store,
      { phone: '1', email: null, name: undefined },
      { match: ['phone'], onMatch: 'update' },
    )
    expect(result.changed).toEqual(['email'])
    expect(rows[0]).toMatchObject({ email: null, name: 'Olena' })
  })

  it('searches by one list of fields after the other until one finds something', async () => {
    const { store, log } = memoryStore([
      { phone: '1', email: 'other@b.ru' },
      { phone: '2', email: 'A@B.ru' },
    ])
    const policy = { match: [['phone'], ['email']], onMatch: 'skip', normalize } as const
    const byEmail = await upsert(store, { phone: '3', email: 'a@b.ru' }, policy)
    expect(byEmail.id).toBe('r2')
    const byPhone = await upsert(store, { phone: '1', email: 'a@b.ru' }, policy)
    expect(byPhone.id).toBe('r1')
    expect(log).toEqual(['find phone=3', 'find email=a@b.ru', 'find phone=1'])
  })

  it('takes a record only when all fields of a list are equal', async () => {
    const { store } = memoryStore([{ phone: '1', inn: '77' }])
    const result = await upsert(
      store,
      { phone: '1', inn: '78' },
      { match: ['phone', 'inn'], onMatch: 'skip', normalize },
    )
    expect(result.outcome).toBe('created')
  })

  it('never takes two records for one because both have nothing in a field', async () => {
    const { store, log } = memoryStore([{ phone: '', email: 'x@y.z' }])
    const policy = { match: [['phone'], ['email']], onMatch: 'skip', normalize } as const
    expect((await upsert(store, { phone: '', email: 'new@y.z' }, policy)).outcome).toBe('created')
    expect(log[0]).toBe('find email=new@y.z')
    await expect(upsert(store, { phone: ' ', email: null }, policy)).rejects.toThrow(InputError)
  })

  it('says which records match when there are several, or takes the one that was asked for', async () => {
    const { store } = memoryStore([{ phone: '1' }, { phone: '1' }, { phone: '1' }])
    const policy = { match: ['phone'], onMatch: 'skip' } as const
    const error = await upsert(store, { phone: '1' }, policy).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConflictError)
    expect(error).toMatchObject({ code: 'many_matches', sent: 'no' })
    expect(String(error)).toContain('r1, r2, r3')
    expect(await upsert(store, { phone: '1' }, { ...policy, onMany: 'first' })).toMatchObject({
      id: 'r1',
      matched: ['r1', 'r2', 'r3'],
    })
    expect((await upsert(store, { phone: '1' }, { ...policy, onMany: 'newest' })).id).toBe('r3')
  })

  it('tells what it would do in a dry run and writes nothing', async () => {
    const { store, log } = memoryStore([{ phone: '1', name: 'A' }])
    const policy = { match: ['phone'], onMatch: 'update', dryRun: true } as const
    expect(await upsert(store, { phone: '1', name: 'B' }, policy)).toEqual({
      outcome: 'updated',
      id: 'r1',
      matched: ['r1'],
      changed: ['name'],
    })
    expect((await upsert(store, { phone: '2' }, policy)).id).toBeUndefined()
    expect(log.filter((line) => !line.startsWith('find'))).toEqual([])
  })

  it('makes one record of a hundred calls at once, however the number is written', async () => {
    const { store, rows } = memoryStore()
    const spellings = ['+7 916 123-45-67', '8 (916) 1234567', '9161234567', '0079161234567']
    const calls = Array.from({ length: 100 }, (_, index) =>
      upsert(store, { phone: spellings[index % 4], n: index }, { match: ['phone'], onMatch: 'skip', normalize }),
    )
    const outcomes = (await Promise.all(calls)).map(({ outcome }) => outcome)
    expect(rows).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1)
  })

  it('lets calls wait for each other when only one of their alternatives is the same', async () => {
    const { store, rows } = memoryStore()
    const policy = { match: [['phone'], ['email']], onMatch: 'skip', normalize } as const
    await Promise.all([
      upsert(store, { phone: '1', email: 'a@b.ru' }, policy),
      upsert(store, { email: 'a@b.ru', phone: '2' }, policy),
      upsert(store, { phone: '2', email: 'c@d.ru' }, policy),
    ])
    // The second and the third have only each other's phone in common, and neither was written.
    expect(rows.map((row) => row.phone)).toEqual(['1', '2'])
  })

  it('ends a wait with the reason of the signal, and those behind it still wait for those before it', async () => {
    const { store, rows } = memoryStore()
    const abort = new AbortController()
    const reason = new Error('enough')
    const policy = { match: ['phone'], onMatch: 'skip' } as const
    const first = upsert(store, { phone: '1' }, policy)
    const second = upsert(store, { phone: '1' }, { ...policy, signal: abort.signal })
    const third = upsert(store, { phone: '1' }, policy)
    abort.abort(reason)
    await expect(second).rejects.toBe(reason)
    expect((await first).outcome).toBe('created')
    expect((await third).outcome).toBe('skipped')
    expect(rows).toHaveLength(1)
  })

  it('goes on after a call that failed', async () => {
    const { store } = memoryStore()
    const broken = { ...store, create: () => Promise.reject(new Error('no')) }
    const policy = { match: ['phone'], onMatch: 'skip' } as const
    await expect(upsert(broken, { phone: '1' }, policy)).rejects.toThrow('no')
    expect((await upsert(store, { phone: '1' }, policy)).outcome).toBe('created')
  })

  it('refuses to append to what is neither text nor list', async () => {
    const { store } = memoryStore([{ phone: '1', age: 5 }])
    const policy = { match: ['phone'], onMatch: 'update', fields: { age: 'append' } } as const
    await expect(upsert(store, { phone: '1', age: 6 }, policy)).rejects.toThrow(InputError)
  })
})
