import { bytes, empty, json, type Reply, type Route, route, type SandboxRequest, xml } from '@bpmcentr/core/testing'
import { MAX_BATCH } from '../limits.ts'
import { Refusal } from './columnValues.ts'
import { metadataOf } from './metadata.ts'
import { entityJson, listJson, type ODataAsked } from './odataRead.ts'
import type { World } from './world.ts'

type Json = Record<string, unknown>
const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const
const RESOURCE = /^(\w+)(?:\(([^)]*)\)|\/([\da-fA-F-]{36}))?(?:\/(\$?\w+))?(?:\/(\$value))?$/

/** Bytes of stream columns, by record and column. */
export type Streams = Map<string, Uint8Array>

export interface ODataSite {
  readonly world: World
  readonly streams: Streams
  /** What an entity set that does not exist answers: some hosts say 401. */
  readonly unknownSet: () => 401 | 404
}

/** OData 4 as Creatio speaks it. */
export function odataRoutes(site: ODataSite, root: string): Route[] {
  return METHODS.map((method) =>
    route(method, `${root}/odata/*rest`, (request) => {
      const at = `${request.origin}${root}/odata/`
      if (request.params.rest === '$metadata') return xml(metadataOf(site.world))
      if (request.params.rest === '$batch' && method === 'POST') return batch(site, request, at)
      return one(site, at, {
        method,
        path: request.params.rest ?? '',
        query: request.query.raw,
        body: () => request.object(),
        raw: () => request.bytes(),
      })
    }),
  )
}

interface Inner {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly body: () => Json
  readonly raw: () => Uint8Array
}

function one(site: ODataSite, at: string, inner: Inner): Reply {
  try {
    return answer(site, at, inner)
  } catch (error) {
    if (error instanceof Refusal) return failure(error)
    throw error
  }
}

function answer(site: ODataSite, at: string, { method, path, query, body, raw }: Inner): Reply {
  const { world, streams } = site
  const [, set = '', inParens, afterSlash, member, value] = RESOURCE.exec(path) ?? []
  const table = world.table(set)
  if (table === undefined) return unknownSet(site, `${at}${path}`, set)
  const key = inParens ?? afterSlash
  const asked: ODataAsked = { world, set, at }
  if (key === undefined) {
    if (member === '$count') return json(listJson(asked, query).count)
    if (method === 'GET') return json(listJson(asked, query).page)
    if (method !== 'POST')
      return json({ Message: `The requested resource does not support http method '${method}'.` }, 405)
    const row = world.insert(set, withoutNavigation(world, set, body()))
    return json(entityJson(asked, row, ''), 201, { location: `${at}${set}(${row.Id})`, 'odata-version': '4.0' })
  }
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(key)) {
    throw new Refusal('The key is not of type Edm.Guid', 'Invalid')
  }
  const row = table.get(key.toLowerCase())
  if (row === undefined) return json({ error: { code: '', message: 'Resource not found for the segment.' } }, 404)
  if (member !== undefined) {
    const type = world.columns(set)[member]
    if (type === 'Edm.Stream') return stream(streams, method, `${row.Id} ${member}`, raw)
    if (type === undefined || method !== 'GET') throw new Refusal(`Property ${member} not found`, 'Invalid')
    if (value !== undefined) return json(row[member])
    return json({ '@odata.context': `${at}$metadata#${set}(${key})/${member}`, value: row[member] })
  }
  switch (method) {
    case 'GET':
      return json(entityJson(asked, row, query))
    case 'PATCH':
      world.update(set, row.Id, withoutNavigation(world, set, body()))
      return empty()
    case 'DELETE':
      world.delete(set, row.Id)
      return empty()
    default:
      return json({ Message: `The requested resource does not support http method '${method}'.` }, 405)
  }
}

/** The JSON form, which stops at the first failure unless it is told to go on. Groups are undone together. */
function batch(site: ODataSite, request: SandboxRequest, at: string): Reply {
  const requests = (request.object().requests ?? []) as Json[]
  if (requests.length > MAX_BATCH)
    throw failure(new Refusal(`The batch has more than ${MAX_BATCH} requests`, 'Invalid'))
  const goOn = /(?:^|,)\s*continue-on-error/.test(request.header('prefer') ?? '')
  const responses: Json[] = []
  let group: { readonly id: unknown; readonly from: number; readonly undo: () => void } | undefined
  let failed: unknown
  for (const item of requests) {
    const { atomicityGroup } = item
    if (atomicityGroup !== undefined && atomicityGroup === failed) continue
    if (atomicityGroup !== group?.id) {
      group =
        atomicityGroup === undefined
          ? undefined
          : { id: atomicityGroup, from: responses.length, undo: site.world.snapshot() }
    }
    const reply = inner(site, at, item)
    if (reply.status >= 400 && group !== undefined) {
      // What came before in the group is undone, and only the failure is told.
      group.undo()
      responses.length = group.from
      failed = group.id
    }
    const text = typeof reply.body === 'string' ? reply.body : ''
    responses.push({
      id: item.id,
      ...(atomicityGroup !== undefined && { atomicityGroup: crypto.randomUUID() }),
      status: reply.status,
      headers: { 'odata-version': '4.0' },
      ...(text !== '' && { body: JSON.parse(text) as unknown }),
    })
    if (reply.status >= 400 && !goOn) break
  }
  return json({ responses })
}

function inner(site: ODataSite, at: string, item: Json): Reply {
  const [path = '', query = ''] = String(item.url).split('?')
  return one(site, at, {
    method: String(item.method).toUpperCase(),
    path: path.replace(at, '').replace(/^\//, ''),
    query,
    body: () => (item.body ?? {}) as Json,
    raw: () => new Uint8Array(),
  })
}

function stream(streams: Streams, method: string, key: string, raw: () => Uint8Array): Reply {
  const found = streams.get(key)
  if (method === 'GET') return found === undefined ? empty() : bytes(found)
  if (method === 'DELETE') return streams.delete(key) ? empty() : empty(404)
  if (method !== 'PUT') return empty(405)
  streams.set(key, raw())
  return empty(200)
}

/** A navigation in a body is not an error: it is passed over, and the lookup stays empty. */
function withoutNavigation(world: World, set: string, body: Json): Json {
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => !name.includes('@') && world.target(set, name) === undefined),
  )
}

function unknownSet({ unknownSet: status }: ODataSite, url: string, name: string): Reply {
  if (status() === 401) return json({ Message: 'Authorization has been denied for this request.' }, 401)
  return json(
    {
      Message: `No HTTP resource was found that matches the request URI '${url}'.`,
      MessageDetail: `No type was found that matches the controller named '${name}'.`,
    },
    404,
  )
}

function failure(error: Refusal): Reply {
  const innererror = { message: error.message, type: error.type, stacktrace: '' }
  if (error.type === 'Invalid') {
    return json({ error: { code: '', message: 'The query specified in the URI is not valid.', innererror } }, 400)
  }
  return json({ error: { code: '', message: 'An error has occurred.', innererror } }, 500)
}
