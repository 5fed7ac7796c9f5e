import { type Answer, type Idempotency, InputError, isConnectorError, NotFoundError, recover } from '@bpmcentr/core'
import { keyOf, propertyType } from '../model/lookup.ts'
import { payload } from './payload.ts'
import { keyPlace, type Place } from './place.ts'
import { entityOf, getTask, tag } from './reads.ts'
import type { ServiceRequest } from './request.ts'
import { annotate, etagOf } from './rows.ts'
import type { Service } from './service.ts'
import { operationOf, type Task } from './task.ts'

/** What a write may be told. */
export interface WriteOptions {
  /** Only if the entity is still as it was when this ETag was read; `*` for any state. 412 is a ConflictError. */
  readonly ifMatch?: string | undefined
  /** `*`: only if there is no such entity yet. */
  readonly ifNoneMatch?: '*' | undefined
  /** Whether the answer should hold the entity. Default: the service's choice. */
  readonly prefer?: 'minimal' | 'representation' | undefined
  /** How an update is sent: `PUT` replaces the whole entity, the others change what is given. */
  readonly method?: 'PATCH' | 'MERGE' | 'PUT' | undefined
  /** Type of the entity, where it is derived from the set's: `Shop.Special`. */
  readonly type?: string | undefined
}

function writeHeaders(service: Service, options: WriteOptions): Record<string, string> {
  const { ifMatch, ifNoneMatch, prefer } = options
  const minimal = prefer === undefined ? undefined : prefer === 'minimal'
  const preferences = service.dialect.prefer({ minimal }).join(', ')
  return service.headers({
    'content-type': service.dialect.contentType(service.style),
    'if-match': ifMatch,
    'if-none-match': ifNoneMatch,
    prefer: preferences === '' ? undefined : preferences,
  })
}

function body(service: Service, row: unknown, place: Place, options: WriteOptions): Record<string, unknown> {
  const own = payload(service, row, options.type ?? place.type)
  if (options.type === undefined) return own
  // First, because some services read the body as a stream.
  const [name, value] = service.dialect.typeMember(options.type)
  return { [name]: value, ...own }
}

/** Makes an entity, with the nested rows that come with it. */
export function createTask(service: Service, place: Place, row: object, options: WriteOptions = {}): Task<object> {
  const idempotency = recoverable(service, place, row)
  return {
    name: `${place.name}.create`,
    kind: 'create',
    type: place.type,
    input: row,
    ...(idempotency === undefined ? {} : { idempotency }),
    request: () => ({
      method: 'POST',
      path: place.path(),
      headers: writeHeaders(service, options),
      json: body(service, row, place, options),
    }),
    decode: (answer) => created(service, answer, place, row),
  }
}

/** Without a body the row is handed back as it was written, with its address beside it. */
function created(service: Service, answer: Answer, place: Place, row: object): object {
  const entity = entityOf(service, answer, place.type)
  if (typeof entity === 'object' && entity !== null) return entity
  const copy = { ...row }
  annotate(copy, { raw: {} })
  tag(copy, answer)
  return copy
}

/** A Guid is the caller's own: when the answer was lost, the entity with it is ours. Other keys may be anybody's. */
function recoverable(service: Service, place: Place, row: object): Idempotency<unknown, object> | undefined {
  const { model } = service
  const names = (model === undefined ? undefined : keyOf(model, place.type)) ?? service.options.keys?.(place.set)
  const [name] = names ?? []
  if (names?.length !== 1 || name === undefined) return undefined
  const value: unknown = Object.hasOwn(row, name) ? (row as Readonly<Record<string, unknown>>)[name] : undefined
  const known = model === undefined ? undefined : propertyType(model, place.type, name)
  const isGuid =
    known === undefined ? (value as { type?: unknown } | undefined)?.type === 'Edm.Guid' : known === 'Edm.Guid'
  if (!isGuid || value === undefined || value === null) return undefined
  const lookup = operationOf(service, getTask(service, keyPlace(service, place, value), undefined))
  return recover<unknown, object>(async (_input, context) => {
    try {
      return (await context.call(lookup, {})) as object
    } catch (error) {
      if (isConnectorError(error) && error instanceof NotFoundError) return undefined
      throw error
    }
  })
}

/** Changes an entity. Resolves to the entity as it is now, where the service sends it back. */
export function updateTask(service: Service, place: Place, patch: object, options: WriteOptions = {}): Task<unknown> {
  const ifMatch = options.ifMatch ?? etagOf(patch)
  const given = { ...options, ifMatch }
  return {
    name: `${place.name}.update`,
    kind: 'update',
    input: patch,
    ...(ifMatch === undefined || ifMatch === '*' ? {} : { idempotency: checkedUpdate(service, place, patch) }),
    request: () => ({
      method: options.method ?? service.options.update ?? service.dialect.update,
      path: place.path(),
      headers: writeHeaders(service, given),
      json: body(service, patch, place, options),
    }),
    decode: (answer) => entityOf(service, answer, place.type),
  }
}

/**
 * An update with an ETag that is repeated after a lost answer is refused by its own first success. Whether that was so is
 * seen by the entity: it has the written values.
 */
function checkedUpdate(service: Service, place: Place, patch: object): Idempotency<unknown, unknown> {
  const lookup = operationOf(service, getTask(service, place, undefined))
  return {
    type: 'field',
    name: 'ifMatch',
    lookup: async (_input, context) => {
      const row = (await context.call(lookup, {})) as Readonly<Record<string, unknown>> | undefined
      const same = Object.entries(patch).every(([name, value]) => sameValue(value, row?.[name]))
      return row !== undefined && same ? row : undefined
    },
  }
}

function sameValue(written: unknown, read: unknown): boolean {
  if (written === undefined) return true
  if (typeof written === 'object' && written !== null) return false
  return written === read || (read !== null && read !== undefined && String(written) === String(read))
}

/** Makes the entity, or changes it where it exists. V4 only: earlier versions know no such request. */
export function upsertTask(service: Service, place: Place, row: object, options: WriteOptions = {}): Task<unknown> {
  const task = updateTask(service, place, row, options)
  return {
    ...task,
    name: `${place.name}.upsert`,
    kind: 'upsert',
    request() {
      if (!service.dialect.upsert) {
        throw new InputError(`upsert: not possible in OData ${service.dialect.version}; look the entity up first`)
      }
      return task.request()
    },
  }
}

export function deleteTask(service: Service, place: Place, options: WriteOptions = {}): Task<undefined> {
  return {
    name: `${place.name}.delete`,
    kind: 'delete',
    input: {},
    request: () => ({
      method: 'DELETE',
      path: place.path(),
      headers: service.headers({ 'if-match': options.ifMatch }),
    }),
    decode: () => undefined,
  }
}

/** Sets one property, or puts the bytes of a stream. */
export function putTask(
  service: Service,
  place: Place,
  name: string,
  request: Partial<ServiceRequest>,
): Task<undefined> {
  return {
    name: `${place.name}.${name}`,
    kind: 'update',
    input: {},
    request: () => ({ method: 'PUT', path: place.path(), headers: service.headers(), ...request }),
    decode: () => undefined,
  }
}
