import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Auth, AuthenticationError, bearer, defineConnector, oauth2, operation, session } from '../../src/index.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { stubTransport } from '../support/stub.ts'

const call = (name: string) =>
  operation<Record<string, never>, unknown>({
    summary: `Call ${name}`,
    kind: 'read',
    input: z.strictObject({}),
    output: z.unknown(),
    request: () => ({ method: 'GET', path: name }),
  })

const auths: readonly [string, () => Auth][] = [
  [
    'a token request',
    () =>
      oauth2({
        flow: 'clientCredentials',
        tokenUrl: 'https://api.test/token',
        clientId: 'c',
        clientSecret: 'secret-of-c',
      }),
  ],
  [
    'a login',
    () =>
      session({
        identity: 'me',
        login: async () => {
          throw new AuthenticationError('The login was refused', { vendorCode: 'locked' })
        },
      }),
  ],
  [
    'a token function',
    () =>
      bearer(async () => {
        throw new AuthenticationError('There is no token', { vendorCode: 'locked' })
      }),
  ],
]

it.each(auths)('%s that fails for many calls tells each of them which operation failed', async (_, auth) => {
  const clock = new VirtualClock()
  const { transport, requests } = stubTransport(() => ({ status: 400, json: { error: 'locked' } }))
  const connector = defineConnector({
    id: 'toy',
    title: 'Toy',
    options: () => z.object({ account: z.string().optional() }),
    connect: () => ({ baseUrl: 'https://api.test/', auth: auth() }),
    operations: { one: call('one'), two: call('two'), three: call('three') },
  })
  const client = connector({ transport, clock })
  const names = ['one', 'two', 'three'] as const
  const errors = await clock.run(Promise.all(names.map((name) => client[name]().catch((thrown: unknown) => thrown))))
  for (const [index, name] of names.entries()) {
    const error = errors[index] as AuthenticationError
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error).toMatchObject({ operation: `toy.${name}`, vendorCode: 'locked', sent: 'no', attempts: 1 })
    expect(error.message.match(/toy\./g)).toHaveLength(1)
    expect(error.stack).toContain(`toy.${name}:`)
  }
  expect(requests.length).toBeLessThanOrEqual(1)
})
