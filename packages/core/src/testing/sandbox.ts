import { systemClock } from '../time.ts'
import { isCollection } from './collection.ts'
import { createExchange, type Engine } from './exchange.ts'
import { createFaults } from './faults.ts'
import { mswHandlers } from './handlers.ts'
import { createLog } from './log.ts'
import { placesOf } from './places.ts'
import { handleWith } from './response.ts'
import type { Sandbox, SandboxDefinition, SandboxOptions } from './types.ts'

/**
 * Makes a stateful fake of a vendor from a description of its API.
 *
 * ```ts
 * export function shopSandbox(options?: SandboxOptions) {
 *   const orders = collection<OrderRow>({ key: 'id', rows: seedOrders })
 *   return defineSandbox(
 *     {
 *       id: 'shop',
 *       baseUrl: 'https://api.shop.example/v1',
 *       auth: bearerAuth({ tokens: ['sandbox-key'] }),
 *       limit: slidingWindowLimit({ limit: 60, window: 60_000 }),
 *       state: { orders },
 *       routes: [
 *         get('/orders', (request) => pageNumber(orders.rows, request, { defaultSize: 15, maxSize: 50 })),
 *         get('/orders/:id', (request) => orders.get(request.id())),
 *         post('/orders', (request) => json(orders.insert(request.object()), 201)),
 *       ],
 *     },
 *     options,
 *   )
 * }
 * ```
 */
export function defineSandbox<State extends object = Record<never, never>>(
  definition: SandboxDefinition<State>,
  options: SandboxOptions = {},
): Sandbox<State> {
  const state = definition.state ?? ({} as State)
  const collections = Object.values(state).filter(isCollection)
  const engine: Engine = {
    clock: options.clock ?? systemClock,
    log: createLog(options.keep ?? 1_000),
    faults: createFaults(options.seed ?? 1),
    limits: [definition.limit ?? []].flat(),
    limitsOn: options.limits ?? false,
    latency: options.latency ?? 0,
  }
  const logins = definition.auth?.routes?.map((route) => ({ ...route, login: true })) ?? []
  const places = placesOf(definition.baseUrl, [...definition.routes, ...logins])
  const exchange = createExchange(definition, engine, places)
  const waiting = new Set<() => void>()
  const sandbox: Omit<Sandbox<State>, 'handlers' | 'handle'> = {
    id: definition.id,
    baseUrl: definition.baseUrl.replace(/\/+$/, ''),
    origins: [...places.keys()],
    state,
    auth: definition.auth,
    clock: engine.clock,
    get requests() {
      return engine.log.records
    },
    get writes() {
      return collections.reduce((sum, each) => sum + each.writes, 0)
    },
    get latency() {
      return engine.latency
    },
    set latency(ms) {
      engine.latency = ms
    },
    limits: {
      get enabled() {
        return engine.limitsOn
      },
      on() {
        engine.limitsOn = true
      },
      off() {
        engine.limitsOn = false
      },
    },
    exchange,
    fail: (rule) => engine.faults.add(rule),
    reset() {
      for (const each of collections) each.reset()
      definition.auth?.reset?.()
      for (const limit of engine.limits) limit.reset()
      engine.limitsOn = options.limits ?? false
      engine.latency = options.latency ?? 0
      engine.faults.clear()
      engine.log.clear()
      for (const end of waiting) end()
      waiting.clear()
      definition.onReset?.()
    },
  }
  const handle = handleWith(exchange, waiting)
  let handlers: Sandbox['handlers'] | undefined
  return Object.defineProperties(sandbox, {
    handle: { value: handle, enumerable: true },
    // Made when asked for: everything else works where msw is not installed.
    handlers: {
      get: () => {
        handlers ??= mswHandlers(places, handleWith(exchange, waiting, 'wire'))
        return handlers
      },
      enumerable: false,
    },
  }) as Sandbox<State>
}
