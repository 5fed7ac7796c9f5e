import { camel } from './classicItems.ts'
import type { Method } from './method.ts'
import { mapIn, numberIn, type Params } from './params.ts'
import { RpcError } from './rpcError.ts'
import { type Row, selectPage } from './select.ts'
import type { Table, World } from './world.ts'

const STATUS: Readonly<Record<string, string>> = {
  start: '3',
  pause: '2',
  complete: '5',
  renew: '2',
  approve: '5',
  disapprove: '2',
  defer: '6',
}

/** `tasks.task.*`, and comments and checklists, whose parameters go by position. */
export function taskMethods(world: World): Record<string, Method> {
  const { tasks } = world
  const existing = (id: unknown): Row => {
    const row = tasks.get(numberIn(id, 'taskId'))
    if (row === undefined)
      throw new RpcError(
        'ERROR_CORE',
        'TASKS_ERROR_EXCEPTION_#8; Task not found; 8/TE/ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE',
      )
    return row
  }
  const written = (fields: Params): Row =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [camel(name), typeof value === 'number' ? String(value) : value]),
    )
  const shown = (row: Row | undefined): Row => ({ ...row, id: String(row?.id) })
  const change = (id: unknown, changes: Row) => ({
    result: { task: shown(tasks.update(Number(existing(id).id), changes)) },
  })
  const actions = Object.fromEntries(
    Object.entries(STATUS).map(([verb, status]): [string, Method] => [
      `tasks.task.${verb}`,
      ({ taskId }) => change(taskId, { status }),
    ]),
  )
  return {
    ...actions,
    'tasks.task.add': ({ fields }) => {
      const { TITLE, RESPONSIBLE_ID } = mapIn(fields)
      if (TITLE === undefined || RESPONSIBLE_ID === undefined)
        throw new RpcError('ERROR_CORE', 'TITLE and RESPONSIBLE_ID are required')
      return {
        result: { task: shown(tasks.insert({ status: '2', createdBy: '1', group: [], ...written(mapIn(fields)) })) },
      }
    },
    'tasks.task.get': ({ taskId }) => ({ result: { task: shown(existing(taskId)) } }),
    'tasks.task.update': ({ taskId, fields }) => change(taskId, written(mapIn(fields))),
    'tasks.task.delegate': ({ taskId, userId }) => change(taskId, { responsibleId: String(userId) }),
    'tasks.task.delete': ({ taskId }) => {
      tasks.delete(Number(existing(taskId).id))
      return { result: { task: true } }
    },
    'tasks.task.list': (params) => {
      const { rows, ...counts } = selectPage(tasks.rows, params, { id: 'id', fieldOf: camel })
      return { result: { tasks: rows.map(shown) }, ...counts }
    },
    ...points('task.commentitem', world.taskComments, existing),
    ...points('task.checklistitem', world.checklist, existing),
    'task.checklistitem.complete': ({ 0: taskId, 1: itemId }) => {
      world.checklist.update(String(point(world.checklist, existing, taskId, itemId).ID), { IS_COMPLETE: 'Y' })
      return { result: true }
    },
  }
}

function points(prefix: string, table: Table, existing: (id: unknown) => Row): Record<string, Method> {
  return {
    [`${prefix}.getlist`]: ({ 0: taskId }) => {
      const { id } = existing(taskId)
      return { result: table.rows.filter((row) => row.TASK_ID === String(id)) }
    },
    [`${prefix}.add`]: ({ 0: taskId, 1: fields }) => {
      const { id } = existing(taskId)
      return { result: Number(table.insert({ ...mapIn(fields), TASK_ID: String(id) }).ID) }
    },
    [`${prefix}.delete`]: ({ 0: taskId, 1: itemId }) => {
      table.delete(String(point(table, existing, taskId, itemId).ID))
      return { result: true }
    },
  }
}

function point(table: Table, existing: (id: unknown) => Row, taskId: unknown, itemId: unknown): Row {
  const { id } = existing(taskId)
  const row = table.get(String(numberIn(itemId, 'itemId')))
  if (row === undefined || row.TASK_ID !== String(id)) throw new RpcError('ERROR_CORE', 'Item not found')
  return row
}
