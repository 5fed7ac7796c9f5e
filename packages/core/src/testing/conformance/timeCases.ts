import { expect } from 'vitest'
import { expectError, expectValue, safetyOf } from './expectations.ts'
import { notLogin } from './faultCases.ts'
import type { Suite } from './suite.ts'

const TIMEOUT = 3_000
const FOREVER = Number.POSITIVE_INFINITY

/** Deadlines, and the caller's signal at every stage of a call. */
export function timeCases(suite: Suite): void {
  const { subject, secrets } = suite
  const { operation } = subject

  suite.check('timeout', 'ends within its timeout when no answer comes', async (world) => {
    const safety = safetyOf(operation, world.input())
    world.sandbox.fail({ with: 'stall', times: FOREVER, when: notLogin(world) })
    const from = world.clock.now()
    const ending = await world.call(world.input(), { timeout: TIMEOUT })
    expect(world.clock.now() - from, 'milliseconds taken').toBeLessThanOrEqual(TIMEOUT)
    expectError(ending, safety === 'repeatable' ? ['TimeoutError'] : ['TimeoutError', 'OutcomeUnknownError'], secrets())
    if (safety !== 'unsafe') return
    expectError(ending, ['OutcomeUnknownError'], secrets())
    expect(world.requests, 'sent again').toHaveLength(1)
  })

  suite.check('abort', 'sends nothing when its signal was aborted before', async (world) => {
    const { reason, signal } = aborted()
    expect((await world.call(world.input(), { signal })).error).toBe(reason)
    expect(world.sandbox.requests).toHaveLength(0)
  })

  suite.check('abort', 'ends with the reason of its signal while it waits for the rate limit', async (world) => {
    expectValue(await world.call(world.input()))
    world.sandbox.fail({ with: 'rateLimit', retryAfter: 90, times: FOREVER, when: notLogin(world) })
    const { reason, signal, abort } = waiting()
    const pending = settled(world.start(world.input(), { signal }))
    await world.clock.advance(1_000)
    const before = world.requests.length
    abort()
    expect(await world.clock.run(pending)).toBe(reason)
    await world.clock.advance(600_000)
    expect(world.requests, 'sent after the abort').toHaveLength(before)
  })

  suite.check('abort', 'ends with the reason of its signal while it is in flight', async (world) => {
    world.sandbox.fail({ with: 'stall', times: FOREVER, when: notLogin(world) })
    const { reason, signal, abort } = waiting()
    const pending = settled(world.start(world.input(), { signal }))
    await world.clock.advance(0)
    expect(world.requests, 'in flight').toHaveLength(1)
    abort()
    expect(await world.clock.run(pending)).toBe(reason)
    await world.clock.advance(600_000)
    expect(world.requests, 'sent after the abort').toHaveLength(1)
  })

  suite.check('abort', 'ends with the reason of its signal while the answer is being read', async (world) => {
    world.sandbox.fail({ with: 'stallBody', times: FOREVER, when: notLogin(world) })
    const { reason, signal, abort } = waiting()
    const pending = settled(world.start(world.input(), { signal }))
    await world.clock.advance(0)
    abort()
    expect(await world.clock.run(pending)).toBe(reason)
  })

  suite.check('abort', 'ends with the reason of its signal between two attempts', async (world) => {
    world.sandbox.fail({ with: 'unreachable', times: FOREVER, when: notLogin(world) })
    const { reason, signal, abort } = waiting()
    const pending = settled(world.start(world.input(), { signal }))
    await world.clock.advance(0)
    const before = world.requests.length
    expect(before).toBeGreaterThan(0)
    abort()
    expect(await world.clock.run(pending)).toBe(reason)
    await world.clock.advance(600_000)
    expect(world.requests, 'sent after the abort').toHaveLength(before)
  })
}

function waiting(): { reason: Error; signal: AbortSignal; abort: () => void } {
  const controller = new AbortController()
  const reason = new Error('the reason of the caller')
  return { reason, signal: controller.signal, abort: () => controller.abort(reason) }
}

function aborted(): { reason: Error; signal: AbortSignal } {
  const made = waiting()
  made.abort()
  return made
}

/** What it rejected with; undefined when it did not. */
function settled(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  )
}
