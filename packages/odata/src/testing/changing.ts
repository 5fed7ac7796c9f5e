import { empty, json, Reply } from '@bpmcentr/core/testing'
import { base64 } from '../dialect/texts.ts'
import type { QueryOptions } from '../filter/options.ts'
import { parseExpression } from '../filter/parse.ts'
import { boundOperation, itemType } from '../model/lookup.ts'
import type { OperationDescriptor } from '../model.ts'
import { bindTo, readValue, resolveUri } from './bodies.ts'
import type { Incoming } from './incoming.ts'
import { argumentValues, literalValue } from './keys.ts'
import { shape } from './queries.ts'
import { page } from './reading.ts'
import type { StoredRow } from './store.ts'
import { operationNames, type Resolved, type Target } from './targets.ts'
import { oneBody, type Wire, writeValue } from './wire.ts'
import { checkEtag, createdReply, insertDeep, updatedReply, updateRow } from './writing.ts'

export function answerWrite(wire: Wire, incoming: Incoming, { target, suffix }: Resolved): Reply {
  const { world } = wire
  const { method } = incoming
  const refused = () => world.refuse(405, '19', 'Method Not Allowed')
  if (suffix !== undefined) throw refused()
  if (target.kind === 'links') return changeLink(wire, incoming, target)
  if (target.kind === 'property') return putProperty(wire, incoming, target)
  if (target.kind === 'rows') {
    if (method !== 'POST' || target.set === undefined) throw refused()
    const row = insertDeep(world, target.set, incoming.object(), target.link)
    return createdReply(wire, incoming, target.set, row)
  }
  if (target.kind !== 'row' || target.set === undefined) throw refused()
  const { set, row, key } = target
  const updates = method === 'PATCH' || method === 'MERGE' || method === 'PUT'
  if (row === undefined) {
    if (!updates || world.options.upsert !== true || incoming.header('if-match') !== undefined)
      throw world.refuse(404, '9', 'Entity instance not found')
    return createdReply(wire, incoming, set, insertDeep(world, set, incoming.object(), key))
  }
  if (incoming.header('if-none-match') === '*') throw world.refuse(412, '412', 'Precondition Failed')
  checkEtag(world, incoming, set, row)
  if (method === 'DELETE') {
    world.store.delete(set, row)
    return empty(204)
  }
  if (!updates) throw refused()
  updateRow(world, set, row, incoming.object(), method === 'PUT')
  return updatedReply(wire, incoming, set, row)
}

function putProperty(
  { world }: Wire,
  incoming: Incoming,
  { owner, name, type, set }: Target & { kind: 'property' },
): Reply {
  if (set === undefined || (incoming.method !== 'PUT' && incoming.method !== 'DELETE'))
    throw world.refuse(405, '19', 'Method Not Allowed')
  if (incoming.method === 'DELETE') world.store.change(set, owner, { [name]: null })
  else if (type === 'Edm.Stream') {
    const media = incoming.header('content-type') ?? 'application/octet-stream'
    world.store.change(set, owner, { [name]: base64(incoming.bytes()), [`${name}@mediaContentType`]: media })
  } else world.store.change(set, owner, { [name]: readValue(world, incoming.object().value, type, name) })
  return empty(204)
}

function changeLink({ world }: Wire, incoming: Incoming, target: Target & { kind: 'links' }): Reply {
  const { owner, set, navigation, key } = target
  const type = world.store.typeOf(set)
  const relation = world.relation(type, navigation)
  if (relation === undefined) throw world.refuse(404, '8', 'Not Found')
  const many = Array.isArray(world.follow(owner, type, navigation))
  const join = (other: StoredRow, value: 'set' | 'clear') =>
    world.store.change(
      relation.set,
      other,
      Object.fromEntries(
        relation.to.map((field, index) => [field, value === 'set' ? owner[relation.from[index] ?? ''] : null]),
      ),
    )
  if (incoming.method === 'DELETE') {
    if (!many) world.store.change(set, owner, Object.fromEntries(relation.from.map((field) => [field, null])))
    else {
      const named =
        key === undefined
          ? undefined
          : world.store.find(relation.set, argumentValues(key, world.store.keyNames(relation.set)))
      const id = /(?:^|&)(?:\$|%24)id=([^&]+)/.exec(incoming.query)?.[1]
      const other = named ?? (id === undefined ? undefined : resolveUri(world, decodeURIComponent(id))?.row)
      if (other === undefined) throw world.refuse(404, '9', 'Not Found')
      join(other, 'clear')
    }
    return empty(204)
  }
  const [uri] = world.dialect.links(world.version === '2.0' ? { d: incoming.object() } : incoming.object())
  const other = uri === undefined ? undefined : resolveUri(world, uri)
  if (other === undefined) throw world.refuse(400, '9', 'the linked entity does not exist')
  if (many) join(other.row, 'set')
  else {
    const values: StoredRow = {}
    bindTo(world, values, type, navigation, uri)
    world.store.change(set, owner, values)
  }
  return empty(204)
}

