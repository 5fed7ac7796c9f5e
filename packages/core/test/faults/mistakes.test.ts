import { describe, expect, it, vi } from 'vitest'
import { ConfigError, InputError, type Plugin } from '../../src/index.ts'
import { shopAt } from '../support/shopAt.ts'
import { shop, stubTransport } from '../support/stub.ts'

const thing = { id: 1, name: 'a' }
const SECRET = 'sk_live_very_secret'

describe('a wrong option is refused when the client is made, by its name', () => {
  it.each<[string, unknown, RegExp]>([
    ['timeout', 0, /shop: timeout: expected a number of milliseconds above 0/],
    ['timeout', -1, /timeout/],
    ['timeout', Number.NaN, /timeout/],
    ['timeout', '30s', /timeout/],
    ['attemptTimeout', 0, /attemptTimeout: expected a number of milliseconds/],
    ['retry', -1, /retry: expected false or a whole number/],
    ['retry', 1.5, /retry/],
    ['retry', Number.POSITIVE_INFINITY, /retry/],
    ['retry', true, /retry/],
    ['retry', '3', /retry/],
    ['validation', 'strikt', /validation: expected 'warn', 'strict' or 'off'/],
    ['onMismatch', 'log', /onMismatch: expected a function/],
    ['limits', true, /limits: expected false/],
    ['maxBytes', 0, /maxBytes: expected a whole number of bytes/],
    ['maxBytes', 1.5, /maxBytes/],
    ['maxBytes', '1MB', /maxBytes/],
    ['plugins', {}, /plugins: expected a list of plugins/],
    ['plugins', [undefined], /plugins/],
    ['plugins', [() => undefined], /plugins/],
    ['transport', fetch, /transport: expected a transport/],
    ['transport', null, /transport/],
    ['clock', Date, /clock: expected a clock/],
    ['limiterStore', new Map(), /limiterStore: expected a limiter store/],
    ['apiKey', '', /shop: apiKey: .*Settings, API/],
    ['apiKey', undefined, /apiKey/],
    ['apiKey', 42, /apiKey/],
    ['apikey', 'typo', /apikey/],
  ])('%s: %j', (name, value, message) => {
    const { connector } = shop(() => ({ json: thing }))
    expect(() => connector({ apiKey: SECRET, [name]: value } as never)).toThrow(ConfigError)
    expect(() => connector({ apiKey: SECRET, [name]: value } as never)).toThrow(message)
  })

  it('names all of them at once', () => {
    const { connector } = shop(() => ({ json: thing }))
    const wrong = { apiKey: SECRET, timeout: -1, retry: -1, clock: 5 } as never
    expect(() => connector(wrong)).toThrow(/timeout: .*; retry: .*; clock: /)
  })

  it.each([undefined, null, 'sk_live', 5])('%j in place of the options', (options) => {
    const { connector } = shop(() => ({ json: thing }))
    expect(() => connector(options as never)).toThrow(ConfigError)
  })

  it.each([
    ['nonsense', 'a URL'],
    ['', 'a URL'],
    ['shop.test/v1', 'a URL'],
    ['ftp://shop.test/', 'an http or https URL'],
    ['file:///etc/passwd', 'an http or https URL'],
    [`https://user:${SECRET}@shop.test/`, 'a URL without user name and password'],
    [`https://shop.test/?key=${SECRET}`, 'a URL without query and fragment'],
    ['https://shop.test/#x', 'a URL without query and fragment'],
  ])('base URL %s', (baseUrl, expected) => {
    const make = () => shopAt(baseUrl, {})
    expect(make).toThrow(ConfigError)
    expect(make).toThrow(`shop: baseUrl: expected ${expected}`)
    expect(make).not.toThrow(SECRET)
  })
})

