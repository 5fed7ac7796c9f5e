import {
  ConfigError,
  type Connection,
  defineConnector,
  isSecret,
  type OperationTree,
  Secret,
  schema,
  type TokenStore,
} from '@bpmcentr/core'
import * as z from 'zod'
import { oauthAuth } from './auth/oauthAuth.ts'
import { originOf, Portal } from './auth/portal.ts'
import { SERVERS } from './auth/servers.ts'
import { webhookAuth } from './auth/webhookAuth.ts'
import { parseWebhookUrl } from './auth/webhookUrl.ts'
import { type Batching, batching } from './batch/client.ts'
import { MOST_COMMANDS } from './batch/operation.ts'
import type { Env } from './env.ts'
import { advice, bitrix24Errors } from './errors.ts'
import { bitrix24Limits, operatingIn } from './limits.ts'
import { type Bitrix24Operations, operations } from './operations.ts'
import { bitrix24Webhooks } from './webhooks.ts'

/** Milliseconds for one request: Bitrix24 itself ends it after a minute. */
const ATTEMPT_TIMEOUT = 65_000

/** Retries after the first attempt. A portal that is busy with others answers 503 for a while. */
const RETRIES = 6

const Common = () => ({
  /** What the portal's plan allows: `enterprise` has a bucket of 250 and 5 requests a second. */
  plan: z.enum(['standard', 'enterprise']).default('standard'),
  /** Commands in a batch when reading, at most. */
  batchSize: z.int().min(1).max(MOST_COMMANDS).default(MOST_COMMANDS),
  /** Batches at once when reading, at most. */
  concurrency: z.int().min(1).max(20).default(4),
  /** Told when the portal turns out to have another domain. */
  onRename: z
    .custom<(domain: string) => void>((value) => typeof value === 'function', 'expected a function')
    .optional(),
})

const App = schema(() =>
  z.strictObject({
    clientId: z.string().min(1),
    clientSecret: z.custom<string | Secret>(isFilled, 'expected the secret of the application').transform(toSecret),
    memberId: z.string().min(1),
    store: z.custom<TokenStore>((value) => typeof value === 'object' && value !== null, 'expected a token store'),
    /** `https://oauth.bitrix.info`, or `https://oauth.bitrix24.tech` for portals of the East. Stored tokens know theirs. */
    server: z.enum(SERVERS).default(SERVERS[0]),
  }),
)

const Options = schema(() =>
  z.union([
    z.strictObject({
      // `undefined` is taken so that `process.env.BITRIX24_WEBHOOK` fits; it is refused with the rest that is no URL.
      webhook: z
        .custom<string | Secret | undefined>(isFilled, 'expected the URL of an inbound webhook')
        .transform((value) => toSecret(value as string | Secret)),
      ...Common(),
    }),
    z.strictObject({ portal: z.string().min(1), app: App(), ...Common() }),
  ]),
)
type Options = z.output<ReturnType<typeof Options>>

function isFilled(value: unknown): boolean {
  return isSecret(value) || (typeof value === 'string' && value.trim() !== '')
}

function toSecret(value: string | Secret): Secret {
  return new Secret(isSecret(value) ? value.reveal() : value.trim())
}

function connect(options: Options): Connection {
  const { plan, batchSize, concurrency, onRename } = options
  const env: Env = { batchSize, concurrency }
  const url = 'webhook' in options ? parseWebhookUrl(options.webhook.reveal()) : undefined
  const portal = new Portal(url?.origin ?? originOf((options as { portal: string }).portal), onRename)
  const app = 'app' in options ? options.app : undefined
  if (url === undefined && app === undefined) throw new ConfigError('bitrix24: give a webhook, or a portal and an app')
  return {
    baseUrl: () => portal.baseUrl,
    auth: url === undefined ? oauthAuth(app as NonNullable<typeof app>, portal) : webhookAuth(url),
    limits: bitrix24Limits(plan),
    // The bucket is counted by portal and source address, whatever the credentials.
    limitScope: 'portal',
    classify: bitrix24Errors,
    feedback: operatingIn,
    // Old methods answer JSON as text/html at times.
    contentTypes: 'any',
    attemptTimeout: ATTEMPT_TIMEOUT,
    retries: RETRIES,
    onRedirect: (location) => portal.moveTo(location),
    advice,
    env,
  }
}

/**
 * Bitrix24: CRM, tasks, disk, catalog, telephony, messages and events over REST, by an inbound webhook or as an application.
 *
 * @example
 * const b24 = bitrix24({ webhook: process.env.BITRIX24_WEBHOOK })
 * for await (const deal of b24.deals.list({ select: ['id', 'title', 'stageId'] })) console.log(deal.title)
 */
export const bitrix24 = defineConnector({
  id: 'bitrix24',
  title: 'Bitrix24',
  help: 'Create an inbound webhook under Developer resources → Other → Inbound webhook, and pass its URL as `webhook`; an application passes `portal` and `app`.',
  options: Options,
  connect,
  operations,
  webhooks: bitrix24Webhooks,
  extend: (client): Batching<Bitrix24Operations> => batching(client, operations as Bitrix24Operations & OperationTree),
  test: async (client) => {
    const { ID, NAME, LAST_NAME } = await client.users.profile()
    return { label: [NAME, LAST_NAME].filter(Boolean).join(' ') || `user ${ID}`, id: String(ID) }
  },
})
