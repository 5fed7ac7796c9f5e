import { createServer as createTlsServer } from 'node:https'
import { inspect } from 'node:util'
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { isConnectorError, NetworkError, ResponseMismatchError } from '../../src/errors/index.ts'
import type { Transport } from '../../src/transport/types.ts'
import { pki } from './pki.ts'
import { httpServer, type Loopback, listen, rawServer, until } from './servers.ts'
import { rejection, request, transports } from './transports.ts'

const SECRET = 'bot12345:very-secret-token'
const ways = ['text', 'bytes', 'stream'] as const

/** Sends and reads the whole body in one of the ways, so that a fault shows wherever it strikes. */
async function exchange(transport: Transport, url: string, way: (typeof ways)[number], change = {}): Promise<void> {
  const response = await transport.send(
    request(`${url}/${SECRET}/?key=${SECRET}`, { headers: { authorization: SECRET }, ...change }),
  )
  if (way === 'text') await response.text()
  else if (way === 'bytes') await response.bytes()
  else for await (const _ of response.stream());
}

function expectNoSecret(error: unknown): void {
  for (const shown of [String(error), JSON.stringify(error), inspect(error, { depth: 9, showHidden: true })]) {
    expect(shown).not.toContain('very-secret')
  }
}

async function closedPort(): Promise<string> {
  const server = await httpServer(() => undefined)
  await server.close()
  return server.url
}

const selfSigned = () =>
  listen(
    createTlsServer({ cert: pki.serverCert, key: pki.serverKey }, (_, response) => response.end()),
    'https',
  )

describe.each(transports)('$name tells what broke', ({ make }) => {
  it.each([
    ['a refused connection', closedPort, 'refused'],
    ['an unknown host', async () => 'http://nowhere.invalid', 'dns'],
    ['a certificate nobody vouches for', async () => (await selfSigned()).url, 'tls'],
    [
      'a server that does not speak TLS',
      async () => (await httpServer(() => undefined)).url.replace('http', 'https'),
      'tls',
    ],
  ])('before anything was sent: %s', async (_, url, code) => {
    const error = await rejection(exchange(make(), await url(), 'text', { method: 'POST', body: 'x' }))
    expect(error).toBeInstanceOf(NetworkError)
    expect(error).toMatchObject({ code, sent: 'no', retryable: true })
    expectNoSecret(error)
  })

  const broken: [string, Parameters<typeof rawServer>[0], string | RegExp][] = [
    ['a reset without an answer', (socket) => socket.resetAndDestroy(), 'reset'],
    ['a close without an answer', (socket) => socket.end(), 'reset'],
    ['a head that is cut off', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le'), /reset|protocol/],
    ['an answer that is not HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n\r\n'), 'protocol'],
    [
      'a body shorter than its length',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a"'),
      /reset|protocol/,
    ],
    [
      'chunks without an end',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabc'),
      /reset|protocol/,
    ],
    [
      'a reset in the middle of the body',
      (socket) => {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a"`)
        setTimeout(() => socket.resetAndDestroy(), 5)
      },
      'reset',
    ],
  ]
  it.each(broken)('when the request may have arrived: %s', async (_, onRequest, code) => {
    const server = await rawServer(onRequest)
    const transport = make()
    for (const way of ways) {
      const error = await rejection(exchange(transport, server.url, way, { method: 'POST', body: 'x' }))
      expect(error).toBeInstanceOf(NetworkError)
      expect(error).toMatchObject({ code: expect.stringMatching(code), sent: 'maybe' })
      expectNoSecret(error)
    }
    await until(() => server.open() === 0)
  })

  it('and names the host, but keeps the platform’s own error short and without the request', async () => {
    const url = await closedPort()
    const error = await rejection(exchange(make(), url, 'text'))
    expect(error.message).toContain(new URL(url).host)
    expect(error.cause).toBeInstanceOf(Error)
    expect(error.cause?.code).toBe('ECONNREFUSED')
    expect(error.cause?.cause).toBeUndefined()
    expect(error.cause?.request).toBeUndefined()
  })

  it.each(['not a url', 'ftp://x/', `http://user:${SECRET}@127.0.0.1/`])('refuses to send to %s', async (url) => {
    const error = await rejection(make().send(request(url)))
    expect(isConnectorError(error)).toBe(true)
    expect(error.sent).toBe('no')
    expectNoSecret(error)
  })
})

