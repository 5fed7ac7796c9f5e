import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { oauth2, session } from '../../src/auth/index.ts'
import { defineConnector, memoryLimiterStore, operation, type Transport } from '../../src/index.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { response, wire } from './fakeServer.ts'
import { tokenServer } from './tokenServer.ts'

const ping = operation<{ n: number }, { n: number }>({
  summary: 'Ping',
  kind: 'create',
  input: () => z.strictObject({ n: z.number() }),
  output: () => z.looseObject({ n: z.number() }),
  request: ({ n }) => ({ method: 'POST', path: 'ping', json: { n } }),
})

function client(auth: ReturnType<typeof oauth2>, transport: Transport, clock: VirtualClock) {
  const connector = defineConnector({
    id: 'toy',
    title: 'Toy',
    options: () => z.strictObject({ account: z.string().optional() }),
    connect: () => ({ baseUrl: 'https://api.test/v1/', auth }),
    operations: { ping },
  })
  return connector({ transport, clock, limiterStore: memoryLimiterStore({ clock }) })
}

describe('through the whole pipeline', () => {
  it('a thousand calls whose token was revoked cause one refresh, and every call takes effect once', async () => {
    const clock = new VirtualClock()
    const server = tokenServer()
    const done: number[] = []
    const transport: Transport = {
      name: 'toy',
      async send(request) {
        if (request.url.endsWith('/token')) return response(server.answer(request))
        // The first token has been revoked, though its time is not up.
        if (request.headers.authorization !== 'Bearer access-token-2') return response({ status: 401, json: {} })
        const body = JSON.parse(String(request.body)) as { n: number }
        done.push(body.n)
        return response({ json: body, headers: { 'content-type': 'application/json' } })
      },
    }
    const auth = oauth2({
      flow: 'refreshToken',
      tokenUrl: 'https://login.test/token',
      clientId: 'c',
      refreshToken: 'refresh-token-0',
    })
    const toy = client(auth, transport, clock)
    const answers = await clock.run(Promise.all(Array.from({ length: 1_000 }, (_, n) => toy.ping({ n }))))
    expect(answers.map((answer) => answer.n)).toEqual(Array.from({ length: 1_000 }, (_, n) => n))
    expect(new Set(done).size).toBe(1_000)
    expect(done).toHaveLength(1_000)
    expect(server.issued).toBe(2)
    await toy.close()
    expect(clock.pending).toBe(0)
  })

  it('a refused refresh ends every call with one clear error and one request', async () => {
    const clock = new VirtualClock()
    let asked = 0
    const transport: Transport = {
      name: 'toy',
      async send() {
        asked++
        return response({ status: 400, json: { error: 'invalid_grant', error_description: 'Token revoked' } })
      },
    }
    const auth = oauth2({
      flow: 'refreshToken',
      tokenUrl: 'https://login.test/token',
      clientId: 'c',
      refreshToken: 'refresh-token-0',
    })
    const toy = client(auth, transport, clock)
    const results = await clock.run(Promise.allSettled(Array.from({ length: 100 }, (_, n) => toy.ping({ n }))))
    for (const result of results) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { name: 'AuthenticationError', vendorCode: 'invalid_grant', sent: 'no' },
      })
    }
    expect(asked).toBe(1)
  })

  it('a token endpoint that is down for a moment delays a create, and does not make its outcome unknown', async () => {
    const clock = new VirtualClock()
    const server = tokenServer()
    let failures = 2
    const transport: Transport = {
      name: 'toy',
      async send(request) {
        if (!request.url.endsWith('/token'))
          return response({ json: { n: 1 }, headers: { 'content-type': 'application/json' } })
        return failures-- > 0 ? response({ status: 503 }) : response(server.answer(request))
      },
    }
    const auth = oauth2({ flow: 'clientCredentials', tokenUrl: 'https://login.test/token', clientId: 'c' })
    expect(await clock.run(client(auth, transport, clock).ping({ n: 1 }))).toEqual({ n: 1 })
  })

  it('a session that ended is renewed once, and its new cookies are used', async () => {
    const clock = new VirtualClock()
    let logins = 0
    const transport: Transport = {
      name: 'toy',
      async send(request) {
        if (request.url.endsWith('/login'))
          return response({ headers: [['set-cookie', `sid=session-${++logins}; path=/`]] })
        if (request.headers.cookie !== 'sid=session-2') return response({ status: 401, json: {} })
        return response({ json: JSON.parse(String(request.body)), headers: { 'content-type': 'application/json' } })
      },
    }
    const auth = session({
      identity: 'toy',
      login: async (context) => {
        await context.send(wire('https://api.test/login', { method: 'POST' }))
        return undefined
      },
    })
    const toy = client(auth, transport, clock)
    await clock.run(Promise.all(Array.from({ length: 50 }, (_, n) => toy.ping({ n }))))
    expect(logins).toBe(2)
  })
})
