import { describe, expect, expectTypeOf, it } from 'vitest'
import type { Guid } from '../../src/index.ts'
import { type AnyRow, bind } from '../../src/index.ts'
import { type Author, type Book, shop } from '../support/shop.ts'

/** Nothing here is sent: what counts is whether it compiles. */
function compiled(run: () => unknown): void {
  expect(typeof run).toBe('function')
}

describe('types of a typed client', () => {
  const v4 = shop('4.0').typed.set('Books')
  const v3 = shop('3.0').typed.set('Books')
  const v2 = shop('2.0').typed.set('Books')
  const v401 = shop('4.01').typed.set('Books')

  it('give rows what was selected and expanded, and nothing else', () => {
    compiled(async () => {
      const plain = await v4.get(1)
      expectTypeOf(plain.title).toEqualTypeOf<string | null>()
      // @ts-expect-error it was not expanded
      plain.author
      const narrow = await v4.get(1, { select: ['ID', 'title'], expand: { author: { select: ['name'] }, items: true } })
      expectTypeOf(narrow.title).toEqualTypeOf<string | null>()
      expectTypeOf(narrow.author).toEqualTypeOf<Pick<Author, 'name'> | null>()
      expectTypeOf(narrow.items[0]!.pos).toEqualTypeOf<number>()
      // @ts-expect-error it was not selected
      narrow.price
      // @ts-expect-error nor was this in the expanded row
      narrow.author?.ID
      const listed = await v4.list({ expand: ['author'] }).first()
      expectTypeOf(listed!.author!.name).toEqualTypeOf<string | null>()
    })
  })

  it('know names', () => {
    compiled(() => {
      // @ts-expect-error no such property
      v4.list({ select: ['nope'] })
      // @ts-expect-error no such navigation
      v4.list({ expand: { nope: true } })
      // @ts-expect-error no such navigation beside one that exists
      v4.list({ expand: { author: true, nope: true } })
      // @ts-expect-error no such option in the expansion
      v4.list({ expand: { author: { fliter: 'x' } } })
      // @ts-expect-error no such option
      v4.list({ fliter: 'x' })
      // @ts-expect-error no such field
      v4.list({ filter: (b) => b.nope.eq(1) })
      // @ts-expect-error no such field to order by
      v4.list({ orderby: ['nope desc'] })
      // @ts-expect-error no such set
      shop('4.0').typed.set('Nope')
      // @ts-expect-error no such operation
      shop('4.0').typed.call('nope', {})
      // @ts-expect-error no such bound operation
      v4.entity(1).call('nope', {})
    })
  })

  it('know what a field can be compared with', () => {
    compiled(() => {
      v4.list({ filter: (b) => b.ID.gt(1).and(b.title.eq('x'), b.price.gt('1.5'), b.price.lt(2), b.big.eq(5n)) })
      v4.list({
        filter: (b) => b.kind.eq('Paper').and(b.changed.ge(new Date()), b.ref.eq('x'), b.title.eq(b.author.name)),
      })
      // @ts-expect-error a number is no text
      v4.list({ filter: (b) => b.title.eq(1) })
      // @ts-expect-error text is no number
      v4.list({ filter: (b) => b.ID.eq('1') })
      // @ts-expect-error no member of the enumeration
      v4.list({ filter: (b) => b.kind.eq('Stone') })
      // @ts-expect-error a Guid is no decimal
      v4.list({ filter: (b) => b.price.eq('x' as Guid) })
      // @ts-expect-error a decimal is no text to search in
      v4.list({ filter: (b) => b.price.contains('1') })
      // @ts-expect-error a Guid neither
      v4.list({ filter: (b) => b.ref.startswith('1') })
      // @ts-expect-error text has no year
      v4.list({ filter: (b) => b.title.year().eq(2026) })
      // @ts-expect-error undefined would ask for every row
      v4.list({ filter: (b) => b.title.eq(undefined) })
      // @ts-expect-error a value is no condition
      v4.list({ filter: (b) => b.title })
      // @ts-expect-error rows are not compared with values
      v4.list({ filter: (b) => b.author.eq('x') })
      // @ts-expect-error null has no order
      v4.list({ filter: (b) => b.ID.gt(null) })
    })
  })

  it('know what the version can do', () => {
    compiled(() => {
      v4.list({ filter: (b) => b.items.any((i) => i.pos.gt(1)).or(b.items.count().gt(2)), search: 'x' })
      v3.list({ filter: (b) => b.items.all((i) => i.pos.gt(1)).or(b.title.replace('a', 'b').eq('c')) })
      v401.list({ filter: (b) => b.title.matchesPattern('^a') })
      // @ts-expect-error V2 has no lambdas
      v2.list({ filter: (b) => b.items.any((i) => i.pos.gt(1)) })
      // @ts-expect-error V3 has no $count in a filter
      v3.list({ filter: (b) => b.items.count().gt(1) })
      // @ts-expect-error V4 has no replace
      v4.list({ filter: (b) => b.title.replace('a', 'b').eq('c') })
      // @ts-expect-error 4.0 has no patterns
      v4.list({ filter: (b) => b.title.matchesPattern('^a') })
      // @ts-expect-error V2 has no flags
      v2.list({ filter: (b) => b.kind.has('Paper') })
      // @ts-expect-error V2 has no search
      v2.list({ search: 'x' })
      // @ts-expect-error V3 cannot filter what is expanded
      v3.list({ expand: { items: { filter: (i) => i.pos.gt(1) } } })
      // @ts-expect-error V2 has no upsert
      v2.upsert(1, { title: 'x' })
      // @ts-expect-error V3 has no $apply
      v3.aggregate({ apply: { groupby: ['kind'] } })
    })
  })

  it('check keys, drafts and parameters', () => {
    compiled(() => {
      v4.get({ ID: 1 })
      v4.create({ title: 'x', author: bind('Authors', 1), items: [{ pos: 1 }], origin: { city: 'x' } })
      v4.entity(1).call('restock', { quantity: 1 })
      // @ts-expect-error no such part of the key
      v4.get({ id: 1 })
      // @ts-expect-error the key is a number
      v4.get('1')
      // @ts-expect-error no such property
      v4.create({ nope: 1 })
      // @ts-expect-error not of this type
      v4.update(1, { title: 1 })
      // @ts-expect-error no such parameter
      v4.entity(1).call('restock', { amount: 1 })
    })
  })

  it('leave everything open where the model is known at run time only', () => {
    compiled(async () => {
      const any = shop('4.0').untyped.set('Whatever')
      const row = await any.get('x', { select: ['a'], expand: { b: { select: ['c'] } } })
      expectTypeOf(row).toEqualTypeOf<AnyRow>()
      any.list({ filter: (r) => r.a!.b!.c!.gt(1).and(r.d!.any((x) => x.e!.eq('y'))) })
      // @ts-expect-error options are known all the same
      any.list({ fliter: 'x' })
    })
    expectTypeOf<Book['ID']>().toEqualTypeOf<number>()
  })
})
