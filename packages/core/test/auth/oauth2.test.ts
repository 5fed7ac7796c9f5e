import { describe, expect, it, vi } from 'vitest'
import { memoryTokenStore, type OAuth2Options, oauth2, type TokenSet, type TokenStore } from '../../src/auth/index.ts'
import { AuthenticationError, ConfigError, ConnectorError, NetworkError, TimeoutError } from '../../src/errors/index.ts'
import { Secret } from '../../src/secret.ts'
import { FakeContext, unreachable, wire } from './fakeServer.ts'
import { refused, tokenServer } from './tokenServer.ts'

const TOKEN_URL = 'https://login.test/token'
const base = { tokenUrl: TOKEN_URL, clientId: 'client', clientSecret: new Secret('client secret/1') }
const credentials: OAuth2Options = { ...base, flow: 'clientCredentials' }
const seeded: OAuth2Options = { ...base, flow: 'refreshToken', refreshToken: new Secret('refresh-token-0') }
const MINUTE = 60_000

async function token(auth: ReturnType<typeof oauth2>, context: FakeContext): Promise<string | undefined> {
  const request = wire()
  await auth.apply(request, context)
  return request.headers.authorization
}

describe('one refresh for all that wait', () => {
  it('answers a thousand calls on an expired token with one refresh', async () => {
    const server = tokenServer()
    const context = new FakeContext(server.answer)
    const auth = oauth2(seeded)
    await token(auth, context)
    await context.clock.advance(2 * 3_600_000)
    const tokens = await Promise.all(Array.from({ length: 1_000 }, () => token(auth, context)))
    expect(new Set(tokens)).toEqual(new Set(['Bearer access-token-2']))
    expect(context.requests).toHaveLength(2)
  })

  it('answers a thousand refused calls with one refresh, and a late one with none', async () => {
    const server = tokenServer()
    const context = new FakeContext(server.answer)
    const store = memoryTokenStore()
    const asked = vi.spyOn(store, 'get')
    const auth = oauth2({ ...seeded, store, account: 'acme' })
    const calls = Array.from({ length: 1_001 }, () => wire())
    for (const call of calls) await auth.apply(call, context)
    const late = calls.pop()!
    const renewed = await Promise.all(calls.map((call) => auth.renew?.(call, context)))
    expect(renewed).toEqual(calls.map(() => true))
    expect(context.requests).toHaveLength(2)
    asked.mockClear()
    expect(await auth.renew?.(late, context)).toBe(true)
    expect(context.requests).toHaveLength(2)
    expect(asked).not.toHaveBeenCalled()
  })

  it('shares the refresh between clients that share a store and an account', async () => {
    const server = tokenServer()
    const context = new FakeContext(server.answer)
    const store = memoryTokenStore()
    const auths = Array.from({ length: 20 }, () => oauth2({ ...seeded, store, account: 'acme' }))
    const tokens = await Promise.all(auths.map((auth) => token(auth, context)))
    expect(new Set(tokens).size).toBe(1)
    expect(context.requests).toHaveLength(1)
  })

  it('keeps accounts of one store apart', async () => {
    const server = tokenServer({ rotates: false })
    const context = new FakeContext(server.answer)
    const store = memoryTokenStore()
    const one = await token(oauth2({ ...seeded, store, account: 'one' }), context)
    const two = await token(oauth2({ ...seeded, store, account: 'two' }), context)
    expect(one).not.toBe(two)
  })

  it('lets the refresh go on when the call that began it is aborted', async () => {
    const server = tokenServer()
    let open = () => {}
    const gate = new Promise<void>((resolve) => (open = resolve))
    const context = new FakeContext(async (request) => {
      await gate
      return server.answer(request)
    })
    const auth = oauth2(seeded)
    const abort = new AbortController()
    const first = auth.apply(wire(), context.forCall(abort.signal))
    const patient = token(auth, context)
    const reason = new Error('no longer needed')
    abort.abort(reason)
    await expect(first).rejects.toBe(reason)
    open()
    expect(await patient).toBe('Bearer access-token-1')
    expect(context.requests).toHaveLength(1)
  })

  it('renews when a refused call joins a refresh that only re-read the refused token', async () => {
    const server = tokenServer()
    const context = new FakeContext(server.answer)
    const store = memoryTokenStore({ acme: { accessToken: 'revoked', refreshToken: 'refresh-token-0' } })
    const auth = oauth2({ ...seeded, store, account: 'acme' })
    const used = wire(undefined, { headers: { authorization: 'Bearer revoked' } })
    const [fresh] = await Promise.all([token(auth, context), auth.renew?.(used, context)])
    expect(fresh).toBe('Bearer revoked')
    expect(await token(auth, context)).toBe('Bearer access-token-1')
  })
})

