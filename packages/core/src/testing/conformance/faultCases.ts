import { expect } from 'vitest'
import type { Transport } from '../../transport/types.ts'
import type { Fault } from '../faults.ts'
import { expectError, expectValue, safetyOf } from './expectations.ts'
import type { Suite } from './suite.ts'
import type { Ending, World } from './world.ts'

/** What a call leaves behind at the vendor. */
interface Effects {
  readonly writes: number
  readonly requests: number
  readonly sizes: Readonly<Record<string, number>>
}

const HINT_SECONDS = 7

/** Refusals, failures and lost connections: a call succeeds, fails without effect, or says that nobody knows. */
export function faultCases(suite: Suite): void {
  const { subject, secrets } = suite
  const { operation } = subject

  let known: Promise<Effects> | undefined
  /** What the call leaves behind when nothing goes wrong. */
  const clean = (): Promise<Effects> => {
    known ??= cleanEffects(suite)
    return known
  }

  suite.check('rateLimit', 'waits as long as a refusal asks and then takes effect once', async (world) => {
    const expected = await clean()
    world.sandbox.fail({ with: 'rateLimit', retryAfter: HINT_SECONDS, when: notLogin(world) })
    const from = world.clock.now()
    expectValue(await world.call(world.input()))
    expect(world.clock.now() - from, 'milliseconds waited').toBeGreaterThanOrEqual(HINT_SECONDS * 1_000)
    const effects = effectsIn(world)
    expect(effects).toEqual({ ...expected, requests: expected.requests + 1 })
  })

  suite.check('unreachable', 'tries again when no connection came about, and takes effect once', async (world) => {
    const expected = await clean()
    world.sandbox.fail({ with: 'unreachable', when: notLogin(world) })
    expectValue(await world.call(world.input()))
    expect(effectsIn(world)).toEqual({ ...expected, requests: expected.requests + 1 })
  })

  const unprocessed: readonly (readonly ['serverError' | 'resetBefore', Fault, string])[] = [
    ['serverError', { with: 'status', status: 500 }, 'a server error'],
    ['resetBefore', { with: 'resetBefore' }, 'a connection that dies before the request is processed'],
  ]
  for (const [name, fault, words] of unprocessed) {
    suite.check(name, `never doubles a write after ${words}`, async (world) => {
      const expected = await clean()
      const safety = safetyOf(operation, world.input())
      world.sandbox.fail({ ...fault, when: notLogin(world) })
      const ending = await world.call(world.input())
      if (safety === 'unsafe') {
        expectError(ending, ['OutcomeUnknownError'], secrets())
        expect(effectsIn(world), 'sent again').toMatchObject({ writes: 0, requests: 1 })
        return
      }
      if (succeeded(ending, safety, secrets()))
        expect(effectsIn(world)).toMatchObject({ writes: expected.writes, sizes: expected.sizes })
      else expect(effectsIn(world).writes).toBe(0)
    })
  }

  suite.check('resetAfter', 'never doubles a write when the answer to it is lost', async (world) => {
    const expected = await clean()
    const safety = safetyOf(operation, world.input())
    world.sandbox.fail({ with: 'resetAfter', when: notLogin(world) })
    const ending = await world.call(world.input())
    const effects = effectsIn(world)
    expect(effects.sizes).toEqual(expected.sizes)
    if (safety === 'unsafe') {
      expectError(ending, ['OutcomeUnknownError'], secrets())
      expect(effects).toEqual(expected)
      return
    }
    // Deleting again what is already gone is answered with "not found".
    if (operation.kind === 'delete' && (ending.error as Error | undefined)?.name === 'NotFoundError') return
    succeeded(ending, safety, secrets())
    if (safety !== 'repeatable') expect(effects.writes).toBe(expected.writes)
  })

  let json: Promise<boolean> | undefined
  for (const [name, fault, words] of [
    ['malformed', 'truncatedJson', 'JSON that breaks off'],
    ['html', 'htmlPage', 'an HTML page in place of JSON'],
  ] as const) {
    suite.check(name, `names ${words} as what it is`, async (world, skip) => {
      json ??= answersJson(suite)
      if (!(await json)) skip('the answer is no JSON')
      const safety = safetyOf(operation, world.input())
      world.sandbox.fail({ with: fault, times: Number.POSITIVE_INFINITY, when: notLogin(world) })
      const ending = await world.call(world.input())
      const names = ['ResponseMismatchError']
      if (safety !== 'repeatable') names.push('OutcomeUnknownError')
      // It was deleted, the answer was lost, and the next attempt was told that it is gone.
      if (operation.kind === 'delete') names.push('NotFoundError')
      expectError(ending, names, secrets())
      if (safety === 'unsafe') expect(world.requests, 'sent again').toHaveLength(1)
    })
  }
}

async function cleanEffects(suite: Suite): Promise<Effects> {
  const effects: Effects[] = []
  await suite.inWorld(async (world) => {
    expectValue(await world.call(world.input()))
    effects.push(effectsIn(world))
  })
  return effects[0] as Effects
}

/** True for a value; false for an honest "nobody knows" of an operation that cannot always find out. */
function succeeded(ending: Ending, safety: string, secrets: readonly string[]): boolean {
  if (ending.error === undefined) return true
  if (safety === 'repeatable') throw ending.error
  expectError(ending, ['OutcomeUnknownError'], secrets)
  return false
}

function effectsIn(world: World): Effects {
  const sizes: Record<string, number> = {}
  for (const [name, value] of Object.entries(world.sandbox.state)) {
    const size = (value as { size?: unknown } | null)?.size
    if (typeof size === 'number') sizes[name] = size
  }
  return { writes: world.sandbox.writes, requests: world.requests.length, sizes }
}

/** Faults strike the call, not the login that comes before it. */
export function notLogin(world: World): (request: { readonly path: string }) => boolean {
  const logins = new Set(world.sandbox.auth?.routes?.map((route) => route.path.replace(/^https?:\/\/[^/]+/, '')))
  return (request) => !logins.has(request.path)
}

/** Files and empty answers have no JSON to break. */
async function answersJson(suite: Suite): Promise<boolean> {
  const types: string[] = []
  const wrap = (transport: Transport): Transport => ({
    ...transport,
    async send(request) {
      const response = await transport.send(request)
      types.push(response.header('content-type') ?? '')
      return response
    },
  })
  await suite.inWorld(async (world) => void expectValue(await world.call(world.input())), { wrap })
  return types.at(-1)?.includes('json') ?? false
}
