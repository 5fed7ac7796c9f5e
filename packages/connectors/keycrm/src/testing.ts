import {
  bearerAuth,
  defineSandbox,
  json,
  type Sandbox,
  type SandboxOptions,
  slidingWindowLimit,
} from '@bpmcentr/core/testing'
import { buyerRoutes } from './testing/buyers.ts'
import { pipelineRoutes } from './testing/cards.ts'
import { productRoutes } from './testing/catalog.ts'
import { companyRoutes } from './testing/companies.ts'
import { message } from './testing/listing.ts'
import { orderMoneyRoutes, transactionRoutes } from './testing/money.ts'
import { offerRoutes } from './testing/offers.ts'
import { orderRoutes } from './testing/orders.ts'
import { type Seed, seedOrders } from './testing/seed.ts'
import { storageRoutes } from './testing/storage.ts'
import { userRoutes } from './testing/users.ts'
import { createWorld, type World } from './testing/world.ts'

export type * from './testing/catalogRows.ts'
export type * from './testing/rows.ts'
export type { Seed } from './testing/seed.ts'
export { seedOrders } from './testing/seed.ts'
export type { World } from './testing/world.ts'

/** What a test may choose of this sandbox. */
export interface KeycrmSandboxOptions extends SandboxOptions {
  /** The API keys that are good. Default: `sandbox-key`. */
  readonly keys?: readonly string[]
  /** How many orders there are, or the orders themselves from `seedOrders`. Default 160. */
  readonly orders?: number | Seed
  /** Whether the company uses pipelines. Default true; without them cards answer 403 and the rest 400. */
  readonly pipelines?: boolean
  /** Whether a 429 says how long to wait. Default true. KeyCRM does not document it either way. */
  readonly retryAfter?: boolean
}

/**
 * A stateful fake of KeyCRM's Open API v1: its paging, filters, includes, status codes, refusals and traps, with a shop of
 * realistic orders in it. Where the documentation leaves it open whether KeyCRM would be lenient, the sandbox is not: an
 * unknown filter, include or sort is refused.
 *
 * @example
 * const box = keycrmSandbox({ orders: 300 })
 * const server = setupServer(...box.handlers)
 */
export function keycrmSandbox(options: KeycrmSandboxOptions = {}): Sandbox<World> {
  const { keys = ['sandbox-key'], orders = 160, pipelines = true, retryAfter = true, ...common } = options
  const world = createWorld(typeof orders === 'number' ? seedOrders(orders, { seed: options.seed ?? 1 }) : orders)
  return defineSandbox<World>(
    {
      id: 'keycrm',
      baseUrl: 'https://openapi.keycrm.app/v1',
      auth: bearerAuth({ tokens: keys, reject: () => message('Unauthenticated.', 401) }),
      limit: slidingWindowLimit({
        limit: 60,
        window: 60_000,
        reject: (seconds) =>
          json({ message: 'Too Many Attempts.' }, 429, retryAfter ? { 'retry-after': String(seconds) } : {}),
      }),
      notFound: () => message('Not Found', 404),
      malformedBody: () => message('The given data was invalid.', 422),
      unsupportedBody: () => message('The given data was invalid.', 422),
      state: world,
      routes: [
        ...orderRoutes(world),
        ...orderMoneyRoutes(world),
        ...buyerRoutes(world),
        ...companyRoutes(world),
        ...productRoutes(world),
        ...offerRoutes(world),
        ...pipelineRoutes(world, () => pipelines),
        ...transactionRoutes(world),
        ...storageRoutes(world),
        ...userRoutes(world),
      ],
    },
    common,
  )
}
