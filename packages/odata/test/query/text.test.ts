import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dialectOf } from '../../src/dialect/dialectOf.ts'
import { evaluateFilter } from '../../src/filter/evaluate/evaluate.ts'
import { parseFilter, parseQuery, parseResource } from '../../src/filter.ts'
import type { AnyFields, ODataVersion } from '../../src/index.ts'
import {
  binary,
  date,
  dateTime,
  dateTimeOffset,
  decimal,
  double,
  duration,
  enumValue,
  guid,
  int64,
  not,
  or,
  raw,
  timeOfDay,
  unchecked,
} from '../../src/index.ts'
import { filterText, orderText } from '../../src/query/filterText.ts'
import { keyPredicate } from '../../src/query/key.ts'
import { assertOptions } from '../../src/query/options.ts'
import { encodeQuery, queryPairs } from '../../src/query/queryText.ts'
import { shopModel } from '../support/shop.ts'

const VERSIONS = ['2.0', '3.0', '4.0', '4.01'] as const
const context = (version: ODataVersion, more: object = {}) => ({
  dialect: dialectOf(version),
  model: undefined,
  literals: { suffixes: true, enums: 'qualified' as const },
  functions: {},
  ...more,
})
const text = (filter: (row: AnyFields) => unknown, version: ODataVersion, more?: object) =>
  filterText(filter, undefined, context(version, more))
const query = (options: object, version: ODataVersion, type?: string) => {
  const own = context(version, type === undefined ? {} : { model: shopModel(version) })
  return encodeQuery(queryPairs(assertOptions(options), type, own), (options as { custom?: object }).custom)
}

