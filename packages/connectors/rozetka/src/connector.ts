import {
  bearer,
  type CallOptions,
  type Connector,
  defineConnector,
  isSecret,
  type PollSource,
  Secret,
  schema,
  type TokenStore,
} from '@bpmcentr/core'
import * as z from 'zod'
import { passwordAuth } from './auth.ts'
import { type OrderChangesOptions, orderChanges } from './changes.ts'
import { advice, rozetkaErrors } from './errors.ts'
import { rozetkaLimits } from './limits.ts'
import { moveOrder } from './moveOrder.ts'
import { operations, type RozetkaOperations } from './operations.ts'
import type { Order } from './orders/order.ts'
import type { SetStatus } from './orders/write.ts'

/** `undefined` is taken so that `process.env.…` fits; it is refused with the rest that is none. */
function secretOption(what: string, read: (value: unknown) => string) {
  return z
    .custom<string | Secret | undefined>((value) => read(value) !== '', `expected ${what}`)
    .transform((value) => new Secret(read(value)))
}

const Options = schema(() => {
  const common = {
    /** Of names and titles in answers. */
    language: z.enum(['uk', 'ru', 'en']).default('uk'),
    baseUrl: z
      .url()
      .default('https://api-seller.rozetka.com.ua/')
      .transform((url) => (url.endsWith('/') ? url : `${url}/`)),
  }
  return z.union([
    z.strictObject({
      username: z
        .custom<string | undefined>(
          (name) => typeof name === 'string' && name.trim() !== '',
          'expected the login of the seller’s cabinet',
        )
        .transform((name) => (name ?? '').trim()),
      /** As it is typed: it is encoded here. */
      password: secretOption('the password of the seller’s cabinet', textIn),
      /** Keeps the token between runs and shares it between processes. */
      tokenStore: z
        .custom<TokenStore>(
          (store) => typeof (store as TokenStore | null)?.get === 'function',
          'expected a token store',
        )
        .optional(),
      ...common,
    }),
    z.strictObject({ accessToken: secretOption('an API token of the seller’s cabinet', tokenIn), ...common }),
  ])
})

function textIn(value: unknown): string {
  const text = isSecret(value) ? value.reveal() : value
  return typeof text === 'string' ? text : ''
}

/** As pasted, also with the word `Bearer` in front. */
function tokenIn(value: unknown): string {
  return textIn(value)
    .trim()
    .replace(/^bearer(\s+|$)/i, '')
}

/** What a client has besides its operations. */
export interface RozetkaExtras {
  /**
   * Sets a status after a look at the order: a change that Rozetka does not offer for it is a ConflictError with code
   * `transition`, and an order that is there already is left alone.
   */
  moveOrder(change: SetStatus, options?: CallOptions): Promise<Order>
  /** Orders that are new or changed, by polling: Rozetka has no webhooks. The state is plain JSON that you keep. */
  orderChanges(options?: OrderChangesOptions): PollSource<Order>
}

/** What a client is made of: login and password, or an API token. */
export type RozetkaOptions = z.input<ReturnType<typeof Options>>

/**
 * ROZETKA Marketplace, API of the seller's cabinet: orders, items, prices and stocks, chats, reviews, delivery, balance.
 *
 * @example
 * const shop = rozetka({ username: process.env.ROZETKA_LOGIN, password: process.env.ROZETKA_PASSWORD })
 * for await (const order of shop.orders.list({ types: 4, expand: ['purchases'] })) console.log(order.id)
 */
export const rozetka: Connector<RozetkaOptions, RozetkaOperations, RozetkaExtras, undefined> = defineConnector({
  id: 'rozetka',
  title: 'ROZETKA Marketplace',
  help: 'Give `username` and `password` of the seller’s cabinet, or an `accessToken` made under Settings, API security: https://sellerhelp.rozetka.com.ua/st/ua/api-start',
  options: Options,
  connect: (options) => ({
    baseUrl: options.baseUrl,
    auth: 'accessToken' in options ? bearer(options.accessToken) : passwordAuth(options),
    limits: rozetkaLimits(),
    classify: rozetkaErrors,
    headers: { accept: 'application/json', 'content-language': options.language },
    queryStyle: 'repeat',
    advice,
  }),
  operations,
  extend: (client, _options) => ({
    moveOrder: (change: SetStatus, options?: CallOptions) => moveOrder(client, change, options),
    orderChanges: (options?: OrderChangesOptions) => orderChanges(client, options),
  }),
  // Rozetka has no "who am I" beside the login: the counts of orders prove the credentials at the least cost.
  test: async (client, options) => {
    await client.orders.counts()
    return 'username' in options
      ? { label: `ROZETKA Marketplace, ${options.username}`, id: options.username }
      : { label: 'ROZETKA Marketplace' }
  },
})