describe('renewing ahead of expiry', () => {
  it('uses a token without a promise until a minute before it expires', async () => {
    const server = tokenServer()
    const context = new FakeContext(server.answer)
    const auth = oauth2(credentials)
    await token(auth, context)
    await context.clock.advance(3_600_000 - MINUTE - 1)
    expect(auth.apply(wire(), context)).toBeUndefined()
    await context.clock.advance(1)
    expect(await token(auth, context)).toBe('Bearer access-token-2')
  })

  it('does not renew a short-lived token for every call', async () => {
    const context = new FakeContext(tokenServer({ lifetime: 30 }).answer)
    const auth = oauth2(credentials)
    await token(auth, context)
    await context.clock.advance(14_000)
    await token(auth, context)
    expect(context.requests).toHaveLength(1)
    await context.clock.advance(2_000)
    await token(auth, context)
    expect(context.requests).toHaveLength(2)
  })

  it('never renews ahead when told so, only after a refusal', async () => {
    const context = new FakeContext(tokenServer().answer)
    const auth = oauth2({ ...seeded, refreshAhead: false })
    await token(auth, context)
    await context.clock.advance(3 * 3_600_000)
    const call = wire()
    await auth.apply(call, context)
    expect(context.requests).toHaveLength(1)
    await auth.renew?.(call, context)
    expect(context.requests).toHaveLength(2)
  })

  it('goes on with the old token while it lives, when the endpoint cannot be reached', async () => {
    const server = tokenServer()
    let down = false
    const context = new FakeContext((request) => (down ? { status: 503 } : server.answer(request)))
    const auth = oauth2(credentials)
    await token(auth, context)
    down = true
    await context.clock.advance(3_600_000 - 30_000)
    expect(await token(auth, context)).toBe('Bearer access-token-1')
    const asked = context.requests.length
    expect(auth.apply(wire(), context)).toBeUndefined()
    expect(context.requests).toHaveLength(asked)
    await context.clock.advance(31_000)
    await expect(token(auth, context)).rejects.toBeInstanceOf(NetworkError)
    down = false
    expect(await token(auth, context)).toBe('Bearer access-token-2')
  })

  it('goes on with the old token while it lives, when the refresh is refused', async () => {
    const server = tokenServer()
    const context = new FakeContext((request, index) =>
      index === 0 ? server.answer(request) : refused('invalid_grant'),
    )
    const auth = oauth2(seeded)
    await token(auth, context)
    await context.clock.advance(3_600_000 - 50_000)
    for (let second = 0; second < 40; second++) {
      expect(await token(auth, context)).toBe('Bearer access-token-1')
      await context.clock.advance(1_000)
    }
    expect(context.requests).toHaveLength(2)
    await context.clock.advance(10_000)
    await expect(token(auth, context)).rejects.toBeInstanceOf(AuthenticationError)
  })
})

