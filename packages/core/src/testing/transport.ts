import { NetworkError } from '../errors/NetworkError.ts'
import { ResponseMismatchError } from '../errors/ResponseMismatchError.ts'
import type { Transport, TransportRequest, TransportResponse, WireBody } from '../transport/types.ts'
import type { Outcome, Sandbox } from './types.ts'

type Answer = Extract<Outcome, { type: 'answer' }>

/** A transport that ends in the sandbox: no sockets, no interception, and with a virtual clock no real time either. */
export function sandboxTransport(sandbox: Sandbox): SandboxTransport {
  let open = 0
  let unread = 0
  return {
    name: 'sandbox',
    get open() {
      return open
    },
    get unread() {
      return unread
    },
    async send(request) {
      const { signal } = request
      signal?.throwIfAborted()
      const { origin, pathname, search } = new URL(request.url)
      if (!sandbox.origins.includes(origin)) {
        throw new NetworkError('The host name does not exist.', { code: 'dns', sent: 'no', retryable: true })
      }
      open++
      try {
        const body = await readBody(request.body)
        const exchange = Promise.resolve(
          sandbox.exchange({
            method: request.method,
            origin,
            target: pathname + search,
            headers: request.headers,
            body,
            signal,
          }),
        )
        const outcome = await untilAborted(exchange, signal)
        if (outcome.type === 'answer') {
          unread++
          return toResponse(outcome, request, () => unread--)
        }
        if (outcome.type === 'stall') return await untilAborted(new Promise<never>(() => {}), signal)
        throw outcome.type === 'unreachable'
          ? new NetworkError('The connection was refused.', { code: 'refused', sent: 'no', retryable: true })
          : new NetworkError('The connection was reset.', { code: 'reset', sent: 'maybe', retryable: true })
      } finally {
        open--
      }
    },
  }
}

export interface SandboxTransport extends Transport {
  /** Requests without an answer yet. */
  readonly open: number
  /** Answers whose body was neither read nor discarded. */
  readonly unread: number
}

function toResponse(outcome: Answer, request: TransportRequest, settled: () => void): TransportResponse {
  const { signal, maxBytes } = request
  let used = false
  const take = () => {
    if (used) throw new TypeError('the body was read before')
    used = true
    settled()
  }
  const read = async (): Promise<string | Uint8Array> => {
    take()
    signal?.throwIfAborted()
    if (outcome.ending === 'open') return untilAborted(new Promise<never>(() => {}), signal)
    if (outcome.undecodable)
      throw new NetworkError('The answer could not be decompressed.', {
        code: 'decode',
        sent: 'maybe',
        retryable: true,
      })
    if (outcome.ending === 'broken') {
      throw new NetworkError('The connection was reset.', { code: 'reset', sent: 'maybe', retryable: true })
    }
    if (toBytes(outcome.body).length > maxBytes) {
      throw new ResponseMismatchError(`The answer is larger than ${maxBytes} bytes.`, { reason: 'too_large' })
    }
    return outcome.body
  }
  return {
    status: outcome.status,
    header(name) {
      const value = outcome.headers[name.toLowerCase()]
      return typeof value === 'object' ? value.join(', ') : (value ?? null)
    },
    headers: () =>
      Object.entries(outcome.headers).flatMap(([name, value]) =>
        (typeof value === 'string' ? [value] : value).map((each) => [name, each] as const),
      ),
    text: async () => {
      const body = await read()
      return typeof body === 'string' ? body : new TextDecoder().decode(body)
    },
    bytes: async () => toBytes(await read()),
    stream() {
      const body = read()
      return new ReadableStream({
        async pull(controller) {
          try {
            controller.enqueue(toBytes(await body))
            controller.close()
          } catch (error) {
            controller.error(error)
          }
        },
      })
    },
    async discard() {
      if (!used) take()
    },
  }
}

function toBytes(body: string | Uint8Array): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body
}

async function readBody(body: WireBody | undefined): Promise<string | Uint8Array | undefined> {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body
  return new Uint8Array(await new Response(body).arrayBuffer())
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  if (signal.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
