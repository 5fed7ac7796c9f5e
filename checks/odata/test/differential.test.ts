import { type Condition, date, decimal, type Fields, odata } from '@bpmcentr/odata'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capInstalled, startCap } from './startCap.ts'

interface Book {
  readonly ID: number
  readonly title: string
  readonly stock: number
  readonly price: string
  readonly released: string
  readonly active: boolean
}

type Row = Fields<Record<string, unknown>, '4.0'>

/** The same condition twice: for the service, and in plain JavaScript. */
interface Twin {
  readonly asked: (row: Row) => Condition
  readonly expected: (book: Book) => boolean
}

const OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const
const COMPARE: Readonly<Record<(typeof OPERATORS)[number], (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
}

const AWKWARD = [
  "O'Neil",
  'a/b?c#d',
  '50% + 5',
  'x&y=z;',
  '"q"',
  'Товар',
  'ёж',
  '😀',
  "''",
  'AND',
  ' or ',
  '(',
  '\\',
  'a',
  'b',
]
const word = fc.array(fc.constantFrom(...AWKWARD), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '))
const order = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0)

const number: fc.Arbitrary<Twin> = fc
  .record({ op: fc.constantFrom(...OPERATORS), value: fc.integer({ min: -20, max: 20 }) })
  .map(({ op, value }) => ({
    asked: (row) => row.stock![op](value),
    expected: (book) => COMPARE[op](order(book.stock, value)),
  }))
const money: fc.Arbitrary<Twin> = fc
  .record({ op: fc.constantFrom(...OPERATORS), cents: fc.integer({ min: 0, max: 2000 }) })
  .map(({ op, cents }) => ({
    asked: (row) => row.price![op](decimal((cents / 100).toFixed(2))),
    expected: (book) => COMPARE[op](order(Math.round(Number(book.price) * 100), cents)),
  }))
const day: fc.Arbitrary<Twin> = fc
  .record({ op: fc.constantFrom(...OPERATORS), value: fc.integer({ min: 1, max: 28 }) })
  .map(({ op, value }) => {
    const text = `1999-02-${String(value).padStart(2, '0')}`
    return {
      asked: (row) => row.released![op](date(text)),
      expected: (book) => COMPARE[op](order(book.released, text)),
    }
  })
const title: fc.Arbitrary<Twin> = fc
  .record({ how: fc.constantFrom('eq', 'ne', 'contains', 'startswith', 'endswith'), value: word })
  .map(({ how, value }) => {
    const plain: Record<typeof how, (text: string) => boolean> = {
      eq: (text) => text === value,
      ne: (text) => text !== value,
      contains: (text) => text.includes(value),
      startswith: (text) => text.startsWith(value),
      endswith: (text) => text.endsWith(value),
    }
    return { asked: (row) => row.title![how](value), expected: (book) => plain[how](book.title) }
  })
const one: fc.Arbitrary<Twin> = fc
  .array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 4 })
  .map((values) => ({
    asked: (row) => row.stock!.in(values),
    expected: (book) => values.includes(book.stock),
  }))
const flag: fc.Arbitrary<Twin> = fc.boolean().map((value) => ({
  asked: (row) => row.active!.eq(value),
  expected: (book) => book.active === value,
}))
// CAP has no arithmetic in filters; its database counts code points.
const length: fc.Arbitrary<Twin> = fc
  .record({ op: fc.constantFrom(...OPERATORS), value: fc.integer({ min: 1, max: 12 }) })
  .map(({ op, value }) => ({
    asked: (row) => row.title!.length()[op](value),
    expected: (book) => COMPARE[op](order([...book.title].length, value)),
  }))

const { tree } = fc.letrec<{ tree: Twin }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.oneof(number, money, day, title, one, flag, length),
    fc.tuple(tie('tree'), tie('tree')).map(
      ([a, b]): Twin => ({
        asked: (row) => a.asked(row).and(b.asked(row)),
        expected: (book) => a.expected(book) && b.expected(book),
      }),
    ),
    fc.tuple(tie('tree'), tie('tree')).map(
      ([a, b]): Twin => ({
        asked: (row) => a.asked(row).or(b.asked(row)),
        expected: (book) => a.expected(book) || b.expected(book),
      }),
    ),
    tie('tree').map((a): Twin => ({ asked: (row) => a.asked(row).not(), expected: (book) => !a.expected(book) })),
  ),
}))

describe.skipIf(!capInstalled())('random queries', () => {
  let cap: Awaited<ReturnType<typeof startCap>>
  const books: Book[] = fc
    .sample(
      fc.record({
        title: word,
        stock: fc.integer({ min: -20, max: 20 }),
        price: fc.integer({ min: 0, max: 2000 }).map((cents) => (cents / 100).toFixed(2)),
        released: fc.integer({ min: 1, max: 28 }).map((value) => `1999-02-${String(value).padStart(2, '0')}`),
        active: fc.boolean(),
      }),
      { numRuns: 60, seed: 7 },
    )
    .map((book, index) => ({ ID: 10_000 + index, ...book }))

  beforeAll(async () => {
    cap = await startCap()
    const client = odata({ baseUrl: `${cap.url}/odata/v4/loose/`, version: '4.0', batch: { format: 'json' } })
    const made = await client.batch((b) => {
      for (const book of books) b.set('Books').create({ ...book })
    })
    expect(made.succeeded).toBe(true)
  }, 60_000)
  afterAll(() => cap.stop())

  it.each(['4.0', '2.0'] as const)(
    'give from CAP in OData %s what plain JavaScript finds',
    async (version) => {
      const path = version === '2.0' ? 'v2' : 'v4'
      const client = odata({ baseUrl: `${cap.url}/odata/${path}/loose/`, version, timeout: 60_000 })
      const set = client.set('Books')
      let hits = 0
      await fc.assert(
        fc.asyncProperty(tree, fc.constantFrom('asc', 'desc'), async (twin, direction) => {
          const filter = (row: never) => twin.asked(row).and((row as Row).ID!.ge(10_000))
          const found = await set
            .list({ filter: filter as never, select: ['ID'], orderby: [`ID ${direction}`] })
            .all({ max: 100 })
          const ids = books.filter(twin.expected).map((book) => book.ID)
          hits += ids.length
          expect(found.map((row) => row.ID)).toEqual(direction === 'asc' ? ids : ids.reverse())
        }),
        { numRuns: version === '2.0' ? 80 : 250, seed: 42 },
      )
      // Otherwise nothing would have been compared.
      expect(hits).toBeGreaterThan(500)
    },
    120_000,
  )
})
