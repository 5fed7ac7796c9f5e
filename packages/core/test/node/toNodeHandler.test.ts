import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type NodeRequest, toNodeHandler } from '../../src/node.ts'
import { receiver, signTestEvent, type WebhookContext } from '../../src/webhook/index.ts'
import { shop } from '../webhook/vendors.ts'

const servers: Server[] = []
afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    }),
  )
})

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function setUp(maxBytes = 1_000_000) {
  const seen: WebhookContext[] = []
  const handle = toNodeHandler(
    receiver(shop, { secrets: 's', on: { 'order.paid': (_, context) => seen.push(context) }, maxBytes }),
  )
  return { handle, seen }
}

async function deliver(url: string, total = '1.00 ₴'): Promise<Response> {
  const event = signTestEvent(shop, { secret: 's', type: 'order.paid', data: { order: 1, total }, url })
  return fetch(event.url, { method: 'POST', headers: event.headers, body: await event.arrayBuffer() })
}

async function drain(request: NodeRequest): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

describe('toNodeHandler', () => {
  it('receives events from node:http, byte for byte', async () => {
    const { handle, seen } = setUp()
    const base = await listen(handle)
    const answer = await deliver(`${base}/hooks/shop?a=1`, 'x'.repeat(300_000))
    expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
    expect(seen[0]?.raw.url.href).toBe(`${base}/hooks/shop?a=1`)
    expect(seen[0]?.raw.bytes.length).toBeGreaterThan(300_000)
  })

  it('answers a forgery with 401 and another method with 405', async () => {
    const base = await listen(setUp().handle)
    expect((await fetch(base, { method: 'POST', body: 'x' })).status).toBe(401)
    expect((await fetch(base)).status).toBe(405)
  })

  it('answers 413 to an endless body and hangs up', async () => {
    const base = await listen(setUp(10_000).handle)
    const { status, connection } = await new Promise<{ status: number | undefined; connection: string | undefined }>(
      (resolve, reject) => {
        const outgoing = httpRequest(base, { method: 'POST' }, (incoming) => {
          incoming.resume()
          resolve({ status: incoming.statusCode, connection: incoming.headers.connection })
          outgoing.destroy()
        })
        outgoing.on('error', reject)
        const write = () => {
          while (!outgoing.destroyed && outgoing.write(Buffer.alloc(1_000)));
          if (!outgoing.destroyed) outgoing.once('drain', write)
        }
        write()
      },
    )
    expect([status, connection]).toEqual([413, 'close'])
  })

  it('survives a sender that hangs up in the middle', async () => {
    const { handle, seen } = setUp()
    let ended: (error?: unknown) => void = () => {}
    const end = new Promise((resolve) => (ended = resolve))
    const base = await listen((request, response) => {
      handle(request, response).then(ended, ended)
    })
    const outgoing = httpRequest(base, { method: 'POST', headers: { 'content-length': '100' } })
    outgoing.on('error', () => undefined)
    outgoing.write('half', () => outgoing.destroy())
    expect(await end).toBeUndefined()
    expect(seen).toEqual([])
    expect((await deliver(base)).status).toBe(200)
  })

  it.each(['\\\\evil', 'not a host:xx', ''])('survives the host %j', async (host) => {
    const base = await listen(setUp().handle)
    const status = await new Promise((resolve, reject) => {
      const outgoing = httpRequest(base, { method: 'POST', headers: { host } }, (incoming) =>
        resolve(incoming.statusCode),
      )
      outgoing.on('error', reject)
      outgoing.end('x')
    })
    expect(status).toBe(401)
  })

  it('takes the bytes that express.raw() read, and the raw body that others keep', async () => {
    for (const field of ['body', 'rawBody']) {
      const { handle, seen } = setUp()
      const base = await listen(async (request, response) => {
        const bytes = await drain(request)
        await handle(Object.assign(request, { body: JSON.parse(bytes.toString()) }, { [field]: bytes }), response)
      })
      expect((await deliver(base)).status).toBe(200)
      expect(seen).toHaveLength(1)
    }
  })

  it('reads the stream itself where Express only put an empty body', async () => {
    const { handle } = setUp()
    const base = await listen((request, response) => handle(Object.assign(request, { body: {} }), response))
    expect((await deliver(base)).status).toBe(200)
  })

  it('hands the error that names the cure to `next` when a body parser was first', async () => {
    const { handle, seen } = setUp()
    const next = vi.fn()
    const base = await listen(async (request, response) => {
      const parsed = JSON.parse((await drain(request)).toString()) as object
      await handle(Object.assign(request, { body: parsed }), response, next)
      response.writeHead(500).end()
    })
    expect((await deliver(base)).status).toBe(500)
    expect(next).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ name: 'WebhookVerificationError', reason: 'setup' }),
    )
    expect(String(next.mock.calls[0]?.[0])).toContain('express.json()')
    expect(seen).toEqual([])
  })

  it('answers 500 and prints the error where there is no `next`', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { handle } = setUp()
    const base = await listen(async (request, response) => {
      await drain(request)
      await handle(request, response)
    })
    const answer = await deliver(base)
    expect([answer.status, await answer.text()]).toEqual([500, ''])
    expect(printed).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: 'setup' }))
  })

  it('keeps the path that an Express router took off', async () => {
    const { handle, seen } = setUp()
    const base = await listen((request, response) =>
      handle(Object.assign(request, { originalUrl: request.url, url: '/' }), response),
    )
    await deliver(`${base}/api/hooks?x=1`)
    expect(seen[0]?.raw.url.pathname).toBe('/api/hooks')
  })
})
