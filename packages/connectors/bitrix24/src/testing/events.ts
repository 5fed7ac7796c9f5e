import type { Method, MethodContext } from './method.ts'
import { listIn } from './params.ts'
import { RpcError } from './rpcError.ts'
import type { World } from './world.ts'

const CODES = ['ONCRMDEALADD', 'ONCRMDEALUPDATE', 'ONCRMDEALDELETE', 'ONCRMCONTACTADD', 'ONTASKADD']

/** Bindings and the offline queue. Only for applications. */
export function eventMethods({ bindings, offline }: World): Record<string, Method> {
  const inApp =
    (method: Method): Method =>
    (params, context: MethodContext) => {
      if (!context.app) throw new RpcError('WRONG_AUTH_TYPE', 'Application context required', 403)
      return method(params, context)
    }
  const reserved = (process: unknown, messages: readonly unknown[]) =>
    offline.rows.filter(
      (row) => row.PROCESS_ID === process && (messages.length === 0 || messages.includes(row.MESSAGE_ID)),
    )
  const methods: Record<string, Method> = {
    events: () => ({ result: CODES }),
    'event.get': () => ({ result: bindings.rows.map(({ ID: _id, ...row }) => row) }),
    'event.bind': ({ event, handler, auth_type: auth = '0', event_type: type = 'online' }) => {
      const code = String(event).toUpperCase()
      if (!CODES.includes(code)) throw new RpcError('ERROR_EVENT_NOT_FOUND', 'Event not found')
      if (type === 'online' && handler === undefined) throw new RpcError('ERROR_ARGUMENT', 'Handler is required')
      bindings.insert({ event: code, handler, auth_type: String(auth), offline: type === 'offline' ? 1 : 0 })
      return { result: true }
    },
    'event.unbind': ({ event, handler }) => {
      const code = String(event).toUpperCase()
      const bound = bindings.rows.filter(
        (row) => row.event === code && (handler === undefined || row.handler === handler),
      )
      for (const { ID } of bound) bindings.delete(String(ID))
      return { result: { count: bound.length } }
    },
    'event.offline.list': () => ({ result: offline.rows }),
    'event.offline.get': ({ limit = 50, clear = 1 }) => {
      const free = offline.rows.filter((row) => row.PROCESS_ID === '').slice(0, Number(limit))
      const process = `process-${offline.writes}-${free[0]?.ID ?? ''}`
      for (const { ID } of free) {
        if (Number(clear) === 1) offline.delete(String(ID))
        else offline.update(String(ID), { PROCESS_ID: process })
      }
      return {
        result: {
          process_id: free.length === 0 || Number(clear) === 1 ? null : process,
          events: free.map((row) => ({ ...row })),
        },
      }
    },
    'event.offline.clear': ({ process_id: process, message_id: messages }) => {
      for (const { ID } of reserved(process, listIn(messages))) offline.delete(String(ID))
      return { result: true }
    },
    'event.offline.error': ({ process_id: process, message_id: messages }) => {
      for (const { ID } of reserved(process, listIn(messages))) offline.update(String(ID), { ERROR: 1 })
      return { result: true }
    },
  }
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, inApp(method)]))
}