describe('rotation', () => {
  /** A store that tells when it was asked what. */
  function watched(log: string[], inner = memoryTokenStore()): TokenStore {
    return {
      get: (account) => inner.get(account),
      async set(account, tokens) {
        log.push(`keeping ${tokens.refreshToken}`)
        await Promise.resolve()
        await inner.set(account, tokens)
        log.push(`kept ${tokens.refreshToken}`)
      },
    }
  }

  it('keeps the rotated token before anybody uses the new access token', async () => {
    const server = tokenServer()
    const log: string[] = []
    const auth = oauth2({
      ...seeded,
      store: watched(log),
      account: 'acme',
      place: (_, accessToken) => log.push(`used ${accessToken}`),
    })
    await token(auth, new FakeContext(server.answer))
    expect(log).toEqual(['keeping refresh-token-1', 'kept refresh-token-1', 'used access-token-1'])
  })

  it('does not use tokens that the store could not keep, and does not lose them either', async () => {
    const server = tokenServer()
    const context = new FakeContext(server.answer)
    const inner = memoryTokenStore()
    let broken = true
    const store: TokenStore = {
      get: (account) => inner.get(account),
      set: (account, tokens) => (broken ? Promise.reject(new Error('disk is full')) : inner.set(account, tokens)),
    }
    const auth = oauth2({ ...seeded, store, account: 'acme' })
    const failed = token(auth, context)
    await expect(failed).rejects.toBeInstanceOf(ConnectorError)
    await expect(failed).rejects.toMatchObject({ code: 'token_store', retryable: true })
    broken = false
    expect(await token(auth, context)).toBe('Bearer access-token-1')
    expect(context.requests).toHaveLength(1)
    expect((await inner.get('acme'))?.refreshToken).toBe('refresh-token-1')
  })

  it('spends each refresh token once, over many generations', async () => {
    const server = tokenServer()
    const context = new FakeContext(server.answer)
    const auth = oauth2({ ...seeded, store: memoryTokenStore(), account: 'acme' })
    for (let generation = 1; generation <= 20; generation++) {
      expect(await token(auth, context)).toBe(`Bearer access-token-${generation}`)
      await context.clock.advance(3_600_000)
    }
    expect(server.issued).toBe(20)
  })

  it('keeps a refresh token that the server does not rotate, and what else it said', async () => {
    const context = new FakeContext((_, index) => ({
      json: {
        access_token: `a${index}`,
        expires_in: '60',
        ...(index === 0 && { member_id: 'm1' }),
        id_token: 'secret',
      },
    }))
    const store = memoryTokenStore()
    const auth = oauth2({ ...seeded, store, account: 'acme' })
    await token(auth, context)
    await context.clock.advance(60_000)
    await token(auth, context)
    expect(context.form()).toMatchObject({ grant_type: 'refresh_token', refresh_token: 'refresh-token-0' })
    expect(await store.get('acme')).toMatchObject({
      accessToken: 'a1',
      refreshToken: 'refresh-token-0',
      expiresAt: context.clock.now() + 60_000,
      extra: { member_id: 'm1' },
    })
  })

  it('prefers what the store holds to the token it was seeded with', async () => {
    const server = tokenServer({ firstRefreshToken: 'from the store' })
    const context = new FakeContext(server.answer)
    const store = memoryTokenStore({ acme: { accessToken: 'old', refreshToken: 'from the store', expiresAt: 1 } })
    await token(oauth2({ ...seeded, store, account: 'acme' }), context)
    expect(context.form().refresh_token).toBe('from the store')
  })

  it('conceals new tokens before they are used, also those another client fetched', async () => {
    const server = tokenServer()
    const store = memoryTokenStore()
    const first = new FakeContext(server.answer)
    const second = new FakeContext(unreachable)
    await token(oauth2({ ...seeded, store, account: 'acme' }), first)
    await token(oauth2({ ...seeded, store, account: 'acme' }), second)
    expect(first.concealed).toContain('refresh-token-1')
    expect(second.concealed).toEqual(expect.arrayContaining(['access-token-1', 'refresh-token-1']))
  })
})

