import { createServer as createHttpServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect } from 'node:net'
import type { TLSSocket } from 'node:tls'
import fc from 'fast-check'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ConfigError, InputError } from '../../src/errors/index.ts'
import { Secret } from '../../src/secret.ts'
import { splitUrl } from '../../src/undici/target.ts'
import { type UndiciTransportOptions, undiciTransport } from '../../src/undici.ts'
import { pki } from './pki.ts'
import { echo, httpServer, listen, until } from './servers.ts'
import { rejection, request } from './transports.ts'

function transport(options: UndiciTransportOptions = {}) {
  const made = undiciTransport(options)
  onTestFinished(() => made.close())
  return made
}

function tlsServer(options: object = {}) {
  const server = createTlsServer({ cert: pki.serverCert, key: pki.serverKey, ...options }, (incoming, response) => {
    const socket = incoming.socket as TLSSocket
    response.end(JSON.stringify({ client: socket.getPeerCertificate().subject?.CN ?? null }))
  })
  return listen(server, 'https')
}

describe('undiciTransport and TLS', () => {
  it('trusts the certificates it is given, and shows its own', async () => {
    const server = await tlsServer({ requestCert: true, rejectUnauthorized: true, ca: pki.ca })
    const key = new Secret(pki.clientKey)
    const response = await transport({ ca: [pki.ca], cert: pki.clientCert, key }).send(request(server.url))
    expect(JSON.parse(await response.text())).toEqual({ client: 'localhost' })
    const bytes = transport({
      ca: Buffer.from(pki.ca),
      cert: Buffer.from(pki.clientCert),
      key: Buffer.from(pki.clientKey),
    })
    expect((await bytes.send(request(server.url))).status).toBe(200)
  })

  it('sends nothing to a server whose certificate it cannot check', async () => {
    const server = await tlsServer()
    expect(await rejection(transport().send(request(server.url)))).toMatchObject({ code: 'tls', sent: 'no' })
  })

  it('does not get past a server that wants a certificate', async () => {
    const server = await tlsServer({ requestCert: true, rejectUnauthorized: true, ca: pki.ca })
    const error = await rejection(transport({ ca: pki.ca }).send(request(server.url)))
    expect(error.name).toBe('NetworkError')
  })
})

describe('undiciTransport and a proxy', () => {
  /** Tunnels to where it is asked, when the credentials are right. */
  async function proxy(authorization?: string) {
    const targets: string[] = []
    const server = createHttpServer((incoming, response) => {
      targets.push(incoming.url ?? '')
      if (authorization !== undefined && incoming.headers['proxy-authorization'] !== authorization) {
        response.writeHead(407).end()
        return
      }
      response.end('through the proxy')
    })
    server.on('connect', (incoming, socket) => {
      targets.push(incoming.url ?? '')
      if (authorization !== undefined && incoming.headers['proxy-authorization'] !== authorization) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
        return
      }
      const { hostname, port } = new URL(`http://${incoming.url}`)
      const target = connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        target.pipe(socket).pipe(target)
      })
      target.on('error', () => socket.destroy())
      socket.on('error', () => target.destroy())
    })
    return { ...(await listen(server)), targets }
  }

  it('tunnels through it to an https origin, with its credentials', async () => {
    const server = await tlsServer()
    const between = await proxy('Basic dTpw')
    const through = transport({ ca: pki.ca, proxy: { url: between.url, authorization: new Secret('Basic dTpw') } })
    expect((await through.send(request(server.url))).status).toBe(200)
    expect(between.targets).toEqual([server.url.replace('https://', '')])
    const inUrl = transport({ ca: pki.ca, proxy: between.url.replace('://', '://u:p@') })
    expect((await inUrl.send(request(server.url))).status).toBe(200)
  })

  it('says that the proxy refused, and that nothing reached the vendor', async () => {
    const server = await tlsServer()
    const between = await proxy('Basic dTpw')
    const wrong = transport({ ca: pki.ca, proxy: between.url.replace('://', '://u:wrong-password@') })
    for (const url of [server.url, 'http://vendor.test/']) {
      const error = await rejection(wrong.send(request(url, { method: 'POST', body: 'x' })))
      expect(error).toMatchObject({ code: 'proxy', sent: 'no' })
      expect(JSON.stringify(error) + String(error.cause)).not.toContain('wrong-password')
    }
  })

  it('refuses a proxy address that is none without showing it', () => {
    const make = () => undiciTransport({ proxy: 'u:s3cret@nowhere' })
    expect(make).toThrow(ConfigError)
    expect(make).not.toThrow(/s3cret/)
  })
})

