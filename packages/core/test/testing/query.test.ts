import { type Nested, type NestedObject, parseNested, Query } from '@bpmcentr/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

/** Writes nested data as PHP's http_build_query does. */
function write(value: Nested, name: string): [string, string][] {
  if (typeof value === 'string') return [[name, value]]
  return Object.entries(value).flatMap(([key, entry]) => write(entry, name === '' ? key : `${name}[${key}]`))
}

const key = fc
  .string({ minLength: 1, maxLength: 6 })
  .filter((text) => !/[[\]]/.test(text) && !['__proto__', 'constructor', 'prototype'].includes(text))
const { tree } = fc.letrec<{ tree: NestedObject; value: Nested }>((tie) => ({
  tree: fc.dictionary(key, tie('value'), {
    minKeys: 1,
    maxKeys: 4,
    noNullPrototype: true,
  }) as fc.Arbitrary<NestedObject>,
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
    tie('tree'),
  ) as fc.Arbitrary<Nested>,
}))

/** Objects whose keys are 0, 1, 2 … cannot be told from lists in brackets. */
function normal(value: Nested): Nested {
  if (typeof value === 'string') return value
  const entries = Object.entries(value).map(([name, entry]) => [name, normal(entry)] as const)
  if (entries.every(([name], index) => name === String(index))) return entries.map(([, entry]) => entry)
  return Object.fromEntries(entries)
}

describe('PHP brackets', () => {
  it('come back as the data they were written from', () => {
    fc.assert(
      fc.property(tree, (data) => {
        const pairs = write(data, '')
        const text = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
        const expected = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, normal(value)]))
        expect(plain(new Query(text).nested)).toEqual(plain(expected))
      }),
    )
  })

  it('never reach a prototype, whatever the names', () => {
    const hostile = fc.constantFrom('__proto__', 'constructor', 'prototype', 'a', 'b', '', '0', 'toString')
    const name = fc
      .array(hostile, { minLength: 1, maxLength: 5 })
      .map(([first, ...rest]) => `${first}${rest.map((part) => `[${part}]`).join('')}`)
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
        const parsed = parseNested(pairs)
        expect(Object.getPrototypeOf(parsed)).toBeNull()
        expect(Object.keys(Object.prototype)).toEqual([])
        expect(({} as Record<string, unknown>).polluted).toBeUndefined()
        expect(JSON.stringify(parsed)).not.toMatch(/"(__proto__|constructor|prototype)":/)
      }),
    )
  })

  it('are bounded in depth and number', () => {
    expect(new Query(`a${'[b]'.repeat(40)}=1`).nested).toEqual({})
    const many = Array.from({ length: 1_500 }, (_, index) => `k${index}=1`).join('&')
    expect(Object.keys(new Query(many).nested)).toHaveLength(1_000)
  })

  it('keep sparse numbers as an object instead of a huge list', () => {
    expect(plain(new Query('a[4294967294]=x&a[2]=y').nested)).toEqual({ a: { 4294967294: 'x', 2: 'y' } })
  })
})

describe('a query', () => {
  it('gives the last of several values, all of them, or none', () => {
    const query = new Query('a=1&b=&a=2&c')
    expect([query.get('a'), query.all('a'), query.get('b'), query.get('c'), query.get('d')]).toEqual([
      '2',
      ['1', '2'],
      '',
      '',
      undefined,
    ])
    expect([query.has('c'), query.has('d')]).toEqual([true, false])
  })

  it('leaves text alone that is no valid percent-encoding', () => {
    expect(new Query('a=%E0%A4&b=100%').pairs).toEqual([
      ['a', '%E0%A4'],
      ['b', '100%'],
    ])
  })

  it('gives an object of text values by name, inherited names excluded', () => {
    const query = new Query('filter[a]=1&filter[b][c]=2&plain=3')
    expect({ ...query.object('filter') }).toEqual({ a: '1' })
    expect({ ...query.object('plain') }).toEqual({})
    expect({ ...query.object('toString') }).toEqual({})
  })
})
