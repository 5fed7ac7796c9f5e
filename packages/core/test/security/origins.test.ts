import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as z from 'zod'
import {
  type Auth,
  apiKey,
  basic,
  bearer,
  type ClientOptions,
  defineConnector,
  InputError,
  isConnectorError,
  listOperation,
  memoryLimiterStore,
  nextLinkPages,
  ResponseMismatchError,
} from '../../src/index.ts'
import { stubTransport } from '../support/stub.ts'
import { httpServer, type Loopback } from '../transport/servers.ts'
import { transports } from '../transport/transports.ts'

// Real work on real sockets, or many runs: a machine that is busy otherwise may need longer than five seconds.
vi.setConfig({ testTimeout: 60_000 })

const KEY = 'sk_live_very_secret'

const auths: readonly [string, () => Auth][] = [
  ['bearer', () => bearer(KEY)],
  ['basic', () => basic({ username: 'me', password: KEY })],
  ['a key in a header', () => apiKey({ in: 'header', name: 'x-api-key', value: KEY })],
  ['a key in the query', () => apiKey({ in: 'query', name: 'key', value: KEY })],
]

const rows = listOperation<Record<string, never>, unknown>({
  summary: 'List rows',
  input: z.strictObject({}),
  item: z.unknown(),
  pages: nextLinkPages({ next: (body: { next?: string }) => body.next }),
  items: (body: { items: unknown[] }) => body.items,
  request: () => ({ method: 'GET', path: 'rows' }),
})

function clientOf(baseUrl: string, auth: Auth, options: ClientOptions) {
  const connector = defineConnector({
    id: 'links',
    title: 'Links',
    options: () => z.object({ account: z.string().optional() }),
    connect: () => ({ baseUrl, auth }),
    operations: { rows },
  })
  return connector({ limiterStore: memoryLimiterStore(), retry: false, onMismatch: () => undefined, ...options })
}

/** Addresses that want a client to leave its origin. `mine` and `evil` are hosts with their ports. */
const hostile = (mine: string, evil: string): string[] => {
  const [, port = ''] = evil.split(':')
  return [
    `http://${evil}/x`,
    `HTTP://${evil}/x`,
    `hTTp://${evil}/x`,
    `https://${evil}/x`,
    `https://${mine}/x`,
    `//${evil}/x`,
    `///${evil}/x`,
    `\\\\${evil}\\x`,
    `/\\${evil}/x`,
    `\\/${evil}/x`,
    `http:${evil}/x`,
    `http:/${evil}/x`,
    `https:${evil}/x`,
    `http:\\\\${evil}\\x`,
    `http:///${evil}/x`,
    ` http://${evil}/x`,
    `\thttp://${evil}/x`,
    `ht\ntp://${evil}/x`,
    `http://\t${evil}/x`,
    `\u0000http://${evil}/x`,
    `http://${mine}@${evil}/x`,
    `http://me:pass@${evil}/x`,
    `http://${mine}#@${evil}/x`,
    `http://${mine}\\@${evil}/x`,
    `http://${mine}%2f@${evil}/x`,
    `http://${mine}?@${evil}/x`,
    `http://${mine}.evil.invalid/x`,
    `http://evil.invalid/${mine}`,
    `http://localhost:${port}/x`,
    `http://[::ffff:127.0.0.1]:${port}/x`,
    `http://[::1]:${port}/x`,
    `http://0x7f.0.0.1:${port}/x`,
    `http://2130706433:${port}/x`,
    `http://127.1:${port}/x`,
    `http://127。0。0。1:${port}/x`,
    `http://①②⑦.0.0.1:${port}/x`,
    `http://ｅｖｉｌ.invalid/x`,
    `http://169.254.169.254/latest/meta-data/`,
    `http://127.0.0.1:80/x`,
    `http://[`,
    `http://`,
    `https://%`,
    `ftp://${evil}/x`,
    `file:///etc/passwd`,
    `javascript:alert(1)`,
    `data:application/json,{}`,
    `blob:http://${evil}/x`,
    `ws://${evil}/x`,
    `@${evil}/x`,
    `:80@${evil}/x`,
    `.${evil}/x`,
    `?@${evil}/x`,
    `#@${evil}/x`,
    `;//${evil}/x`,
    `..//${evil}/x`,
    `%2f%2f${evil}/x`,
    `/%5c${evil}/x`,
    `/.//${evil}/x`,
    `/..//${evil}/x`,
  ]
}

/** Ended as it should: an answer of its own server, or an error of this SDK that shows neither key nor address. */
function expectTame(ending: unknown): void {
  if (!(ending instanceof Error)) return
  if (!isConnectorError(ending)) throw ending
  expect(`${ending.stack} ${JSON.stringify(ending)}`).not.toContain(KEY)
}

const settle = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)

