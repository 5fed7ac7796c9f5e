import {
  defineSandbox,
  get,
  json,
  leakyBucketLimit,
  post,
  type Sandbox,
  type SandboxOptions,
  type SandboxRequest,
  text,
} from '@bpmcentr/core/testing'
import { type PortalAuth, portalAuth } from './testing/credentials.ts'
import { Engine } from './testing/engine.ts'
import { methodTable } from './testing/methods.ts'
import { OperatingMeter } from './testing/operating.ts'
import type { ItemRow } from './testing/seed.ts'
import { RestV3 } from './testing/v3.ts'
import { createWorld, type World } from './testing/world.ts'

export type { AppTokens, PortalAuth } from './testing/credentials.ts'
export { type ItemRow, itemRow, itemRows } from './testing/seed.ts'
export type { World } from './testing/world.ts'

/** What the sandbox takes as credentials. */
export const SANDBOX_WEBHOOK = 'https://acme.bitrix24.com/rest/1/sandboxsecret/'
export const SANDBOX_APP = {
  clientId: 'local.sandbox',
  clientSecret: 'sandbox-client-secret',
  memberId: 'a223c6b3710f85df22e9377d6c4f7553',
} as const

/** What a test may choose of this sandbox. */
export interface Bitrix24SandboxOptions extends SandboxOptions {
  /** How many rows each table has. Default 160. */
  readonly rows?: number
  /** The deals, where their number or their holes matter: `itemRows(2, 10_000)`. */
  readonly deals?: readonly ItemRow[]
  /** The portal's plan, for its bucket. Default `standard`: 50 and 2 a second. */
  readonly plan?: 'standard' | 'enterprise'
  /** Seconds that a method may run in ten minutes, when limits are on. Default 480. */
  readonly operatingLimit?: number
  /** Seconds of execution that a call costs. Default 0.005. */
  readonly cost?: (method: string) => number
}

const BUCKETS = { standard: { capacity: 50, perSecond: 2 }, enterprise: { capacity: 250, perSecond: 5 } } as const

/**
 * A stateful fake of a Bitrix24 portal: its methods, pages of 50, filters, batches with PHP's decoding and references, events' offline
 * queue, webhooks and OAuth with rotating tokens, the leaky bucket that all credentials share, and execution time by method.
 *
 * @example
 * const box = bitrix24Sandbox({ deals: itemRows(2, 10_000), limits: true })
 * const server = setupServer(...box.handlers)
 */
export function bitrix24Sandbox(options: Bitrix24SandboxOptions = {}): Sandbox<World> & { readonly auth: PortalAuth } {
  const { rows = 160, deals, plan = 'standard', operatingLimit = 480, cost = () => 0.005, ...common } = options
  const world = createWorld({ rows, deals })
  const meter = new OperatingMeter(operatingLimit)
  const v3 = new RestV3(world)
  const engine = new Engine({
    world,
    methods: methodTable(world),
    meter,
    cost,
    limited: () => box.limits.enabled,
  })
  const call = (request: SandboxRequest) => engine.answer(request)
  const modern = (request: SandboxRequest) => v3.answer(request)
  const [userId = '', secret = ''] = new URL(SANDBOX_WEBHOOK).pathname.split('/').slice(2)
  const box = defineSandbox<World>(
    {
      id: 'bitrix24',
      baseUrl: 'https://acme.bitrix24.com',
      auth: portalAuth({
        webhook: { userId, secret },
        app: SANDBOX_APP,
        memberId: SANDBOX_APP.memberId,
        domain: 'acme.bitrix24.com',
      }),
      limit: leakyBucketLimit({
        ...BUCKETS[plan],
        // One bucket for the portal and an address, whatever the credentials.
        key: () => 'portal',
        reject: () => json({ error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' }, 503),
      }),
      notFound: () => json({ error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' }, 404),
      state: world,
      onReset() {
        meter.reset()
        v3.reset()
      },
      routes: [
        post('/rest/api/:user/:secret/:method', modern),
        post('/rest/api/:method', modern),
        post('/rest/:user/:secret/:method', call),
        post('/rest/:method', call),
        get('/rest/download.json', (request) => download(world, request), { public: true, unlimited: true }),
        // Bitrix24 takes parameters in the query, too.
        get('/rest/:user/:secret/:method', call),
        get('/rest/:method', call),
      ],
    },
    common,
  )
  return box as Sandbox<World> & { readonly auth: PortalAuth }
}

function download(world: World, request: SandboxRequest) {
  const row = world.disk.get((request.query.get('token') ?? '').replace(/^disk\|/, ''))
  return row === undefined ? text('404 Not Found', 404) : text(String(row.content ?? ''))
}
