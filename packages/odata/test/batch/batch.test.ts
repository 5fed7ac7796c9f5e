import { BatchError, InputError, NotFoundError, OutcomeUnknownError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { bind } from '../../src/index.ts'
import { AWKWARD, shop } from '../support/shop.ts'

const forms = [
  ['2.0', 'multipart'],
  ['3.0', 'multipart'],
  ['4.0', 'multipart'],
  ['4.0', 'json'],
  ['4.01', 'json'],
] as const

describe.each(forms)('$batch of OData %s as %s', (version, format) => {
  const open = (limit = 100, service = {}) => shop(version, service, { batch: { format, limit } })

  it('sends reads and writes in one request and gives each its outcome', async () => {
    const { typed, box } = open()
    const result = await typed.batch((b) => {
      const read = b.set('Books').list({ filter: (row) => row.title.eq(AWKWARD), select: ['ID'] })
      const made = b.set('Authors').create({ ID: 9, name: AWKWARD })
      b.set('Authors').update(9, { name: 'changed' })
      b.set('Authors').delete(1)
      return { read, made }
    })
    expect(box.requests).toHaveLength(1)
    expect(result.succeeded).toBe(true)
    expect(result.of(result.value.read)).toEqual({ status: 'succeeded', value: [{ ID: 2 }] })
    expect(result.of(result.value.made)).toMatchObject({ value: { ID: 9, name: AWKWARD } })
    expect(result.values()).toHaveLength(4)
    expect(
      (
        await typed
          .set('Authors')
          .list({ orderby: ['ID'] })
          .all({ max: 9 })
      ).map((row) => row.name),
    ).toEqual([AWKWARD, 'changed'])
  })

  it('lets a change set refer to what it makes, in addresses and in bodies', async () => {
    const { typed, service } = open()
    const result = await typed.batch((b) =>
      b.changeset((c) => {
        const author = c.set('Authors').create({ ID: 9, name: 'new' })
        c.set('Books').create({ ID: 90, author: bind(author) })
        c.made(author).update({ name: 'renamed' })
        c.made(author).create('books', { ID: 91 })
      }),
    )
    expect(result.succeeded).toBe(true)
    expect(service.rows('Authors').at(-1)?.name).toBe('renamed')
    expect(
      service
        .rows('Books')
        .filter((row) => row.author_ID === 9)
        .map((row) => row.ID),
    ).toEqual([90, 91])
  })

  it('tells the failed one of a change set from those that were undone, and both from what was never reached', async () => {
    const { typed, service } = open()
    const before = service.store.writes
    const result = await typed.batch((b) => {
      b.set('Books').get(1)
      b.changeset((c) => {
        c.set('Authors').create({ ID: 9, name: 'undone' })
        c.set('Books').update(404, { title: 'nobody' })
        c.set('Authors').create({ ID: 10, name: 'never' })
      })
      b.set('Books').get(2)
    })
    expect(result.outcomes.map(({ status }) => status)).toEqual([
      'succeeded',
      'rolledBack',
      'failed',
      'rolledBack',
      'notExecuted',
    ])
    const failed = result.outcomes[2]
    expect(failed?.status === 'failed' && failed.error).toBeInstanceOf(NotFoundError)
    expect(failed?.status === 'failed' && failed.error.vendorMessage).toBe('Entity instance not found')
    expect(service.store.writes).toBe(before)
    let thrown: unknown
    try {
      result.values()
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(BatchError)
    expect((thrown as BatchError).slots.map((slot) => 'error' in slot)).toEqual([false, true, true, true, true])
  })

  it('goes on after a failure when asked, whether or not the version can', async () => {
    const { typed } = open()
    const result = await typed.batch(
      (b) => {
        b.set('Books').get(404)
        b.set('Books').get(1)
        b.set('Books').get(405)
        b.set('Authors').create({ ID: 9, name: 'made' })
      },
      { continueOnError: true },
    )
    expect(result.outcomes.map(({ status }) => status)).toEqual(['failed', 'succeeded', 'failed', 'succeeded'])
  })

  it('is split at the limit, never inside of a change set', async () => {
    const { typed, box } = open(5)
    const result = await typed.batch((b) => {
      for (let index = 0; index < 4; index++) b.set('Authors').create({ ID: 20 + index })
      b.changeset((c) => {
        for (let index = 0; index < 3; index++) c.set('Authors').create({ ID: 30 + index })
      })
      for (let index = 0; index < 6; index++) b.set('Authors').create({ ID: 40 + index })
    })
    expect(result.succeeded).toBe(true)
    // Four; the change set and two; four.
    expect(box.requests.map(({ body }) => [...body.matchAll(/POST (?:Authors)|"method":"POST"/g)].length)).toEqual([
      4, 5, 4,
    ])
    await expect(
      typed.batch((b) =>
        b.changeset((c) => {
          for (let index = 0; index < 6; index++) c.set('Authors').create({ ID: 50 + index })
        }),
      ),
    ).rejects.toThrow(InputError)
  })

  it('does not send writes again when the answer is lost, and loses no outcome that is known', async () => {
    const { typed, box, service } = open(2)
    box.fail({ with: 'resetAfter', after: 1 })
    const result = await typed.batch((b) => {
      for (let index = 0; index < 6; index++) b.set('Authors').create({ ID: 20 + index })
    })
    expect(result.outcomes.map(({ status }) => status)).toEqual([
      'succeeded',
      'succeeded',
      'failed',
      'failed',
      'notExecuted',
      'notExecuted',
    ])
    const unknown = result.outcomes[2]
    expect(unknown?.status === 'failed' && unknown.error).toBeInstanceOf(OutcomeUnknownError)
    expect(service.rows('Authors').filter((row) => Number(row.ID) >= 20)).toHaveLength(4)
  })

  it('repeats a batch of reads', async () => {
    const { typed, box, clock } = open()
    box.fail({ with: 'resetAfter' })
    const result = await clock.run(typed.batch((b) => b.set('Books').get(1)))
    expect(result.succeeded).toBe(true)
    expect(box.requests).toHaveLength(2)
  })
})

describe('a service without batches', () => {
  it('gets the requests one by one, several at once, with the same outcomes', async () => {
    const { typed, box } = shop('3.0', { batch: [] }, { batch: { format: 'none', parallel: 3 } })
    const result = await typed.batch(
      (b) => {
        for (let index = 0; index < 5; index++) b.set('Authors').create({ ID: 20 + index })
        b.set('Authors').create({ ID: 20 })
      },
      { continueOnError: true },
    )
    expect(result.outcomes.map(({ status }) => status)).toEqual([...Array(5).fill('succeeded'), 'failed'])
    expect(box.requests.every(({ path }) => path === '/Authors')).toBe(true)
    await expect(typed.batch((b) => b.changeset((c) => c.set('Authors').create({ ID: 1 })))).rejects.toThrow(
      'has no batches',
    )
  })
})
