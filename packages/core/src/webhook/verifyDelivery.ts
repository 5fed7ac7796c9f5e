import { WebhookVerificationError } from '../errors/WebhookVerificationError.ts'
import { resolveSchema } from '../schema.ts'
import type { RawEvent } from './rawEvent.ts'
import type { ParsedEvent, Webhook, WebhookEvent } from './types.ts'

export interface Verified<Credential> {
  readonly credential: Credential
  readonly events: readonly WebhookEvent[]
}

/**
 * Signature first, then the time, then the content, so that a forger learns nothing.
 *
 * @throws WebhookVerificationError
 */
export async function verifyDelivery<Events extends object, Credential>(
  webhook: Webhook<Events, Credential>,
  raw: RawEvent,
  credentials: readonly Credential[],
  at: { readonly now: number; readonly tolerance: number },
): Promise<Verified<Credential>> {
  const found = await findCredential(webhook, raw, credentials)
  if (webhook.timestamp !== undefined) checkTime(webhook.timestamp(raw), at)
  return { credential: found.credential, events: readEvents(webhook, raw, found.credential) }
}

async function findCredential<Events extends object, Credential>(
  webhook: Webhook<Events, Credential>,
  raw: RawEvent,
  credentials: readonly Credential[],
): Promise<{ readonly credential: Credential }> {
  let failure: unknown
  for (const credential of credentials) {
    try {
      // Strictly true: a definition that forgets to await something must not let everything in.
      if ((await webhook.verify(raw, credential)) === true) return { credential }
    } catch (error) {
      failure = error
    }
  }
  if (failure instanceof WebhookVerificationError) throw failure
  throw new WebhookVerificationError(
    'The signature does not fit. If the sender is real, check the secret, and that nothing changes the body on its way',
    { reason: 'signature', cause: failure },
  )
}

function checkTime(timestamp: number | undefined, at: { readonly now: number; readonly tolerance: number }): void {
  // Written so that NaN is refused.
  if (timestamp !== undefined && Math.abs(at.now - timestamp) <= at.tolerance) return
  throw new WebhookVerificationError(
    'The delivery is too old, or its time is in the future or missing. If the sender is real, check the clock of this server',
    { reason: 'replay' },
  )
}

function readEvents<Events extends object, Credential>(
  webhook: Webhook<Events, Credential>,
  raw: RawEvent,
  credential: Credential,
): WebhookEvent[] {
  try {
    const parsed = webhook.parse(raw, credential)
    const list: readonly ParsedEvent[] = Array.isArray(parsed) ? parsed : [parsed]
    return list.map((event) => readEvent(webhook, raw, event))
  } catch (cause) {
    if (cause instanceof WebhookVerificationError) throw cause
    throw new WebhookVerificationError('The event cannot be read', { reason: 'malformed', cause })
  }
}

function readEvent<Events extends object, Credential>(
  webhook: Webhook<Events, Credential>,
  raw: RawEvent,
  event: ParsedEvent,
): WebhookEvent {
  const { type, data, timestamp } = event
  if (typeof type !== 'string' || type === '') {
    throw new WebhookVerificationError('The event has no type', { reason: 'malformed' })
  }
  const id = webhook.eventId === undefined ? event.id : webhook.eventId(event, raw)
  const { events } = webhook
  const source = events !== undefined && Object.hasOwn(events, type) ? events[type as keyof Events] : undefined
  const checked = source === undefined ? undefined : resolveSchema<unknown>(source).safeParse(data)
  return { type, data, id, timestamp, issues: checked?.success === false ? checked.error.issues : undefined }
}
