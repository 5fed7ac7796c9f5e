import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import {
  AuthenticationError,
  ConfigError,
  InputError,
  isConnectorError,
  listOperation,
  nextLinkPages,
  type Plugin,
  ResponseMismatchError,
} from '../../src/index.ts'
import { operations, shop } from '../support/stub.ts'

const thing = { id: 1, name: 'a' }

describe('the client', () => {
  it('is a tree of functions, and its connector is data', async () => {
    const { client, connector, requests } = shop(() => ({ json: thing }))
    expect(await client.things.get({ id: 1 })).toEqual(thing)
    expect(requests[0]).toMatchObject({ method: 'GET', url: 'https://shop.test/v1/things/1' })
    expect(requests[0]?.headers.authorization).toBe('Bearer sk_live_very_secret')
    expect(connector.id).toBe('shop')
    expect(connector.operations.things.get).toBe(operations.things.get)
    expect(Object.keys(client.things)).toContain('createOnce')
  })

  it('lets a test put a double in the place of a method', async () => {
    const { client } = shop(() => ({ json: thing }))
    const get = vi.spyOn(client.things, 'get').mockResolvedValue({ id: 2, name: 'double' })
    expect(await client.things.get({ id: 1 })).toEqual({ id: 2, name: 'double' })
    expect(get).toHaveBeenCalledOnce()
  })

  it('refuses wrong options at construction, with the place and where to find the key', () => {
    const { connector } = shop(() => ({}))
    expect(() => connector({} as never)).toThrow(ConfigError)
    expect(() => connector({} as never)).toThrow(/apiKey.*Settings, API/)
    expect(() => connector({ apiKey: 'x', apikey: 'y' } as never)).toThrow(/apikey/)
    expect(() => connector(undefined as never)).toThrow(ConfigError)
  })

  it('refuses wrong input before anything is sent, naming the path', async () => {
    const { client, requests } = shop(() => ({ json: thing }))
    const error = await client.things.get({ id: 'one' as never }).catch((e) => e)
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(/shop\.things\.get: invalid input: id: .*number/)
    expect(error.sent).toBe('no')
    expect(requests).toHaveLength(0)
  })

  it('sends a raw request through the same pipeline', async () => {
    const { client, clock, requests } = shop((_, n) => (n === 0 ? { status: 500 } : { json: { ok: true } }))
    expect(await clock.run(client.request({ method: 'GET', path: '/other', query: { q: 'a b' } }))).toEqual({
      ok: true,
    })
    expect(requests[1]?.url).toBe('https://shop.test/v1/other?q=a%20b')
    expect(requests[1]?.headers.authorization).toContain('sk_live')
  })

  it('never sends credentials to another origin', async () => {
    const { client, requests } = shop(() => ({ json: {} }))
    const error = await client.request({ method: 'GET', path: 'https://evil.test/v1/things' }).catch((e) => e)
    expect(error).toBeInstanceOf(InputError)
    expect(requests).toHaveLength(0)
  })

  it('follows a redirect of a GET within the origin and no other', async () => {
    const inside = shop((_, n) => (n === 0 ? { status: 302, headers: { location: '/v1/things/2' } } : { json: thing }))
    expect(await inside.client.things.get({ id: 1 })).toEqual(thing)
    const outside = shop(() => ({ status: 302, headers: { location: 'https://evil.test/' } }))
    const error = await outside.client.things.get({ id: 1 }).catch((e) => e)
    expect(error).toBeInstanceOf(ResponseMismatchError)
    expect(error.reason).toBe('redirect')
    expect(outside.requests).toHaveLength(1)
    const write = shop(() => ({ status: 307, headers: { location: '/v1/elsewhere' } }))
    await expect(write.client.things.create({ name: 'a' })).rejects.toBeInstanceOf(ResponseMismatchError)
    expect(write.requests).toHaveLength(1)
  })

  it('ends an error’s stack in the code of the caller', async () => {
    const { client } = shop(() => ({ status: 404 }))
    async function callerOfMine() {
      return await client.things.get({ id: 1 })
    }
    const error = await callerOfMine().catch((e) => e)
    expect(error.stack.split('\n')[0]).toContain('shop.things.get')
    expect(error.stack.split('\n')[1]).toContain('callerOfMine')
  })

  it('refuses calls after close', async () => {
    const { client } = shop(() => ({ json: thing }))
    await client.close()
    await expect(client.things.get({ id: 1 })).rejects.toBeInstanceOf(ConfigError)
  })
})

