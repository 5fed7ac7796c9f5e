import { communicationMethods } from './communication.ts'
import { eventMethods } from './events.ts'
import { iso } from './items.ts'
import type { Method } from './method.ts'
import { listIn, mapIn, numberIn, type Params } from './params.ts'
import { argument, notFound, RpcError } from './rpcError.ts'
import { cut, type Row, selectPage } from './select.ts'
import { taskMethods } from './tasks.ts'
import type { World } from './world.ts'

const SCOPES = [
  'crm',
  'task',
  'disk',
  'user',
  'department',
  'catalog',
  'sale',
  'im',
  'telephony',
  'bizproc',
  'userfieldconfig',
]

/** Everything that is no plain table. */
export function otherMethods(world: World): Record<string, Method> {
  return {
    ...taskMethods(world),
    ...eventMethods(world),
    ...communicationMethods(world),
    ...diskMethods(world),
    'user.get': (params) => {
      const { rows, ...counts } = selectPage(
        world.users.rows,
        { filter: params.filter ?? params.FILTER, start: params.start },
        { id: 'ID' },
      )
      return { result: rows, ...counts }
    },
    'user.current': () => ({ result: world.users.get('1') }),
    profile: () => {
      const { ID, NAME, LAST_NAME } = world.users.get('1') ?? {}
      return { result: { ID, NAME, LAST_NAME, ADMIN: true } }
    },
    'department.get': ({ ID, start }) => {
      const wanted = ID === undefined ? undefined : (typeof ID === 'object' ? listIn(ID) : [ID]).map(String)
      const found = world.departments.rows.filter((row) => wanted === undefined || wanted.includes(String(row.ID)))
      const { rows, ...counts } = cut(found, { start })
      return { result: rows, ...counts }
    },
    'crm.duplicate.findbycomm': ({ type, values, entity_type: only }) => ({
      result: duplicates(world, type, listIn(values), only),
    }),
    'crm.activity.todo.add': ({ ownerTypeId, ownerId, deadline }) => {
      if (deadline === undefined) throw argument('Could not find value for parameter {deadline}')
      const { id } = world.todos.insert({
        ownerTypeId: numberIn(ownerTypeId, 'ownerTypeId'),
        ownerId: numberIn(ownerId, 'ownerId'),
        deadline,
      })
      return { result: { id } }
    },
    scope: () => ({ result: SCOPES }),
    'method.get': ({ name }) => ({
      result: { isExisting: name !== 'no.such.method', isAvailable: name !== 'no.such.method' },
    }),
    'feature.get': () => ({ result: { value: 'Y' } }),
    'server.time': (_params, { at }) => ({ result: iso(at) }),
    'app.info': (_params, { app }) => {
      if (!app) throw new RpcError('WRONG_AUTH_TYPE', 'Application context required', 403)
      return { result: { ID: 1, CODE: 'local.sandbox', STATUS: 'L', INSTALLED: true } }
    },
  }
}

function duplicates(world: World, type: unknown, values: readonly unknown[], only: unknown): unknown {
  const result: Record<string, number[]> = {}
  for (const [name, rows] of [
    ['LEAD', world.leads],
    ['CONTACT', world.contacts],
    ['COMPANY', world.companies],
  ] as const) {
    if (only !== undefined && only !== name) continue
    const hits = rows.rows.filter((row) =>
      listIn(row.fm).some((each) => mapIn(each).typeId === type && values.includes(mapIn(each).value)),
    )
    if (hits.length > 0) result[name] = hits.slice(0, 20).map((row) => row.id)
  }
  // PHP's empty array.
  return Object.keys(result).length === 0 ? [] : result
}

function diskMethods(world: World): Record<string, Method> {
  const { disk, storages } = world
  const object = (id: unknown, type: string): Row => {
    const row = disk.get(String(numberIn(id, 'id')))
    if (row === undefined || row.TYPE !== type) throw new RpcError('ERROR_NOT_FOUND', 'Could not find entity with id')
    return row
  }
  const shown = ({ content, ...row }: Row): Row =>
    row.TYPE === 'folder'
      ? row
      : {
          ...row,
          SIZE: String(String(content).length),
          DOWNLOAD_URL: `https://acme.bitrix24.com/rest/download.json?token=disk%7C${row.ID}`,
        }
  const unused = (name: unknown, parent: unknown, unique: unknown): string => {
    const taken = (text: string) =>
      disk.find((row) => row.NAME === text && row.PARENT_ID === String(parent)) !== undefined
    if (!taken(String(name))) return String(name)
    if (unique !== true && unique !== 'Y' && unique !== '1')
      throw new RpcError('DISK_OBJ_22000', 'The name is already in use')
    let count = 1
    while (taken(`${name} (${count})`)) count++
    return `${name} (${count})`
  }
  return {
    'disk.storage.getlist': ({ start }: Params) => {
      const { rows, ...counts } = cut(storages.rows, { start })
      return { result: rows, ...counts }
    },
    'disk.folder.get': ({ id }) => ({ result: shown(object(id, 'folder')) }),
    'disk.folder.getchildren': ({ id, start }) => {
      const parent = String(object(id, 'folder').ID)
      const { rows, ...counts } = cut(
        disk.rows.filter((row) => row.PARENT_ID === parent),
        { start },
      )
      return { result: rows.map(shown), ...counts }
    },
    'disk.folder.addsubfolder': ({ id, data }) => {
      const parent = String(object(id, 'folder').ID)
      return {
        result: shown(
          disk.insert({ NAME: unused(mapIn(data).NAME, parent, false), TYPE: 'folder', PARENT_ID: parent }),
        ),
      }
    },
    'disk.folder.uploadfile': ({ id, data, fileContent, generateUniqueName }) => {
      const parent = String(object(id, 'folder').ID)
      const [, content] = listIn(fileContent)
      if (typeof content !== 'string') throw argument('Could not find value for parameter {fileContent}')
      const NAME = unused(mapIn(data).NAME, parent, generateUniqueName)
      return { result: shown(disk.insert({ NAME, TYPE: 'file', PARENT_ID: parent, content: atob(content) })) }
    },
    'disk.file.get': ({ id }) => ({ result: shown(object(id, 'file')) }),
    'disk.file.delete': ({ id }) => {
      if (!disk.delete(String(object(id, 'file').ID))) throw notFound()
      return { result: true }
    },
  }
}