export function answerOperation(
  wire: Wire,
  incoming: Incoming,
  target: Target & { kind: 'operation' },
  query: QueryOptions,
): Reply {
  const { world } = wire
  const { name, on } = target
  const operations = world.options.operations ?? {}
  const handler = operationNames(on, name)
    .map((full) => (Object.hasOwn(operations, full) ? operations[full] : undefined))
    .find((found) => found !== undefined)
  if (handler === undefined) throw world.refuse(404, '11', 'Not Found')
  const descriptor = describe(wire, target)
  const method =
    descriptor?.method ??
    (descriptor?.kind === 'action' ? 'POST' : descriptor?.kind === 'function' ? 'GET' : incoming.method)
  if (incoming.method !== method) throw world.refuse(405, '19', 'Method Not Allowed')
  const row = on?.kind === 'row' ? on.row : undefined
  if (on?.kind === 'row' && row === undefined) throw world.refuse(404, '9', 'Entity instance not found')
  const set = on?.kind === 'row' || on?.kind === 'rows' ? on.set : undefined
  if (row !== undefined && set !== undefined && method === 'POST') checkEtag(world, incoming, set, row)
  const parameters = {
    ...fromQuery(wire, query, descriptor),
    ...argumentValues(target.args, Object.keys(descriptor?.parameters ?? {}), query.aliases),
    ...fromBody(wire, incoming, descriptor),
  }
  const result = handler({ row, set, parameters, store: world.store, refuse: world.refuse })
  if (result instanceof Reply) return result
  if (result === undefined) return empty(204)
  return resultReply(wire, incoming, result, name.slice(name.lastIndexOf('.') + 1), descriptor, query)
}

function describe({ world }: Wire, { name, on }: Target & { kind: 'operation' }): OperationDescriptor | undefined {
  if (on === undefined) return world.model.operations?.[name]
  const short = name.slice(name.lastIndexOf('.') + 1)
  const place = on.kind === 'rows' ? 'boundToSet' : 'bound'
  const type = on.kind === 'rows' || on.kind === 'row' ? on.type : undefined
  return boundOperation(world.model, type, place, name) ?? boundOperation(world.model, type, place, short)
}

/** V2 and V3 write parameters as literals in the query. */
function fromQuery(
  { world }: Wire,
  { custom }: QueryOptions,
  descriptor: OperationDescriptor | undefined,
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(custom ?? {})) {
    if (descriptor?.parameters !== undefined && !Object.hasOwn(descriptor.parameters, name)) continue
    try {
      found[name] = literalValue(parseExpression(value, { version: world.version }))
    } catch {
      throw world.refuse(400, '12', 'a parameter is no literal', name)
    }
  }
  return found
}

function fromBody(
  { world }: Wire,
  incoming: Incoming,
  descriptor: OperationDescriptor | undefined,
): Record<string, unknown> {
  if (incoming.method !== 'POST' || incoming.text() === '') return {}
  const types = descriptor?.parameters
  return Object.fromEntries(
    Object.entries(incoming.object()).map(([name, value]) => {
      const type = types?.[name]
      if (types !== undefined && type === undefined) throw world.refuse(400, '12', 'no such parameter', name)
      return [name, type === undefined ? value : readValue(world, value, type, name)]
    }),
  )
}

function resultReply(
  wire: Wire,
  incoming: Incoming,
  result: unknown,
  name: string,
  descriptor: OperationDescriptor | undefined,
  query: QueryOptions,
): Reply {
  const { world } = wire
  const returns = descriptor?.returns
  const item = returns === undefined ? undefined : (itemType(returns) ?? returns)
  const set = Object.keys(world.model.sets).find((each) => world.model.sets[each] === item)
  const structured = item !== undefined && Object.hasOwn(world.model.types, item)
  if (Array.isArray(result)) {
    if (structured) return page(wire, incoming, { set, type: item, rows: result as StoredRow[] }, query, incoming.path)
    const values = result.map((value) => writeValue(wire, value, item))
    return json(world.version === '2.0' ? { d: { results: values } } : oneBody(wire, { value: values }, name))
  }
  const written = structured ? shape(wire, result as StoredRow, item, set, query) : writeValue(wire, result, item)
  if (world.version === '2.0') return json({ d: structured && set !== undefined ? written : { [name]: written } })
  return json(oneBody(wire, typeof written === 'object' && written !== null ? written : { value: written }, name))
}
