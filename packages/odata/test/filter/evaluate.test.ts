import { InputError } from '@bpmcentr/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareRows,
  type EvaluateOptions,
  evaluateExpression,
  evaluateFilter,
  type FilterNode,
  type ParseOptions,
  parseExpression,
  parseFilter,
  parseOrderBy,
} from '../../src/filter.ts'

const row = {
  ID: 7,
  Name: "O'Neil",
  Price: '12.50',
  Cost: '9.9',
  Big: '9007199254740993',
  Missing: null,
  Active: true,
  At: '2020-01-31T10:20:30+03:00',
  Day: '2020-01-31',
  Clock: '13:20:00',
  Length: 'P1DT2H0.5S',
  Id: '8D044C4C-9c5d-4b0e-9a0a-0e9f0d0f5b1a',
  Flags: 'Red, Green',
  Tags: ['a', 'b'],
  Items: [
    { Qty: 1, Product: { Name: 'x' } },
    { Qty: 5, Product: { Name: 'y' } },
  ],
  Empty: [],
  Customer: { Name: 'Кот', Boss: null },
}

function meets(text: string, options: ParseOptions & EvaluateOptions = {}): boolean {
  return evaluateFilter(parseFilter(text, options), row, options)
}

const V3 = { version: '3.0' } as const

describe('a condition', () => {
  it.each([
    "Name eq 'O''Neil'",
    'Price gt 9.9 and Price lt 12.500001 and Price eq 12.5',
    'Big eq 9007199254740993',
    'Big ne 9007199254740992',
    'At eq 2020-01-31T07:20:30Z',
    'Day ge 2020-01-31',
    'Clock eq 13:20',
    'Id eq 8d044c4c-9c5d-4b0e-9a0a-0e9f0d0f5b1a',
    'Active',
    'Active eq true',
    "Customer/Name eq 'Кот'",
    "$it/Customer/Name eq 'Кот'",
    'Customer/Boss/Name eq null',
    'Missing eq null and not (Missing ne null)',
    "contains(Name,'Nei') and startswith(Name,'O') and endswith(Name,'l')",
    "tolower(Name) eq 'o''neil' and length(Name) eq 6 and indexof(Name,'N') eq 2",
    "substring(Name,2) eq 'Neil' and substring(Name,2,1) eq 'N' and concat(Name,'!') eq 'O''Neil!'",
    'year(At) eq 2020 and month(Day) eq 1 and day(Day) eq 31 and hour(Clock) eq 13 and minute(At) eq 20',
    'date(At) eq 2020-01-31 and totaloffsetminutes(At) eq 180 and totalseconds(Length) eq 93600.5',
    'ID div 2 eq 3 and ID divby 2 eq 3.5 and ID mod 2 eq 1 and -ID eq -7 and Price mul 2 eq 25',
    'Price sub 0.1 sub 0.2 eq 12.2',
    'round(12.5) eq 13 and round(-2.5) eq -3 and floor(-2.5) eq -3 and ceiling(2.1) eq 3',
    "Name in ('a','O''Neil') and ID in (1,7) and ID in [1,7]",
    'Id in (8d044c4c-9c5d-4b0e-9a0a-0e9f0d0f5b1a)',
    "Flags has Ns.Color'Green' and not (Flags has Ns.Color'Blue')",
    'Items/any(i:i/Qty gt 4) and Items/all(i:i/Qty lt 6) and Items/any() and Items/$count eq 2',
    "Items/any(i:i/Product/Name eq 'y' and i/Qty lt ID)",
    "Items/any(i:Items/any(j:j/Qty gt i/Qty and j/Product/Name eq 'y'))",
    "Tags/any(t:t eq 'b')",
    'Empty/all(e:e/Qty gt 100) and not (Empty/any())',
    'Items/$count($filter=Qty gt 4) eq 1 and Items/$filter(Qty gt 4)/$count eq 1',
    "cast(ID,Edm.String) eq '7' and cast(Name,Edm.Int32) eq null and isof(Name,Edm.String)",
    "case(ID gt 5:'big',true:'small') eq 'big'",
    "matchesPattern(Name,'^O.*l$')",
    'hassubset(Tags,["b"]) and hassubsequence([1,2,3],[1,3])',
    'now() gt 2020-01-01T00:00:00Z',
  ])('%s is met', (text) => {
    expect(meets(text)).toBe(true)
  })

  it.each([
    "substringof('Nei',Name) eq true",
    'Price eq 12.5M and Big eq 9007199254740993L and ID eq 7',
    "At eq datetimeoffset'2020-01-31T07:20:30Z'",
    "Id eq guid'8d044c4c-9c5d-4b0e-9a0a-0e9f0d0f5b1a'",
    "Day eq datetime'2020-01-31T00:00:00'",
    "replace(Name,'Neil','X') eq 'O''X'",
  ])('%s is met (V3)', (text) => {
    expect(meets(text, V3)).toBe(true)
  })

  it.each([
    'Missing gt 1',
    'Missing le 1',
    "not (Missing eq 1 or contains(Missing,'x'))",
    "not contains(Missing,'x')",
    "contains(Missing,'x') eq false",
    'Missing add 1 eq 1',
    "Name eq 'o''neil'",
    'Absent eq 1',
    'Missing in (1,2)',
  ])('%s is not met', (text) => {
    expect(meets(text)).toBe(false)
  })
})

