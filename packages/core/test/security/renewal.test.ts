import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Auth, AuthenticationError, bearer, defineConnector, oauth2, session } from '../../src/index.ts'
import { createRedactor } from '../../src/redact/redactor.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { stubTransport } from '../support/stub.ts'

const SECRET = 's3cret/of+the=client'
const quoted = `you sent ${SECRET}, ${encodeURIComponent(SECRET)} and ${btoa(`someone:${SECRET}`)}`

const refuse = () => {
  throw new AuthenticationError(`The login was refused: ${quoted}`, { vendorCode: quoted, vendorMessage: quoted })
}

it.each<[string, () => Auth]>([
  [
    'oauth2',
    () =>
      oauth2({
        flow: 'clientCredentials',
        tokenUrl: 'https://api.test/token',
        clientId: 'someone',
        clientSecret: SECRET,
      }),
  ],
  [
    'session',
    () => {
      let logins = 0
      return session({
        identity: 'me',
        secrets: [SECRET],
        login: async () => (logins++ === 0 ? { cookies: { sid: 'a-session-id' } } : refuse()),
      })
    },
  ],
  [
    'bearer',
    () => {
      let tokens = 0
      return bearer(async () => (tokens++ === 0 ? SECRET : refuse()))
    },
  ],
])('a renewal that is refused shows nothing of what was sent (%s)', async (_, auth) => {
  let tokens = 0
  const { transport } = stubTransport(({ url }) => {
    if (!url.endsWith('/token')) return { status: 401, json: { message: 'expired' } }
    return tokens++ === 0
      ? { json: { access_token: 'first-token-of-all', token_type: 'bearer' } }
      : { status: 400, json: { error: 'invalid_client', error_description: quoted } }
  })
  const connector = defineConnector({
    id: 'renewing',
    title: 'Renewing',
    options: () => z.object({ account: z.string().optional() }),
    connect: () => ({ baseUrl: 'https://api.test/', auth: auth() }),
    operations: {},
  })
  const clock = new VirtualClock()
  const client = connector({ transport, clock })
  const error = await clock.run(client.request({ method: 'GET', path: 'x' }).catch((thrown: unknown) => thrown))
  expect(error).toBeInstanceOf(AuthenticationError)
  expect((error as AuthenticationError).message).toContain('refused')
  const printed = [
    String(error),
    JSON.stringify(error),
    inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
  ]
  for (const text of printed) {
    for (const form of [SECRET, encodeURIComponent(SECRET), btoa(`someone:${SECRET}`)]) expect(text).not.toContain(form)
  }
})

it('a secret that becomes known later is hidden from then on, and one of four characters is hidden too', () => {
  const redactor = createRedactor()
  redactor.add('first-secret')
  expect(redactor.text('first-secret and second-secret')).toBe('[redacted] and second-secret')
  redactor.add('second-secret')
  expect(redactor.text('first-secret and second-secret')).toBe('[redacted] and [redacted]')
  redactor.add('x7q9')
  expect(redactor.text('it was x7q9 then')).toBe('it was [redacted] then')
})

it('two secrets that overlap are hidden as one', () => {
  const redactor = createRedactor()
  redactor.add('abcdefgh')
  redactor.add('efghijkl')
  expect(redactor.text('it is abcdefghijkl, you see')).toBe('it is [redacted], you see')
})

it('a first login that is refused shows nothing of what was sent', async () => {
  const { transport } = stubTransport(() => ({ json: {} }))
  const connector = defineConnector({
    id: 'first',
    title: 'First',
    options: () => z.object({ account: z.string().optional() }),
    connect: () => ({
      baseUrl: 'https://api.test/',
      auth: session({ identity: 'me', secrets: [SECRET], login: async () => refuse() }),
    }),
    operations: {},
  })
  const clock = new VirtualClock()
  const call = connector({ transport, clock }).request({ method: 'GET', path: 'x' })
  const error = await clock.run(call.catch((thrown: unknown) => thrown))
  expect(error).toBeInstanceOf(AuthenticationError)
  expect(inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(SECRET)
})
