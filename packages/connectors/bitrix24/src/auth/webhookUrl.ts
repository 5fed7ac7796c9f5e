import { ConfigError, Secret } from '@bpmcentr/core'

/** What the URL of an inbound webhook says. */
export interface WebhookUrl {
  /** `https://acme.bitrix24.com` */
  readonly origin: string
  /** Id of the user whose rights the webhook has. */
  readonly userId: string
  readonly secret: Secret
}

const PATH = /^\/rest\/(?:api\/)?(\d+)\/([A-Za-z0-9]+)(?:\/|$)/

/**
 * Reads the URL of an inbound webhook as Bitrix24 shows it: `https://{portal}/rest/{user}/{secret}/`, also with a method behind
 * it or in the form of REST 3.0 (`/rest/api/…`).
 *
 * @throws ConfigError that does not quote the URL, which is a secret.
 */
export function parseWebhookUrl(url: string): WebhookUrl {
  const parsed = URL.canParse(url.trim()) ? new URL(url.trim()) : undefined
  const match = parsed === undefined ? null : PATH.exec(parsed.pathname)
  const [, userId, secret] = match ?? []
  if (parsed === undefined || userId === undefined || secret === undefined || !isPortal(parsed)) {
    throw new ConfigError('bitrix24: expected the URL of an inbound webhook, as https://{portal}/rest/{user}/{secret}/')
  }
  return { origin: parsed.origin, userId, secret: new Secret(secret) }
}

/** Bitrix24 answers plain HTTP with an error, so only a fake on this machine is reached that way. */
export function isPortal(url: URL): boolean {
  if (url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname))
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/