describe('the logic of null', () => {
  const unknown = "contains(Missing,'x')"
  it.each([
    [`${unknown} or true`, true],
    [`${unknown} and false`, false],
    [`not (${unknown} and false)`, true],
    [`not (${unknown} or false)`, false],
    [`not (${unknown} and true)`, false],
    [`(${unknown} and true) eq null`, true],
  ])('%s is %s', (text, expected) => {
    expect(meets(text)).toBe(expected)
  })
})

describe('what cannot be evaluated', () => {
  it.each([
    'geo.length(Line) gt 1',
    'Model.Available()',
    'ID div 0 eq 1',
    'not Name',
    'Name and Active',
    'Name/any(n:n eq 1)',
    '@p eq 1',
    'Items/Qty eq 1',
  ])('%s is an error, never a wider answer', (text) => {
    expect(() => meets(text)).toThrow(InputError)
  })
})

describe('what the host knows', () => {
  it('types of properties make two decimals compare as numbers', () => {
    expect(meets('Price gt Cost')).toBe(false)
    expect(meets('Price gt Cost', { typeOf: () => 'Edm.Decimal' })).toBe(true)
  })

  it('paths inside lambdas are given from the row', () => {
    const asked: string[] = []
    const typeOf = (path: readonly string[]) => {
      asked.push(path.join('/'))
      return undefined
    }
    meets("Items/any(i:i/Product/Name eq 'y')", { typeOf })
    expect(new Set(asked)).toEqual(new Set(['Items', 'Items/Product', 'Items/Product/Name']))
  })

  it('functions of the vendor replace and extend the built-in ones', () => {
    const functions = { substring: ([text, from]: readonly unknown[]) => String(text).slice(Number(from) - 1) }
    expect(meets("substring(Name,1) eq 'O''Neil'", V3)).toBe(false)
    expect(evaluateFilter(parseFilter("substring(Name,1) eq 'O''Neil'", V3), row, { functions })).toBe(true)
  })

  it('aliases, the case of texts and the clock', () => {
    const aliases = { '@p': parseExpression("'o''NEIL'") }
    expect(evaluateFilter(parseFilter('Name eq @p'), row, { aliases, ignoreCase: true })).toBe(true)
    expect(evaluateExpression(parseExpression('now()'), row, { now: () => 0 })).toBe('1970-01-01T00:00:00.000Z')
  })

  it('does not read members that the row only inherits', () => {
    expect(meets('constructor eq null and toString eq null')).toBe(true)
  })
})

describe('ordering', () => {
  it('puts null first, numbers by value and later items where earlier ones are equal', () => {
    const rows = [
      { a: '10.0', b: 1 },
      { a: '9', b: 1 },
      { a: null, b: 1 },
      { a: '9', b: 2 },
    ]
    const order = compareRows(parseOrderBy('a,b desc'), {
      typeOf: ([name]) => (name === 'a' ? 'Edm.Decimal' : undefined),
    })
    expect([...rows].sort(order)).toEqual([rows[2], rows[3], rows[1], rows[0]])
  })
})

describe('random conditions', () => {
  type Row = { a: number | null; b: number; s: string }
  interface Pair {
    readonly node: FilterNode
    readonly plain: (row: Row) => boolean
  }
  const path = (name: string): FilterNode => ({ kind: 'path', segments: [{ kind: 'name', name }] })
  const leaf: fc.Arbitrary<Pair> = fc.oneof(
    fc
      .tuple(fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'), fc.integer({ min: -3, max: 3 }))
      .map(([op, n]): Pair => {
        const test = {
          eq: (x: number) => x === n,
          ne: (x: number) => x !== n,
          gt: (x: number) => x > n,
          ge: (x: number) => x >= n,
          lt: (x: number) => x < n,
          le: (x: number) => x <= n,
        }[op]
        return {
          node: {
            kind: 'binary',
            operator: op as 'eq',
            left: path('a'),
            right: { kind: 'literal', type: 'Edm.Int32', value: String(n) },
          },
          plain: ({ a }) => (a === null ? op === 'ne' : (test?.(a) ?? false)),
        }
      }),
    fc.string({ maxLength: 2 }).map(
      (part): Pair => ({
        node: {
          kind: 'call',
          name: 'contains',
          arguments: [path('s'), { kind: 'literal', type: 'Edm.String', value: part }],
        },
        plain: ({ s }) => s.includes(part),
      }),
    ),
  )
  const pairs = fc.letrec<{ pair: Pair }>((tie) => ({
    pair: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.tuple(tie('pair'), tie('pair'), fc.boolean()).map(
        ([x, y, both]): Pair => ({
          node: { kind: 'binary', operator: both ? 'and' : 'or', left: x.node, right: y.node },
          plain: (item) => (both ? x.plain(item) && y.plain(item) : x.plain(item) || y.plain(item)),
        }),
      ),
      tie('pair').map(
        (x): Pair => ({
          node: { kind: 'unary', operator: 'not', operand: x.node },
          plain: (item) => !x.plain(item),
        }),
      ),
    ),
  })).pair

  it('select the same rows as plain JavaScript', () => {
    const rows = fc.array(
      fc.record({ a: fc.option(fc.integer({ min: -3, max: 3 })), b: fc.integer(), s: fc.string({ maxLength: 4 }) }),
    )
    fc.assert(
      fc.property(pairs, rows, (pair, all) => {
        expect(all.filter((item) => evaluateFilter(pair.node, item))).toEqual(all.filter(pair.plain))
      }),
      { numRuns: 300 },
    )
  })
})
