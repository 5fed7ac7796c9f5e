import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { echo, httpServer, readRequest, until } from './servers.ts'
import { request, transports } from './transports.ts'

const encoder = new TextEncoder()

function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk))
      controller.close()
    },
  })
}

describe.each(transports)('$name carries a request', ({ make }) => {
  it('with its method, path, query and headers as they are', async () => {
    const server = await httpServer(echo)
    const url = `${server.url}/orders/a%2Fb/%D1%96?filter%5Bid%5D=1&q=a%20b&t=2020-08-24%2000%3A00`
    const response = await make().send(
      request(url, { method: 'DELETE', headers: { 'x-key': 'secret', accept: 'text/x' } }),
    )
    const seen = JSON.parse(await response.text())
    expect(seen.method).toBe('DELETE')
    expect(seen.url).toBe(url.slice(server.url.length))
    expect(seen.headers).toMatchObject({ 'x-key': 'secret', accept: 'text/x' })
  })

  it.each([
    ['text', 'Привіт', 'Привіт'],
    ['bytes', new Uint8Array([0, 255, 1]).subarray(1), '\u00ff\u0001'],
    ['an empty text', '', ''],
  ] as const)('with a body of %s and its length', async (_, body, expected) => {
    const server = await httpServer(echo)
    const response = await make().send(request(server.url, { method: 'POST', body }))
    const seen = JSON.parse(await response.text())
    const bytes = Buffer.from(seen.body, 'base64')
    expect(typeof body === 'string' ? bytes.toString() : bytes.toString('latin1')).toBe(expected)
    expect(Number(seen.headers['content-length'] ?? 0)).toBe(bytes.length)
  })

  it('with a stream, chunked or of a length that is known', async () => {
    const server = await httpServer(echo)
    const transport = make()
    const chunked = await transport.send(request(server.url, { method: 'POST', body: streamOf('ab', 'cd') }))
    const seen = JSON.parse(await chunked.text())
    expect(Buffer.from(seen.body, 'base64').toString()).toBe('abcd')
    expect(seen.headers['transfer-encoding']).toBe('chunked')
    const headers = { 'content-length': '4' }
    const known = await transport.send(request(server.url, { method: 'POST', headers, body: streamOf('ab', 'cd') }))
    const seenKnown = JSON.parse(await known.text())
    expect(seenKnown.headers['content-length']).toBe('4')
    expect(seenKnown.headers['transfer-encoding']).toBeUndefined()
  })

  it('with a stream that is read no faster than it is sent', async () => {
    const size = 64 * 1024 * 1024
    let made = 0
    let received = 0
    let ahead = 0
    const hash = createHash('sha256')
    const server = await httpServer(async (incoming, response) => {
      for await (const chunk of incoming) {
        received += (chunk as Buffer).length
        hash.update(chunk as Buffer)
        ahead = Math.max(ahead, made - received)
      }
      response.end(String(received))
    })
    const chunk = new Uint8Array(256 * 1024).fill(7)
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          made += chunk.length
          controller.enqueue(chunk)
          if (made === size) controller.close()
        },
      },
      { highWaterMark: 0 },
    )
    const response = await make().send(request(server.url, { method: 'POST', body }))
    expect(await response.text()).toBe(String(size))
    expect(hash.digest('hex')).toBe(createHash('sha256').update(new Uint8Array(size).fill(7)).digest('hex'))
    expect(ahead).toBeLessThan(16 * 1024 * 1024)
  })

  it('and gives status and headers, those that come twice too', async () => {
    const server = await httpServer((_, response) => {
      response.writeHead(
        418,
        [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
          ['X-Id', '7'],
        ].flat(),
      )
      response.end('x')
    })
    const response = await make().send(request(server.url))
    expect(response.status).toBe(418)
    expect(response.header('X-ID')).toBe('7')
    expect(response.header('x-id')).toBe('7')
    expect(response.header('x-none')).toBeNull()
    expect(response.header('constructor')).toBeNull()
    expect([...response.headers()].filter(([name]) => name === 'set-cookie')).toEqual([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ])
    expect(await response.text()).toBe('x')
  })

  it('and does not follow a redirect', async () => {
    let hits = 0
    const server = await httpServer((_, response) => {
      hits++
      response.writeHead(302, { location: '/other' }).end('moved')
    })
    const response = await make().send(request(server.url))
    expect(response.status).toBe(302)
    expect(response.header('location')).toBe('/other')
    await response.discard()
    expect(hits).toBe(1)
  })

  it('and passes over informational answers', async () => {
    const server = await httpServer((_, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' }, () => response.end('final'))
    })
    const response = await make().send(request(server.url))
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('final')
  })
})

