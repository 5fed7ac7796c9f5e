import { ConfigError } from '../errors/ConfigError.ts'
import { type WebhookFailure, WebhookVerificationError } from '../errors/WebhookVerificationError.ts'
import { type Clock, systemClock } from '../time.ts'
import { readCredentials } from './credentials.ts'
import { type DedupeStore, memoryDedupeStore } from './dedupe.ts'
import { Once, type Outcome } from './once.ts'
import type { RawEvent } from './rawEvent.ts'
import { assertRequest, readRequest } from './readRequest.ts'
import { respond } from './respond.ts'
import type { CredentialsInput, Webhook, WebhookEvent } from './types.ts'
import { type Verified, verifyDelivery } from './verifyDelivery.ts'

const DEFAULT_MAX_BYTES = 1_048_576
const DEFAULT_TTL = 3 * 24 * 3_600_000

export interface WebhookContext {
  /** The webhook's id. */
  readonly webhook: string
  /** The delivery as it came. */
  readonly raw: RawEvent
}

/** May return a Response to answer with, where the vendor reads one. Throwing asks the vendor to send the event again. */
export type WebhookHandler<E> = {
  // A method, since those compare their parameters both ways: where event types are open, TypeScript infers the event of
  // a handler from its name but checks it against any name.
  handle(event: E, context: WebhookContext): unknown
}['handle']

/** By event type; `*` gets every event that has no handler of its own, also types this SDK does not know. */
export type WebhookHandlers<Events extends object> = {
  readonly [T in keyof Events & string]?: WebhookHandler<WebhookEvent<T, Events[T]>> | undefined
} & { readonly '*'?: WebhookHandler<WebhookEvent> | undefined }

export interface ReceiverOptions<Events extends object, Credential> {
  /** One, or several while they are rotated. */
  readonly secrets: CredentialsInput<Credential>
  readonly on: WebhookHandlers<Events>
  /** Default: in memory. `false`: handle every delivery. Events without an id are always handled. */
  readonly dedupe?: DedupeStore | false | undefined
  /** Milliseconds for which a handled event is remembered. Default three days. */
  readonly dedupeFor?: number | undefined
  /** Sets events of several accounts apart in one shared dedupe store. */
  readonly account?: string | undefined
  /** Of the body. Default 1 MiB. */
  readonly maxBytes?: number | undefined
  /** Milliseconds that the vendor's timestamp may differ from now. Default: the webhook's, five minutes. */
  readonly tolerance?: number | undefined
  /** Told of every delivery refused and every handler that threw. Default: the latter go to `console.error`. */
  readonly onError?: ((error: unknown, event: WebhookEvent | undefined) => void) | undefined
  readonly clock?: Clock | undefined
}

export type Receiver = (request: Request) => Promise<Response>

const STATUS: Readonly<Record<WebhookFailure, number>> = {
  setup: 500,
  signature: 401,
  replay: 401,
  malformed: 400,
  too_large: 413,
}

/**
 * Receives a vendor's webhooks on any server that speaks Request and Response: verifies the exact bytes, refuses replays,
 * handles each event once and gives the vendor the answer it requires. Answers 401 to forgeries, 400, 405 and 413 to what
 * is no delivery, 500 when a handler threw and 503 while another process has the event, so that the vendor sends it again.
 *
 * @throws ConfigError for a missing or empty secret; from the call, WebhookVerificationError with reason `setup` when it is
 * mounted wrong.
 */
export function receiver<Events extends object, Credential>(
  webhook: Webhook<Events, Credential>,
  options: ReceiverOptions<Events, Credential>,
): Receiver {
  const credentials = readCredentials(options.secrets, webhook.id)
  const { clock = systemClock, maxBytes = DEFAULT_MAX_BYTES, tolerance = webhook.tolerance } = options
  if (Object.keys(options.on).length === 0) throw new ConfigError(`The ${webhook.id} receiver has no handler`)
  const dedupe = options.dedupe === false ? undefined : (options.dedupe ?? memoryDedupeStore({ clock }))
  const once = dedupe && new Once(dedupe, options.dedupeFor ?? DEFAULT_TTL, (error) => tell(options.onError, error))
  const scope = `${webhook.id}:${options.account ?? ''}:`

  const refuse = (error: unknown): Response => {
    tell(options.onError, error)
    if (!(error instanceof WebhookVerificationError)) return new Response(null, { status: 500 })
    if (error.reason === 'setup') throw error
    return new Response(null, { status: STATUS[error.reason] })
  }

  const handle = (event: WebhookEvent, raw: RawEvent): Promise<Outcome> => {
    const handler = handlerFor(options.on, event.type)
    const run = async () => handler?.(event, { webhook: webhook.id, raw })
    if (once === undefined || event.id === undefined) return run().then((result) => ({ type: 'done', result }))
    return once.run(scope + event.id, run)
  }

  return async (request) => {
    let raw: RawEvent
    let verified: Verified<Credential>
    try {
      assertRequest(request)
      if (!webhook.methods.includes(request.method)) {
        return new Response(null, { status: 405, headers: { allow: webhook.methods.join(', ') } })
      }
      raw = await readRequest(request, maxBytes)
      const handshake = webhook.handshake?.(raw)
      if (handshake !== undefined) return respond(handshake)
      verified = await verifyDelivery(webhook, raw, credentials, { now: clock.now(), tolerance })
    } catch (error) {
      return refuse(error)
    }
    let own: Response | undefined
    for (const event of verified.events) {
      try {
        const outcome = await handle(event, raw)
        if (outcome.type === 'busy') return new Response(null, { status: 503, headers: { 'retry-after': '5' } })
        if (outcome.result instanceof Response) own = outcome.result
      } catch (error) {
        tell(options.onError ?? report, error, event)
        return new Response(null, { status: 500 })
      }
    }
    const [first] = verified.events
    if (own !== undefined || first === undefined) return own ?? respond(undefined)
    try {
      return respond(webhook.answer?.(first, verified.credential, { now: clock.now() }))
    } catch (error) {
      return refuse(error)
    }
  }
}

function handlerFor(on: object, type: string): WebhookHandler<WebhookEvent> | undefined {
  const handlers = on as Readonly<Record<string, WebhookHandler<WebhookEvent> | undefined>>
  const own = type !== '*' && Object.hasOwn(handlers, type) ? handlers[type] : undefined
  return own ?? (Object.hasOwn(handlers, '*') ? handlers['*'] : undefined)
}

function tell(onError: ReceiverOptions<object, unknown>['onError'], error: unknown, event?: WebhookEvent): void {
  try {
    onError?.(error, event)
  } catch {
    // A broken reporter must not change the answer to the vendor.
  }
}

/** Otherwise the handler's error would vanish behind a bare 500. */
function report(error: unknown): void {
  console.error(error)
}
