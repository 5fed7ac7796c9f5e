import { expect } from 'vitest'
import { describeIssue, resolveSchema, type SchemaSource } from '../../schema.ts'
import type { Sandbox } from '../types.ts'
import { expectError, expectValue } from './expectations.ts'
import type { Suite } from './suite.ts'

/** What goes in and what comes out. */
export function callCases(suite: Suite): void {
  const { subject, secrets } = suite
  const { operation } = subject
  const isList = operation['~op'] === 'list'
  const output: SchemaSource<unknown> = operation['~op'] === 'list' ? operation.item : operation.output

  if (operation.example) {
    const { example } = operation
    suite.check('example', 'has an example that fits its schemas', async () => {
      expectFits(operation.input, example.input, 'example.input')
      expectFits(output, 'item' in example ? example.item : example.output, isList ? 'example.item' : 'example.output')
    })
  }

  suite.check('call', 'answers a valid input with what its schema says', async (world) => {
    const value = expectValue(await world.call(world.input()))
    if (!(isList && value === undefined)) expectFits(output, value, 'the answer')
    expect(world.mismatches).toEqual([])
    expect(
      world.sandbox.requests.map((request) => request.error).filter(Boolean),
      'errors thrown by the sandbox',
    ).toEqual([])
  })

  suite.check('input', 'refuses a wrong input before anything is sent, and says where', async (world) => {
    for (const wrong of [42, 'text', null, ...brokenFields(operation.input, world.input())]) {
      const error = expectError(await world.call(wrong), ['InputError'], secrets())
      expect(error.message).toContain(subject.name)
    }
    expect(world.sandbox.requests).toHaveLength(0)
  })

  suite.check('unknownField', 'refuses a field it does not know instead of dropping it in silence', async (world) => {
    const error = expectError(
      await world.call({ ...(world.input() as object), noSuchField: 1 }),
      ['InputError'],
      secrets(),
    )
    expect(error.message).toContain('noSuchField')
    expect(world.sandbox.requests).toHaveLength(0)
  })

  const missing = missingInput(suite)
  if (missing) {
    suite.check('notFound', 'fails with NotFoundError for what does not exist', async (world) => {
      const input = missing(world.sandbox, world.input())
      expectError(await world.call(input), ['NotFoundError'], secrets())
      expect(world.requests).toHaveLength(1)
    })
  }
}

function expectFits(source: SchemaSource<unknown>, value: unknown, what: string): void {
  const result = resolveSchema(source).safeParse(value)
  if (!result.success) expect.fail(`${what} does not fit: ${result.error.issues.map(describeIssue).join('; ')}`)
}

/** The valid input with one field spoilt at a time, where the schema objects to it. */
function brokenFields(source: SchemaSource<unknown>, input: unknown): unknown[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return []
  const schema = resolveSchema(source)
  return Object.keys(input)
    .map((key) => ({ ...input, [key]: { unexpected: [Number.NaN] } }))
    .filter((broken) => !schema.safeParse(broken).success)
}

function missingInput(suite: Suite): ((sandbox: Sandbox, input: unknown) => unknown) | undefined {
  const { config, subject } = suite
  const given = config.missing?.[subject.name]
  if (given !== undefined) return (sandbox) => (typeof given === 'function' ? given(sandbox) : given)
  const { kind, example } = subject.operation
  const input = example?.input
  if (kind === 'create' || typeof input !== 'object' || input === null || !('id' in input)) return undefined
  return (_sandbox, valid) => {
    const { id } = valid as { id: unknown }
    return { ...(valid as object), id: typeof id === 'number' ? 987_654_321 : 'no-such-id-987654321' }
  }
}
