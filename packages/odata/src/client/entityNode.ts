import { bytesBody, type CallOptions, InputError, textBody } from '@bpmcentr/core'
import { boundOperation } from '../model/lookup.ts'
import type { EntityReference } from './bind.ts'
import { callPages, callTask, type InvokeOptions } from './calls.ts'
import { memberPlace, type Place } from './place.ts'
import { getTask, propertyTask, rawTask } from './reads.ts'
import { linksTask, linkTask, unlinkTask } from './references.ts'
import type { Service } from './service.ts'
import { send, type Task } from './task.ts'
import { deleteTask, putTask, updateTask, type WriteOptions } from './writes.ts'

/** What makes a set of a place: handed in, since sets and entities lead to each other. */
export type SetMaker = (service: Service, place: Place) => object

/** One entity: see `EntityClient` for what it promises. */
export class EntityNode {
  readonly #service: Service
  readonly #place: Place
  readonly #sets: SetMaker

  constructor(service: Service, place: Place, sets: SetMaker) {
    this.#service = service
    this.#place = place
    this.#sets = sets
  }

  get(query?: unknown, options?: CallOptions): Promise<unknown> {
    return this.#send(getTask(this.#service, this.#place, query), options)
  }

  update(patch: object, write?: WriteOptions, options?: CallOptions): Promise<unknown> {
    return this.#send(updateTask(this.#service, this.#place, patch, write), options)
  }

  delete(write?: WriteOptions, options?: CallOptions): Promise<void> {
    return this.#send(deleteTask(this.#service, this.#place, write), options)
  }

  property(name: string, options?: CallOptions): Promise<unknown> {
    return this.#send(propertyTask(this.#service, this.#member(name), name), options)
  }

  value(name?: string, options?: CallOptions): Promise<unknown> {
    return this.#send(rawTask(this.#service, this.#member(name), 'text', '/$value'), options)
  }

  stream(name?: string, options?: CallOptions): Promise<unknown> {
    return this.#send(
      rawTask(this.#service, this.#member(name), 'stream', name === undefined ? '/$value' : ''),
      options,
    )
  }

  bytes(name?: string, options?: CallOptions): Promise<unknown> {
    return this.#send(rawTask(this.#service, this.#member(name), 'bytes', name === undefined ? '/$value' : ''), options)
  }

  async upload(
    content: Uint8Array | string,
    media: { contentType: string; name?: string; ifMatch?: string },
    options?: CallOptions,
  ): Promise<void> {
    const { contentType, name, ifMatch } = media
    const body = typeof content === 'string' ? textBody(content, contentType) : bytesBody(content, contentType)
    const task = putTask(this.#service, this.#member(name), 'upload', {
      headers: this.#service.headers({ 'if-match': ifMatch, 'content-type': contentType }),
      body,
      ...(name === undefined ? { path: `${this.#place.path()}/$value` } : {}),
    })
    await this.#send(task, options)
  }

  nav(name: string): object {
    return this.#sets(this.#service, this.#member(name))
  }

  one(name: string): EntityNode {
    return new EntityNode(this.#service, this.#member(name), this.#sets)
  }

  links(name: string) {
    const service = this.#service
    const place = this.#place
    return {
      list: (options?: CallOptions) => send(service, linksTask(service, place, name), options),
      add: (target: EntityReference, options?: CallOptions) =>
        send(service, linkTask(service, place, name, target, 'POST'), options),
      set: (target: EntityReference, options?: CallOptions) =>
        send(service, linkTask(service, place, name, target, 'PUT'), options),
      remove: (target?: EntityReference, options?: CallOptions) =>
        send(service, unlinkTask(service, place, name, target), options),
    }
  }

  call(name: string, parameters?: object, given: InvokeOptions = {}, options?: CallOptions): unknown {
    return callOn(this.#service, this.#place, 'bound', name, parameters, given, options)
  }

  #member(name: string | undefined): Place {
    return name === undefined ? this.#place : memberPlace(this.#service, this.#place, name)
  }

  #send<T>(task: Task<T>, options: CallOptions | undefined): Promise<T> {
    return send(this.#service, task, options)
  }
}

/** Calls an operation bound to a place, or an import where there is none. */
export function callOn(
  service: Service,
  place: Place | undefined,
  bound: 'bound' | 'boundToSet',
  name: string,
  parameters: object | undefined,
  given: InvokeOptions,
  options: CallOptions | undefined,
): unknown {
  const callee = calleeOf(service, place, bound, name)
  if (given.list === true) return callPages(service, callee, parameters, given, options)
  if (given.query !== undefined) throw new InputError('call: a query needs { list: true }')
  return send(service, callTask(service, callee, parameters, given), options)
}

export function calleeOf({ model }: Service, place: Place | undefined, bound: 'bound' | 'boundToSet', name: string) {
  if (model === undefined) return { place, name, descriptor: undefined }
  if (place !== undefined) return { place, name, descriptor: boundOperation(model, place.type, bound, name) }
  const { operations } = model
  const descriptor = operations !== undefined && Object.hasOwn(operations, name) ? operations[name] : undefined
  return { place, name, descriptor }
}
