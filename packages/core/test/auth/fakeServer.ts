import type { AuthContext } from '../../src/auth/index.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import type { TransportResponse, WireRequest } from '../../src/transport/types.ts'

export interface FakeAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[]
  readonly json?: unknown
  readonly text?: string
}

export type Answer = (request: WireRequest, index: number) => FakeAnswer | Promise<FakeAnswer>

/** What an auth sees of a client: its clock, its transport, its redactor. */
export class FakeContext implements AuthContext {
  readonly clock: VirtualClock
  readonly signal: AbortSignal | undefined
  readonly requests: WireRequest[] = []
  readonly concealed: string[] = []
  readonly #answer: Answer

  constructor(answer: Answer, options: { clock?: VirtualClock; signal?: AbortSignal } = {}) {
    this.clock = options.clock ?? new VirtualClock()
    this.signal = options.signal
    this.#answer = answer
  }

  /** The same client, on behalf of a call with this signal. */
  forCall(signal: AbortSignal): AuthContext {
    return {
      clock: this.clock,
      signal,
      send: (request, own) => this.send(request, own),
      conceal: (value) => this.conceal(value),
    }
  }

  async send(request: WireRequest, signal?: AbortSignal): Promise<TransportResponse> {
    this.requests.push(request)
    const given = this.#answer(request, this.requests.length - 1)
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    return response(await (signal === undefined ? given : Promise.race([given, aborted])))
  }

  conceal(value: string): void {
    this.concealed.push(value)
  }

  /** The last request's form fields. */
  form(index = this.requests.length - 1): Record<string, string> {
    return Object.fromEntries(new URLSearchParams(String(this.requests[index]?.body)))
  }
}

export function response({ status = 200, headers = {}, json, text }: FakeAnswer): TransportResponse {
  const body = text ?? (json === undefined ? '' : JSON.stringify(json))
  const pairs = Array.isArray(headers) ? headers : Object.entries(headers as Record<string, string>)
  return {
    status,
    header: (name) => pairs.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? null,
    headers: () => pairs,
    text: async () => body,
    bytes: async () => new TextEncoder().encode(body),
    stream: () => new ReadableStream(),
    discard: async () => {},
  }
}

export function wire(url = 'https://api.test/v1/orders', more: Partial<WireRequest> = {}): WireRequest {
  return { method: 'GET', url, headers: {}, body: undefined, ...more }
}

export const unreachable = (): never => {
  throw new Error('No request was expected')
}
