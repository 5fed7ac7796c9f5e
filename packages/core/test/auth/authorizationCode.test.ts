import { describe, expect, it } from 'vitest'
import { authorizationUrl, codeChallenge, exchangeCode, memoryTokenStore, oauth2 } from '../../src/auth/index.ts'
import { AuthenticationError, ConfigError } from '../../src/errors/index.ts'
import type { Transport } from '../../src/transport/types.ts'
import { type Answer, FakeContext, wire } from './fakeServer.ts'
import { refused, tokenServer } from './tokenServer.ts'

const authorize = {
  authorizeUrl: 'https://login.test/authorize?tenant=1',
  clientId: 'client',
  redirectUri: 'https://app.test/back?x=1',
}

function exchange(answer: Answer, more: object = {}) {
  const context = new FakeContext(answer)
  const transport: Transport = { name: 'fake', send: (request) => context.send(request, request.signal) }
  const store = memoryTokenStore()
  const result = exchangeCode({
    tokenUrl: 'https://login.test/token',
    clientId: 'client',
    clientSecret: 'hidden',
    redirectUri: authorize.redirectUri,
    callback: '/back?code=c%2B1&state=s1',
    state: 's1',
    codeVerifier: 'v1',
    store,
    account: 'acme',
    transport,
    clock: context.clock,
    ...more,
  })
  return { context, store, result }
}

describe('PKCE', () => {
  it('makes the challenge of RFC 7636 appendix B', () => {
    expect(codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    )
  })
})

describe('authorizationUrl', () => {
  it('carries state, challenge and the rest, and keeps what the address had', () => {
    const { url, state, codeVerifier } = authorizationUrl({
      ...authorize,
      scope: ['a b', 'c'],
      params: { prompt: 'consent' },
    })
    const query = new URL(url).searchParams
    expect(Object.fromEntries(query)).toEqual({
      tenant: '1',
      prompt: 'consent',
      response_type: 'code',
      client_id: 'client',
      redirect_uri: authorize.redirectUri,
      scope: 'a b c',
      state,
      code_challenge: codeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    })
    expect(url).toContain('scope=a%20b%20c')
    expect(codeVerifier).toMatch(/^[\w-]{43}$/)
  })

  it('never repeats state or verifier', () => {
    const made = Array.from({ length: 100 }, () => authorizationUrl(authorize))
    expect(new Set(made.flatMap(({ state, codeVerifier }) => [state, codeVerifier])).size).toBe(200)
  })

  it('does without a proof key where the vendor refuses it', () => {
    const { url, codeVerifier } = authorizationUrl({ ...authorize, pkce: false, state: 'mine' })
    expect(url).not.toContain('code_challenge')
    expect(url).toContain('state=mine')
    expect(codeVerifier).toBe('')
  })

  it('refuses an address that is none and a state that proves nothing', () => {
    expect(() => authorizationUrl({ ...authorize, authorizeUrl: '/authorize' })).toThrow(ConfigError)
    expect(() => authorizationUrl({ ...authorize, state: '' })).toThrow(ConfigError)
  })
})

describe('exchangeCode', () => {
  it('trades the code for tokens that the client then uses and refreshes', async () => {
    const server = tokenServer()
    const { context, store, result } = exchange(server.answer)
    expect((await result).accessToken).toBe('access-token-1')
    expect(context.form()).toEqual({
      grant_type: 'authorization_code',
      code: 'c+1',
      redirect_uri: authorize.redirectUri,
      code_verifier: 'v1',
    })
    const auth = oauth2({
      flow: 'authorizationCode',
      tokenUrl: 'https://login.test/token',
      clientId: 'client',
      clientSecret: 'hidden',
      store,
      account: 'acme',
    })
    const call = wire()
    await auth.apply(call, context)
    expect(call.headers.authorization).toBe('Bearer access-token-1')
    expect(await auth.renew?.(call, context)).toBe(true)
    await auth.apply(call, context)
    expect(call.headers.authorization).toBe('Bearer access-token-2')
  })

  it.each([
    ['the whole address', 'https://app.test/back?code=c%2B1&state=s1#done'],
    ['a URL', new URL('https://app.test/back?code=c%2B1&state=s1')],
    ['the bare query', 'code=c%2B1&state=s1'],
    ['parsed parameters', new URLSearchParams({ code: 'c+1', state: 's1' })],
  ])('takes the answer as %s', async (_, callback) => {
    const { context, result } = exchange(tokenServer().answer, { callback })
    await result
    expect(context.form().code).toBe('c+1')
  })

  it.each([
    ['another state', 'code=c&state=s2', 'state_mismatch'],
    ['no state', 'code=c', 'state_mismatch'],
    ['an empty state', 'code=c&state=', 'state_mismatch'],
    ['a refusal', 'error=access_denied&state=s1', 'authorization_denied'],
    ['no code', 'state=s1', 'authorization_denied'],
  ])('sends nothing for %s', async (_, callback, code) => {
    const { context, result } = exchange(tokenServer().answer, { callback })
    await expect(result).rejects.toMatchObject({ name: 'AuthenticationError', code })
    expect(context.requests).toHaveLength(0)
  })

  it('refuses an answer of another issuer', async () => {
    const callback = 'code=c&state=s1&iss=https%3A%2F%2Fevil.test'
    await expect(
      exchange(tokenServer().answer, { callback, issuer: 'https://login.test' }).result,
    ).rejects.toMatchObject({
      code: 'issuer_mismatch',
    })
  })

  it('refuses an empty expected state, which any forged answer would fit', async () => {
    await expect(
      exchange(tokenServer().answer, { state: '', callback: 'code=c&state=' }).result,
    ).rejects.toBeInstanceOf(ConfigError)
  })

  it('keeps nothing when the endpoint refuses the code', async () => {
    const { store, result } = exchange(() => refused('invalid_grant'))
    await expect(result).rejects.toBeInstanceOf(AuthenticationError)
    expect(await store.get('acme')).toBeUndefined()
  })
})
