import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apiKey, basic, bearer, noAuth, signed } from '../../src/auth/index.ts'
import { hmacSha256, toHex } from '../../src/crypto/index.ts'
import { ConfigError } from '../../src/errors/index.ts'
import { Secret } from '../../src/secret.ts'
import { FakeContext, unreachable, wire } from './fakeServer.ts'

const context = () => new FakeContext(unreachable)

describe('bearer', () => {
  it('puts a fixed token on the request at once, without a promise', () => {
    const request = wire()
    expect(bearer(new Secret('tok_1')).apply(request, context())).toBeUndefined()
    expect(request.headers.authorization).toBe('Bearer tok_1')
  })

  it('cannot renew a fixed token', () => {
    expect(bearer('tok_1').renew).toBeUndefined()
  })

  it.each(['', ' sk_91', 'sk_91\n', 'sk_91\r\nx: y', 'токен'])('refuses the token %j without quoting it', (token) => {
    expect(() => bearer(token)).toThrow(ConfigError)
    try {
      bearer(token)
    } catch (error) {
      if (token.trim() !== '') expect(String(error)).not.toContain(token.trim())
    }
  })

  it('calls a token function once for many calls, and conceals what it gave', async () => {
    let calls = 0
    const auth = bearer(async () => `token number ${++calls}`.replaceAll(' ', '-'))
    const ctx = context()
    const requests = Array.from({ length: 100 }, () => wire())
    await Promise.all(requests.map((request) => auth.apply(request, ctx)))
    expect(calls).toBe(1)
    expect(new Set(requests.map((request) => request.headers.authorization))).toEqual(
      new Set(['Bearer token-number-1']),
    )
    expect(ctx.concealed).toEqual(['token-number-1'])
  })

  it('calls it once more after a thousand refusals, and replays a call that used an older token', async () => {
    let calls = 0
    const auth = bearer(() => `t${++calls}`)
    const ctx = context()
    const requests = Array.from({ length: 1_000 }, () => wire())
    for (const request of requests) await auth.apply(request, ctx)
    const renewed = await Promise.all(requests.map((request) => auth.renew?.(request, ctx)))
    expect(renewed.every((value) => value === true)).toBe(true)
    expect(calls).toBe(2)
    expect(await auth.renew?.(requests[0]!, ctx)).toBe(true)
    expect(calls).toBe(2)
  })

  it('does not replay when the function gives the refused token again', async () => {
    const auth = bearer(() => 'same')
    const request = wire()
    await auth.apply(request, context())
    expect(await auth.renew?.(request, context())).toBe(false)
  })

  it('starts from a fixed token and renews it with `refresh`', async () => {
    const auth = bearer('old', { refresh: async () => new Secret('new') })
    const request = wire()
    await auth.apply(request, context())
    expect(await auth.renew?.(request, context())).toBe(true)
    await auth.apply(request, context())
    expect(request.headers.authorization).toBe('Bearer new')
  })

  it('tries the function again after it failed', async () => {
    let calls = 0
    const auth = bearer(async () => {
      if (++calls === 1) throw new Error('vault is sealed')
      return 'tok'
    })
    await expect(auth.apply(wire(), context())).rejects.toThrow('vault is sealed')
    await auth.apply(wire(), context())
    expect(calls).toBe(2)
  })

  it('gives up one waiting call without failing the others', async () => {
    let give = (_: string) => {}
    const auth = bearer(() => new Promise<string>((resolve) => (give = resolve)))
    const abort = new AbortController()
    const ctx = context()
    const patient = wire()
    const first = auth.apply(wire(), ctx.forCall(abort.signal))
    const second = auth.apply(patient, ctx)
    abort.abort(new Error('changed my mind'))
    await expect(first).rejects.toThrow('changed my mind')
    give('tok')
    await second
    expect(patient.headers.authorization).toBe('Bearer tok')
  })
})

describe('basic', () => {
  it('encodes user name and password as UTF-8', () => {
    const request = wire()
    basic({ username: 'Олена', password: new Secret('п:ароль') }).apply(request, context())
    expect(request.headers.authorization).toBe(`Basic ${Buffer.from('Олена:п:ароль').toString('base64')}`)
  })

  it('gives the example of RFC 7617', () => {
    const request = wire()
    basic({ username: 'Aladdin', password: 'open sesame' }).apply(request, context())
    expect(request.headers.authorization).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')
  })

  it('takes a key as the user name with an empty password, and hides it', () => {
    const auth = basic({ username: 'sk_live_1', password: '' })
    expect(auth.secrets()).toContain('sk_live_1')
  })

  it.each([
    { username: '', password: 'x' },
    { username: 'a:b', password: 'x' },
    { username: 'a\n', password: 'x' },
    { username: 'a', password: 'x\r\n' },
  ])('refuses $username / $password', (options) => {
    expect(() => basic(options)).toThrow(ConfigError)
  })
})

