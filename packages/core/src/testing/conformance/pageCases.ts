import { expect } from 'vitest'
import type { ListOperation } from '../../operation.ts'
import { describeIssue, resolveSchema } from '../../schema.ts'
import { expectError } from './expectations.ts'
import type { Suite } from './suite.ts'
import type { World } from './world.ts'

/** Names under which vendors take the size of a page. */
const SIZES = ['limit', 'per_page', 'perPage', 'page_size', 'pageSize', 'size', 'count', 'max', '$top', 'top', 'rows']

/** Page sizes to try, in this order. Large ones show rows that only small pages lose. */
const SMALL = [2, '2']
const LARGE = [50, '50', 20, '20', 7, '7', 3, '3']

const ENOUGH = 1_000_000

/** A list is read whole, once, and no further than was asked. */
export function pageCases(suite: Suite): void {
  const { operation } = suite.subject
  if (operation['~op'] !== 'list') return
  const single = operation.pages.type === 'single'

  suite.check(
    'pages',
    single ? 'reads all rows' : 'reads three pages and more completely and without duplicates',
    async (world) => {
      const input = sized(operation, pageInput(suite, world), SMALL)
      const rows = await world.clock.run(collect(world.list(input)))
      const before = world.requests.length
      const pages = await world.clock.run(collect(world.list(input).pages()))
      if (!single) {
        expect(
          pages.length,
          'pages; give the sandbox more rows or this operation an input with a smaller page',
        ).toBeGreaterThan(2)
      }
      expect(world.requests.length - before, 'one request a page').toBe(pages.length)
      expect(pages.flatMap((page) => page.items)).toEqual(rows)
      expect(rows.length).toBeGreaterThan(0)
      const schema = resolveSchema(operation.item)
      for (const row of rows) {
        const result = schema.safeParse(row)
        if (!result.success) expect.fail(`a row does not fit: ${result.error.issues.map(describeIssue).join('; ')}`)
      }
      const keys = rows.map((row) => operation.key?.(row)).filter((key) => key !== undefined)
      expect(new Set(keys).size, 'different rows').toBe(keys.length)
      expect(operation.key === undefined || keys.length === rows.length, 'every row has a key').toBe(true)
      const totals = pages.map((page) => page.total).filter((total) => total !== undefined)
      for (const total of totals) expect(total).toBe(rows.length)
      const whole = await world.clock.run(collect(world.list(sized(operation, pageInput(suite, world), LARGE))))
      expect(rows, 'the same rows whatever the size of a page').toEqual(whole)
      const count = suite.config.counts?.[suite.subject.name]
      if (count !== undefined) {
        expect(rows, 'rows').toHaveLength(typeof count === 'function' ? count(world.sandbox) : count)
      }
    },
  )

  suite.check('pages', 'gives all rows as an array, and refuses to cut them off in silence', async (world) => {
    const input = sized(operation, pageInput(suite, world), SMALL)
    const rows = await world.clock.run(world.list(input).all({ max: ENOUGH }))
    expect(rows.length, 'rows').toBeGreaterThan(0)
    expect(await world.clock.run(world.list(input).all({ max: rows.length }))).toEqual(rows)
    const ending = await world.clock.run(
      world
        .list(input)
        .all({ max: rows.length - 1 })
        .then(
          (value) => ({ value }),
          (error: unknown) => ({ error }),
        ),
    )
    expect(expectError(ending as { error: unknown }, ['InputError'], suite.secrets()).code).toBe('too_many')
  })

  suite.check('pages', 'asks for nothing before it is read, and for no more pages than are read', async (world) => {
    const input = sized(operation, pageInput(suite, world), SMALL)
    const pages = world.list(input)
    await world.clock.advance(0)
    expect(world.sandbox.requests).toHaveLength(0)
    const [first] = await world.clock.run(collect(world.list(input), 1))
    expect(world.requests).toHaveLength(1)
    await world.clock.advance(600_000)
    expect(world.requests, 'sent after the loop was left').toHaveLength(1)
    expect(await world.clock.run(pages.first())).toEqual(first)
    expect(world.requests).toHaveLength(2)
  })

  if (single) return
  suite.check('pages', 'reads on from where a page said the next one is', async (world) => {
    const input = sized(operation, pageInput(suite, world), SMALL)
    const pages = await world.clock.run(collect(world.list(input).pages()))
    expect(pages.length, 'pages').toBeGreaterThan(1)
    const from = JSON.parse(JSON.stringify(pages[0]?.next))
    const rest = await world.clock.run(collect(world.list(input).pages({ from })))
    expect(rest.flatMap((page) => page.items)).toEqual(pages.slice(1).flatMap((page) => page.items))
  })

  suite.check('pages', 'reads the same rows when a page in the middle is refused, lost or fails', async (world) => {
    const input = sized(operation, pageInput(suite, world), SMALL)
    const expected = await rowsOf(suite, input)
    for (const fault of ['rateLimit', 'resetBefore', 'resetDuring'] as const) {
      const seen = world.requests.length
      world.sandbox.fail({ with: fault, when: () => world.requests.length >= seen + 2 })
      expect(await world.clock.run(collect(world.list(input))), fault).toEqual(expected)
    }
  })
}

/** All rows there are rather than those of the example's filter, unless the suite was told what to ask. */
function pageInput({ config, subject }: Suite, world: World): unknown {
  const told = config.inputs !== undefined && Object.hasOwn(config.inputs, subject.name)
  return !told && resolveSchema(subject.operation.input).safeParse({}).success ? {} : world.input()
}

async function rowsOf(suite: Suite, input: unknown): Promise<unknown[]> {
  let rows: unknown[] = []
  await suite.inWorld(async (world: World) => {
    rows = await world.clock.run(collect(world.list(input)))
  })
  return rows
}

async function collect<T>(source: AsyncIterable<T>, max = ENOUGH): Promise<T[]> {
  const items: T[] = []
  for await (const item of source) {
    items.push(item)
    if (items.length >= max) break
  }
  return items
}

/** The input with the first of these page sizes that the operation takes, unless it names a size itself. */
function sized(
  operation: Pick<ListOperation<unknown, unknown>, 'input'>,
  input: unknown,
  sizes: readonly (number | string)[],
): unknown {
  if (typeof input !== 'object' || input === null || SIZES.some((name) => name in input)) return input
  const schema = resolveSchema(operation.input)
  for (const name of SIZES) {
    // A loose schema takes any name: only one whose type it knows will do.
    if (schema.safeParse({ ...input, [name]: ['2'] }).success) continue
    const size = sizes.find((each) => schema.safeParse({ ...input, [name]: each }).success)
    if (size !== undefined) return { ...input, [name]: size }
  }
  return input
}
