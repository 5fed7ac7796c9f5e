import ky from 'ky'
import { InputError } from '../errors/InputError.ts'
import { boundedStream, decodeUtf8, joinBytes, readAll, staysWithin, tooLarge } from './boundedRead.ts'
import { toNetworkError } from './failure.ts'
import type { Transport, TransportRequest, TransportResponse } from './types.ts'

export interface KyTransportOptions {
  /** Replaces the platform's `fetch`, such as one that goes through a service binding. It must not follow redirects. */
  readonly fetch?: typeof globalThis.fetch | undefined
}

/**
 * The default transport: ky over the platform's `fetch`, on Node, Bun, Deno, Workers and in browsers. Retries, time limits and
 * hooks of ky stay off, because the pipeline has its own. The global `fetch` is looked up for each request, so one that is
 * mocked later is seen.
 */
export function kyTransport(options: KyTransportOptions = {}): Transport {
  return { name: 'ky', send: (request) => send(request, options.fetch) }
}

async function send(
  request: TransportRequest,
  custom: typeof globalThis.fetch | undefined,
): Promise<TransportResponse> {
  const { method, url, headers, body, signal } = request
  if (signal?.aborted) throw signal.reason
  const fetch = custom ?? globalThis.fetch
  const init: RequestInit & { duplex?: 'half' } = { method, headers, redirect: 'manual' }
  if (body !== undefined) init.body = body as BodyInit
  if (body instanceof ReadableStream) init.duplex = 'half'
  if (signal !== undefined) init.signal = signal
  try {
    // What goes out is `init`, in one Request that `fetch` makes itself. Left to ky it would be copied into a second one,
    // with its headers merged and its signal joined to one of ky's own: a third of the cost of a small call.
    const answer = ky(url, { method, retry: 0, timeout: false, throwHttpErrors: false, fetch: () => fetch(url, init) })
    return new KyResponse(await answer, request)
  } catch (error) {
    assertBuildable(url, init)
    throw toNetworkError(error, { signal, url })
  }
}

/** Tells a request that no platform would send from one that failed on its way; both are TypeErrors. */
function assertBuildable(url: string, { method, headers, body }: RequestInit): void {
  try {
    new Request(url, { method, headers, body: body == null ? null : '' } as RequestInit)
  } catch (error) {
    throw new InputError(`The request cannot be built: ${safeReason(error)}`)
  }
}

/** The platforms quote the URL, which may hold a key, in these messages. */
function safeReason(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  if (/URL/i.test(message)) return 'its URL is not valid'
  if (/method/i.test(message)) return 'its method is not valid, or may not have a body'
  return 'its method, headers or body are not valid'
}

class KyResponse implements TransportResponse {
  readonly status: number
  readonly #response: Response
  readonly #request: TransportRequest

  constructor(response: Response, request: TransportRequest) {
    // Browsers hide a redirect that is not followed behind status 0.
    this.status = response.type === 'opaqueredirect' ? 302 : response.status
    this.#response = response
    this.#request = request
  }

  header(name: string): string | null {
    return this.#response.headers.get(name)
  }

  headers(): Iterable<readonly [string, string]> {
    return this.#response.headers.entries()
  }

  async text(): Promise<string> {
    const { maxBytes } = this.#request
    try {
      if (!this.#bounded()) return decodeUtf8(await this.#chunks())
      const text = await this.#response.text()
      // A character is at least a byte: catches a `fetch` whose headers do not fit its body.
      if (text.length > maxBytes) throw tooLarge(maxBytes)
      return text
    } catch (error) {
      throw this.#broken(error)
    }
  }

  async bytes(): Promise<Uint8Array> {
    const { maxBytes } = this.#request
    try {
      if (!this.#bounded()) return joinBytes(await this.#chunks())
      const buffer = await this.#response.arrayBuffer()
      if (buffer.byteLength > maxBytes) throw tooLarge(maxBytes)
      return new Uint8Array(buffer)
    } catch (error) {
      throw this.#broken(error)
    }
  }

  stream(): ReadableStream<Uint8Array> {
    const body = this.#response.body ?? (new Response('').body as ReadableStream<Uint8Array>)
    return boundedStream(body, this.#request.maxBytes, (error) => this.#broken(error))
  }

  async discard(): Promise<void> {
    // A body that broke or was read already needs no letting go.
    await this.#response.body?.cancel().catch(() => undefined)
  }

  #bounded(): boolean {
    const { headers } = this.#response
    return staysWithin(this.#request.maxBytes, headers.get('content-length'), headers.get('content-encoding'))
  }

  async #chunks(): Promise<Uint8Array[]> {
    const { body } = this.#response
    return body === null ? [] : readAll(body, this.#request.maxBytes)
  }

  /** What to throw instead: the signal's reason, an error of ours, or a NetworkError. */
  #broken(error: unknown): unknown {
    try {
      return toNetworkError(error, { signal: this.#request.signal, url: this.#request.url, answered: true })
    } catch (known) {
      return known
    }
  }
}
