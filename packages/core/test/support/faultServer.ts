import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { pki } from '../transport/pki.ts'
import { type Loopback, listen } from '../transport/servers.ts'

/** A request that came whole, body included. */
export interface Received {
  readonly method: string
  readonly target: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** What the server does to a connection once a whole request has come; `index` counts the requests from 0. */
export type Fault = (socket: Socket, request: Received, index: number) => void

export interface FaultServer extends Loopback {
  readonly received: readonly Received[]
  /** Connections that carried a request and are still open. A platform may have opened others in advance. */
  readonly carrying: () => number
}

interface FaultServerOptions {
  readonly onRequest?: Fault
  /** Strikes before anything was read. */
  readonly onConnection?: (socket: Socket) => void
  /** With a certificate that nobody vouches for. */
  readonly tls?: boolean
}

/** An HTTP server of bare sockets, so that every byte of an answer, and when it comes, is the test's to say. */
export async function faultServer({ onRequest, onConnection, tls = false }: FaultServerOptions): Promise<FaultServer> {
  const received: Received[] = []
  const carrying = new Set<Socket>()
  const serve = (socket: Socket) => {
    socket.on('error', () => undefined)
    socket.on('close', () => carrying.delete(socket))
    onConnection?.(socket)
    let bytes = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk])
      // What every HTTP server says to a client that begins with a TLS handshake.
      if (bytes[0] === TLS_HANDSHAKE) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')
      for (let parsed = takeRequest(bytes); parsed !== undefined; parsed = takeRequest(bytes)) {
        bytes = bytes.subarray(parsed.length)
        received.push(parsed.request)
        carrying.add(socket)
        onRequest?.(socket, parsed.request, received.length - 1)
      }
    })
  }
  const server = tls ? createTlsServer({ cert: pki.serverCert, key: pki.serverKey }, serve) : createServer(serve)
  // A client that refuses the certificate ends the handshake.
  if (tls) server.on('tlsClientError', () => undefined)
  const loopback = await listen(server, tls ? 'https' : 'http')
  return { ...loopback, received, carrying: () => carrying.size }
}

const TLS_HANDSHAKE = 0x16

function takeRequest(bytes: Buffer): { request: Received; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const length = end + 4 + Number(headers.get('content-length') ?? 0)
  if (bytes.length < length) return undefined
  const [method = '', target = ''] = first.split(' ')
  return { request: { method, target, headers, body: bytes.subarray(end + 4, length).toString() }, length }
}

export interface AnswerParts {
  readonly status?: number
  readonly headers?: readonly string[]
  readonly body?: string | Buffer
  /** What Content-Length says; default the truth, null for none. */
  readonly length?: number | null
  readonly version?: string
  /** Whether the connection stays open for the next request. Default false, so that a test can wait for its end. */
  readonly keep?: boolean
}

/** The bytes of an answer. */
export function httpAnswer({
  status = 200,
  headers = [],
  body = '',
  length,
  version = '1.1',
  keep = false,
}: AnswerParts): Buffer {
  const bytes = Buffer.from(body)
  const said = length === null ? [] : [`content-length: ${length ?? bytes.length}`]
  const typed = headers.some((line) => line.startsWith('content-type')) ? [] : ['content-type: application/json']
  const head = [
    `HTTP/${version} ${status} Status`,
    ...typed,
    ...(keep ? [] : ['connection: close']),
    ...said,
    ...headers,
    '',
    '',
  ].join('\r\n')
  return Buffer.concat([Buffer.from(head), bytes])
}

/** The same bytes with a break between head and body. */
export function headOf(answer: Buffer): Buffer {
  return answer.subarray(0, answer.indexOf('\r\n\r\n') + 4)
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<string> {
  const server = await faultServer({})
  await server.close()
  return server.url
}
