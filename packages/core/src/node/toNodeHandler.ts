import type { IncomingMessage, ServerResponse } from 'node:http'
import { setupError } from '../webhook/readRequest.ts'
import type { Receiver } from '../webhook/receiver.ts'

/** What frameworks hang onto Node's request. */
export interface NodeRequest extends IncomingMessage {
  /** Express: parsed by a body parser, or the bytes from `express.raw()`. */
  readonly body?: unknown
  /** The exact bytes, kept beside a parsed body by NestJS, Firebase and others. */
  readonly rawBody?: unknown
  /** Express: the address before a router took its mount path off. */
  readonly originalUrl?: string | undefined
}

/** For `http.createServer`, and for Express and Connect as middleware. */
export type NodeHandler = (
  request: NodeRequest,
  response: ServerResponse,
  next?: (error: unknown) => void,
) => Promise<void>

/**
 * Mounts a receiver on `node:http`, Express, Connect, or Fastify's raw request and reply. When a body parser was there
 * first, the WebhookVerificationError (reason `setup`) that names the cure goes to `next`, or to `console.error` with an
 * answer of 500.
 */
export function toNodeHandler(receive: Receiver): NodeHandler {
  return async (request, response, next) => {
    try {
      await write(await receive(toRequest(request)), response)
    } catch (error) {
      if (next !== undefined) return next(error)
      console.error(error)
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    }
  }
}

function toRequest(incoming: NodeRequest): Request {
  const method = incoming.method ?? 'GET'
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    // HTTP/2 pseudo headers are none.
    if (value === undefined || name.startsWith(':')) continue
    for (const one of typeof value === 'string' ? [value] : value) headers.append(name, one)
  }
  const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(incoming)
  const init = { method, headers, ...(body !== undefined && { body, duplex: 'half' }) }
  return new Request(addressOf(incoming), init)
}

function addressOf(incoming: NodeRequest): string {
  const path = incoming.originalUrl ?? incoming.url ?? '/'
  const encrypted = 'encrypted' in incoming.socket && incoming.socket.encrypted === true
  const base = `${encrypted ? 'https' : 'http'}://${incoming.headers.host ?? 'localhost'}`
  // The sender chooses both; neither may take the server down.
  if (URL.canParse(base + path)) return base + path
  return URL.canParse(`http://localhost${path}`) ? `http://localhost${path}` : 'http://localhost/'
}

function bodyOf(incoming: NodeRequest): BodyInit | undefined {
  for (const exact of [incoming.rawBody, incoming.body]) {
    if (exact instanceof Uint8Array) return new Uint8Array(exact)
    if (typeof exact === 'string') return exact
  }
  // Express sets an empty `body` also where no parser read the stream.
  if (incoming.readableDidRead || incoming.readableEnded) {
    const empty = incoming.headers['content-length'] === '0'
    if (empty && incoming.body === undefined) return undefined
    throw setupError('A body parser has read the request before the webhook receiver')
  }
  return streamOf(incoming)
}

/** Unlike `Readable.toWeb`, cancelling keeps the socket, so that a body too large still gets its answer. */
function streamOf(incoming: NodeRequest): ReadableStream<Uint8Array<ArrayBuffer>> {
  let detach = () => {}
  return new ReadableStream({
    start(controller) {
      const onData = (chunk: Uint8Array) => {
        controller.enqueue(new Uint8Array(chunk))
        if ((controller.desiredSize ?? 0) <= 0) incoming.pause()
      }
      const onEnd = () => {
        detach()
        controller.close()
      }
      const onBreak = () => {
        detach()
        controller.error(new Error('The connection closed before the body was complete'))
      }
      detach = () => {
        incoming.off('data', onData).off('end', onEnd).off('error', onBreak).off('close', onBreak)
        incoming.on('error', () => undefined)
      }
      incoming.on('data', onData).on('end', onEnd).on('error', onBreak).on('close', onBreak)
      incoming.pause()
    },
    pull() {
      incoming.resume()
    },
    cancel() {
      detach()
      incoming.pause()
    },
  })
}

async function write(answer: Response, response: ServerResponse): Promise<void> {
  const body = new Uint8Array(await answer.arrayBuffer())
  // What is left of a body too large must not be taken for the next request.
  if (answer.status === 413) response.setHeader('connection', 'close')
  for (const [name, value] of answer.headers) response.appendHeader(name, value)
  response.writeHead(answer.status)
  response.end(body)
}
