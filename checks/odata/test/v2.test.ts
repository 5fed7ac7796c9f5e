import { ConflictError, NotFoundError } from '@bpmcentr/core'
import { annotationsOf, date, dateTimeOffset, decimal, etagOf, guid, int64, odata } from '@bpmcentr/odata'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capInstalled, startCap } from './startCap.ts'

describe.skipIf(!capInstalled())('OData V2 as the adapter of SAP CAP speaks it', () => {
  let cap: Awaited<ReturnType<typeof startCap>>
  beforeAll(async () => {
    cap = await startCap()
  }, 60_000)
  afterAll(() => cap.stop())
  const shop = () => odata({ baseUrl: `${cap.url}/odata/v2/shop/`, version: '2.0' })
  const loose = () => odata({ baseUrl: `${cap.url}/odata/v2/loose/`, version: '2.0' })

  it('follows next links, which name another host, back to the service', async () => {
    const list = shop()
      .set('Books')
      .list({ select: ['ID', 'price', 'big', 'released', 'modifiedAt'], orderby: ['ID'], count: true })
    const rows = await list.all({ max: 9 })
    expect(rows.map((row) => row.ID)).toEqual([201, 207, 251, 252])
    expect(rows[0]).toMatchObject({ price: '11.11', big: '9007199254740993', released: '1847-12-01T00:00:00' })
    expect(rows[0]?.modifiedAt).toMatch(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/)
    expect(Object.keys(rows[0]!)).not.toContain('__metadata')
    for await (const page of list.pages()) {
      expect(page.total).toBe(4)
      break
    }
  })

  it('writes literals of V2', async () => {
    const books = loose().set('Books')
    const ids = async (query: Parameters<typeof books.list>[0]) =>
      (await books.list({ ...query, orderby: ['ID'] }).all({ max: 9 })).map((row) => row.ID)
    expect(await ids({ filter: (b) => b.price!.eq(decimal('11.11')) })).toEqual([201])
    expect(await ids({ filter: (b) => b.big!.eq(int64('9007199254740993')) })).toEqual([201])
    expect(await ids({ filter: (b) => b.guid!.eq(guid('8d04ce3c-6360-11e9-a923-1681be663d3e')) })).toEqual([201])
    expect(await ids({ filter: (b) => b.released!.lt(date('1847-11-01')) })).toEqual([207, 251])
    expect(await ids({ filter: (b) => b.modifiedAt!.lt(dateTimeOffset('2000-01-01T00:00:00Z')) })).toEqual([])
    expect(await ids({ filter: (b) => b.title!.contains('"cry" 100% + a/b?') })).toEqual([251])
    expect(await ids({ filter: (b) => b.title!.startswith('Война').or(b.ID!.in([207])) })).toEqual([207, 252])
    await expect(books.list({ filter: (b) => b.tags!.any() }).all({ max: 1 })).rejects.toThrow(
      'any: not possible in OData 2.0',
    )
  })

  it('expands by paths, and reads single things', async () => {
    const books = loose().set('Books')
    const book = await books.get(201, { select: ['ID'], expand: { author: { select: ['name'] } } })
    expect(book).toMatchObject({ ID: 201, author: { name: 'Emily Brontë' } })
    const full = await books.get(201, { expand: ['author', 'tags'] })
    expect(full).toMatchObject({ tags: [], author: { ID: 1 } })
    expect(full).not.toHaveProperty('texts')
    expect(annotationsOf(full)?.type).toBe('LooseService.Books')
    expect(await books.count({ filter: (b) => b.stock!.gt(12) })).toBe(2)
    expect(await books.entity(201).property('title')).toBe('Wuthering Heights')
    await expect(books.get(999)).rejects.toThrow(NotFoundError)
  })

  it('creates, merges with ETags, deletes, calls', async () => {
    const authors = loose().set('Authors')
    expect(await authors.create({ ID: 601, name: 'V2' })).toMatchObject({ ID: 601, name: 'V2' })
    expect(await authors.update(601, { name: 'V2 merged' })).toMatchObject({ name: 'V2 merged' })
    await authors.delete(601)
    expect(await authors.find(601)).toBeUndefined()
    const books = shop().set('Books')
    const book = await books.get(201)
    expect(await books.update(201, { stock: 3 }, { ifMatch: etagOf(book)! })).toMatchObject({ stock: 3 })
    await expect(books.update(201, { stock: 4 }, { ifMatch: etagOf(book)! })).rejects.toThrow(ConflictError)
    expect(await shop().call('submitOrder', { book: 207, quantity: 1 }, { kind: 'action' })).toMatchObject({
      stock: 10,
    })
    expect(await shop().call('topTitles', { n: 2 }, { kind: 'function' })).toHaveLength(2)
  })

  it('goes on after a failure by sending the rest of the batch again', async () => {
    const result = await loose().batch(
      (b) => {
        b.set('Authors').get(1)
        b.set('Authors').create({ ID: 602, name: 'batch' })
        b.changeset((c) => {
          c.set('Authors').create({ ID: 603, name: 'undone' })
          c.set('Authors').update(99_999, { name: 'nobody' })
        })
        b.set('Authors').get(602)
      },
      { continueOnError: true },
    )
    expect(result.outcomes.map(({ status }) => status)).toEqual([
      'succeeded',
      'succeeded',
      'rolledBack',
      'failed',
      'succeeded',
    ])
    expect(await loose().set('Authors').find(603)).toBeUndefined()
    const stopped = await loose().batch((b) => {
      b.set('Authors').update(99_999, { name: 'nobody' })
      b.set('Authors').get(1)
    })
    expect(stopped.outcomes.map(({ status }) => status)).toEqual(['failed', 'notExecuted'])
  })
})