describe('a filter', () => {
  it.each([
    [decimal('2.50'), '2.50M', '2.50'],
    [int64('42'), '42L', '42'],
    [double(2.5), '2.5d', '2.5'],
    [double(1e-7), '0.0000001d', '0.0000001'],
    [1e21, '1000000000000000000000', '1000000000000000000000', 'refused'],
    [
      guid('8d04ce3c-6360-11e9-a923-1681be663d3e'),
      "guid'8d04ce3c-6360-11e9-a923-1681be663d3e'",
      '8d04ce3c-6360-11e9-a923-1681be663d3e',
    ],
    [dateTime('2026-01-31T10:20:30'), "datetime'2026-01-31T10:20:30'", undefined, 'refused'],
    [
      dateTimeOffset('2026-01-31T10:20:30+03:00'),
      "datetimeoffset'2026-01-31T10:20:30+03:00'",
      '2026-01-31T10:20:30+03:00',
    ],
    [date('2026-01-31'), "datetime'2026-01-31T00:00:00'", '2026-01-31'],
    [duration('PT13H20M'), "time'PT13H20M'", "duration'PT13H20M'"],
    [binary(new Uint8Array([0, 255, 42])), "X'00ff2a'", "binary'AP8q'"],
    [new Uint8Array([0, 255, 42]), "X'00ff2a'", "binary'AP8q'"],
    [true, 'true', 'true'],
    ["O'Neil", "'O''Neil'", "'O''Neil'"],
    [null, 'null', 'null'],
  ] as const)('writes %o as V2 and as V4 do', (value, old, now, v?: string) => {
    const write = (version: ODataVersion) => text((row) => row.A!.eq(value), version)
    if (value === 1e21) {
      for (const version of VERSIONS) expect(() => write(version)).toThrow('lost digits')
      return
    }
    expect(write('2.0')).toBe(`A eq ${old}`)
    if (now !== undefined) expect(write('4.0')).toBe(`A eq ${now}`)
    else expect(v === 'refused' && (() => write('4.0'))).toThrow('Edm.DateTimeOffset')
  })

  it('writes enumerations and times', () => {
    expect(text((row) => row.A!.eq(enumValue('Shop.Kind', 'Paper')), '4.0')).toBe("A eq Shop.Kind'Paper'")
    expect(text((row) => row.A!.has(enumValue('Shop.Kind', 'Paper', 'Digital')), '4.0')).toBe(
      "A has Shop.Kind'Paper,Digital'",
    )
    expect(text((row) => row.A!.gt(timeOfDay('13:20:00')), '4.0')).toBe('A gt 13:20:00')
    const bare = { literals: { suffixes: false, enums: 'name' } }
    expect(text((row) => row.A!.eq(enumValue('Std.Kind', 'Paper')).and(row.B!.gt(decimal('1.5'))), '3.0', bare)).toBe(
      "(A eq 'Paper') and (B gt 1.5)",
    )
  })

  it('puts parentheses wherever a server could group it differently', () => {
    const built = text(
      (row) =>
        row
          .A!.eq(1)
          .and(row.B!.eq(2))
          .or(row.C!.eq(3))
          .and(row.D!.eq(4).or(row.E!.eq(5)).not()),
      '4.0',
    )
    expect(built).toBe('(((A eq 1) and (B eq 2)) or (C eq 3)) and (not ((D eq 4) or (E eq 5)))')
    expect(text((row) => row.A!.add(1).mul(2).gt(10), '4.0')).toBe('((A add 1) mul 2) gt 10')
  })

  it('speaks the functions of its version, and refuses those of another', () => {
    expect(text((row) => row.A!.contains('x'), '2.0')).toBe("substringof('x',A)")
    expect(text((row) => row.A!.contains('x'), '4.0')).toBe("contains(A,'x')")
    expect(text((row) => row.A!.cast('Edm.String').eq('1'), '3.0')).toBe("cast(A,'Edm.String') eq '1'")
    expect(text((row) => row.A!.cast('Edm.String').eq('1'), '4.0')).toBe("cast(A,Edm.String) eq '1'")
    expect(text((row) => row.Items!.any((item) => item.Tags!.any((tag) => tag.eq('x')).and(row.A!.eq(1))), '3.0')).toBe(
      "Items/any(x1:(x1/Tags/any(x2:x2 eq 'x')) and (A eq 1))".replace(
        "(x1/Tags/any(x2:x2 eq 'x'))",
        "x1/Tags/any(x2:x2 eq 'x')",
      ),
    )
    expect(text((row) => row.Items!.count().gt(1), '4.0')).toBe('Items/$count gt 1')
    expect(text((row) => row.A!.in([1, 2]), '4.01')).toBe('A in (1,2)')
    expect(text((row) => row.A!.in([1, 2]), '4.0')).toBe('(A eq 1) or (A eq 2)')
    for (const [version, filter] of [
      ['2.0', (row: AnyFields) => row.A!.any()],
      ['2.0', (row: AnyFields) => row.A!.has('x')],
      ['3.0', (row: AnyFields) => row.A!.matchesPattern('x')],
      ['4.0', (row: AnyFields) => row.A!.replace('a', 'b').eq('c')],
      ['4.0', (row: AnyFields) => row.A!.call('like', '%a%')],
    ] as const) {
      expect(() => text(filter as (row: AnyFields) => unknown, version)).toThrow(`OData ${version}`)
    }
    expect(text((row) => row.A!.call('like', '%a%'), '3.0', { functions: { like: [2, 2] } })).toBe("like(A,'%a%')")
  })

  it('leads along paths of any alphabet', () => {
    expect(text((row) => row.Контрагент!.Наименование!.eq('Ромашка'), '3.0')).toBe(
      "Контрагент/Наименование eq 'Ромашка'",
    )
    expect(text((row) => row['Account/Id']!.eq(1), '4.0')).toBe('Account/Id eq 1')
    expect(text((row) => row['eq/and/not']!.eq(1), '4.0')).toBe('eq/and/not eq 1')
  })

  it('may be written by hand: its values are escaped, and it is checked', () => {
    const own = context('4.0')
    expect(filterText(raw`A eq ${"O'Neil"} and B gt ${decimal('1.5')}`, undefined, own)).toBe(
      "A eq 'O''Neil' and B gt 1.5",
    )
    expect(filterText("A eq 'x'", undefined, own)).toBe("A eq 'x'")
    for (const wrong of ['A eq', "A eq 'x", 'A eq 1) or (1 eq 1', 'substringof(A,B)', 'A = 1', '']) {
      expect(() => filterText(wrong, undefined, own)).toThrow('at character')
    }
    expect(() => raw`A eq ${undefined}`).toThrow('undefined')
    expect(filterText(unchecked("Док eq cast(guid'x','Y')"), undefined, own)).toBe("Док eq cast(guid'x','Y')")
  })

  it('joins conditions that were made apart', () => {
    expect(text((row) => or(row.A!.eq(1), not(row.B!.eq(2))), '4.0')).toBe('(A eq 1) or (not (B eq 2))')
    expect(() => text(() => or(undefined as never), '4.0')).toThrow('expected conditions')
    expect(() => text((row) => row.A!.eq(1).and(undefined as never), '4.0')).toThrow('undefined is no condition')
    expect(() => text((row) => row.A, '4.0', { model: { version: '4.0', sets: {}, types: {} } })).not.toThrow()
    expect(() => text(() => true, '4.0')).toThrow('must be a condition')
  })

  it('means the same to the reader as to the writer, for every text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VERSIONS),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        (version, wanted, other) => {
          const written = text(
            (row) => row.A!.eq(wanted).or(row.A!.contains(wanted).and(row.B!.startswith(other))),
            version,
          )
          const node = parseFilter(written, { version })
          expect(evaluateFilter(node, { A: wanted, B: '' })).toBe(true)
          expect(evaluateFilter(node, { A: `${wanted}!`, B: other })).toBe(true)
          if (!wanted.includes(`${other}x`) && `${wanted}x` !== wanted)
            expect(
              evaluateFilter(
                parseFilter(
                  text((row) => row.A!.eq(wanted), version),
                  { version },
                ),
                { A: `${wanted}x` },
              ),
            ).toBe(false)
        },
      ),
    )
  })
})

