import { expect } from 'vitest'
import type { Sandbox } from '../types.ts'
import { expectError, expectValue } from './expectations.ts'
import type { Suite } from './suite.ts'

/** Wrong credentials, and credentials that run out. */
export function authCases(suite: Suite): void {
  const { config, secrets } = suite
  const { wrong } = config
  if (wrong) {
    suite.check(
      'authentication',
      'fails with AuthenticationError that says where to find the right credentials',
      async (world) => {
        const error = expectError(await world.call(world.input()), ['AuthenticationError'], secrets())
        expect(error.message).toMatch(wrong.help)
        expect(world.sandbox.writes).toBe(0)
      },
      { wrong: true },
    )
  }

  const probe = renewable(config.sandbox({}))
  if (!probe) return
  suite.check('renewal', 'renews credentials that ran out once, however many calls wait for it', async (world) => {
    const auth = renewable(world.sandbox)
    expectValue(await world.call(world.input()))
    auth?.expire()
    const before = auth?.renewals() ?? 0
    const many = suite.subject.operation.kind === 'read' ? 8 : 1
    const endings = await world.clock.run(
      Promise.allSettled(Array.from({ length: many }, () => world.start(world.input()))),
    )
    expect(auth?.renewals()).toBe(before + 1)
    for (const ending of endings) if (ending.status === 'rejected') throw ending.reason
  })
}

interface Renewable {
  expire(): void
  renewals(): number
}

/** `oauth2Auth` and `sessionAuth` can end what they gave and count what they give. */
function renewable(sandbox: Sandbox): Renewable | undefined {
  const auth = sandbox.auth as
    | { expire?: () => void; issued?: Readonly<Record<string, number>>; logins?: number }
    | undefined
  if (!auth?.expire) return undefined
  const expire = auth.expire
  return {
    expire: () => expire.call(auth),
    renewals: () => auth.logins ?? Object.values(auth.issued ?? {}).reduce((sum, count) => sum + count, 0),
  }
}