describe('a refused refresh', () => {
  it('is not tried again while the cooldown lasts', async () => {
    const context = new FakeContext(() => refused('invalid_grant'))
    const auth = oauth2(seeded)
    for (let attempt = 0; attempt < 50; attempt++) {
      await expect(token(auth, context)).rejects.toMatchObject({
        name: 'AuthenticationError',
        code: 'token_refused',
        status: 400,
        vendorCode: 'invalid_grant',
      })
    }
    expect(context.requests).toHaveLength(1)
    await context.clock.advance(MINUTE)
    await expect(token(auth, context)).rejects.toBeInstanceOf(AuthenticationError)
    expect(context.requests).toHaveLength(2)
  })

  it('fails later calls at once, without sending the refused token again', async () => {
    const server = tokenServer()
    const context = new FakeContext((request, index) =>
      index === 0 ? server.answer(request) : refused('invalid_grant'),
    )
    const auth = oauth2({ ...seeded, cooldown: 5_000 })
    const call = wire()
    await auth.apply(call, context)
    await expect(auth.renew?.(call, context)).rejects.toBeInstanceOf(AuthenticationError)
    await expect(token(auth, context)).rejects.toBeInstanceOf(AuthenticationError)
    await expect(auth.renew?.(call, context)).rejects.toBeInstanceOf(AuthenticationError)
    expect(context.requests).toHaveLength(2)
  })

  it('ends at once when the account was authorised again', async () => {
    const server = tokenServer({ firstRefreshToken: 'new grant' })
    const context = new FakeContext(server.answer)
    const store = memoryTokenStore({ acme: { accessToken: 'a', refreshToken: 'revoked', expiresAt: 1 } })
    const auth = oauth2({ ...base, flow: 'authorizationCode', store, account: 'acme' })
    await expect(token(auth, context)).rejects.toBeInstanceOf(AuthenticationError)
    await store.set('acme', { accessToken: 'b', refreshToken: 'new grant', expiresAt: 1 })
    expect(await token(auth, context)).toBe('Bearer access-token-1')
  })

  it('does not count network failures, which are tried again at once', async () => {
    const server = tokenServer()
    const context = new FakeContext((request, index) => {
      if (index === 0) throw new NetworkError('connection reset', { sent: 'maybe' })
      if (index === 1) return { status: 502, text: '<html>' }
      if (index === 2) return { status: 429, headers: { 'retry-after': '7' } }
      return server.answer(request)
    })
    const auth = oauth2(seeded)
    // The call that waits for the token has not been sent, whatever became of the token request.
    await expect(token(auth, context)).rejects.toMatchObject({ name: 'NetworkError', sent: 'no', retryable: true })
    await expect(token(auth, context)).rejects.toMatchObject({ name: 'NetworkError', status: 502, sent: 'no' })
    await expect(token(auth, context)).rejects.toMatchObject({ name: 'NetworkError', retryAfter: 7_000 })
    expect(await token(auth, context)).toBe('Bearer access-token-1')
  })

  it('gives up on an endpoint that does not answer, and leaves no timer behind', async () => {
    const context = new FakeContext(() => new Promise(() => {}))
    const auth = oauth2({ ...seeded, timeout: 5_000 })
    const failed = expect(token(auth, context)).rejects.toBeInstanceOf(TimeoutError)
    await context.clock.advance(5_000)
    await failed
    expect(context.clock.pending).toBe(0)
  })

  it('never shows a secret, even when the server quotes it', async () => {
    const context = new FakeContext((request) => ({
      status: 401,
      json: {
        error: 'invalid_client',
        error_description: `wrong: ${decodeURIComponent(String(request.body))} client secret/1`,
      },
    }))
    const error: unknown = await token(oauth2({ ...seeded, clientAuth: 'body' }), context).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(AuthenticationError)
    const shown = `${String(error)} ${JSON.stringify(error)}`
    expect(shown).not.toContain('refresh-token-0')
    expect(shown).not.toContain('client secret/1')
    expect(shown).toContain('invalid_client')
  })

  it.each([
    ['an HTML page', { text: '<html>Sign in</html>' }],
    ['JSON without a token', { json: { ok: true } }],
    ['a redirect', { status: 302, headers: { location: '/login' } }],
  ])('is told from %s, which points at the address', async (_, answer) => {
    const error: unknown = await token(oauth2(credentials), new FakeContext(() => answer)).catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'AuthenticationError', code: 'token_response' })
    expect(String(error)).toContain('tokenUrl')
  })
})

