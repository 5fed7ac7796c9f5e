import { describe, expect, it } from 'vitest'
import { type SessionOptions, session } from '../../src/auth/index.ts'
import { AuthenticationError, NetworkError, TimeoutError } from '../../src/errors/index.ts'
import { type Answer, FakeContext, response, wire } from './fakeServer.ts'

const LOGIN = 'https://crm.test/ServiceModel/AuthService.svc/Login'
const API = 'https://crm.test/0/odata/Contact'

/** A server whose login gives a numbered session and a CSRF cookie. */
function loginServer(): { answer: Answer; readonly logins: number } {
  let logins = 0
  return {
    get logins() {
      return logins
    },
    answer() {
      logins++
      return {
        headers: [
          ['set-cookie', `.ASPXAUTH=session-number-${logins}; path=/; HttpOnly`],
          ['set-cookie', `BPMCSRF=csrf-number-${logins}; path=/`],
          ['set-cookie', 'BPMSESSIONID=; path=/'],
        ],
        json: { Code: 0 },
      }
    },
  }
}

function auth(more: Partial<SessionOptions> = {}) {
  return session({
    identity: 'crm.test Supervisor',
    secrets: ['password'],
    csrf: { header: 'BPMCSRF', cookie: 'BPMCSRF' },
    ignoreEmptyCookies: true,
    async login(context) {
      const answer = await context.send(wire(LOGIN, { method: 'POST', body: '{}' }))
      if (answer.status !== 200) throw new AuthenticationError('Wrong user name or password')
      return { headers: { ForceUseSession: 'true' } }
    },
    ...more,
  })
}

