import {
  anyAuth,
  apiKeyAuth,
  basicAuth,
  bearerAuth,
  defineSandbox,
  get,
  json,
  oauth2Auth,
  pathKeyAuth,
  post,
  type SandboxAuth,
  sessionAuth,
  VirtualClock,
} from '@bpmcentr/core/testing'
import { describe, expect, it } from 'vitest'

const base = 'https://api.x.example'

function boxWith<A extends SandboxAuth>(auth: A) {
  const clock = new VirtualClock()
  const account = (request: { account: string }) => ({ account: request.account })
  const box = defineSandbox(
    {
      id: 'x',
      baseUrl: base,
      auth,
      routes: [get('/me', account), post('/me', account), get('/bot:token/me', account)],
    },
    { clock },
  )
  const me = async (headers: Record<string, string> = {}, path = '/me', method = 'GET') => {
    const response = await box.handle(new Request(base + path, { headers, method }))
    return response.status === 200 ? ((await response.json()).account as string) : response.status
  }
  const token = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
    const response = await box.handle(
      new Request(`${base}/token`, { method: 'POST', body: new URLSearchParams(form), headers }),
    )
    return { status: response.status, ...(await response.json()) }
  }
  return { auth, box, clock, me, token }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('keys', () => {
  it('are read from a header, the query or the path', async () => {
    expect(await boxWith(apiKeyAuth({ keys: ['k'], header: 'X-Key' })).me({ 'x-key': 'k' })).toBe('k')
    expect(await boxWith(apiKeyAuth({ keys: ['k'], query: 'key' })).me({}, '/me?key=k')).toBe('k')
    expect(await boxWith(apiKeyAuth({ keys: ['k'], query: 'key' })).me({ key: 'k' })).toBe(401)
    expect(await boxWith(pathKeyAuth({ keys: ['1:a'], param: 'token' })).me({}, '/bot1:a/me')).toBe('1:a')
    expect(await boxWith(pathKeyAuth({ keys: ['1:a'], param: 'token' })).me({}, '/bot1:b/me')).toBe(401)
  })

  it('can be revoked and issued by a test, until reset', async () => {
    const { auth, box, me } = boxWith(bearerAuth({ tokens: ['a'] }))
    auth.keys.delete('a')
    auth.keys.add('b')
    expect([await me(bearer('a')), await me(bearer('b'))]).toEqual([401, 'b'])
    box.reset()
    expect([await me(bearer('a')), await me(bearer('b'))]).toEqual(['a', 401])
  })
})

describe('basic', () => {
  it('takes UTF-8 and colons in passwords, and nothing else', async () => {
    const { me } = boxWith(basicAuth({ users: { оля: 'па:роль' } }))
    const encoded = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
    expect(await me(encoded('оля:па:роль'))).toBe('оля')
    expect([
      await me(encoded('оля:x')),
      await me(encoded('toString:x')),
      await me({ authorization: 'Basic %%' }),
    ]).toEqual([401, 401, 401])
  })
})

describe('several kinds', () => {
  it('let in whoever one of them knows, and refuse as the last does', async () => {
    const teapot = () => json({}, 418)
    const { me } = boxWith(
      anyAuth(bearerAuth({ tokens: ['a'] }), apiKeyAuth({ keys: ['k'], header: 'x-key', reject: teapot })),
    )
    expect([await me(bearer('a')), await me({ 'x-key': 'k' }), await me()]).toEqual(['a', 'k', 418])
  })
})