describe('two processes with one store', () => {
  /** A lock as a database would give: first come, first served. */
  function sharedStore(): { store: () => TokenStore; writes: TokenSet[] } {
    const inner = memoryTokenStore()
    const writes: TokenSet[] = []
    let tail: Promise<unknown> = Promise.resolve()
    // Each process has a store object of its own, so nothing but the lock holds them apart.
    const store = (): TokenStore => ({
      get: (account) => inner.get(account),
      async set(account, tokens) {
        writes.push(tokens)
        await inner.set(account, tokens)
      },
      lock(_, run) {
        const turn = tail.then(run)
        tail = turn.catch(() => undefined)
        return turn
      },
    })
    return { store, writes }
  }

  it('spend one refresh token once: the second finds the result of the first', async () => {
    const server = tokenServer()
    const context = new FakeContext(server.answer)
    const shared = sharedStore()
    const processes = [0, 1, 2, 3].map(() => oauth2({ ...seeded, store: shared.store(), account: 'acme' }))
    for (let generation = 1; generation <= 5; generation++) {
      const tokens = await Promise.all(processes.map((auth) => token(auth, context)))
      expect(new Set(tokens)).toEqual(new Set([`Bearer access-token-${generation}`]))
      await context.clock.advance(3_600_000)
    }
    expect(server.issued).toBe(5)
    expect(context.requests).toHaveLength(5)
    expect(shared.writes).toHaveLength(5)
  })

  it('refresh once when both had their token refused', async () => {
    const server = tokenServer()
    const context = new FakeContext(server.answer)
    const shared = sharedStore()
    const processes = [0, 1].map(() => oauth2({ ...seeded, store: shared.store(), account: 'acme' }))
    const calls = await Promise.all(
      processes.map(async (auth) => {
        const call = wire()
        await auth.apply(call, context)
        return call
      }),
    )
    const renewed = await Promise.all(processes.map((auth, index) => auth.renew?.(calls[index]!, context)))
    expect(renewed).toEqual([true, true])
    expect(server.issued).toBe(2)
  })

  it('get along without a lock too: the loser of the race takes the token of the winner', async () => {
    const server = tokenServer()
    const inner = memoryTokenStore()
    const context = new FakeContext(async (request, index) => {
      const given = server.answer(request)
      // The loser's refusal arrives after the winner has kept its tokens.
      if (index === 1) await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
      return given
    })
    const store = (): TokenStore => ({
      get: (account) => inner.get(account),
      set: (account, tokens) => inner.set(account, tokens),
    })
    const processes = [0, 1].map(() => oauth2({ ...seeded, store: store(), account: 'acme' }))
    const tokens = await Promise.all(processes.map((auth) => token(auth, context)))
    expect(tokens).toEqual(['Bearer access-token-1', 'Bearer access-token-1'])
    expect(context.requests).toHaveLength(2)
  })
})