describe('session', () => {
  it('logs in once and sends cookies, headers and the CSRF token', async () => {
    const server = loginServer()
    const context = new FakeContext(server.answer)
    const crm = auth()
    const calls = Array.from({ length: 1_000 }, () => wire(API))
    await Promise.all(calls.map((call) => crm.apply(call, context)))
    expect(server.logins).toBe(1)
    expect(calls[999]?.headers).toEqual({
      cookie: '.ASPXAUTH=session-number-1; BPMCSRF=csrf-number-1',
      bpmcsrf: 'csrf-number-1',
      forceusesession: 'true',
    })
    expect(context.concealed).toEqual(expect.arrayContaining(['session-number-1', 'csrf-number-1']))
    expect(crm.apply(wire(API), context)).toBeUndefined()
  })

  it('never sends its cookies to another host', async () => {
    const context = new FakeContext(loginServer().answer)
    const crm = auth()
    await crm.apply(wire(API), context)
    const elsewhere = wire('https://files.test/x')
    await crm.apply(elsewhere, context)
    expect(elsewhere.headers).not.toHaveProperty('cookie')
    expect(elsewhere.headers).not.toHaveProperty('bpmcsrf')
  })

  it('logs in once more after a thousand refusals, and not for a late one', async () => {
    const server = loginServer()
    const context = new FakeContext(server.answer)
    const crm = auth()
    const calls = Array.from({ length: 1_001 }, () => wire(API))
    for (const call of calls) await crm.apply(call, context)
    const late = calls.pop()!
    expect(await Promise.all(calls.map((call) => crm.renew?.(call, context)))).toEqual(calls.map(() => true))
    expect(server.logins).toBe(2)
    expect(await crm.renew?.(late, context)).toBe(true)
    expect(server.logins).toBe(2)
    await crm.apply(late, context)
    expect(late.headers.bpmcsrf).toBe('csrf-number-2')
  })

  it('logs in anew when the session is known to have ended', async () => {
    const server = loginServer()
    const context = new FakeContext(server.answer)
    const crm = auth({
      login: async (login) => {
        await login.send(wire(LOGIN))
        return { expiresAt: login.clock.now() + 1_000 }
      },
    })
    await crm.apply(wire(API), context)
    await context.clock.advance(999)
    await crm.apply(wire(API), context)
    expect(server.logins).toBe(1)
    await context.clock.advance(1)
    await crm.apply(wire(API), context)
    expect(server.logins).toBe(2)
  })

  it('merges the cookies of every answer, and conceals them before they are sent', async () => {
    const context = new FakeContext(loginServer().answer)
    const crm = auth()
    const call = wire(API)
    await crm.apply(call, context)
    crm.observe?.(
      response({
        headers: [
          ['set-cookie', 'BPMSESSIONID=rotated-session; path=/'],
          ['set-cookie', 'BPMCSRF=rotated-csrf; path=/'],
        ],
      }),
      call,
    )
    const next = wire(API)
    await crm.apply(next, context)
    expect(next.headers.cookie).toBe('.ASPXAUTH=session-number-1; BPMCSRF=rotated-csrf; BPMSESSIONID=rotated-session')
    expect(next.headers.bpmcsrf).toBe('rotated-csrf')
    expect(context.concealed).toEqual(expect.arrayContaining(['rotated-session', 'rotated-csrf']))
  })

  it('ignores the late answers of an old session, which would end the new one', async () => {
    const context = new FakeContext(loginServer().answer)
    const crm = auth()
    const old = wire(API)
    const foreign = wire(API)
    await crm.apply(old, context)
    crm.observe?.(response({ headers: [['set-cookie', 'BPMCSRF=of-another-client; path=/']] }), foreign)
    await crm.renew?.(old, context)
    crm.observe?.(response({ headers: [['set-cookie', '.ASPXAUTH=; path=/; Max-Age=0']] }), old)
    const next = wire(API)
    await crm.apply(next, context)
    expect(next.headers.cookie).toBe('.ASPXAUTH=session-number-2; BPMCSRF=csrf-number-2')
  })

  it('takes the CSRF token from the header of an answer', async () => {
    const context = new FakeContext((request) => ({
      headers: [['x-csrf-token', request.headers['x-csrf-token'] === 'Fetch' ? 'fetched-token' : 'Required']],
    }))
    const sap = auth({
      csrf: { header: 'X-CSRF-Token', from: 'X-CSRF-Token' },
      login: async (login) => {
        await login.send(wire(LOGIN, { headers: { 'x-csrf-token': 'Fetch' } }))
        return undefined
      },
    })
    const call = wire(API)
    await sap.apply(call, context)
    expect(call.headers['x-csrf-token']).toBe('fetched-token')
    sap.observe?.(response({ headers: [['X-CSRF-Token', 'Required']] }), call)
    sap.observe?.(response({ headers: [['X-CSRF-Token', 'renewed-token']] }), call)
    await sap.apply(call, context)
    expect(call.headers['x-csrf-token']).toBe('renewed-token')
  })

  it('takes cookies that the login hands over, and leaves the CSRF header out when there is no token', async () => {
    const crm = auth({ login: async () => ({ cookies: { sid: 'from-the-body' } }) })
    const call = wire(API, { headers: { cookie: 'own=1' } })
    await crm.apply(call, new FakeContext(() => ({})))
    expect(call.headers).toEqual({ cookie: 'own=1; sid=from-the-body' })
  })

  it('does not repeat a refused login while the cooldown lasts, since that locks accounts', async () => {
    const context = new FakeContext(() => ({ status: 401 }))
    const crm = auth()
    for (let attempt = 0; attempt < 10; attempt++) {
      await expect(crm.apply(wire(API), context)).rejects.toBeInstanceOf(AuthenticationError)
    }
    expect(context.requests).toHaveLength(1)
    await context.clock.advance(60_000)
    await expect(crm.apply(wire(API), context)).rejects.toBeInstanceOf(AuthenticationError)
    expect(context.requests).toHaveLength(2)
  })

  it('says that the call was not sent when the login broke, and tries again at once', async () => {
    const server = loginServer()
    const context = new FakeContext((request, index) => {
      if (index === 0) throw new NetworkError('reset', { sent: 'maybe' })
      return server.answer(request, index)
    })
    const crm = auth()
    await expect(crm.apply(wire(API), context)).rejects.toMatchObject({
      name: 'NetworkError',
      sent: 'no',
      retryable: true,
    })
    await crm.apply(wire(API), context)
    expect(server.logins).toBe(1)
  })

  it('gives up on a login that hangs, and leaves no timer behind', async () => {
    const context = new FakeContext(() => new Promise(() => {}))
    const failed = expect(auth({ timeout: 2_000 }).apply(wire(API), context)).rejects.toBeInstanceOf(TimeoutError)
    await context.clock.advance(2_000)
    await failed
    expect(context.clock.pending).toBe(0)
  })

  it('lets the login go on when the call that began it is aborted', async () => {
    const server = loginServer()
    let open = () => {}
    const gate = new Promise<void>((resolve) => (open = resolve))
    const context = new FakeContext(async (request, index) => {
      await gate
      return server.answer(request, index)
    })
    const crm = auth()
    const abort = new AbortController()
    const first = crm.apply(wire(API), context.forCall(abort.signal))
    const second = crm.apply(wire(API), context)
    abort.abort(new Error('stop'))
    await expect(first).rejects.toThrow('stop')
    open()
    await second
    expect(server.logins).toBe(1)
  })
})