describe.each(transports)('$name reads an answer', ({ make }) => {
  it('as text: no byte order mark, characters split between chunks whole', async () => {
    const text = Buffer.from('\ufeff{"name":"Олена 🌻"}')
    const server = await httpServer(async (_, response) => {
      for (const byte of text) {
        response.write(Buffer.from([byte]))
        await new Promise((resolve) => setImmediate(resolve))
      }
      response.end()
    })
    const transport = make()
    expect(await (await transport.send(request(server.url))).text()).toBe('{"name":"Олена 🌻"}')
    const whole = await httpServer((_, response) => response.end(text))
    expect(await (await transport.send(request(whole.url))).text()).toBe('{"name":"Олена 🌻"}')
  })

  it('as bytes and as a stream, exactly', async () => {
    const data = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31) % 256))
    const server = await httpServer((incoming, response) => {
      if (incoming.url === '/known') response.setHeader('content-length', data.length)
      response.write(data.subarray(0, 99_999))
      response.end(data.subarray(99_999))
    })
    const transport = make()
    for (const path of ['/known', '/chunked']) {
      const bytes = await (await transport.send(request(server.url + path))).bytes()
      expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype)
      expect(Buffer.compare(bytes, data)).toBe(0)
      const streamed: Uint8Array[] = []
      for await (const chunk of (await transport.send(request(server.url + path))).stream()) streamed.push(chunk)
      expect(Buffer.compare(Buffer.concat(streamed), data)).toBe(0)
    }
  })

  it('that is empty: 204, HEAD, and a length of 0', async () => {
    const server = await httpServer((incoming, response) => {
      if (incoming.url === '/204') response.writeHead(204, { 'content-encoding': 'gzip' })
      else if (incoming.method === 'HEAD')
        response.writeHead(200, { 'content-length': '10', 'content-encoding': 'gzip' })
      response.end()
    })
    const transport = make()
    for (const [method, path] of [
      ['GET', '/204'],
      ['HEAD', '/'],
      ['GET', '/'],
    ] as const) {
      expect(await (await transport.send(request(server.url + path, { method }))).text()).toBe('')
      expect((await (await transport.send(request(server.url + path, { method }))).bytes()).length).toBe(0)
      const chunks: Uint8Array[] = []
      for await (const chunk of (await transport.send(request(server.url + path, { method }))).stream())
        chunks.push(chunk)
      expect(Buffer.concat(chunks).length).toBe(0)
    }
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('compressed with %s, whole and as a stream', async (encoding, compress) => {
    const text = JSON.stringify(Array.from({ length: 5000 }, (_, id) => ({ id, name: `Замовлення ${id}` })))
    const compressed = compress(Buffer.from(text))
    const server = await httpServer((incoming, response) => {
      expect(incoming.headers['accept-encoding']).toContain('gzip')
      response.setHeader('content-encoding', encoding)
      if (incoming.url === '/known') response.setHeader('content-length', compressed.length)
      response.write(compressed.subarray(0, 100))
      response.end(compressed.subarray(100))
    })
    const transport = make()
    for (const path of ['/known', '/chunked']) {
      expect(await (await transport.send(request(server.url + path))).text()).toBe(text)
      const chunks: Uint8Array[] = []
      for await (const chunk of (await transport.send(request(server.url + path))).stream()) chunks.push(chunk)
      expect(Buffer.concat(chunks).toString()).toBe(text)
    }
  })

  it('and lets go of the connection when the body is not wanted', async () => {
    const server = await httpServer((incoming, response) => {
      if (incoming.url === '/endless') {
        response.write(Buffer.alloc(1_000_000))
        return
      }
      response.end('short')
    })
    const transport = make()
    await (await transport.send(request(`${server.url}/endless`, { maxBytes: 1e9 }))).discard()
    await until(() => server.open() === 0)
    await (await transport.send(request(server.url))).discard()
    expect(await (await transport.send(request(server.url))).text()).toBe('short')
  })

  it('and stops the server when a stream is cancelled', async () => {
    const server = await httpServer((_, response) => {
      response.write(Buffer.alloc(100_000))
    })
    const response = await make().send(request(server.url))
    const reader = response.stream().getReader()
    await reader.read()
    await reader.cancel()
    await until(() => server.open() === 0)
  })

  it('with the socket waiting while nobody reads', async () => {
    let written = 0
    const server = await httpServer((_, response) => {
      const push = () => {
        let more = true
        while (more && written < 256e6) {
          written += 65_536
          more = response.write(Buffer.alloc(65_536))
        }
      }
      response.on('drain', push)
      push()
    })
    const response = await make().send(request(server.url, { maxBytes: 1e9 }))
    const wait = () => new Promise((resolve) => setTimeout(resolve, 150))
    await wait()
    expect(written).toBeLessThan(64e6)
    const reader = response.stream().getReader()
    await reader.read()
    await wait()
    expect(written).toBeLessThan(64e6)
    await reader.cancel()
  })

  it('on one connection for one request after another', async () => {
    const server = await httpServer(async (incoming, response) => {
      await readRequest(incoming)
      response.end('{"ok":true}')
    })
    const transport = make()
    for (let i = 0; i < 20; i++) {
      expect(await (await transport.send(request(server.url, { method: 'POST', body: '{}' }))).text()).toBe(
        '{"ok":true}',
      )
    }
    // A second one when the first is not yet seen to be free.
    expect(server.opened()).toBeLessThanOrEqual(2)
  })
})