describe('a query', () => {
  it('survives the way through a URL, for every text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...VERSIONS), fc.string({ unit: 'grapheme', maxLength: 60 }), (version, value) => {
        const encoded = query({ filter: (row: AnyFields) => row.A!.eq(value), custom: { own: value } }, version)
        expect(encoded).toMatch(/^[\w$=&%.~!*'()-]+$/)
        const url = new URL(`https://x.example/Set?${encoded}`)
        const parsed = parseQuery(url.search.slice(1), { version })
        expect(parsed.filter).toMatchObject({ right: { value } })
        expect(parsed.custom).toEqual({ own: value })
      }),
    )
  })

  it('refuses text without UTF-8', () => {
    expect(() => query({ filter: (row: AnyFields) => row.A!.eq('\ud800') }, '4.0')).toThrow('surrogate')
  })

  it('nests what is asked of expanded rows in V4, and lists paths in V2', () => {
    const expand = { author: { select: ['name'], expand: { books: { select: ['ID'] } } } }
    expect(decodeURIComponent(query({ select: ['ID'], expand }, '4.0', 'Shop.Book'))).toBe(
      '$select=ID&$expand=author($select=name;$expand=books($select=ID))',
    )
    expect(decodeURIComponent(query({ select: ['ID'], expand }, '2.0', 'Shop.Book'))).toBe(
      '$select=ID,author/name,author/books/ID&$expand=author,author/books',
    )
    expect(
      decodeURIComponent(
        query(
          {
            expand: {
              items: { filter: (row: AnyFields) => row.note!.eq("a;b)'"), orderby: ['pos desc'], top: 2, count: true },
            },
          },
          '4.0',
          'Shop.Book',
        ),
      ),
    ).toBe("$expand=items($filter=note eq 'a;b)''';$orderby=pos desc;$top=2;$count=true)")
    expect(() => query({ expand: { items: { top: 2 } } }, '2.0', 'Shop.Book')).toThrow('cannot top what is expanded')
    expect(() => query({ expand: { nope: true } }, '4.0', 'Shop.Book')).toThrow('no navigation property')
    expect(() => query({ expand: { items: { fliter: 'x' } } }, '4.0', 'Shop.Book')).toThrow('unknown query option')
  })

  it('takes search texts as phrases', () => {
    expect(decodeURIComponent(query({ search: ['a OR b', 'x" AND y'] }, '4.0'))).toBe('$search="a OR b" AND "x  AND y"')
    expect(() => query({ search: 'x' }, '3.0')).toThrow('OData 3.0')
  })

  it('groups and sums', () => {
    const apply = {
      filter: (row: AnyFields) => row.stock!.gt(12),
      groupby: ['author/name'],
      aggregate: { most: ['price', 'max'], n: '$count' },
    }
    expect(decodeURIComponent(query({ apply }, '4.0'))).toBe(
      '$apply=filter(stock gt 12)/groupby((author/name),aggregate(price with max as most,$count as n))',
    )
    expect(() => query({ apply: { aggregate: { 'a)': '$count' } } }, '4.0')).toThrow('alias')
    expect(() => query({ apply }, '2.0')).toThrow('OData 2.0')
  })

  it('lets no custom option stand in for one of OData’s', () => {
    expect(() => query({ top: 1, custom: { $top: '9' } }, '4.0')).toThrow('given already')
    expect(query({ custom: { allowedOnly: true, 'a&b': 'c=d' } }, '3.0')).toBe('allowedOnly=true&a%26b=c%3Dd')
  })

  it('orders by fields only', () => {
    expect(orderText(['name desc', 'author/name', 'ID asc'], undefined, context('4.0'))).toBe(
      'name desc,author/name,ID',
    )
    expect(orderText((row: AnyFields) => [row.name!.tolower().desc(), row.ID], undefined, context('4.0'))).toBe(
      'tolower(name) desc,ID',
    )
    for (const wrong of ['name,x', 'name DESC', 'a eq 1', ''])
      expect(() => orderText([wrong], undefined, context('4.0'))).toThrow()
  })
})