describe('a wrong call is refused before anything is sent, by the name of what is wrong', () => {
  it.each<[string, unknown, RegExp]>([
    ['timeout', 0, /shop\.things\.get: invalid options: timeout: expected a number of milliseconds above 0/],
    ['timeout', Number.NaN, /timeout/],
    ['timeout', '5', /timeout/],
    ['retry', -1, /retry: expected false or a whole number/],
    ['retry', Number.NaN, /retry/],
    ['retry', 'no', /retry/],
    ['signal', {}, /signal: expected an AbortSignal/],
    ['signal', new AbortController(), /signal/],
    ['headers', 'x-a: b', /headers: expected a plain object/],
    ['headers', new Headers({ 'x-a': 'b' }), /headers/],
    ['headers', [['x-a', 'b']], /headers/],
    ['headers', { 'x-a': 'b\r\nx-evil: 1' }, /"x-a" has a line break/],
    ['headers', { 'x a': 'b' }, /"x a" is not a valid header name/],
    ['headers', { 'x-a': 5 }, /"x-a" must be a string/],
    ['idempotencyKey', '', /idempotencyKey: expected a text/],
    ['idempotencyKey', 7, /idempotencyKey/],
    ['meta', 'x', /meta: expected an object/],
  ])('%s: %j', async (name, value, message) => {
    const { client, requests } = shop(() => ({ json: thing }))
    const error = await client.things.get({ id: 1 }, { [name]: value } as never).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(message)
    expect(error).toMatchObject({ sent: 'no', attempts: 0, operation: 'shop.things.get' })
    expect(requests).toHaveLength(0)
  })

  it.each(['fast', 5, true])('%j in place of the options', async (options) => {
    const { client, requests } = shop(() => ({ json: thing }))
    await expect(client.things.get({ id: 1 }, options as never)).rejects.toThrow(/invalid options: expected an object/)
    expect(requests).toHaveLength(0)
  })

  it.each<[unknown, RegExp]>([
    [undefined, /id/],
    [null, /expected object/],
    ['1', /expected object/],
    [{ id: '1' }, /id: .*expected number/],
    [{ id: 1, extra: true }, /extra/],
    [{ id: Number.NaN }, /id/],
    [[], /expected object/],
  ])('input %j', async (input, message) => {
    const { client, requests } = shop(() => ({ json: thing }))
    const error = await client.things.get(input as never).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(message)
    expect(error.issues.length).toBeGreaterThan(0)
    expect(requests).toHaveLength(0)
  })

  it.each([undefined, null, {}, { method: 'GET' }, { path: 'things' }, { method: 1, path: 'x' }])(
    'a raw request of %j',
    async (request) => {
      const { client, requests } = shop(() => ({ json: thing }))
      await expect(client.request(request as never)).rejects.toThrow(/request: expected \{ method, path/)
      expect(requests).toHaveLength(0)
    },
  )

  it('a body that JSON cannot hold', async () => {
    const json = circle()
    const { client, requests } = shop(() => ({ json: thing }))
    await expect(client.request({ method: 'POST', path: 'things', json })).rejects.toBeInstanceOf(InputError)
    expect(requests).toHaveLength(0)
  })

  it.each([-1, Number.NaN, undefined])('a list that may hold %j rows', async (max) => {
    const { client, requests } = shop(() => ({ json: [] }))
    await expect(client.things.list().all({ max } as never)).rejects.toBeInstanceOf(InputError)
    expect(requests).toHaveLength(0)
  })
})

describe('close()', () => {
  it('refuses calls that come after it, and lets those under way finish', async () => {
    let answer: (value: { json: unknown }) => void = () => undefined
    const { client, clock, requests } = shop(() => new Promise((resolve) => (answer = resolve)))
    const underway = client.things.get({ id: 1 })
    await clock.advance(1)
    await client.close()
    answer({ json: thing })
    expect(await clock.run(underway)).toEqual(thing)
    for (const late of [
      client.things.get({ id: 1 }),
      client.things.list().first(),
      client.request({ method: 'GET', path: 'x' }),
    ]) {
      await expect(late).rejects.toMatchObject({ name: 'ConfigError', sent: 'no' })
    }
    expect(requests).toHaveLength(1)
    await clock.advance(120_000)
    expect(clock.pending).toBe(0)
  })

  it('closes everything once, also when something fails to close, and tells of it', async () => {
    const closed: string[] = []
    const plugin = (name: string, fail = false): Plugin => ({
      name,
      close() {
        closed.push(name)
        if (fail) throw new Error(`${name} cannot close`)
      },
    })
    const connection = { close: () => void closed.push('connection') }
    const { client } = shop(() => ({ json: thing }), { plugins: [plugin('a', true), plugin('b')], connection })
    await expect(client.close()).rejects.toThrow('a cannot close')
    await expect(client.close()).rejects.toThrow('a cannot close')
    expect(closed).toEqual(['a', 'b', 'connection'])
  })

  it('leaves a transport open that was given to it', async () => {
    const { transport } = stubTransport(() => ({ json: thing }))
    const close = vi.fn()
    const { client } = shop(() => ({ json: thing }), { transport: { ...transport, close } })
    await client.close()
    expect(close).not.toHaveBeenCalled()
  })

  it('is what `await using` calls', async () => {
    const close = vi.fn()
    {
      await using client = shop(() => ({ json: thing }), { plugins: [{ name: 'p', close }] }).client
      await client.things.get({ id: 1 })
    }
    expect(close).toHaveBeenCalledOnce()
  })
})

it('a listener for mismatches that throws does not turn a write that happened into a failure', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const onMismatch = () => {
    throw new Error('log is full')
  }
  const { client } = shop(() => ({ json: { id: 'odd' } }), { onMismatch })
  expect(await client.things.create({ name: 'a' })).toEqual({ id: 'odd' })
  expect(warn).toHaveBeenCalledOnce()
})

function circle(): object {
  const object: { self?: object } = {}
  object.self = object
  return object
}
