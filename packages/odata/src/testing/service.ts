import { json, Reply, type Route, route, type SandboxRequest, xml } from '@bpmcentr/core/testing'
import { dialectNames } from './accept.ts'
import { answerBatch } from './batches.ts'
import { answerOperation, answerWrite } from './changing.ts'
import type { Incoming } from './incoming.ts'
import { readQuery } from './queries.ts'
import { answerRead } from './reading.ts'
import type { Store, StoredRow } from './store.ts'
import { resolvePath } from './targets.ts'
import type { Wire } from './wire.ts'
import { type ODataServiceOptions, World } from './world.ts'

/** A played OData service: routes for a sandbox, and what it holds. */
export interface ODataService {
  readonly store: Store
  /** The live rows of a set. */
  rows(set: string): readonly StoredRow[]
  /** For `defineSandbox`, under a path of its own such as `/odata`. */
  routes(path?: string): readonly Route[]
  reset(): void
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'MERGE', 'DELETE'] as const

/** Plays an OData service of any version over rows in memory, strictly: what its version does not allow is refused. */
export function odataService(options: ODataServiceOptions): ODataService {
  const world = new World(options)
  const routes = (path = '') => {
    const base = path.replace(/\/$/, '')
    const handler = (request: SandboxRequest) => answer(world, request, base)
    return METHODS.flatMap((method) => [
      route(method, `${base}/`, handler),
      ...(base === '' ? [] : [route(method, base, handler)]),
      route(method, `${base}/*rest`, handler),
    ])
  }
  return {
    store: world.store,
    rows: (set) => world.store.rows(set),
    routes,
    reset: () => world.store.reset(),
  }
}

function answer(world: World, request: SandboxRequest, base: string): Reply {
  const own = world.options.intercept?.(request)
  if (own !== undefined) return versioned(world, own)
  const root = `${request.origin}${request.pathname.slice(0, request.pathname.length - request.path.length)}${base}/`
  const path = request.path.slice(base.length).replace(/^\/+/, '')
  const incoming: Incoming = {
    method: (request.method === 'POST' ? request.header('x-http-method')?.toUpperCase() : undefined) ?? request.method,
    path,
    query: request.query.raw,
    header: (name) => request.header(name),
    object: () => bodyOf(world, request),
    text: () => request.text(),
    bytes: () => request.bytes(),
  }
  return versioned(world, one(world, incoming, root))
}

function bodyOf(world: World, request: Pick<SandboxRequest, 'header' | 'text'>): Record<string, unknown> {
  if (!/[/+]json\b/i.test(request.header('content-type') ?? '')) throw world.refuse(415, '3', 'Unsupported Media Type')
  let value: unknown
  try {
    value = JSON.parse(request.text())
  } catch {
    throw world.refuse(400, '2', 'the body is not JSON')
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw world.refuse(400, '2', 'the body is not an object')
}

function versioned(world: World, reply: Reply): Reply {
  const old = world.version === '2.0' || world.version === '3.0'
  const header = old ? { dataserviceversion: world.version } : { 'odata-version': world.version }
  return new Reply(reply.status, { ...header, ...reply.headers }, reply.body)
}

/** One request. Never throws a reply: it is the answer. */
export function one(world: World, incoming: Incoming, root: string): Reply {
  const wire: Wire = { world, root, ...dialectNames(incoming.header('accept')) }
  try {
    const { method, path } = incoming
    if (path === '') return serviceDocument(wire)
    if (path === '$metadata') {
      return world.options.metadata === undefined ? world.refuse(404, '8', 'Not Found') : xml(world.options.metadata)
    }
    if (path === '$batch') return answerBatch(wire, incoming, one)
    const asked = method === 'POST' && path.endsWith('/$query')
    const where = asked ? path.slice(0, -'/$query'.length) : path
    const query = readQuery(world, asked ? incoming.text() : incoming.query)
    const resolved = resolvePath(world, where, query.aliases)
    if (resolved.target.kind === 'operation') return answerOperation(wire, incoming, resolved.target, query)
    if (method === 'GET' || asked) return answerRead(wire, incoming, resolved, query, where)
    return answerWrite(wire, incoming, resolved)
  } catch (thrown) {
    if (thrown instanceof Reply) return thrown
    throw thrown
  }
}

function serviceDocument({ world, root }: Wire): Reply {
  const names = Object.keys(world.model.sets)
  if (world.version === '2.0') return json({ d: { EntitySets: names } })
  const context = world.version === '3.0' ? 'odata.metadata' : '@odata.context'
  return json({ [context]: `${root}$metadata`, value: names.map((name) => ({ name, url: encodeURIComponent(name) })) })
}
