import { defineSandbox, json, type Sandbox, type SandboxOptions, tokenBucketLimit } from '@bpmcentr/core/testing'
import type { Order } from './orders/order.ts'
import { type RozetkaAuth, rozetkaAuth } from './testing/auth.ts'
import { itemRoutes } from './testing/items.ts'
import { marketRoutes } from './testing/market.ts'
import { orderRoutes } from './testing/orders.ts'
import { placeRoutes, waybillRoutes } from './testing/places.ts'
import { refuse } from './testing/reply.ts'
import { orderRows } from './testing/seed.ts'
import { chatRoutes, reviewRoutes } from './testing/talk.ts'
import { createWorld, type World } from './testing/world.ts'

export type { RozetkaAuth } from './testing/auth.ts'
export { orderRows } from './testing/seed.ts'
export type { World } from './testing/world.ts'

/** What a test may choose of this sandbox. */
export interface RozetkaSandboxOptions extends SandboxOptions {
  /** Logins and their passwords. Default: `shop` with `S3cret-Пароль!`. */
  readonly users?: Readonly<Record<string, string>>
  /** API tokens that are good without a login. Default: `sandbox-token`. */
  readonly tokens?: readonly string[]
  /** How many orders there are, or the orders themselves. Default 60. */
  readonly orders?: number | readonly Order[]
  /** HTTP status of an ended session: Rozetka uses both. Default 200. */
  readonly expiredStatus?: 200 | 401
  /** Whether a login ends the token of the one before. Not documented; default true, which is stricter. */
  readonly singleSession?: boolean
}

/** A sandbox whose sessions can be ended and counted. */
export interface RozetkaSandbox extends Sandbox<World> {
  readonly auth: RozetkaAuth
}

/**
 * A stateful fake of the seller's API of ROZETKA Marketplace that lies as politely as it does: errors under HTTP 200, empty
 * lists for wrong filters, leaping prices that are taken and not applied, tokens that end after a day, statuses that move on
 * by themselves. Changes of status follow a table.
 *
 * @example
 * const box = rozetkaSandbox({ orders: 300 })
 * const server = setupServer(...box.handlers)
 */
export function rozetkaSandbox(options: RozetkaSandboxOptions = {}): RozetkaSandbox {
  const { users = { shop: 'S3cret-Пароль!' }, tokens = ['sandbox-token'], orders = 60, ...rest } = options
  const { expiredStatus = 200, singleSession = true, ...common } = rest
  const world = createWorld(typeof orders === 'number' ? orderRows(orders) : orders)
  const auth = rozetkaAuth({ users, tokens, expiredStatus, singleSession })
  const box = defineSandbox<World>(
    {
      id: 'rozetka',
      baseUrl: 'https://api-seller.rozetka.com.ua',
      auth,
      // Rozetka documents no limit: this one refuses what is faster than integrators dare.
      limit: tokenBucketLimit({
        capacity: 5,
        perSecond: 4,
        reject: (seconds) =>
          json({ success: false, errors: { message: 'too_many_requests' } }, 429, { 'retry-after': String(seconds) }),
      }),
      notFound: () => refuse(5404, 'not_found', 'Не знайдено', null, 404),
      malformedBody: () => refuse(1002, 'incorrect_data_format', 'Неправильний формат даних'),
      unsupportedBody: () => refuse(1002, 'incorrect_data_format', 'Неправильний формат даних'),
      state: world,
      routes: [
        ...orderRoutes(world),
        ...itemRoutes(world),
        ...chatRoutes(world),
        ...reviewRoutes(world),
        ...placeRoutes(),
        ...waybillRoutes(world),
        ...marketRoutes(world),
      ],
    },
    common,
  )
  return box as RozetkaSandbox
}
