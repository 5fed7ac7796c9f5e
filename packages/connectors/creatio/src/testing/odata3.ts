import { empty, json, type Reply, type Route, route } from '@bpmcentr/core/testing'
import { ODataSyntaxError } from '@bpmcentr/odata/filter'
import { Refusal } from './columnValues.ts'
import { listRows } from './odataRead.ts'
import type { Row, World } from './world.ts'

const RESOURCE = /^(\w+)Collection(?:\(guid'([\da-fA-F-]{36})'\))?$/

/** OData 3 as 7.x speaks it: verbose JSON when asked for, sets called `ContactCollection`. */
export function odata3Routes(world: World, root: string): Route[] {
  const service = `${root}/ServiceModel/EntityDataService.svc`
  return (['GET', 'POST', 'PATCH', 'MERGE', 'PUT', 'DELETE'] as const).map((method) =>
    route(method, `${service}/*rest`, (request) => {
      // Without it the answer is Atom, which this sandbox does not write.
      if (method === 'GET' && !/odata=verbose/.test(request.header('accept') ?? '')) return empty(415)
      try {
        return answer(world, `${request.origin}${service}/`, method, request.params.rest ?? '', request.query.raw, () =>
          request.object(),
        )
      } catch (error) {
        if (error instanceof Refusal) return failure(error.message, error.type === 'Invalid' ? 400 : 500)
        if (error instanceof ODataSyntaxError) return failure(error.message, 400)
        throw error
      }
    }),
  )
}

function answer(
  world: World,
  at: string,
  method: string,
  path: string,
  query: string,
  body: () => Record<string, unknown>,
): Reply {
  const [, set = '', key] = RESOURCE.exec(path) ?? []
  if (world.table(set) === undefined) return failure(`Resource not found for the segment '${path}'.`, 404)
  if (key === undefined) {
    if (method === 'POST') return json({ d: verbose(at, set, world.insert(set, fromWire(world, set, body()))) }, 201)
    if (method !== 'GET') return empty(405)
    const { rows, count } = listRows(world, set, query, '3.0')
    const results = rows.map((row) => verbose(at, set, row))
    return json({ d: { results, ...(count !== undefined && { __count: String(count) }) } })
  }
  const row = world.table(set)?.get(key.toLowerCase())
  if (row === undefined) return failure(`Resource not found for the segment '${set}Collection'.`, 404)
  switch (method) {
    case 'GET':
      return json({ d: verbose(at, set, row) })
    case 'DELETE':
      world.delete(set, row.Id)
      return empty()
    default:
      world.update(set, row.Id, fromWire(world, set, body()))
      return empty()
  }
}

function verbose(at: string, set: string, row: Readonly<Record<string, unknown>>) {
  const uri = `${at}${set}Collection(guid'${(row as Row).Id}')`
  return { __metadata: { id: uri, uri, type: `BPMonline.Model.${set}` }, ...row }
}

/** Moments come without a zone. */
function fromWire(world: World, set: string, body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const columns = world.columns(set)
  return Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => name !== '__metadata')
      .map(([name, value]) => {
        const local =
          columns[name] === 'Edm.DateTimeOffset' && typeof value === 'string' && !/(?:Z|[+-]\d{2}:\d{2})$/.test(value)
        return [name, local ? `${value}Z` : value]
      }),
  )
}

function failure(message: string, status: number): Reply {
  return json({ error: { code: '', message: { lang: 'en-US', value: message } } }, status)
}
