import { ConfigError } from '../errors/ConfigError.ts'
import { readCredentials } from './credentials.ts'
import type { CredentialInput, Webhook } from './types.ts'

export interface SignTestEventOptions<Events extends object, Credential, T extends keyof Events & string> {
  readonly secret: CredentialInput<Credential>
  readonly type: T
  readonly data: Events[T]
  readonly id?: string | undefined
  /** Epoch milliseconds. Default: now. */
  readonly timestamp?: number | undefined
  /** Where your receiver would be. Default `https://receiver.test/`. */
  readonly url?: string | undefined
}

/**
 * A delivery as the vendor would make it, to test your own receiver: `await receive(signTestEvent(…))`.
 *
 * @throws ConfigError for an empty secret, or a webhook that cannot be signed here.
 */
export function signTestEvent<Events extends object, Credential, T extends keyof Events & string>(
  webhook: Webhook<Events, Credential>,
  options: SignTestEventOptions<Events, Credential, T>,
): Request {
  if (webhook.sign === undefined) throw new ConfigError(`The ${webhook.id} webhook has no way to sign test events`)
  const [credential] = readCredentials<Credential>(options.secret, webhook.id)
  const { type, data, id, timestamp = Date.now() } = options
  const delivery = webhook.sign({ type, data, id, timestamp }, credential as Credential)
  const url = new URL(options.url ?? 'https://receiver.test/')
  for (const [name, value] of Object.entries(delivery.query ?? {})) url.searchParams.set(name, value)
  return new Request(url, {
    method: delivery.method ?? webhook.methods[0] ?? 'POST',
    headers: { ...delivery.headers },
    ...(delivery.body !== undefined && { body: delivery.body }),
  })
}
