import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createNetServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Loopback {
  readonly url: string
  /** Sockets ever opened, and those open now. */
  readonly opened: () => number
  readonly open: () => number
  readonly close: () => Promise<void>
}

interface Listening {
  on(event: 'connection', listener: (socket: Socket) => void): unknown
  listen(port: number, host: string, done: () => void): unknown
  address(): AddressInfo | string | null
  close(done: () => void): unknown
}

/** Listens on loopback until the test is over, and knows its sockets. */
export async function listen(server: Listening, scheme = 'http'): Promise<Loopback> {
  const sockets = new Set<Socket>()
  let opened = 0
  server.on('connection', (socket) => {
    opened++
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  onTestFinished(close)
  return { url: `${scheme}://127.0.0.1:${port}`, opened: () => opened, open: () => sockets.size, close }
}

export function httpServer(handler: RequestListener): Promise<Loopback> {
  return listen(createServer(handler) as Server)
}

/** Gives the socket to the test once the whole head of a request has come. */
export function rawServer(onRequest: (socket: Socket, head: string) => void): Promise<Loopback> {
  return listen(
    createNetServer((socket) => {
      let head = ''
      socket.on('data', (chunk) => {
        head += chunk.toString('latin1')
        if (!head.includes('\r\n\r\n')) return
        const complete = head
        head = ''
        onRequest(socket, complete)
      })
    }),
  )
}

export async function readRequest(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Answers with what was asked. */
export async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readRequest(request)
  response.setHeader('content-type', 'application/json')
  response.end(
    JSON.stringify({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: body.toString('base64'),
    }),
  )
}

/** Waits until something outside the test's own code has happened, such as a socket closing. */
export async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 2000 && !condition(); i++) await new Promise((resolve) => setImmediate(resolve))
  for (let i = 0; i < 200 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10))
  if (!condition()) throw new Error('waited in vain')
}
