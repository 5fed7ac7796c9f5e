import { json, Reply, type SandboxRequest } from '@bpmcentr/core/testing'
import { bodyOf } from './engine.ts'
import type { World } from './world.ts'

const DAY = 86_400_000

interface Kept {
  readonly at: number
  readonly body: string
  readonly reply: Reply
}

/** A little of REST 3.0: tasks, and idempotency keys as Bitrix24 documents them. */
export class RestV3 {
  readonly #world: World
  readonly #kept = new Map<string, Kept>()

  constructor(world: World) {
    this.#world = world
  }

  answer(request: SandboxRequest): Reply {
    const key = request.header('idempotency-key')
    const method = String(request.params.method).toLowerCase()
    const place = `${request.account} ${method} ${key}`
    const known = key === undefined ? undefined : this.#kept.get(place)
    if (known !== undefined && request.at - known.at < DAY) {
      if (known.body !== request.text())
        return failure('IDEMPOTENCYKEYREUSEDEXCEPTION', 'The key was used for another request', 422)
      return new Reply(known.reply.status, { ...known.reply.headers, 'idempotent-replayed': 'true' }, known.reply.body)
    }
    const reply = this.#call(method, request)
    if (key !== undefined && reply.status < 300) this.#kept.set(place, { at: request.at, body: request.text(), reply })
    return reply
  }

  reset(): void {
    this.#kept.clear()
  }

  #call(method: string, request: SandboxRequest): Reply {
    const params = bodyOf(request)
    const { tasks } = this.#world
    switch (method) {
      case 'tasks.task.get': {
        const row = tasks.get(Number(params.id))
        return row === undefined
          ? failure('ENTITYNOTFOUNDEXCEPTION', 'Task not found', 404)
          : json({ result: { item: row } })
      }
      case 'tasks.task.add': {
        const { title } = (params.fields ?? {}) as { title?: unknown }
        if (title === undefined) {
          return failure('REQUESTVALIDATIONEXCEPTION', 'Error validating request object', 400, [
            { message: 'Required field `title` is not specified', field: 'title' },
          ])
        }
        return json({ result: { item: tasks.insert({ title, status: '2' }) } })
      }
      default:
        return failure('METHODNOTFOUNDEXCEPTION', 'Method not found', 404)
    }
  }
}

function failure(code: string, message: string, status: number, validation?: object): Reply {
  return json(
    { error: { code: `BITRIX_REST_V3_EXCEPTION_${code}`, message, ...(validation && { validation }) } },
    status,
  )
}
