import { empty, json, type Reply, type SandboxRequest } from '@bpmcentr/core/testing'
import { navigationOf } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import { readRow } from './bodies.ts'
import { shape } from './queries.ts'
import type { StoredRow } from './store.ts'
import { entityPath, oneBody, type Wire } from './wire.ts'
import type { World } from './world.ts'

/** Inserts a row and what is nested in it. */
export function insertDeep(
  world: World,
  set: string,
  body: Readonly<Record<string, unknown>>,
  preset: StoredRow = {},
): StoredRow {
  const type = world.store.typeOf(set)
  const { values, nested } = readRow(world, body, type)
  const toOne = [...nested].filter(([name]) => navigationOf(world.model, type, name)?.collection !== true)
  for (const [name, [inner]] of toOne) {
    // A row that this one points at has to be there first.
    const relation = world.relation(type, name)
    if (relation === undefined) continue
    const made = insertDeep(world, relation.set, inner as Record<string, unknown>)
    for (const [index, field] of relation.from.entries()) values[field] = made[relation.to[index] ?? '']
  }
  const row = world.store.insert(set, { ...values, ...preset })
  for (const [name, rows] of nested) {
    const relation = world.relation(type, name)
    if (relation === undefined || navigationOf(world.model, type, name)?.collection !== true) continue
    const link = Object.fromEntries(relation.to.map((field, index) => [field, row[relation.from[index] ?? '']]))
    for (const each of rows) insertDeep(world, relation.set, each as Record<string, unknown>, link)
  }
  return row
}

/** The answer to a create: the entity, or its address only. */
export function createdReply(wire: Wire, request: Pick<SandboxRequest, 'header'>, set: string, row: StoredRow): Reply {
  const { world } = wire
  const location = wire.root + entityPath(world, set, row)
  const etag = world.tagged(set) ? { etag: world.store.etag(row) } : {}
  const prefer = request.header('prefer') ?? ''
  if (/return=minimal|return-no-content/.test(prefer)) {
    const applied = { 'preference-applied': /return[=-][\w-]+/.exec(prefer)?.[0] ?? '' }
    const id = world.version === '3.0' ? { dataserviceid: location } : { 'odata-entityid': location }
    return empty(204, { location, ...id, ...applied, ...etag })
  }
  return json(entityBody(wire, set, row), 201, { location, ...etag })
}

export function entityBody(wire: Wire, set: string, row: StoredRow): unknown {
  const type = wire.world.store.typeOf(set)
  return oneBody(wire, shape(wire, row, type, set, {}), `${set}/$entity`)
}

/** @throws 428 where an ETag is needed, 412 where it is another */
export function checkEtag(world: World, request: Pick<SandboxRequest, 'header'>, set: string, row: StoredRow): void {
  const given = request.header('if-match')
  if (!world.tagged(set)) return
  if (given === undefined) throw world.refuse(428, '428', 'Precondition Required')
  const current = world.store.etag(row)
  if (given !== '*' && !given.split(/,\s*/).includes(current)) throw world.refuse(412, '412', 'Precondition Failed')
}

/** A partial update, or with PUT a whole one. */
export function updateRow(
  world: World,
  set: string,
  row: StoredRow,
  body: Readonly<Record<string, unknown>>,
  replace: boolean,
): void {
  const type: EdmType = world.store.typeOf(set)
  const { values, nested } = readRow(world, body, type)
  if (nested.size > 0)
    throw world.refuse(400, '16', 'rows behind a navigation cannot be updated with their parent', [...nested.keys()][0])
  const keys = new Set(world.store.keyNames(set))
  const cleared = replace
    ? Object.fromEntries(
        Object.keys(row)
          .filter((name) => !keys.has(name))
          .map((name) => [name, null]),
      )
    : {}
  world.store.change(set, row, { ...cleared, ...values })
}

export function updatedReply(wire: Wire, request: Pick<SandboxRequest, 'header'>, set: string, row: StoredRow): Reply {
  const { world } = wire
  const etag = world.tagged(set) ? { etag: world.store.etag(row) } : {}
  const prefer = request.header('prefer') ?? ''
  if (/return=representation|return-content/.test(prefer)) return json(entityBody(wire, set, row), 200, etag)
  return empty(204, etag)
}
