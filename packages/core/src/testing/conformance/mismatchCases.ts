import { expect } from 'vitest'
import { resolveSchema, type Schema } from '../../schema.ts'
import type { Transport, TransportResponse } from '../../transport/types.ts'
import { expectError, expectValue } from './expectations.ts'
import type { Suite } from './suite.ts'
import type { WorldOptions } from './world.ts'

/** What is put in the place of a field. */
const ODD = { odd: ['value-of-the-answer'] }

const UNSPOILT = 'no field of the answer is one that its schema checks'

/** An answer that differs from its declared shape: handed over with a word, refused, or not looked at. */
export function mismatchCases(suite: Suite): void {
  const { operation, name } = suite.subject
  const schema = () => resolveSchema<unknown>(operation['~op'] === 'list' ? operation.item : operation.output)
  const reading = operation.kind === 'read'
  const logins = (suite.config.sandbox({}).auth?.routes ?? []).map((route) => route.path)

  suite.check(
    'mismatch',
    'hands an answer of another shape over and tells of it, when it only warns',
    async (_, skip) => {
      const spoiler = spoiling(schema(), logins)
      await suite.inWorld(async (world) => {
        expectValue(await world.call(world.input()))
        if (spoiler.field() === undefined) skip(UNSPOILT)
        expect(world.mismatches).toHaveLength(1)
        expect(world.mismatches[0]?.operation.endsWith(`.${name}`), 'names the operation').toBe(true)
        expect(JSON.stringify(world.mismatches), 'a value of the answer').not.toContain('value-of-the-answer')
      }, spoiler.options('warn'))
    },
  )

  const promise = reading
    ? 'refuses an answer of another shape when it is strict'
    : 'never fails a write for the shape of its answer, not even when it is strict'
  suite.check('mismatch', promise, async (_, skip) => {
    const spoiler = spoiling(schema(), logins)
    await suite.inWorld(async (world) => {
      const ending = await world.call(world.input())
      const field = spoiler.field()
      if (field === undefined) skip(UNSPOILT)
      else if (reading) expect(expectError(ending, ['ResponseMismatchError'], suite.secrets()).message).toContain(field)
      else expectValue(ending)
    }, spoiler.options('strict'))
  })

  suite.check('mismatch', 'does not look at the shape of answers when that is off', async (_, skip) => {
    const spoiler = spoiling(schema(), logins)
    await suite.inWorld(async (world) => {
      expectValue(await world.call(world.input()))
      if (spoiler.field() === undefined) skip(UNSPOILT)
      expect(world.mismatches).toEqual([])
    }, spoiler.options('off'))
  })
}

interface Spoiler {
  /** The field that was spoilt. */
  field(): string | undefined
  options(validation: 'warn' | 'strict' | 'off'): WorldOptions
}

/**
 * A transport that spoils one field of the payload: of the first object in the answer that fits the schema. The answer to a
 * login may fit a loose one too, so it is left alone.
 */
function spoiling(schema: Schema<unknown>, logins: readonly string[]): Spoiler {
  let field: string | undefined
  const spoil = (node: unknown): unknown => {
    if (field !== undefined || typeof node !== 'object' || node === null) return node
    if (!Array.isArray(node) && schema.safeParse(node).success) {
      const key = Object.keys(node).find((each) => !schema.safeParse({ ...node, [each]: ODD }).success)
      if (key !== undefined) {
        field = key
        return { ...node, [key]: ODD }
      }
    }
    if (Array.isArray(node)) return node.map(spoil)
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, spoil(value)]))
  }
  const wrap = (transport: Transport): Transport => ({
    ...transport,
    async send(request) {
      const response = await transport.send(request)
      if (logins.some((path) => request.url.endsWith(path))) return response
      const json = response.status < 300 && response.header('content-type')?.includes('json')
      return json ? withText(response, async () => JSON.stringify(spoil(JSON.parse(await response.text())))) : response
    },
  })
  return { field: () => field, options: (validation) => ({ validation, wrap }) }
}

function withText(response: TransportResponse, text: () => Promise<string>): TransportResponse {
  return {
    status: response.status,
    header: (name) => (name.toLowerCase() === 'content-length' ? null : response.header(name)),
    headers: () => response.headers(),
    stream: () => response.stream(),
    discard: () => response.discard(),
    text,
    bytes: async () => new TextEncoder().encode(await text()),
  }
}
