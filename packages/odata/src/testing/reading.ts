import { bytes, empty, json, type Reply, text } from '@bpmcentr/core/testing'
import { bytesOf } from '../dialect/texts.ts'
import type { QueryOptions } from '../filter/options.ts'
import type { Incoming } from './incoming.ts'
import { selectRows, shape } from './queries.ts'
import type { StoredRow } from './store.ts'
import type { Resolved, Target } from './targets.ts'
import { entityPath, oneBody, pageBody, type Wire, writeValue } from './wire.ts'

export function answerRead(
  wire: Wire,
  incoming: Pick<Incoming, 'header' | 'query'>,
  { target, suffix }: Resolved,
  query: QueryOptions,
  path: string,
): Reply {
  const { world } = wire
  switch (target.kind) {
    case 'rows':
      return suffix === '$count'
        ? text(String(selectRows(world, target.rows, target.type, { ...query, skip: 0 }).total))
        : page(wire, incoming, target, query, path)
    case 'row':
      return entity(wire, incoming, target, query, suffix)
    case 'property':
      return property(wire, target, suffix)
    case 'links':
      return links(wire, target)
    case 'operation':
      throw world.refuse(405, '19', 'Method Not Allowed')
  }
}

/** A page, with a link to the next where the service has pages. */
export function page(
  wire: Wire,
  incoming: Pick<Incoming, 'query'>,
  target: { set: string | undefined; type: string; rows: readonly StoredRow[] },
  query: QueryOptions,
  path: string,
): Reply {
  const { world } = wire
  const { set, type } = target
  const { rows, total } = selectRows(world, target.rows, type, query)
  const from = query.skiptoken === undefined ? 0 : Number(query.skiptoken)
  if (!Number.isSafeInteger(from)) throw world.refuse(400, '14', 'a skip token of another service')
  const size = world.options.pageSize ?? rows.length
  const shown = rows.slice(from, from + size)
  const more = from + size < rows.length
  const kept = incoming.query.split('&').filter((part) => part !== '' && !/^(?:\$|%24)skiptoken=/i.test(part))
  const next = more ? `${path}?${[...kept, `$skiptoken=${from + size}`].join('&')}` : undefined
  const items = shown.map((row) => shape(wire, row, type, set, query))
  return json(pageBody(wire, { items, count: query.count === true ? total : undefined, next }, set ?? type))
}

function entity(
  wire: Wire,
  incoming: Pick<Incoming, 'header'>,
  target: Target & { kind: 'row' },
  query: QueryOptions,
  suffix: string | undefined,
): Reply {
  const { world } = wire
  const { row, set, type } = target
  // A to-one navigation that leads nowhere is no content; a key that nothing has is an error.
  if (row === undefined) {
    if (set !== undefined && Object.keys(target.key).length > 0)
      throw world.refuse(404, '9', 'Entity instance not found')
    return empty(204)
  }
  if (suffix !== undefined) throw world.refuse(404, '8', 'Not Found')
  const etag = set !== undefined && world.tagged(set) ? world.store.etag(row) : undefined
  if (etag !== undefined && incoming.header('if-none-match') === etag) return empty(304, { etag })
  return json(
    oneBody(wire, shape(wire, row, type, set, query), `${set ?? type}/$entity`),
    200,
    etag === undefined ? {} : { etag },
  )
}

function property(wire: Wire, { owner, name, type }: Target & { kind: 'property' }, suffix: string | undefined): Reply {
  const { world } = wire
  const value = owner[name] ?? null
  if (type === 'Edm.Stream')
    return value === null
      ? empty(204)
      : bytes(bytesOf(value), String(owner[`${name}@mediaContentType`] ?? 'application/octet-stream'))
  if (suffix === '$count') {
    if (!Array.isArray(value)) throw world.refuse(400, '6', 'not a collection')
    return text(String(value.length))
  }
  if (suffix === '$value') return value === null ? empty(204) : text(String(writeValue(wire, value, type)))
  if (value === null && world.version !== '2.0') return empty(204)
  const written = writeValue(wire, value, type)
  return json(
    world.version === '2.0'
      ? { d: { [name]: written } }
      : oneBody(
          wire,
          Array.isArray(written) ? { value: written } : typeof written === 'object' ? written : { value: written },
          name,
        ),
  )
}

function links(wire: Wire, { owner, set, navigation }: Target & { kind: 'links' }): Reply {
  const { world } = wire
  const type = world.store.typeOf(set)
  const other = world.relation(type, navigation)?.set
  if (other === undefined) throw world.refuse(404, '8', 'Not Found')
  const found = world.follow(owner, type, navigation)
  const uris = (Array.isArray(found) ? found : found === null ? [] : [found]).map(
    (row) => wire.root + entityPath(world, other, row as StoredRow),
  )
  const written = uris.map((uri) => world.dialect.linkBody(uri))
  if (Array.isArray(found)) return json(pageBody(wire, { items: written, count: undefined, next: undefined }, `$ref`))
  return written.length === 0 ? empty(204) : json(oneBody(wire, written[0], '$ref'))
}