describe.each(auths)('with %s', (_, auth) => {
  describe.each(transports)('over $name', ({ make }) => {
    it('credentials reach no other server, whatever links, redirects and paths ask for', async () => {
      const transport = make()
      onTestFinished(() => transport.close?.())
      const stolen: string[] = []
      const evil = await httpServer((request, response) => {
        stolen.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
        response.end('{}')
      })
      const seen: string[] = []
      const mine: Loopback = await httpServer((request, response) => {
        seen.push(`${request.url} ${JSON.stringify(request.headers)}`)
        serve(hostile(hostOf(mine), hostOf(evil)), request, response)
      })
      const client = clientOf(`${mine.url}/v1/`, auth(), { transport })
      const addresses = hostile(hostOf(mine), hostOf(evil))
      for (const [index, address] of addresses.entries()) {
        expectTame(await settle(client.request({ method: 'GET', path: address })))
        expectTame(await settle(client.request({ method: 'POST', path: address, json: {} })))
        expectTame(await settle(client.request({ method: 'GET', path: `redirect/${index}`, expect: 'text' })))
        expectTame(await settle(client.request({ method: 'POST', path: `redirect/${index}`, json: {} })))
        expectTame(await settle(client.request({ method: 'GET', path: `next/${index}` })))
      }
      expect(stolen).toEqual([])
      expect(seen.length).toBeGreaterThan(addresses.length)
      // What was sent, was sent with the key: it was not for want of credentials that none got out.
      expect(seen.every((request) => request.includes(KEY) || request.includes('Basic'))).toBe(true)
    })
  })
})

function serve(addresses: readonly string[], request: IncomingMessage, response: ServerResponse): void {
  const [, place, index] = /\/(redirect|next)\/(\d+)/.exec(request.url ?? '') ?? []
  const address = addresses[Number(index)]
  if (place === 'redirect' && address !== undefined) {
    // Node refuses some of these in a header; a hostile server would not.
    response.socket?.end(
      `HTTP/1.1 ${request.method === 'GET' ? 302 : 307} Found\r\nlocation: ${address.replace(/[\n\0]/g, '')}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
    )
    return
  }
  response.setHeader('content-type', 'application/json')
  response.end('{}')
}

const hostOf = (server: Loopback) => server.url.slice('http://'.length)

describe('a link to the next page', () => {
  const read = async (next: string, baseUrl = 'https://shop.test/v1/') => {
    const { transport, requests } = stubTransport((_, index) => ({
      json: { items: [index], ...(index === 0 ? { next } : {}) },
    }))
    const client = clientOf(baseUrl, bearer(KEY), { transport })
    const ending = await settle(client.rows().all({ max: 10 }))
    return { ending, urls: requests.map((request) => request.url), requests }
  }

  it.each(hostile('shop.test', 'evil.invalid:8080'))('stays at home: %j', async (next) => {
    const { ending, requests } = await read(next)
    expectTame(ending)
    for (const request of requests) expect(new URL(request.url).host).toBe('shop.test')
    for (const request of requests) expect(new URL(request.url).protocol).toBe('https:')
  })

  it.each([
    'https://shop.test/v1/rows?page=2',
    'HTTPS://SHOP.TEST/v1/rows?page=2',
    'https://shop.test:443/v1/rows?page=2',
    'rows?page=2',
  ])('is followed within the origin: %s', async (next) => {
    const { ending, urls } = await read(next)
    expect(ending).toEqual([0, 1])
    expect(new URL(urls[1] as string).href).toBe('https://shop.test/v1/rows?page=2')
  })

  it('that is no URL is refused in words, without being quoted', async () => {
    const { ending } = await read(`http://[${KEY}`)
    expect(ending).toBeInstanceOf(InputError)
    expect(ending).toMatchObject({ code: 'invalid_url', sent: 'no' })
    expectTame(ending)
  })
})

describe('a redirect', () => {
  const redirected = (locations: readonly string[]) =>
    stubTransport((_, index) =>
      index < locations.length ? { status: 302, headers: { location: locations[index] as string } } : { json: {} },
    )

  it('is followed step by step, and refused at the step that leaves', async () => {
    const { transport, requests } = redirected(['/a', 'b', 'https://shop.test/c', 'https://evil.invalid/d'])
    const client = clientOf('https://shop.test/v1/', bearer(KEY), { transport })
    const error = await settle(client.request({ method: 'GET', path: 'start' }))
    expect(error).toBeInstanceOf(ResponseMismatchError)
    expect(requests.map((request) => request.url)).toEqual([
      'https://shop.test/v1/start',
      'https://shop.test/a',
      'https://shop.test/b',
      'https://shop.test/c',
    ])
  })

  it('of a write is not followed, not even at home', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const { transport, requests } = redirected(['/elsewhere'])
      const client = clientOf('https://shop.test/v1/', bearer(KEY), { transport })
      expect(await settle(client.request({ method, path: 'start' }))).toMatchObject({
        sent: expect.stringMatching(/yes|maybe/),
      })
      expect(requests).toHaveLength(1)
    }
  })

  it('goes where the connector allows it, and nowhere else', async () => {
    const { transport, requests } = redirected(['https://moved.test/v1/start'])
    const connector = defineConnector({
      id: 'moving',
      title: 'Moving',
      options: () => z.object({ account: z.string().optional() }),
      connect: () => ({
        baseUrl: 'https://shop.test/v1/',
        auth: bearer(KEY),
        onRedirect: ({ host }) => host === 'moved.test',
      }),
      operations: { rows },
    })
    const client = connector({ transport })
    await client.request({ method: 'POST', path: 'start', json: { a: 1 } })
    expect(requests.map(({ url, body, headers }) => [url, body, headers.authorization])).toEqual([
      ['https://shop.test/v1/start', '{"a":1}', `Bearer ${KEY}`],
      ['https://moved.test/v1/start', '{"a":1}', `Bearer ${KEY}`],
    ])
  })
})
