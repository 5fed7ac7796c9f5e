import { json, Reply, type Route, route, type SandboxRequest } from '@bpmcentr/core/testing'
import { evaluateExpression, parseResource, type ResourceSegment } from '@bpmcentr/odata/filter'
import { acted, inSession } from './actions.ts'
import { noSuchEntity, noSuchSet, refusal } from './errors.ts'
import { notifyReceived, selectChanges } from './feed.ts'
import { GRAMMAR } from './filter.ts'
import { counted, listed, optionsOf, selected } from './read.ts'
import { registerFunction } from './registers.ts'
import type { Row, World } from './world.ts'
import { created, deleted, updated } from './write.ts'

/** The interface: every method at every path below its root. `pool` is how many sessions can be held. */
export function onecRoutes(world: World, pool: number): Route[] {
  const handler = (request: SandboxRequest) => {
    const session = inSession(world, request, pool)
    const reply = answer(world, request)
    return new Reply(reply.status, { dataserviceversion: '3.0', ...reply.headers, ...session }, reply.body)
  }
  return ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map((method) => route(method, '/*rest', handler))
}

function answer(world: World, request: SandboxRequest): Reply {
  if (request.path === '/' || request.path === '') return json({ value: [...world.tables.keys()].map(published) })
  const [first, second, ...others] = segments(request)
  if (first === undefined || others.length > 0) throw refusal(400, '6', 'Неверный URL')
  if (request.method === 'POST' && first.name === 'SelectChanges') return selectChanges(world, request)
  if (request.method === 'POST' && first.name === 'NotifyChangesReceived') return notifyReceived(world, request)
  const set = first.name
  if (!world.tables.has(set)) throw noSuchSet(set)
  const row = first.arguments === undefined ? undefined : found(world, set, argumentsOf(first))
  if (second === undefined) return resource(world, set, first.arguments !== undefined, row, request)
  if (second.name === '$count') return counted(world, set, optionsOf(request))
  if (first.arguments !== undefined) {
    if (request.method !== 'POST') throw refusal(405, '19', 'Метод HTTP недопустим')
    return acted(world, set, row, second.name)
  }
  const rows = registerFunction(world, set, second.name, argumentsOf(second))
  if (rows === undefined) throw refusal(400, '6', 'Extra segments are found in a request to an entity container!')
  return listed(world, set, rows, optionsOf(request))
}

function resource(world: World, set: string, single: boolean, row: Row | undefined, request: SandboxRequest): Reply {
  switch (request.method) {
    case 'GET':
      if (!single) return listed(world, set, world.rows(set), optionsOf(request))
      if (row === undefined) throw noSuchEntity()
      return json(selected(row, optionsOf(request)))
    case 'POST':
      if (!single) return created(world, set, request)
      break
    case 'DELETE':
      if (single) return deleted(world, set, row)
      break
    default:
      if (single) return updated(world, set, row, request)
  }
  throw refusal(405, '19', 'Метод HTTP недопустим')
}

function segments(request: SandboxRequest): ResourceSegment[] {
  try {
    return parseResource(request.path.slice(1), GRAMMAR)
  } catch {
    throw refusal(400, '6', 'Неверный URL')
  }
}

function argumentsOf({ arguments: args = [] }: ResourceSegment): Row {
  return Object.fromEntries(args.map(({ name = '', value }) => [name, evaluateExpression(value, {})]))
}

function found(world: World, set: string, key: Row): Row | undefined {
  const names = world.keys(set)
  // A key of one part may stand without its name, and a constant's is no key at all.
  if (set.startsWith('Constant_')) return world.rows(set)[0]
  const bare = Object.hasOwn(key, '') ? { [names[0] ?? '']: key[''] } : key
  if (Object.keys(bare).length !== names.length) throw refusal(400, '7', 'Не задана часть ключа')
  return world.rows(set).find((row) => names.every((name) => String(row[name]) === String(bare[name])))
}

function published(name: string) {
  return { name, url: encodeURIComponent(name) }
}