describe('the token request', () => {
  it('carries the secret in a Basic header, form-encoded first, and never in the URL', async () => {
    const context = new FakeContext(tokenServer().answer)
    await token(
      oauth2({ ...credentials, scope: ['orders.read', 'orders.write'], params: { audience: 'https://api.test' } }),
      context,
    )
    const [request] = context.requests
    expect(request?.url).toBe(TOKEN_URL)
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from('client:client+secret%2F1').toString('base64')}`)
    expect(context.form()).toEqual({
      grant_type: 'client_credentials',
      scope: 'orders.read orders.write',
      audience: 'https://api.test',
    })
  })

  it('carries it in the body when asked to, as a form or as JSON', async () => {
    const context = new FakeContext(tokenServer().answer)
    await token(oauth2({ ...credentials, clientAuth: 'body' }), context)
    expect(context.form()).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client',
      client_secret: 'client secret/1',
    })
    expect(context.requests[0]?.headers).not.toHaveProperty('authorization')
    await token(oauth2({ ...credentials, clientAuth: 'body', bodyFormat: 'json' }), context)
    expect(JSON.parse(String(context.requests[1]?.body))).toMatchObject({ client_secret: 'client secret/1' })
  })

  it('names a public client in the body', async () => {
    const context = new FakeContext(tokenServer().answer)
    await token(
      oauth2({ tokenUrl: TOKEN_URL, clientId: 'app', flow: 'refreshToken', refreshToken: 'refresh-token-0' }),
      context,
    )
    expect(context.form()).toEqual({ grant_type: 'refresh_token', refresh_token: 'refresh-token-0', client_id: 'app' })
  })

  it('sends user name and password once, then the refresh token, then the password again if that was refused', async () => {
    const server = tokenServer()
    let revoked = false
    const context = new FakeContext((request) =>
      revoked && String(request.body).includes('refresh_token=') ? refused('invalid_grant') : server.answer(request),
    )
    const auth = oauth2({ ...base, flow: 'password', username: 'олена', password: new Secret('p&ss') })
    await token(auth, context)
    expect(context.form()).toEqual({ grant_type: 'password', username: 'олена', password: 'p&ss' })
    await context.clock.advance(3_600_000)
    await token(auth, context)
    expect(context.form().grant_type).toBe('refresh_token')
    revoked = true
    await context.clock.advance(3_600_000)
    await token(auth, context)
    expect(context.form().grant_type).toBe('password')
  })

  it('reads an unusual answer with `parse` and puts the token where `place` says', async () => {
    const context = new FakeContext(() => ({ json: { auth: { key: 'k1' } } }))
    const auth = oauth2({
      ...credentials,
      parse: (body) => ({ accessToken: (body.auth as { key: string }).key }),
      place: (request, accessToken) => {
        request.url += `?auth=${accessToken}`
      },
    })
    const call = wire()
    await auth.apply(call, context)
    expect(call.url).toBe('https://api.test/v1/orders?auth=k1')
    expect(call.headers).not.toHaveProperty('authorization')
  })

  it('knows which token a call used when `place` hides it', async () => {
    const context = new FakeContext(tokenServer().answer)
    const auth = oauth2({ ...seeded, place: () => undefined })
    const [first, second] = [wire(), wire()]
    await auth.apply(first, context)
    await auth.apply(second, context)
    await auth.renew?.(first, context)
    await auth.renew?.(second, context)
    expect(context.requests).toHaveLength(2)
  })
})

describe('setting up', () => {
  it.each([
    ['tokenUrl', { ...credentials, tokenUrl: 'login.test/token' }],
    ['tokenUrl', { ...credentials, tokenUrl: 'ftp://login.test' }],
    ['clientId', { ...credentials, clientId: '' }],
    ['clientSecret', { ...credentials, clientSecret: '' }],
    ['clientSecret', { tokenUrl: TOKEN_URL, clientId: 'c', clientAuth: 'basic', flow: 'clientCredentials' }],
    ['refresh token', { ...base, flow: 'refreshToken', refreshToken: '' }],
    ['account', { ...seeded, store: memoryTokenStore() }],
    ['account', { ...seeded, account: '' }],
    ['password', { ...base, flow: 'password', username: 'u', password: '' }],
  ] as [string, OAuth2Options][])('refuses a wrong %s', (name, options) => {
    expect(() => oauth2(options)).toThrow(ConfigError)
    expect(() => oauth2(options)).toThrow(name)
  })

  it('makes every credential known to the redactor', () => {
    expect(oauth2(seeded).secrets()).toEqual(['client secret/1', 'refresh-token-0'])
    const password: OAuth2Options = { ...base, flow: 'password', username: 'u', password: 'hidden' }
    expect(oauth2(password).secrets()).toContain('hidden')
  })

  it('says what to do when nobody has authorised the account yet', async () => {
    const auth = oauth2({ ...base, flow: 'authorizationCode', store: memoryTokenStore(), account: 'acme' })
    const error: unknown = await token(auth, new FakeContext(unreachable)).catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'AuthenticationError', code: 'not_authorised' })
    expect(String(error)).toContain('authorizationUrl()')
  })
})