describe.each(transports)('$name bounds an answer', ({ make }) => {
  const huge = Buffer.alloc(3_000_000, 32)
  const answers: [string, (server: typeof huge) => Promise<Loopback>][] = [
    ['that says how long it is', (data) => httpServer((_, response) => response.end(data))],
    [
      'that does not say how long it is',
      (data) =>
        httpServer((_, response) => {
          response.write(data.subarray(0, 1000))
          response.end(data.subarray(1000))
        }),
    ],
    ['that is small before it is decompressed (gzip)', (data) => compressed('gzip', gzipSync(data))],
    ['that is small before it is decompressed (br)', (data) => compressed('br', brotliCompressSync(data))],
  ]
  it.each(answers)('%s', async (_, serve) => {
    const server = await serve(huge)
    const transport = make()
    for (const way of ways) {
      const error = await rejection(exchange(transport, server.url, way, { maxBytes: huge.length - 1 }))
      expect(error).toBeInstanceOf(ResponseMismatchError)
      expect(error).toMatchObject({ reason: 'too_large', sent: 'yes' })
      expectNoSecret(error)
      await exchange(transport, server.url, way, { maxBytes: huge.length })
    }
  })

  it('and closes the connection of one that never ends', async () => {
    const server = await httpServer((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      }
      response.on('drain', more)
      more()
    })
    const transport = make()
    for (const way of ways) {
      expect(await rejection(exchange(transport, server.url, way))).toMatchObject({ reason: 'too_large' })
    }
    await until(() => server.open() === 0)
  })

  it('and says when its compression is broken', async () => {
    const good = gzipSync('{"a":1}'.repeat(1000))
    const corrupt = Buffer.from(good)
    corrupt.fill(0xff, 20, 40)
    const server = await compressed('gzip', corrupt)
    for (const way of ways) {
      const error = await rejection(exchange(make(), server.url, way))
      expect(error).toMatchObject({ name: 'NetworkError', code: 'decode', sent: 'maybe' })
    }
  })
})

function compressed(encoding: string, data: Buffer): Promise<Loopback> {
  return httpServer((_, response) => {
    response.setHeader('content-encoding', encoding)
    response.end(data)
  })
}

describe.each(transports)('$name is aborted', ({ make }) => {
  const reason = new Error('the caller changed their mind')

  it('before it sends: nothing goes out', async () => {
    let hits = 0
    const server = await httpServer((_, response) => {
      hits++
      response.end()
    })
    const error = await rejection(make().send(request(server.url, { signal: AbortSignal.abort(reason) })))
    expect(error).toBe(reason)
    expect([hits, server.opened()]).toEqual([0, 0])
  })

  it('while it waits for an answer', async () => {
    const controller = new AbortController()
    const server = await httpServer(() => controller.abort(reason))
    const error = await rejection(make().send(request(server.url, { signal: controller.signal })))
    expect(error).toBe(reason)
    await until(() => server.open() === 0)
  })

  it.each(ways)('while it reads the body as %s', async (way) => {
    const controller = new AbortController()
    const server = await httpServer((_, response) => {
      response.write('{"a":')
      setTimeout(() => controller.abort(reason), 5)
    })
    const error = await rejection(exchange(make(), server.url, way, { signal: controller.signal }))
    expect(error).toBe(reason)
    await until(() => server.open() === 0)
  })

  it('with a reason that is no Error', async () => {
    const controller = new AbortController()
    const server = await httpServer(() => controller.abort('enough'))
    expect(await rejection(make().send(request(server.url, { signal: controller.signal })))).toBe('enough')
  })
})

describe('undici is aborted', () => {
  const make = transports[1]!.make

  it('and keeps no listener on the signal afterwards', async () => {
    const controller = new AbortController()
    let listeners = 0
    const { signal } = controller
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = ((...args: Parameters<typeof add>) => {
      listeners++
      add(...args)
    }) as typeof signal.addEventListener
    signal.removeEventListener = ((...args: Parameters<typeof remove>) => {
      listeners--
      remove(...args)
    }) as typeof signal.removeEventListener
    const server = await httpServer((_, response) => response.end('x'))
    const transport = make()
    for (let i = 0; i < 20; i++) await (await transport.send(request(server.url, { signal }))).text()
    expect(listeners).toBeLessThanOrEqual(1)
  })
})

describe('undici decompresses', () => {
  const make = transports[1]!.make

  it.each([
    ['deflate without a header, as some servers send it', 'deflate', deflateRawSync('{"a":1}')],
    ['two codings, one over the other', 'gzip, br', brotliCompressSync(gzipSync('{"a":1}'))],
    ['an old name of gzip', 'X-GZIP', gzipSync('{"a":1}')],
  ])('%s', async (_, encoding, data) => {
    const server = await compressed(encoding, data)
    expect(await (await make().send(request(server.url))).text()).toBe('{"a":1}')
  })

  it.each([
    ['a gzip that is cut off', 'gzip', gzipSync('{"a":1}'.repeat(1000)).subarray(0, -12)],
    ['a coding it did not ask for', 'zstd', Buffer.from('x')],
    ['more codings than anybody needs', 'gzip, gzip, gzip', gzipSync(gzipSync(gzipSync('{}')))],
  ])('not %s', async (_, encoding, data) => {
    const server = await compressed(encoding, data)
    for (const way of ways) {
      expect(await rejection(exchange(make(), server.url, way))).toMatchObject({ name: 'NetworkError', code: 'decode' })
    }
  })
})