describe('apiKey', () => {
  const key = (options: object) =>
    apiKey({ in: 'body', name: 'api_key', value: new Secret('k&1'), ...options } as never)

  it('goes into a header, with a prefix', () => {
    const request = wire()
    apiKey({ in: 'header', name: 'X-Api-Key', value: 'k1', prefix: 'Token ' }).apply(request, context())
    expect(request.headers).toEqual({ 'x-api-key': 'Token k1' })
  })

  it.each([
    ['https://a.test/x', 'https://a.test/x?api_key=k%261'],
    ['https://a.test/x?', 'https://a.test/x?api_key=k%261'],
    ['https://a.test/x?a=%20b', 'https://a.test/x?a=%20b&api_key=k%261'],
    ['https://a.test/x?a=1#top', 'https://a.test/x?a=1&api_key=k%261'],
  ])('goes into the query of %s', (url, expected) => {
    const request = wire(url)
    key({ in: 'query' }).apply(request, context())
    expect(request.url).toBe(expected)
  })

  it('goes last into a JSON object and leaves its text alone', () => {
    const request = wire('https://a.test', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"id":12345678901234567890,"price":1.50,"api_key":"forged"}',
    })
    key({}).apply(request, context())
    expect(request.body).toBe('{"id":12345678901234567890,"price":1.50,"api_key":"forged","api_key":"k&1"}')
    expect(JSON.parse(String(request.body)).api_key).toBe('k&1')
  })

  it('makes any JSON object carry the key, whatever else it holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), (fields, asBytes) => {
        const { api_key: _, ...rest } = fields
        const text = JSON.stringify(fields, null, 2)
        const request = wire('https://a.test', {
          method: 'POST',
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: asBytes ? new TextEncoder().encode(text) : text,
        })
        key({}).apply(request, context())
        expect(JSON.parse(String(request.body))).toEqual(JSON.parse(JSON.stringify({ ...rest, api_key: 'k&1' })))
      }),
    )
  })

  it('goes into a form', () => {
    const request = wire('https://a.test', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a=1',
    })
    key({}).apply(request, context())
    expect(request.body).toBe('a=1&api_key=k%261')
  })

  it('makes a body where there is none', () => {
    const json = wire('https://a.test', { method: 'POST' })
    key({}).apply(json, context())
    expect(json).toMatchObject({ body: '{"api_key":"k&1"}', headers: { 'content-type': 'application/json' } })
    const form = wire('https://a.test', { method: 'POST' })
    key({ format: 'form' }).apply(form, context())
    expect(form.body).toBe('api_key=k%261')
  })

  it.each([
    ['a GET', { method: 'GET' }],
    ['a stream', { method: 'POST', body: new ReadableStream<Uint8Array>() }],
    ['an array', { method: 'POST', body: '[1]', headers: { 'content-type': 'application/json' } }],
    ['XML', { method: 'POST', body: '<a/>', headers: { 'content-type': 'application/xml' } }],
  ])('refuses %s, where it has no place', (_, request) => {
    expect(() => key({}).apply(wire('https://a.test', request), context())).toThrow(ConfigError)
  })
})

describe('signed', () => {
  it('signs the final bytes of each attempt anew', () => {
    const auth = signed({
      identity: 'merchant',
      secrets: [new Secret('key')],
      sign(request) {
        request.headers['x-signature'] = toHex(hmacSha256('key', String(request.body)))
      },
    })
    const first = wire('https://a.test', { body: 'one' })
    const second = wire('https://a.test', { body: 'two' })
    auth.apply(first, context())
    auth.apply(second, context())
    expect(first.headers['x-signature']).toBe(toHex(hmacSha256('key', 'one')))
    expect(second.headers['x-signature']).toBe(toHex(hmacSha256('key', 'two')))
    expect(auth.secrets()).toEqual(['key'])
    expect(auth.identity()).toBe('merchant')
  })
})

describe('noAuth', () => {
  it('changes nothing', () => {
    const request = wire()
    noAuth().apply(request, context())
    expect(request).toEqual(wire())
  })
})
