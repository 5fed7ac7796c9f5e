import { type Clock, systemClock } from '../time.ts'
import { readCredentials } from './credentials.ts'
import { type RawEvent, rawEvent } from './rawEvent.ts'
import { assertRequest, readRequest, setupError, tooLarge } from './readRequest.ts'
import { respond } from './respond.ts'
import type { CredentialsInput, EventOf, Webhook } from './types.ts'
import { verifyDelivery } from './verifyDelivery.ts'

const DEFAULT_MAX_BYTES = 1_048_576

/** A delivery in parts, for servers that have no Request. */
export interface RawDelivery {
  /** Default POST. */
  readonly method?: string | undefined
  /** Absolute, or a path with its query. Default `/`. */
  readonly url?: string | undefined
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  /** The exact bytes, or the exact text; never the parsed body. */
  readonly body: string | Uint8Array
}

export interface VerifyEventOptions<Credential> {
  /** One, or several while they are rotated. */
  readonly secrets: CredentialsInput<Credential>
  /** Milliseconds that the vendor's timestamp may differ from now. Default: the webhook's, five minutes. */
  readonly tolerance?: number | undefined
  /** Of the body. Default 1 MiB. */
  readonly maxBytes?: number | undefined
  readonly clock?: Clock | undefined
}

export interface VerifiedDelivery<Events extends object> {
  /** In the order of the delivery; mostly one. A type this SDK does not know is here too. */
  readonly events: readonly EventOf<Events>[]
  readonly raw: RawEvent
  /** The answer that the vendor requires for the first event. */
  answer(): Response
}

/**
 * Verifies one delivery, for those who want no receiver. De-duplication is then yours.
 *
 * @throws WebhookVerificationError when the delivery is forged, replayed, malformed, too large or already parsed;
 * ConfigError for a missing or empty secret.
 */
export async function verifyEvent<Events extends object, Credential>(
  webhook: Webhook<Events, Credential>,
  delivery: Request | RawDelivery,
  options: VerifyEventOptions<Credential>,
): Promise<VerifiedDelivery<Events>> {
  const credentials = readCredentials(options.secrets, webhook.id)
  const { clock = systemClock, tolerance = webhook.tolerance } = options
  const raw = await readDelivery(delivery, options.maxBytes ?? DEFAULT_MAX_BYTES)
  const verified = await verifyDelivery(webhook, raw, credentials, { now: clock.now(), tolerance })
  const [first] = verified.events
  return {
    events: verified.events as readonly EventOf<Events>[],
    raw,
    answer: () => respond(first && webhook.answer?.(first, verified.credential, { now: clock.now() })),
  }
}

async function readDelivery(delivery: Request | RawDelivery, maxBytes: number): Promise<RawEvent> {
  if (isRequestLike(delivery)) {
    assertRequest(delivery)
    return readRequest(delivery, maxBytes)
  }
  const { body, headers } = delivery
  if (typeof body !== 'string' && !ArrayBuffer.isView(body)) throw setupError('The body was given parsed')
  const base = 'http://localhost'
  const url = URL.canParse(delivery.url ?? '/', base) ? new URL(delivery.url ?? '/', base).href : base
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const fields = headers instanceof Headers ? headers : headersOf(headers)
  if (bytes.length > maxBytes) throw tooLarge(maxBytes)
  return rawEvent({ method: delivery.method ?? 'POST', url, headers: fields, bytes })
}

function isRequestLike(delivery: Request | RawDelivery): delivery is Request {
  return 'arrayBuffer' in delivery
}

function headersOf(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Headers {
  const result = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    // HTTP/2 pseudo headers are none.
    if (value === undefined || name.startsWith(':')) continue
    for (const one of typeof value === 'string' ? [value] : value) result.append(name, one)
  }
  return result
}
