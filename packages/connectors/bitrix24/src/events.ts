import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Values } from './classic.ts'
import { method } from './rpc.ts'
import { AnyId, Done, done, Id, Nothing } from './schemas.ts'

const Bind = schema(() =>
  z.strictObject({
    event: z.string().min(1),
    /** The address events are sent to; left out for the offline queue. */
    handler: z.url().optional(),
    /** The user in whose name the handler gets tokens. */
    auth_type: Id().optional(),
    event_type: z.enum(['online', 'offline']).optional(),
    /** What you write under the same name causes no offline event. */
    auth_connector: z.string().optional(),
    options: Values().optional(),
  }),
)
export interface BindEvent extends z.output<ReturnType<typeof Bind>> {}

const Unbind = schema(() =>
  z.strictObject({
    event: z.string().min(1),
    handler: z.url().optional(),
    auth_type: Id().optional(),
    event_type: z.enum(['online', 'offline']).optional(),
    auth_connector: z.string().optional(),
  }),
)
export interface UnbindEvent extends z.output<ReturnType<typeof Unbind>> {}

const Bound = schema(() => z.looseObject({ event: z.string(), handler: z.string().nullish() }))
export interface BoundEvent extends z.output<ReturnType<typeof Bound>> {}

/** A change waiting in the offline queue. */
export const OfflineEvent = schema(() =>
  z.looseObject({
    ID: AnyId(),
    EVENT_NAME: z.string(),
    EVENT_DATA: z.unknown().optional(),
    MESSAGE_ID: z.string().nullish(),
    TIMESTAMP_X: z.unknown().optional(),
  }),
)
export interface OfflineEvent extends z.output<ReturnType<typeof OfflineEvent>> {}

const Take = schema(() =>
  z.strictObject({
    limit: z.int().min(1).max(50).optional(),
    filter: Values().optional(),
    order: Values().optional(),
    auth_connector: z.string().optional(),
  }),
)
export interface TakeEvents extends z.output<ReturnType<typeof Take>> {}

const Taken = schema(() => z.looseObject({ process_id: z.string().nullish(), events: z.array(OfflineEvent()) }))
export interface TakenEvents extends z.output<ReturnType<typeof Taken>> {}

const Confirm = schema(() =>
  z.strictObject({ process_id: z.string().min(1), message_id: z.array(z.string()).optional() }),
)
export interface ConfirmEvents extends z.output<ReturnType<typeof Confirm>> {}

const EVENT: OfflineEvent = {
  ID: '1',
  EVENT_NAME: 'ONCRMDEALADD',
  EVENT_DATA: { FIELDS: { ID: '1' } },
  MESSAGE_ID: 'm1',
}

/** They need the context of an application: https://apidocs.bitrix24.com/api-reference/events/index.html */
export const events = {
  bind: method<BindEvent, true>({
    method: 'event.bind',
    summary: 'Have an event sent to an address, or put into the offline queue',
    kind: 'create',
    input: Bind,
    output: Done,
    answer: done,
    example: { input: { event: 'ONCRMDEALADD', handler: 'https://app.example/bitrix24' }, output: true },
  }),
  unbind: method<UnbindEvent, { count: number }>({
    method: 'event.unbind',
    summary: 'Undo a binding',
    kind: 'update',
    input: Unbind,
    output: schema(() => z.looseObject({ count: z.number() })),
    example: { input: { event: 'ONCRMDEALUPDATE', handler: 'https://app.example/bitrix24' }, output: { count: 1 } },
  }),
  /** What is bound. */
  get: method<Nothing, BoundEvent[]>({
    method: 'event.get',
    summary: 'List what is bound',
    kind: 'read',
    input: Nothing,
    output: schema(() => z.array(Bound())),
    example: { input: {}, output: [{ event: 'ONCRMDEALUPDATE', handler: 'https://app.example/bitrix24' }] },
  }),
  /** The codes of all events there are. */
  list: method<Nothing, string[]>({
    method: 'events',
    summary: 'List the codes of all events',
    kind: 'read',
    input: Nothing,
    output: schema(() => z.array(z.string())),
    example: { input: {}, output: ['ONCRMDEALADD'] },
  }),
  offline: {
    /** Takes events out of the queue without deleting them: they come back after 30 days unless cleared. Use `offlineEvents`. */
    take: method<TakeEvents, TakenEvents>({
      method: 'event.offline.get',
      summary: 'Reserve events of the offline queue',
      // Another call gets other events, so it must not be made twice unnoticed.
      kind: 'action',
      input: Take,
      params: (input) => ({ ...input, clear: 0 }),
      output: Taken,
      example: { input: { limit: 50 }, output: { process_id: 'p1', events: [EVENT] } },
    }),
    /** Events that wait, without touching them. */
    peek: method<{ readonly filter?: Values | undefined }, OfflineEvent[]>({
      method: 'event.offline.list',
      summary: 'Look at the offline queue',
      kind: 'read',
      input: schema(() => z.strictObject({ filter: Values().optional() })),
      output: schema(() => z.array(OfflineEvent())),
      example: { input: {}, output: [EVENT] },
    }),
    clear: method<ConfirmEvents, true>({
      method: 'event.offline.clear',
      summary: 'Delete reserved events that were handled',
      kind: 'update',
      input: Confirm,
      output: Done,
      answer: done,
      example: { input: { process_id: 'p0', message_id: ['m0'] }, output: true },
    }),
    /** Marks reserved events as failed: they stay in the queue, marked. */
    fail: method<Required<ConfirmEvents>, true>({
      method: 'event.offline.error',
      summary: 'Mark reserved events as failed',
      kind: 'update',
      input: schema(() =>
        z.strictObject({ process_id: z.string().min(1), message_id: z.array(z.string()).min(1) }),
      ) as never,
      output: Done,
      answer: done,
      example: { input: { process_id: 'p0', message_id: ['m0'] }, output: true },
    }),
  },
}