describe('OAuth 2', () => {
  const clients = { app: 'secret' }
  const app = { client_id: 'app', client_secret: 'secret' }

  it('gives a token for client credentials that lives as long as it says', async () => {
    const { clock, me, token } = boxWith(oauth2Auth({ tokenPath: '/token', clients, accessTtl: 60 }))
    const given = await token({ grant_type: 'client_credentials' }, { authorization: `Basic ${btoa('app:secret')}` })
    expect(given).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 60 })
    expect(given.refresh_token).toBeUndefined()
    expect(await me(bearer(given.access_token))).toBe('app')
    await clock.advance(60_000)
    expect(await me(bearer(given.access_token))).toBe(401)
  })

  it('ends a refresh token once it was used, unless it does not rotate', async () => {
    const rotating = boxWith(oauth2Auth({ tokenPath: '/token', clients }))
    const { refresh_token } = rotating.auth.issue('shop')
    const renewed = await rotating.token({ ...app, grant_type: 'refresh_token', refresh_token })
    expect(await rotating.me(bearer(renewed.access_token))).toBe('shop')
    expect(await rotating.token({ ...app, grant_type: 'refresh_token', refresh_token })).toEqual({
      status: 400,
      error: 'invalid_grant',
    })
    expect(
      (await rotating.token({ ...app, grant_type: 'refresh_token', refresh_token: renewed.refresh_token })).status,
    ).toBe(200)
    expect(rotating.auth.issued).toEqual({ refresh_token: 2 })

    const fixed = boxWith(oauth2Auth({ tokenPath: '/token', clients, rotate: false }))
    const kept = fixed.auth.issue().refresh_token
    const again = await fixed.token({ ...app, grant_type: 'refresh_token', refresh_token: kept })
    expect(again.refresh_token).toBeUndefined()
    expect((await fixed.token({ ...app, grant_type: 'refresh_token', refresh_token: kept })).status).toBe(200)
  })

  it('redeems a code once, for its client and redirect, with the right PKCE verifier', async () => {
    const { auth, me, token } = boxWith(oauth2Auth({ tokenPath: '/token', clients }))
    // The example of RFC 7636, appendix B.
    const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
    const code_verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
    const redirect_uri = 'https://app.example/back'
    const code = () => auth.authorize({ clientId: 'app', redirectUri: redirect_uri, codeChallenge, account: 'shop' })
    const redeem = (form: object) =>
      token({ ...app, grant_type: 'authorization_code', redirect_uri, code_verifier, ...form })
    const good = code()
    const given = await redeem({ code: good })
    expect(await me(bearer(given.access_token))).toBe('shop')
    expect((await redeem({ code: good })).error).toBe('invalid_grant')
    expect((await redeem({ code: code(), code_verifier: 'wrong' })).error).toBe('invalid_grant')
    expect((await redeem({ code: code(), redirect_uri: 'https://evil.example' })).error).toBe('invalid_grant')
  })

  it('refuses as RFC 6749 says', async () => {
    const { token } = boxWith(oauth2Auth({ tokenPath: '/token', clients, users: { olha: 'pw' }, grants: ['password'] }))
    expect(await token({ client_id: 'app', client_secret: 'no', grant_type: 'password' })).toEqual({
      status: 401,
      error: 'invalid_client',
    })
    expect(await token(app)).toEqual({ status: 400, error: 'invalid_request' })
    expect(await token({ ...app, grant_type: 'refresh_token' })).toEqual({
      status: 400,
      error: 'unsupported_grant_type',
    })
    expect(await token({ ...app, grant_type: 'password', username: 'olha', password: 'x' })).toEqual({
      status: 400,
      error: 'invalid_grant',
    })
    expect((await token({ ...app, grant_type: 'password', username: 'olha', password: 'pw' })).status).toBe(200)
  })

  it('expires and revokes at a test’s word', async () => {
    const { auth, me, token } = boxWith(oauth2Auth({ tokenPath: '/token', clients }))
    const tokens = auth.issue()
    expect(await me(bearer(tokens.access_token))).toBe('app')
    auth.expire()
    expect(await me(bearer(tokens.access_token))).toBe(401)
    auth.revoke()
    expect((await token({ ...app, grant_type: 'refresh_token', refresh_token: tokens.refresh_token })).error).toBe(
      'invalid_grant',
    )
  })
})

describe('sessions', () => {
  const make = () =>
    boxWith(
      sessionAuth({
        loginPath: '/login',
        login: (request) => (request.object().password === 'pw' ? { account: 'olha' } : json({ Code: 1 }, 401)),
        cookie: 'SID',
        csrf: { cookie: 'CSRF', header: 'X-Csrf' },
        ttl: 60,
      }),
    )
  const login = (box: ReturnType<typeof make>['box'], password: string) =>
    box.handle(
      new Request(`${base}/login`, {
        method: 'POST',
        body: JSON.stringify({ password }),
        headers: { 'content-type': 'application/json' },
      }),
    )

  it('begin with two cookies and end when nothing comes for a while', async () => {
    const { box, clock, me } = make()
    expect((await login(box, 'no')).status).toBe(401)
    const cookies = (await login(box, 'pw')).headers.getSetCookie()
    const [id, csrf] = cookies.map((cookie) => cookie.split(';')[0] ?? '')
    const cookie = `${id}; ${csrf}`
    expect(cookies).toHaveLength(2)
    expect([await me({ cookie }), await me({ cookie: csrf ?? '' }), await me()]).toEqual(['olha', 401, 401])
    expect(await me({ cookie }, '/me', 'POST')).toBe(403)
    expect(await me({ cookie, 'x-csrf': csrf?.slice(5) ?? '' }, '/me', 'POST')).toBe('olha')
    await clock.advance(59_000)
    expect(await me({ cookie })).toBe('olha')
    await clock.advance(59_000)
    expect(await me({ cookie })).toBe('olha')
    await clock.advance(60_000)
    expect(await me({ cookie })).toBe(401)
  })

  it('are ended by a test', async () => {
    const { auth, box, me } = make()
    const cookie = (await login(box, 'pw')).headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    expect([await me({ cookie }), auth.logins]).toEqual(['olha', 1])
    auth.expire()
    expect(await me({ cookie })).toBe(401)
  })
})