describe('what came back', () => {
  it('hands over an answer of another shape, and tells onMismatch once a minute', async () => {
    const onMismatch = vi.fn()
    const { client, clock } = shop(() => ({ json: { id: 'x', name: 'a' } }), { onMismatch })
    expect(await client.things.get({ id: 1 })).toEqual({ id: 'x', name: 'a' })
    await client.things.get({ id: 1 })
    expect(onMismatch).toHaveBeenCalledOnce()
    expect(onMismatch.mock.calls[0]?.[0]).toMatchObject({ operation: 'shop.things.get', issues: [{ path: ['id'] }] })
    await clock.advance(61_000)
    await client.things.get({ id: 1 })
    expect(onMismatch).toHaveBeenCalledTimes(2)
  })

  it('throws for a read in strict mode, never for a write', async () => {
    const onMismatch = vi.fn()
    const { client } = shop(() => ({ json: { id: 'x' } }), { validation: 'strict', onMismatch })
    await expect(client.things.get({ id: 1 })).rejects.toBeInstanceOf(ResponseMismatchError)
    expect(await client.things.create({ name: 'a' })).toEqual({ id: 'x' })
    expect(onMismatch).toHaveBeenCalledOnce()
  })

  it('tells HTML from JSON', async () => {
    const page = { text: '<!doctype html><title>Login</title>', headers: { 'content-type': 'text/html' } }
    const { client } = shop(() => page)
    const error = await client.things.get({ id: 1 }, { retry: false }).catch((e) => e)
    expect(error).toBeInstanceOf(ResponseMismatchError)
    expect(error.reason).toBe('not_json')
    expect(error.message).not.toContain('Login')
  })

  it('prints no secret, whatever way an error is printed', async () => {
    const { client } = shop(() => ({ status: 400, json: { message: 'bad token sk_live_very_secret in header' } }))
    const error = await client.things.get({ id: 1 }).catch((e) => e)
    expect(isConnectorError(error)).toBe(true)
    for (const text of [
      String(error),
      JSON.stringify(error),
      inspect(error, { depth: 9, showHidden: true }),
      error.stack,
    ]) {
      expect(text).not.toContain('sk_live')
      expect(text).not.toContain('shop.test')
    }
  })
})

