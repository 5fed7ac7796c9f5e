import { ConflictError, InputError, InvalidRequestError, NotFoundError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { annotationsOf, bind, etagOf, guid } from '../../src/index.ts'
import { AWKWARD, shop } from '../support/shop.ts'

describe.each(['2.0', '3.0', '4.0', '4.01'] as const)('OData %s', (version) => {
  it('reads all pages by the links of the service, with exact numbers and dates as text', async () => {
    const { typed, box } = shop(version, { pageSize: 2 })
    const list = typed.set('Books').list({ orderby: ['ID'], count: true })
    const rows = await list.all({ max: 10 })
    expect(rows.map((row) => row.ID)).toEqual([1, 2, 3, 4, 5])
    expect(box.requests).toHaveLength(3)
    expect(rows[0]).toEqual({
      ID: 1,
      title: 'Book 1',
      price: '1.50',
      big: '9007199254740993',
      ratio: 0.25,
      active: false,
      changed: '2026-01-10T10:00:00Z',
      ref: '00000000-0000-4000-8000-000000000001',
      kind: 'Digital',
      tags: [],
      origin: { city: 'Lviv', zip: null },
      author_ID: 1,
    })
    for await (const page of list.pages()) {
      expect(page.total).toBe(5)
      break
    }
  })

  it('filters by every kind of value', async () => {
    const { typed } = shop(version)
    const books = typed.set('Books')
    const ids = async (filter: Exclude<NonNullable<Parameters<typeof books.list>[0]>['filter'], undefined>) =>
      (await books.list({ filter, orderby: ['ID'] }).all({ max: 9 })).map((row) => row.ID)
    expect(await ids((b) => b.price.gt('2.5').and(b.price.le('4.50')))).toEqual([3, 4])
    expect(await ids((b) => b.big.eq('9007199254740993').and(b.ID.lt(3)))).toEqual([1, 2])
    expect(await ids((b) => b.ratio.ge(1))).toEqual([4, 5])
    expect(await ids((b) => b.active.eq(true).or(b.title.eq(null)))).toEqual([2, 3, 4])
    expect(await ids((b) => b.changed.ge(new Date('2026-01-13T10:00:00Z')))).toEqual([4, 5])
    expect(await ids((b) => b.ref.eq('00000000-0000-4000-8000-000000000004'))).toEqual([4])
    expect(await ids((b) => b.title.eq(AWKWARD))).toEqual([2])
    expect(await ids((b) => b.title.contains('ёж» a/b?c#d'))).toEqual([2])
    expect(await ids((b) => b.title.startswith('Война').not().and(b.title.ne(null)))).toEqual([1, 2, 5])
    expect(await ids((b) => b.title.tolower().endswith(' 5'))).toEqual([5])
    expect(await ids((b) => b.author.name.eq(AWKWARD))).toEqual([4, 5])
    expect(await ids((b) => b.origin.city.eq('Київ'))).toEqual([3, 4, 5])
    expect(await ids((b) => b.ID.in([5, 1, 77]))).toEqual([1, 5])
    expect(await ids((b) => b.changed.day().eq(12))).toEqual([3])
    expect(await ids("(ID eq 1) or (title eq 'Book 5')")).toEqual([1, 5])
  })

  it('selects and expands', async () => {
    const { typed } = shop(version)
    const [first] = await typed
      .set('Books')
      .list({ select: ['title'], expand: { author: { select: ['name'] } }, orderby: ['ID'], top: 1 })
      .all({ max: 1 })
    expect(first).toEqual({ title: 'Book 1', author: { name: 'Emily Brontë' } })
    const book = await typed.set('Books').get(1, { expand: ['author', 'items'] })
    expect(book.items.map((item) => item.pos)).toEqual([1, 2, 3])
    expect(book.author?.name).toBe('Emily Brontë')
    expect(await typed.set('Books').entity(4).one('author').get()).toEqual({ ID: 2, name: AWKWARD })
    expect(
      await typed
        .set('Authors')
        .entity(2)
        .nav('books')
        .list({ select: ['ID'] })
        .all({ max: 9 }),
    ).toEqual([{ ID: 4 }, { ID: 5 }])
  })

  it('addresses entities by keys of one part and of several', async () => {
    const { typed, untyped } = shop(version)
    expect(await typed.set('Items').get({ pos: 2, book_ID: 1 })).toEqual({ book_ID: 1, pos: 2, note: 'n2' })
    expect(await untyped.set('Items').get({ book_ID: 1, pos: 3 })).toMatchObject({ note: 'n3' })
    await expect(typed.set('Items').get({ pos: 2 } as never)).rejects.toThrow('key: book_ID is missing')
    await expect(typed.set('Books').get(404)).rejects.toThrow(NotFoundError)
    expect(await typed.set('Books').find({ ID: 404 })).toBeUndefined()
  })

  it('counts, and reads single properties and their text', async () => {
    const { typed } = shop(version)
    const books = typed.set('Books')
    expect(await books.count()).toBe(5)
    expect(await books.count({ filter: (b) => b.active.eq(true) })).toBe(2)
    expect(await books.entity(2).property('title')).toBe(AWKWARD)
    expect(await books.entity(3).property('title')).toBeNull()
    expect(await books.entity(1).property('price')).toBe('1.50')
    expect(await books.entity(1).property('changed')).toBe('2026-01-10T10:00:00Z')
    expect(await books.entity(2).value('title')).toBe(AWKWARD)
  })

  it('creates, deeply and bound, and hands back the entity', async () => {
    const { typed, service } = shop(version)
    const made = await typed.set('Books').create({
      ID: 10,
      title: AWKWARD,
      price: '0.10',
      big: '9223372036854775807',
      changed: '2026-03-01T00:00:00.000Z',
      origin: { city: 'Одеса' },
      author: bind('Authors', 2),
      items: [{ pos: 1, note: 'deep' }],
    })
    expect(made).toMatchObject({ ID: 10, title: AWKWARD, price: '0.10', big: '9223372036854775807', author_ID: 2 })
    expect(service.rows('Items').at(-1)).toMatchObject({ book_ID: 10, pos: 1, note: 'deep' })
    await expect(typed.set('Books').create({ ID: 10 })).rejects.toThrow(ConflictError)
    await expect(typed.set('Books').create({ ID: 11, nope: 1 } as never)).rejects.toThrow(InvalidRequestError)
    await expect(typed.set('Books').create({ ID: 11, price: 'cheap' })).rejects.toThrow(
      'price: expected a decimal number',
    )
  })

  it('updates with the ETag that was read, and tells when somebody was faster', async () => {
    const { typed, service } = shop(version, { etag: ['Books'] })
    const books = typed.set('Books')
    const before = await books.get(1)
    expect(etagOf(before)).toBe('W/"1"')
    await expect(books.update(1, { title: 'x' })).rejects.toMatchObject({ code: 'precondition_required' })
    await books.update(1, { title: 'second' }, { ifMatch: etagOf(before) })
    await expect(books.update(1, { title: 'third' }, { ifMatch: etagOf(before) })).rejects.toMatchObject({
      code: 'precondition_failed',
    })
    await books.update(1, { ratio: null }, { ifMatch: '*' })
    expect(service.rows('Books')[0]).toMatchObject({ title: 'second', ratio: null, price: '1.50' })
    await books.delete(1, { ifMatch: '*' })
    expect(await books.find(1)).toBeUndefined()
  })

  it('replaces with PUT', async () => {
    const { typed, service } = shop(version)
    await typed.set('Authors').update(1, { name: 'new' }, { method: 'PUT' })
    await typed.set('Books').update(1, { title: 'only' }, { method: 'PUT' })
    expect(service.rows('Books')[0]).toMatchObject({ ID: 1, title: 'only', price: null })
  })

  it('links and unlinks', async () => {
    const { typed, service, box } = shop(version)
    const author = typed.set('Authors').entity(1).links('books')
    expect(await author.list()).toHaveLength(3)
    await author.add(bind('Books', 5))
    await author.remove(bind('Books', 1))
    expect(service.rows('Books').map((row) => row.author_ID)).toEqual([null, 1, 1, 2, 1])
    const book = typed.set('Books').entity(1).links('author')
    await book.set(bind('Authors', 2))
    expect(await book.list()).toEqual([`${box.baseUrl}/Authors(2)`])
    await book.remove()
    expect(service.rows('Books')[0]?.author_ID).toBeNull()
  })

  it('calls what is imported, with the vendor’s words when it refuses', async () => {
    const { typed } = shop(version)
    expect(await typed.call('submit', { book: 1, quantity: 2 })).toBe(3)
    expect(await typed.call('titles', { n: 2 })).toEqual(['Book 1', AWKWARD])
    await expect(typed.call('submit', { book: 1, quantity: 101 })).rejects.toMatchObject({
      vendorCode: 'OUT_OF_STOCK',
      vendorMessage: 'only 100 left',
      operation: 'odata.submit',
    })
  })

  it('sends the headers of its version', async () => {
    const { typed, box } = shop(version)
    await typed.set('Books').get(1)
    const name = version < '4' ? 'dataserviceversion' : 'odata-version'
    expect(box.requests[0]?.headers[name]).toBe(version)
  })

  it('refuses a query that would ask for something else, before anything is sent', async () => {
    const { untyped, typed, box } = shop(version)
    const books = untyped.set('Books')
    const missing: { id?: string } = {}
    const refused = [
      books.list({ filter: (b) => b.ID!.eq(missing.id) }),
      books.list({ filter: undefined as never }),
      books.list({ filter: (b) => b.ID!.in([]) }),
      books.list({ fliter: 'x' } as never),
      books.list({ filter: 'ID eq 1 or' }),
      books.list({ filter: (b) => b.ID!.gt(null) }),
      books.list({ filter: (b) => b.ID!.eq(Number.NaN) }),
      books.list({ filter: (b) => b['ID eq 1 or ID']!.eq(1) }),
      books.list({ top: -1 }),
      books.list({ filter: (b) => b.ref!.eq(guid("x' or 1 eq 1")) }),
      typed.set('Books').list({ filter: (b) => (b as never as typeof b & { nope: typeof b.title }).nope.eq('x') }),
      typed.set('Books').list({ select: ['nope' as never] }),
    ]
    for (const list of refused) await expect(list.all({ max: 9 })).rejects.toThrow(InputError)
    expect(box.requests).toEqual([])
  })

  it('keeps what the service says of a row beside the row', async () => {
    const { typed } = shop(version, { etag: true })
    const row = await typed.set('Authors').get(1)
    expect(Object.keys(row)).toEqual(['ID', 'name'])
    expect(annotationsOf(row)?.etag).toBe('W/"1"')
  })
})
