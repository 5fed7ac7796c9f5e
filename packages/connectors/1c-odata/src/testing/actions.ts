import { empty, type Reply, type SandboxRequest } from '@bpmcentr/core/testing'
import { exception, noSuchEntity, refusal } from './errors.ts'
import type { Row, World } from './world.ts'

/** What can be done to one object. */
export function acted(world: World, set: string, row: Row | undefined, name: string): Reply {
  if (row === undefined) throw noSuchEntity()
  const posting = set.startsWith('Document_')
  if (posting && name === 'Post') {
    if (row.DeletionMark === true) throw exception('Помеченный на удаление документ не может быть проведен!')
    const problem = world.options.onPost?.(row, world)
    if (problem !== undefined) throw exception(problem)
    return changed(world, set, row, { Posted: true })
  }
  if (posting && name === 'Unpost') return changed(world, set, row, { Posted: false })
  if (set.startsWith('BusinessProcess_') && name === 'Start') return changed(world, set, row, { Started: true })
  if (set.startsWith('Task_') && name === 'ExecuteTask') {
    if (row.Executed === true) throw exception('Задача уже выполнена')
    return changed(world, set, row, { Executed: true })
  }
  throw refusal(404, '11', `Метод ${name} не найден`)
}

function changed(world: World, set: string, row: Row, now: Row): Reply {
  Object.assign(row, now, { DataVersion: world.nextVersion() })
  world.note(set, row)
  return empty(200)
}

/** `IBSession`: a session that is kept over requests (publications with `reuseSessions="use"`). */
export function inSession(world: World, request: SandboxRequest, pool: number): Record<string, string> {
  const wish = request.header('ibsession')
  const id = /(?:^|;\s*)ibsession=([^;]+)/.exec(request.header('cookie') ?? '')?.[1]
  if (id !== undefined && !world.sessions.has(id)) throw empty(400)
  if (wish === 'finish' && id !== undefined) world.sessions.delete(id)
  if (wish !== 'start' || id !== undefined) return {}
  if (world.sessions.size >= pool) throw empty(406)
  const made = world.nextRef()
  world.sessions.add(made)
  return { 'set-cookie': `ibsession=${made}; path=/` }
}
