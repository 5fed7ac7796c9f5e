import { empty, json, type Reply, type SandboxRequest } from '@bpmcentr/core/testing'
import { noSuchEntity, refusal } from './errors.ts'
import type { Row, World } from './world.ts'

const OWN = ['Ref_Key', 'DataVersion', 'Posted']

export function created(world: World, set: string, request: SandboxRequest): Reply {
  refuseReadOnly(world, set)
  const given = plain(request.object())
  const names = world.keys(set)
  const row = world.filled(set, given)
  if (names.length === 1 && names[0] === 'Ref_Key') row.Ref_Key = given.Ref_Key ?? world.nextRef()
  else if (names.some((name) => given[name] === undefined)) throw refusal(400, '7', 'Не задана часть ключа')
  if (world.rows(set).some((other) => names.every((name) => other[name] === row[name]))) {
    throw refusal(400, '15', 'Сущность с таким ключом уже существует')
  }
  if ('DataVersion' in row || names[0] === 'Ref_Key') row.DataVersion = world.nextVersion()
  world.tables.set(set, [...world.rows(set), row])
  world.note(set, row)
  return json(row, 201, { location: `${request.url}(guid'${String(row.Ref_Key)}')` })
}

export function updated(world: World, set: string, row: Row | undefined, request: SandboxRequest): Reply {
  refuseReadOnly(world, set)
  const given = plain(request.object())
  if (row === undefined) throw noSuchEntity()
  // Names that are not there are ignored without a word; If-Match is, too.
  for (const [name, value] of Object.entries(given)) {
    if (Object.hasOwn(row, name) && !OWN.includes(name)) row[name] = value
  }
  if ('DataVersion' in row) row.DataVersion = world.nextVersion()
  world.note(set, row)
  return json(row)
}

export function deleted(world: World, set: string, row: Row | undefined): Reply {
  refuseReadOnly(world, set)
  if (row === undefined) throw noSuchEntity()
  world.tables.set(
    set,
    world.rows(set).filter((other) => other !== row),
  )
  world.note(set, row, true)
  return empty(204)
}

function refuseReadOnly(world: World, set: string): void {
  if (set.endsWith('_RecordType')) throw refusal(405, '19', 'Метод HTTP недопустим')
  if (world.readOnly(set)) throw refusal(501, '13', 'Создание строк табличных частей не поддерживается')
}

/** Without annotations such as `odata.type`. */
function plain(given: Record<string, unknown>): Row {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !/^odata\.|@odata\./.test(name)))
}
