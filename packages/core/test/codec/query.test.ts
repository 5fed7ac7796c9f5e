import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeQuery, type QueryInput, type QueryStyle } from '../../src/codec/query.ts'
import { InputError } from '../../src/errors/index.ts'

const styles: readonly QueryStyle[] = ['brackets', 'deepObject', 'repeat', 'comma', 'json']
/** What a server sees: pairs, decoded. */
const pairs = (query: string) => [...new URLSearchParams(query)]

describe('encodeQuery', () => {
  const input: QueryInput = {
    q: 'a b+c&d=é',
    none: undefined,
    ids: [1, undefined, 2],
    filter: { status_id: 1, created_between: '2020-08-24 00:00:00, 2020-09-22 23:59:59', deep: { x: true } },
  }

  it.each([
    [
      'brackets',
      [
        ['ids[]', '1'],
        ['ids[]', '2'],
      ],
    ],
    ['deepObject', [['ids', '1,2']]],
    [
      'repeat',
      [
        ['ids', '1'],
        ['ids', '2'],
      ],
    ],
    ['comma', [['ids', '1,2']]],
  ] as const)('writes nested objects and lists in the %s style', (style, ids) => {
    expect(pairs(encodeQuery(input, style))).toEqual([
      ['q', 'a b+c&d=é'],
      ...ids,
      ['filter[status_id]', '1'],
      ['filter[created_between]', '2020-08-24 00:00:00, 2020-09-22 23:59:59'],
      ['filter[deep][x]', 'true'],
    ])
  })

  it('writes nested values as JSON text in the json style', () => {
    expect(pairs(encodeQuery({ a: { b: [1, null], big: 2n ** 60n }, l: [], n: null, s: 'x' }, 'json'))).toEqual([
      ['a', '{"b":[1,null],"big":1152921504606846976}'],
      ['l', '[]'],
      ['n', 'null'],
      ['s', 'x'],
    ])
  })

  it('encodes spaces as %20 and brackets as %5B %5D, and leaves $ and @ of keys bare', () => {
    expect(encodeQuery({ filter: { 'a b': "x y!'()*" } }, 'deepObject')).toBe('filter%5Ba%20b%5D=x%20y%21%27%28%29%2A')
    expect(encodeQuery({ $top: 5, '@p': '$1' }, 'repeat')).toBe('$top=5&@p=%241')
  })

  it('keeps the comma between items bare and the one within an item encoded', () => {
    expect(encodeQuery({ a: ['1,2', 3] }, 'comma')).toBe('a=1%2C2,3')
  })

  it('numbers lists of objects in the brackets style, as PHP needs it', () => {
    const query = encodeQuery(
      {
        rows: [
          { id: 1, v: [7] },
          { id: 2, v: [] },
        ],
      },
      'brackets',
    )
    expect(pairs(query)).toEqual([
      ['rows[0][id]', '1'],
      ['rows[0][v][]', '7'],
      ['rows[1][id]', '2'],
    ])
  })

  it('writes dates, bigints, booleans and null', () => {
    const at = new Date('2024-02-29T10:00:00+02:00')
    for (const style of styles.filter((s) => s !== 'json')) {
      expect(pairs(encodeQuery({ at, big: 2n ** 64n, no: false, nil: null }, style))).toEqual([
        ['at', '2024-02-29T08:00:00.000Z'],
        ['big', '18446744073709551616'],
        ['no', 'false'],
        ['nil', ''],
      ])
    }
  })

  it.each([
    ['NaN', { a: Number.NaN }],
    ['an invalid Date', { a: new Date(Number.NaN) }],
    ['a Map', { a: new Map([['b', 1]]) }],
    ['bytes', { a: new Uint8Array(1) }],
    ['a function', { a: () => 1 }],
    ['a symbol', { a: Symbol('x') }],
    ['half of a surrogate pair', { a: '\ud800' }],
    ['half of a surrogate pair as a key', { '\udfff': 'a' }],
  ])('refuses %s and names the key', (_, bad) => {
    for (const style of styles.filter((s) => s !== 'json')) {
      const run = () => encodeQuery(bad as never, style)
      expect(run).toThrow(InputError)
    }
    expect(() => encodeQuery({ outer: { inner: Number.NaN } }, 'brackets')).toThrow(/outer\[inner\]/)
  })

  it('refuses a list in a list where the style has no form for it', () => {
    for (const style of ['deepObject', 'repeat', 'comma'] as const) {
      expect(() => encodeQuery({ a: [[1]] }, style)).toThrow(InputError)
      expect(() => encodeQuery({ a: [{ b: 1 }] }, style)).toThrow(InputError)
    }
  })

  it('refuses a cycle instead of running for ever', () => {
    const object: Record<string, unknown> = {}
    object.a = object
    const list: unknown[] = []
    list.push(list)
    for (const style of styles) expect(() => encodeQuery({ object } as never, style)).toThrow(InputError)
    expect(() => encodeQuery({ list } as never, 'brackets')).toThrow(InputError)
  })

  it('gives back flat values of any text, for every style', () => {
    const text = fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed())
    fc.assert(
      fc.property(fc.dictionary(text, text), fc.constantFrom(...styles), (flat, style) => {
        const query = encodeQuery(flat, style)
        expect(query).toMatch(/^[A-Za-z0-9\-._~%&=$@]*$/)
        const decoded = query === '' ? [] : query.split('&').map((pair) => pair.split('=').map(decodeURIComponent))
        expect(decoded).toEqual(Object.entries(flat))
      }),
    )
  })
})