describe('a key', () => {
  it('survives the way through a URL, for every text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VERSIONS),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.integer(),
        (version, value, number) => {
          const written = `Set${keyPredicate({ Код: value, N: number }, undefined, context(version))}`
          const url = new URL(`https://x.example/root/${written}`)
          expect(url.search + url.hash).toBe('')
          const [segment] = parseResource(url.pathname.slice('/root/'.length), { version })
          expect(segment?.arguments?.[0]).toMatchObject({ name: 'Код', value: { value } })
          expect(segment?.arguments).toHaveLength(2)
        },
      ),
    )
  })

  it('has all its parts, and no others', () => {
    const own = context('4.0', { model: shopModel('4.0') })
    expect(keyPredicate({ pos: 2, book_ID: 1 }, 'Shop.Item', own)).toBe('(book_ID=1,pos=2)')
    expect(keyPredicate(5, 'Shop.Book', own)).toBe('(5)')
    expect(keyPredicate('8d04ce3c-6360-11e9-a923-1681be663d3e', 'Shop.Order', own)).toBe(
      '(8d04ce3c-6360-11e9-a923-1681be663d3e)',
    )
    for (const wrong of [
      5,
      {},
      { book_ID: 1 },
      { book_ID: 1, pos: undefined },
      { book_ID: 1, pos: 2, x: 3 },
      undefined,
      null,
    ]) {
      expect(() => keyPredicate(wrong, 'Shop.Item', own)).toThrow('key')
    }
    expect(() => keyPredicate('1) or (1', 'Shop.Book', own)).toThrow('integer')
  })
})
