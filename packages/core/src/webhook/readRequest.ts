import { WebhookVerificationError } from '../errors/WebhookVerificationError.ts'
import { type RawEvent, rawEvent } from './rawEvent.ts'

const CURES =
  'Express: mount toNodeHandler(receiver) before express.json(), or use express.raw({ type: () => true }) for this route. ' +
  'Fastify: give this route a content type parser that leaves the body alone. ' +
  'Next.js: use a route handler (app/…/route.ts), or export const config = { api: { bodyParser: false } } in pages/api. ' +
  'Elsewhere: pass the platform’s Request before anything has read its body'

/** The receiver is mounted wrong; the message names the cure. */
export function setupError(what: string): WebhookVerificationError {
  return new WebhookVerificationError(`${what}, so the signature cannot be checked over its exact bytes. ${CURES}`, {
    reason: 'setup',
  })
}

/** @throws WebhookVerificationError with reason `setup` for anything but an unread Request. */
export function assertRequest(value: unknown): asserts value is Request {
  // By shape: frameworks bring Request classes of their own.
  const request = (value ?? {}) as Partial<Request> & { body?: unknown }
  const isRequest = typeof request.arrayBuffer === 'function' && typeof request.headers?.get === 'function'
  if (isRequest && typeof request.url === 'string') {
    if (request.bodyUsed === true || (request.body as { locked?: boolean } | null)?.locked === true) {
      throw setupError('The body of the request has already been read')
    }
    return
  }
  const parsed = typeof request.body === 'object' && request.body !== null
  throw setupError(
    parsed
      ? 'The receiver got a request whose body a framework has already parsed'
      : 'The receiver takes a Request and got something else',
  )
}

/**
 * Reads the body once, within bounds.
 *
 * @throws WebhookVerificationError with reason `too_large` or `malformed`.
 */
export async function readRequest(request: Request, maxBytes: number): Promise<RawEvent> {
  const { method, url, headers } = request
  // NaN when it is missing or nonsense: then the count while reading decides.
  if (Number(headers.get('content-length') ?? Number.NaN) > maxBytes) throw tooLarge(maxBytes)
  let bytes: Uint8Array
  try {
    bytes = await readBounded(request, maxBytes)
  } catch (cause) {
    if (cause instanceof WebhookVerificationError) throw cause
    throw new WebhookVerificationError('The body broke off', { reason: 'malformed', cause })
  }
  return rawEvent({ method, url, headers, bytes })
}

async function readBounded(request: Request, maxBytes: number): Promise<Uint8Array> {
  const { body } = request
  if (body === null) return new Uint8Array()
  if (body === undefined) {
    // A platform whose Request has no stream.
    const whole = new Uint8Array(await request.arrayBuffer())
    if (whole.length > maxBytes) throw tooLarge(maxBytes)
    return whole
  }
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > maxBytes) {
      reader.cancel().catch(() => undefined)
      throw tooLarge(maxBytes)
    }
    chunks.push(value)
  }
  if (chunks.length === 1 && chunks[0] !== undefined) return chunks[0]
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

export function tooLarge(maxBytes: number): WebhookVerificationError {
  return new WebhookVerificationError(`The body is larger than ${maxBytes} bytes`, { reason: 'too_large' })
}
