import { ConflictError, NotFoundError } from '@bpmcentr/core'
import { annotationsOf, bind, etagOf, odata } from '@bpmcentr/odata'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capInstalled, startCap } from './startCap.ts'

describe.skipIf(!capInstalled())('OData V4 as SAP CAP speaks it', () => {
  let cap: Awaited<ReturnType<typeof startCap>>
  beforeAll(async () => {
    cap = await startCap()
  }, 60_000)
  afterAll(() => cap.stop())
  const shop = () => odata({ baseUrl: `${cap.url}/odata/v4/shop/`, version: '4.0', limits: false })
  const loose = () => odata({ baseUrl: `${cap.url}/odata/v4/loose/`, version: '4.0', limits: false })

  it('follows relative next links to the last row', async () => {
    const pages: number[] = []
    const rows: unknown[] = []
    for await (const page of shop()
      .set('Books')
      .list({ select: ['ID', 'price', 'big'], orderby: ['ID'], count: true })
      .pages()) {
      pages.push(page.items.length)
      rows.push(...page.items)
      if (pages.length === 1) expect(page.total).toBe(4)
    }
    // The last page it links to is empty.
    expect(pages.slice(0, 2)).toEqual([2, 2])
    expect(rows.map((row) => (row as { ID: number }).ID)).toEqual([201, 207, 251, 252])
    expect(rows[0]).toMatchObject({ price: '11.11', big: '9007199254740993' })
  })

  it.each([
    ['O\'Neil, "Quote" & Co', 'Authors', 'name', 2],
    ['The Raven\'s "cry" 100% + a/b?', 'Books', 'title', 251],
    ['Война и мир', 'Books', 'title', 252],
  ])('finds %s by its own text', async (text, set, name, id) => {
    const found = await loose()
      .set(set)
      .list({ filter: (row) => row[name]!.eq(text) })
      .all({ max: 10 })
    expect(found.map((row) => row.ID)).toEqual([id])
  })

  it('expands, counts and reads single values', async () => {
    const books = loose().set('Books')
    const book = await books.get(201, { select: ['ID', 'title'], expand: { author: { select: ['name'] } } })
    expect(book).toMatchObject({ ID: 201, title: 'Wuthering Heights', author: { name: 'Emily Brontë' } })
    expect(await books.count({ filter: (b) => b.stock!.gt(12) })).toBe(2)
    expect(await books.entity(201).property('title')).toBe('Wuthering Heights')
    expect(await books.entity(252).value('title')).toBe('Война и мир')
    expect(await books.entity(201).one('author').get()).toMatchObject({ ID: 1 })
    expect(await loose().set('Authors').entity(1).nav('books').count()).toBe(2)
    const authors = await loose()
      .set('Authors')
      .list({ expand: { books: { count: true, top: 1, orderby: ['ID'] } } })
      .all({ max: 9 })
    expect(annotationsOf(authors[0]!)?.raw['books@odata.count']).toBe('2')
    expect(await books.find(999)).toBeUndefined()
    await expect(books.get(999)).rejects.toThrow(NotFoundError)
  })

  it('any, all, in, has nothing left out', async () => {
    const authors = loose().set('Authors')
    const ids = async (filter: Parameters<typeof authors.list>[0]) =>
      (await authors.list({ ...filter, orderby: ['ID'] }).all({ max: 9 })).map((row) => row.ID)
    expect(await ids({ filter: (a) => a.books!.any((b) => b.price!.gt(13)) })).toEqual([2, 3])
    expect(await ids({ filter: (a) => a.ID!.in([1, 3]) })).toEqual([1, 3])
    expect(await ids({ filter: (a) => a.ID!.in([1, 3]).not() })).toEqual([2])
    expect(await ids({ filter: (a) => a.name!.contains("'").or(a.name!.startswith('Лев')) })).toEqual([2, 3])
    expect(await ids({ filter: (a) => a.books!.any().not() })).toEqual([])
  })

  it('writes, with ETags', async () => {
    const books = shop().set('Books')
    await expect(books.update(201, { stock: 5 })).rejects.toThrow(ConflictError)
    const before = await books.get(201)
    const after = await books.update(201, { stock: 6 }, { ifMatch: etagOf(before)! })
    expect(after).toMatchObject({ stock: 6 })
    await expect(books.update(201, { stock: 7 }, { ifMatch: etagOf(before)! })).rejects.toMatchObject({
      code: 'precondition_failed',
      status: 412,
    })
    expect(await books.update(201, { stock: 7 }, { ifMatch: '*', prefer: 'minimal' })).toBeUndefined()
    expect(await books.entity(201).call('restock', { quantity: 3 }, { kind: 'action', ifMatch: '*' })).toMatchObject({
      stock: 10,
    })
    expect(await books.entity(201).call('discounted', { percent: 10 }, { kind: 'function', ifMatch: '*' })).toBe(10)
    expect(await shop().call('topTitles', { n: 2 }, { kind: 'function' })).toHaveLength(2)
    expect(await shop().call('submitOrder', { book: 201, quantity: 1 }, { kind: 'action' })).toMatchObject({ stock: 9 })
    await expect(shop().call('submitOrder', { book: 201, quantity: 5000 }, { kind: 'action' })).rejects.toMatchObject({
      vendorCode: 'OUT_OF_STOCK',
      vendorMessage: 'only 9 left',
    })
  })

  it('inserts deeply and binds', async () => {
    const order = await shop()
      .set('Orders')
      .create({ no: 'A-1', items: [{ pos: 1, book_ID: 201, quantity: 2, amount: '22.22' }] })
    expect(order).toMatchObject({ no: 'A-1', items: [{ amount: '22.22' }] })
    const book = await loose()
      .set('Books')
      .create({ ID: 900, title: 'Bound', author: bind('Authors', 3) })
    expect(book).toMatchObject({ author_ID: 3 })
    await loose().set('Books').delete(900)
  })

  it('streams bytes both ways', async () => {
    const book = loose().set('Books').entity(201)
    const bytes = new Uint8Array([1, 2, 250, 0, 7])
    expect(await book.bytes('cover')).toBeUndefined()
    await book.upload(bytes, { name: 'cover', contentType: 'image/png' })
    expect(await book.bytes('cover')).toEqual(bytes)
    const stream = await book.stream('cover')
    expect(new Uint8Array(await new Response(stream).arrayBuffer())).toEqual(bytes)
  })

  it('groups and sums', async () => {
    const rows = await loose()
      .set('Books')
      .aggregate({
        apply: {
          filter: (b) => b.stock!.gt(12),
          groupby: ['author/name'],
          aggregate: { m: ['price', 'max'], n: '$count' },
        },
      })
      .all({ max: 9 })
    expect(rows).toHaveLength(2)
    expect(rows.map((row) => row.n)).toEqual([1, 1])
  })

  it('sends a question that is too long for a URL inside of a batch', async () => {
    const titles = Array.from({ length: 200 }, (_, index) => `Книга номер ${index}`)
    const found = await loose()
      .set('Books')
      .list({ filter: (b) => b.title!.in([...titles, 'Jane Eyre']) })
      .all({ max: 9 })
    expect(found.map((row) => row.ID)).toEqual([207])
    await expect(
      loose()
        .set('Books')
        .list({ filter: (b) => b.nope!.in(titles) })
        .all({ max: 9 }),
    ).rejects.toThrow(/odata\.Books\.list/)
  })

  describe.each(['multipart', 'json'] as const)('a batch as %s', (format) => {
    const base = format === 'json' ? 1000 : 2000
    const client = () => odata({ baseUrl: `${cap.url}/odata/v4/loose/`, version: '4.0', batch: { format } })

    it('reports what became of each request', async () => {
      const result = await client().batch(
        (b) => {
          const read = b.set('Books').list({ filter: (row) => row.title!.eq('Война и мир'), select: ['ID'] })
          b.changeset((c) => {
            const author = c.set('Authors').create({ ID: base + 1, name: 'Новый автор' })
            c.made(author).update({ name: 'Renamed' })
            c.made(author).create('books', { ID: base + 1, title: 'Of the new one' })
          })
          const missing = b.set('Authors').get(777)
          return { read, missing }
        },
        { continueOnError: true },
      )
      expect(result.outcomes.map(({ status }) => status)).toEqual([
        'succeeded',
        'succeeded',
        'succeeded',
        'succeeded',
        'failed',
      ])
      expect(result.of(result.value.read)).toMatchObject({ value: [{ ID: 252 }] })
      const missing = result.of(result.value.missing)
      expect(missing.status === 'failed' && missing.error).toBeInstanceOf(NotFoundError)
      expect(
        await client()
          .set('Authors')
          .get(base + 1),
      ).toMatchObject({ name: 'Renamed' })
      expect(
        await client()
          .set('Books')
          .get(base + 1),
      ).toMatchObject({ author_ID: base + 1 })
    })

    it('undoes a change set as a whole', async () => {
      const result = await client().batch((b) => {
        b.changeset((c) => {
          c.set('Authors').create({ ID: base + 2, name: 'undone' })
          c.set('Authors').update(1, { nope: 1 })
        })
        b.set('Authors').get(1)
      })
      expect(result.outcomes.map(({ status }) => status)[0]).toBe('rolledBack')
      expect(result.outcomes.map(({ status }) => status)[1]).toBe('failed')
      expect(
        await client()
          .set('Authors')
          .find(base + 2),
      ).toBeUndefined()
      expect(() => result.values()).toThrow('did not succeed')
    })

    it('is split at the limit', async () => {
      const small = odata({ baseUrl: `${cap.url}/odata/v4/loose/`, version: '4.0', batch: { format, limit: 7 } })
      const result = await small.batch((b) => {
        for (let index = 0; index < 30; index++)
          b.set('Tags').create({ book_ID: 252, code: `${format}${index}`, label: 'x' })
      })
      expect(result.succeeded).toBe(true)
      expect(await small.set('Tags').count({ filter: (tag) => tag.code!.startswith(format) })).toBe(30)
    })
  })

  it('reads everything in ranges', async () => {
    const client = odata({ baseUrl: `${cap.url}/odata/v4/loose/`, version: '4.0', keys: () => ['ID'] })
    await client.batch((b) => {
      for (let index = 0; index < 90; index++) b.set('Authors').create({ ID: 5000 + index, name: `n${index}` })
    })
    const filter = (a: { ID: { ge(value: number): never } }) => a.ID.ge(5000)
    for (const ordered of [true, false]) {
      for (const paging of ['server', 'key', 'skip'] as const) {
        const seen: number[] = []
        for await (const row of client
          .set('Authors')
          .readAll({ filter: filter as never, parallel: 3, pageSize: 10, ordered, paging }))
          seen.push(row.ID as number)
        const expected = Array.from({ length: 90 }, (_, index) => 5000 + index)
        expect(ordered ? seen : seen.toSorted((a, b) => a - b)).toEqual(expected)
      }
    }
  })
})
