import type { Answer } from '../classify.ts'
import { ResponseMismatchError } from '../errors/index.ts'
import type { RequestSpec } from '../request.ts'
import type { TransportResponse, WireRequest } from '../transport/types.ts'
import { isAllowedOrigin } from './address.ts'
import { readAnswer } from './answer.ts'
import { withoutSecrets } from './authError.ts'
import type { AttemptRequest } from './context.ts'
import type { Runtime } from './runtime.ts'

const MAX_REDIRECTS = 5

/** One conversation: credentials on, out, redirects judged, body read. */
export interface Sent {
  readonly wire: WireRequest
  readonly answer: Answer
}

export async function send(
  runtime: Runtime,
  request: AttemptRequest,
  spec: RequestSpec,
  signal: AbortSignal,
  /** Set when the request is about to go out: until then a time limit that passes has left nothing behind. */
  progress: { sent: boolean },
): Promise<Sent> {
  let url = request.url
  for (let hop = 0; ; hop++) {
    const wire: WireRequest = { method: request.method, url, headers: { ...request.headers }, body: request.body }
    try {
      const applied = runtime.auth.apply(wire, runtime.authContext(signal))
      if (applied !== undefined) await applied
    } catch (error) {
      throw withoutSecrets(error, runtime.redactor)
    }
    progress.sent = true
    const response = await runtime.transport.send({
      method: wire.method,
      url: wire.url,
      headers: wire.headers,
      body: wire.body,
      signal,
      maxBytes: spec.maxBytes ?? runtime.maxBytes,
    })
    runtime.auth.observe?.(response, wire)
    if (response.status >= 300 && response.status < 400 && response.status !== 304) {
      const location = response.header('location')
      await response.discard()
      const target = location === null ? undefined : parseUrl(location, url)
      if (target !== undefined && runtime.connection.isLogin?.(target) === true) {
        return {
          wire,
          answer: { status: 401, header: (name) => response.header(name), body: undefined, unreadable: undefined },
        }
      }
      url = await redirectTarget(runtime, request, response, target, hop)
      continue
    }
    return { wire, answer: await readAnswer(response, spec, runtime.connection.contentTypes ?? 'json') }
  }
}

/** Only a GET to an allowed origin is followed: anything else would carry credentials or repeat a write. */
async function redirectTarget(
  runtime: Runtime,
  request: AttemptRequest,
  response: TransportResponse,
  target: URL | undefined,
  hop: number,
): Promise<string> {
  if (target !== undefined && hop < MAX_REDIRECTS) {
    const reading = request.method === 'GET' || request.method === 'HEAD'
    if (reading && isAllowedOrigin(runtime.connection, target.href)) return target.href
    if (await runtime.connection.onRedirect?.(target)) return target.href
  }
  const why =
    target === undefined
      ? 'a redirect without a usable target'
      : hop >= MAX_REDIRECTS
        ? 'too many redirects'
        : 'a redirect that is not followed, because credentials stay with their origin and writes are not repeated'
  throw new ResponseMismatchError(`answered with ${why} (HTTP ${response.status}). Check the base URL`, {
    reason: 'redirect',
    status: response.status,
  })
}

function parseUrl(text: string, base: string): URL | undefined {
  try {
    const url = new URL(text, base)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
  } catch {
    return undefined
  }
}