describe('pages', () => {
  const rows = (n: number) => Array.from({ length: n }, (_, i) => ({ id: i + 1, name: `n${i}` }))
  const paged = (all: { id: number; name: string }[]) =>
    shop((request) => {
      const query = new URL(request.url).searchParams
      const page = Number(query.get('page'))
      const limit = Number(query.get('limit'))
      return { json: { data: all.slice((page - 1) * limit, page * limit) } }
    })

  it('reads as it is consumed, and stops when the loop is left', async () => {
    const { client, requests } = paged(rows(7))
    const seen: number[] = []
    for await (const row of client.things.list()) {
      seen.push(row.id)
      if (row.id === 3) break
    }
    expect(seen).toEqual([1, 2, 3])
    expect(requests).toHaveLength(2)
    expect(await client.things.list().all({ max: 7 })).toHaveLength(7)
    expect((await client.things.list().first())?.id).toBe(1)
    expect(await client.things.list().take(3)).toHaveLength(3)
    expect(await paged([]).client.things.list().first()).toBeUndefined()
  })

  it('throws rather than cut off beyond max', async () => {
    const { client } = paged(rows(7))
    const error = await client.things
      .list()
      .all({ max: 6 })
      .catch((e) => e)
    expect(error).toBeInstanceOf(InputError)
    expect(error.code).toBe('too_many')
  })

  it('asks for the greatest number of rows where JavaScript gives none', async () => {
    const { client, requests } = shop(() => ({ json: { data: [] } }))
    const pages = client.things.list({})
    for (const options of [undefined, {}, { max: 'many' }]) {
      await expect(pages.all(options as never)).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(/max/),
      })
    }
    expect(requests).toEqual([])
  })

  it('reads on from a cursor kept as JSON', async () => {
    const { client } = paged(rows(7))
    let next: unknown
    for await (const page of client.things.list().pages()) {
      next = JSON.parse(JSON.stringify(page.next))
      break
    }
    const rest: number[] = []
    for await (const page of client.things.list().pages({ from: next as never }))
      rest.push(...page.items.map((row) => row.id))
    expect(rest).toEqual([3, 4, 5, 6, 7])
  })

  it('drops rows that come again because rows were inserted while reading', async () => {
    const all = rows(6)
    const { client } = shop((request, index) => {
      if (index === 1) all.unshift({ id: 99, name: 'new' })
      const page = Number(new URL(request.url).searchParams.get('page'))
      return { json: { data: all.slice((page - 1) * 2, page * 2) } }
    })
    const ids: number[] = []
    for await (const row of client.things.list()) ids.push(row.id)
    expect(ids).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('plugins', () => {
  it('run as two onions, guards outermost, and see no credentials', async () => {
    const order: string[] = []
    const make = (name: string, stage?: Plugin['stage']): Plugin => ({
      name,
      ...(stage === undefined ? {} : { stage }),
      async operation(_, next) {
        order.push(`${name}+`)
        const result = await next()
        order.push(`${name}-`)
        return result
      },
      async attempt(context, next) {
        order.push(`${name}:attempt ${context.attempt}`)
        expect(JSON.stringify(context.request)).not.toContain('sk_live')
        return next()
      },
    })
    const { client, clock } = shop((_, n) => (n === 0 ? { status: 500 } : { json: thing }), {
      plugins: [make('a'), make('record', 'record'), make('b'), make('guard', 'guard')],
    })
    await clock.run(client.things.get({ id: 1 }))
    expect(order.filter((entry) => entry.endsWith('+'))).toEqual(['guard+', 'a+', 'b+', 'record+'])
    expect(order.filter((entry) => entry.endsWith('-'))).toEqual(['record-', 'b-', 'a-', 'guard-'])
    expect(order.filter((entry) => entry.startsWith('a:'))).toEqual(['a:attempt 1', 'a:attempt 2'])
  })

  it('may not call next twice', async () => {
    const { client } = shop(() => ({ json: thing }), {
      plugins: [
        {
          name: 'greedy',
          async operation(_, next) {
            await next()
            return next()
          },
        },
      ],
    })
    await expect(client.things.get({ id: 1 })).rejects.toThrow(/more than once/)
  })

  it('may add headers to an attempt', async () => {
    const { client, requests } = shop(() => ({ json: thing }), {
      plugins: [
        {
          name: 'trace',
          async attempt(context, next) {
            if (context.request !== undefined) context.request.headers.traceparent = '00-1-2-01'
            return next()
          },
        },
      ],
    })
    await client.things.get({ id: 1 })
    expect(requests[0]?.headers.traceparent).toBe('00-1-2-01')
  })
})

it('tells where to find credentials also when auth itself refuses them', async () => {
  const { client } = shop(() => ({ json: thing }), {
    connection: {
      auth: {
        kind: 'refusing',
        identity: () => 'me',
        secrets: () => [],
        apply: () => Promise.reject(new AuthenticationError('the login was refused')),
      },
    },
  })
  const error = await client.things.get({ id: 1 }).catch((e) => e)
  expect(error).toBeInstanceOf(AuthenticationError)
  expect(error.message).toBe('shop.things.get: the login was refused. Find the key under Settings, API.')
})

it('advice of a verdict stands for the advice of the connection, and a code for words that are missing', async () => {
  const { client } = shop(() => ({ status: 401, json: {} }), {
    connection: { classify: () => ({ kind: 'authentication', vendorCode: 'blocked', advice: 'Ask support.' }) },
  })
  await expect(client.things.get({ id: 1 })).rejects.toThrow(
    /^shop\.things\.get: the credentials were refused \(HTTP 401\): blocked\. Ask support\.$/,
  )
})

it.each([
  ['/v2/things?page=2', 'https://shop.test/v2/things?page=2'],
  ['things?page=2', 'https://shop.test/v1/things?page=2'],
  ['?page=2', 'https://shop.test/v1/?page=2'],
  ['https://shop.test/v1/things?page=2', 'https://shop.test/v1/things?page=2'],
])('takes the next link %s as a browser would', async (link, url) => {
  const { client, requests } = shop((_, index) => ({
    json: { data: [{ id: index, name: 'a' }], next: index === 0 ? link : null },
  }))
  const linked = listOperation<object, { id: number }>({
    summary: 'List by links',
    input: z.strictObject({}),
    item: z.looseObject({ id: z.number() }),
    pages: nextLinkPages({ next: (body) => body.next }),
    request: () => ({ method: 'GET', path: 'things' }),
  })
  expect(await client.run('things.linked', linked, {}).all({ max: 9 })).toHaveLength(2)
  expect(requests[1]?.url).toBe(url)
})

it.each(['//evil.test/v1', 'https://evil.test/', '\\\\evil.test\\x', 'http://shop.test/v1/things'])(
  'does not follow the next link %s',
  async (link) => {
    const { client, requests } = shop(() => ({ json: { data: [{ id: 1 }], next: link } }))
    const linked = listOperation<object, { id: number }>({
      summary: 'List by links',
      input: z.strictObject({}),
      item: z.looseObject({ id: z.number() }),
      pages: nextLinkPages({ next: (body) => body.next }),
      request: () => ({ method: 'GET', path: 'things' }),
    })
    await expect(client.run('things.linked', linked, {}).all({ max: 9 })).rejects.toMatchObject({
      code: 'foreign_origin',
    })
    expect(requests).toHaveLength(1)
  },
)
