import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Outcome, Sandbox } from './types.ts'

export interface ServeOptions {
  /** Default 0: any free one. */
  readonly port?: number
  /** Default `127.0.0.1`. */
  readonly host?: string
  /** Larger request bodies get status 413. In bytes, default 64 MiB. */
  readonly maxBody?: number
}

/** A sandbox on a real HTTP server. `await using` closes it. */
export interface ServedSandbox extends AsyncDisposable {
  /** `http://127.0.0.1:49152` */
  readonly url: string
  readonly port: number
  /** What to give a client in place of the vendor's base URL, with a trailing slash. */
  readonly baseUrl: string
  /** What to give in place of any other URL of the vendor, such as its token endpoint on another host. */
  urlOf(url: string): string
  /** Connections open right now. */
  readonly sockets: ReadonlySet<Socket>
  /** Ends every connection, answered or not. */
  close(): Promise<void>
}

/** Serves a sandbox over HTTP on the loopback interface. Faults are real: sockets are destroyed, bodies break off. */
export async function serve(sandbox: Sandbox, options: ServeOptions = {}): Promise<ServedSandbox> {
  const { port = 0, host = '127.0.0.1', maxBody = 64 * 1_048_576 } = options
  const sockets = new Set<Socket>()
  let origin = ''
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    receive(request, maxBody, (body) => {
      if (body === undefined) {
        response.writeHead(413, { connection: 'close' }).end()
        return
      }
      const result = sandbox.exchange({
        method: request.method ?? 'GET',
        ...located(request.url ?? '/', origin, sandbox.origins),
        headers: request.headers as Record<string, string>,
        body,
        signal: gone.signal,
      })
      if (result instanceof Promise) result.then((outcome) => answer(outcome, request, response))
      else answer(result, request, response)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A client that resets its connection is nothing to crash for.
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  origin = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
  const urlOf = (url: string): string => {
    const { origin: of, pathname, search } = new URL(url)
    const index = sandbox.origins.indexOf(of)
    if (index === -1) throw new Error(`the sandbox does not answer for ${of}`)
    return origin + (index === 0 ? '' : `/@${new URL(of).host}`) + pathname + search
  }
  const close = async () => {
    const ended = [...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await Promise.all([closed, ...ended])
  }
  return {
    url: origin,
    port: address.port,
    baseUrl: `${urlOf(sandbox.baseUrl).replace(/\/+$/, '')}/`,
    urlOf,
    sockets,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Other hosts of the vendor are found under `/@host/` of the one server. */
function located(
  url: string,
  served: string,
  origins: readonly string[],
): { origin: string; target: string; at: string } {
  const main = { origin: origins[0] ?? served, target: url, at: served }
  if (!url.startsWith('/@')) return main
  const slash = url.indexOf('/', 2)
  const host = url.slice(2, slash === -1 ? url.length : slash)
  const origin = origins.find((each) => new URL(each).host === host)
  return origin === undefined
    ? main
    : { origin, target: slash === -1 ? '/' : url.slice(slash), at: `${served}/@${host}` }
}

function receive(request: IncomingMessage, maxBody: number, done: (body: Uint8Array | undefined) => void): void {
  const chunks: Uint8Array[] = []
  let size = 0
  request.on('data', (chunk: Uint8Array) => {
    size += chunk.length
    if (size <= maxBody) chunks.push(chunk)
  })
  request.on('end', () => done(size > maxBody ? undefined : chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
}

function answer(outcome: Outcome, request: IncomingMessage, response: ServerResponse): void {
  if (outcome.type === 'stall' || response.destroyed) return
  if (outcome.type !== 'answer') {
    // RST rather than FIN: what a crashed server or a cut line gives.
    request.socket.resetAndDestroy()
    return
  }
  const headers = { ...outcome.headers } as Record<string, string | string[]>
  const body = typeof outcome.body === 'string' ? Buffer.from(outcome.body) : outcome.body
  if (outcome.ending === 'complete') {
    // RFC 9110 §8.6: an answer without content has no length either.
    if (outcome.status !== 204 && outcome.status !== 304) headers['content-length'] ??= String(body.length)
    response.writeHead(outcome.status, headers).end(body)
    return
  }
  response.writeHead(outcome.status, headers)
  response.write(body, () => {
    if (outcome.ending === 'broken') request.socket.destroy()
  })
  if (body.length === 0) response.flushHeaders()
}