describe('undiciTransport and msw', () => {
  it('refuses to send while a sandbox is active, and names the cure', async () => {
    const server = setupServer(http.get('https://vendor.test/', () => new Response()))
    const sender = transport()
    server.listen()
    try {
      const error = await rejection(sender.send(request('https://vendor.test/')))
      expect(error).toBeInstanceOf(ConfigError)
      expect(error.message).toMatch(/serve\(\)/)
      expect(error).toMatchObject({ sent: 'no' })
    } finally {
      server.close()
    }
    expect(await rejection(sender.send(request('http://vendor.invalid/')))).toMatchObject({ code: 'dns' })
  })

  it('talks to a served sandbox meanwhile', async () => {
    const served = await httpServer(echo)
    const server = setupServer()
    server.listen({ onUnhandledFrame: 'bypass' })
    try {
      expect((await transport().send(request(served.url))).status).toBe(200)
    } finally {
      server.close()
    }
  })
})

describe('undiciTransport', () => {
  it('asks for the codings it can decode, unless the request says otherwise', async () => {
    const server = await httpServer(echo)
    const sender = transport()
    const headers = Object.freeze({ accept: 'x' })
    const seen = JSON.parse(await (await sender.send(request(server.url, { headers }))).text())
    expect(seen.headers['accept-encoding']).toBe('gzip, br')
    const own = JSON.parse(
      await (await sender.send(request(server.url, { headers: { 'accept-encoding': 'identity' } }))).text(),
    )
    expect(own.headers['accept-encoding']).toBe('identity')
  })

  it('holds to the number of connections it was given', async () => {
    const waiting: (() => void)[] = []
    const server = await httpServer((_, response) => waiting.push(() => response.end('x')))
    const sender = transport({ connections: 2 })
    const answers = Promise.all(Array.from({ length: 6 }, async () => (await sender.send(request(server.url))).text()))
    for (let served = 0; served < 6; served++) {
      await until(() => waiting.length > 0)
      expect(server.open()).toBeLessThanOrEqual(2)
      waiting.shift()?.()
    }
    expect(await answers).toEqual(Array(6).fill('x'))
    expect(server.opened()).toBe(2)
  })

  it('lets a waiting request go at once when it is aborted, and sends nothing of it', async () => {
    const bodies: string[] = []
    let first: (() => void) | undefined
    const server = await httpServer((incoming, response) => {
      bodies.push(String(incoming.headers['x-n']))
      first ??= () => response.end('x')
      if (bodies.length > 1) response.end('y')
    })
    const sender = transport({ connections: 1 })
    const slow = sender.send(request(server.url, { headers: { 'x-n': '1' } }))
    await until(() => bodies.length === 1)
    const controller = new AbortController()
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      cancel: () => {
        cancelled = true
      },
    })
    const queued = sender.send(
      request(server.url, { method: 'POST', headers: { 'x-n': '2' }, body, signal: controller.signal }),
    )
    controller.abort(new Error('stop'))
    expect((await rejection(queued)).message).toBe('stop')
    expect(cancelled).toBe(true)
    first?.()
    await (await slow).text()
    await (await sender.send(request(server.url, { headers: { 'x-n': '3' } }))).text()
    expect(bodies).toEqual(['1', '3'])
  })

  it('refuses to send once it is closed, and closes its connections', async () => {
    const server = await httpServer((_, response) => response.end('x'))
    const sender = undiciTransport()
    await (await sender.send(request(server.url))).text()
    await sender.close()
    expect(await rejection(sender.send(request(server.url)))).toMatchObject({
      code: 'closed',
      sent: 'no',
      retryable: false,
    })
    await until(() => server.open() === 0)
  })

  it('refuses a header it cannot send, without showing it', async () => {
    const error = await rejection(
      transport().send(request('http://127.0.0.1:9/', { headers: { 'x-key': 's3cret\n' } })),
    )
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).not.toContain('s3cret')
  })

  it.each([{ connections: -1 }, { pipelining: -5 }, { keepAliveTimeout: -1 }, { connectTimeout: Number.NaN }])(
    'refuses the options %j when it is made',
    (options) => {
      expect(() => undiciTransport(options)).toThrow(ConfigError)
    },
  )
})

describe('splitUrl', () => {
  it('gives what the URL parser gives, for any path and query', () => {
    const part = fc.oneof(
      fc.webPath(),
      fc.constantFrom(
        '/a/../b',
        '/./x',
        '/%2e%2E/x',
        '\\x',
        "/it's",
        '/a|b^`{}"<>',
        '/і?ї=є',
        '?q',
        '',
        '/a#frag',
        '//x',
        '/a;b=c,d',
        '/a b',
      ),
      fc.string({ unit: 'grapheme-ascii' }).map((s) => `/${s}`),
    )
    const origin = fc.constantFrom(
      'http://a.test',
      'https://A.test',
      'https://a.test:443',
      'http://a.test:8080',
      'http://[::1]:80',
      'https://кий.test',
    )
    fc.assert(
      fc.property(origin, part, fc.webQueryParameters(), (base, tail, query) => {
        const text = `${base}${tail}?${query}`
        const url = new URL(text)
        const { origin, path } = splitUrl(text)
        expect(origin).toBe(url.origin)
        // A question mark with nothing behind it may stay or go: it means the same.
        expect(path.replace(/\?$/, '')).toBe((url.pathname + url.search).replace(/\?$/, ''))
      }),
      { numRuns: 500 },
    )
  })
})
