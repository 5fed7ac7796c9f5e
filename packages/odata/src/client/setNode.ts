import { type CallOptions, InputError, isConnectorError, NotFoundError, type Pages } from '@bpmcentr/core'
import { assertOptions } from '../query/options.ts'
import type { InvokeOptions } from './calls.ts'
import { deltaPages } from './delta.ts'
import { callOn, EntityNode } from './entityNode.ts'
import { listPages } from './lists.ts'
import { keyPlace, memberPlace, type Place } from './place.ts'
import { readAll } from './readAll.ts'
import { countTask } from './reads.ts'
import type { Service } from './service.ts'
import { send } from './task.ts'
import { createTask, upsertTask, type WriteOptions } from './writes.ts'

/** An entity set, or what a to-many navigation leads to: see `SetClient` for what it promises. */
export class SetNode {
  readonly #service: Service
  readonly #place: Place

  constructor(service: Service, place: Place) {
    this.#service = service
    this.#place = place
  }

  list(query?: unknown, options?: CallOptions): Pages<unknown> {
    return listPages(this.#service, { place: this.#place, verb: 'list' }, query, options)
  }

  get(key: unknown, query?: unknown, options?: CallOptions): Promise<unknown> {
    return this.entity(key).get(query, options)
  }

  async find(key: unknown, query?: unknown, options?: CallOptions): Promise<unknown> {
    try {
      return await this.get(key, query, options)
    } catch (error) {
      if (isConnectorError(error) && error instanceof NotFoundError) return undefined
      throw error
    }
  }

  count(query?: unknown, options?: CallOptions): Promise<number> {
    return send(this.#service, countTask(this.#service, this.#place, query), options)
  }

  readAll(query?: unknown, options?: CallOptions): AsyncIterable<unknown> {
    return readAll(this.#service, this.#place, query, options)
  }

  aggregate(query: unknown, options?: CallOptions): Pages<unknown> {
    const { apply } = assertOptions(query)
    if (apply === undefined) throw new InputError('aggregate: expected { apply }')
    // What comes back has other types than the set's rows.
    const place = this.#place
    const source = { place, verb: 'aggregate' }
    return listPages(this.#service, source, query, options)
  }

  create(row: object, write?: WriteOptions, options?: CallOptions): Promise<object> {
    return send(this.#service, createTask(this.#service, this.#place, row, write), options)
  }

  update(key: unknown, patch: object, write?: WriteOptions, options?: CallOptions): Promise<unknown> {
    return this.entity(key).update(patch, write, options)
  }

  upsert(key: unknown, row: object, write?: WriteOptions, options?: CallOptions): Promise<unknown> {
    const place = keyPlace(this.#service, this.#place, key)
    return send(this.#service, upsertTask(this.#service, place, row, write), options)
  }

  delete(key: unknown, write?: WriteOptions, options?: CallOptions): Promise<void> {
    return this.entity(key).delete(write, options)
  }

  entity(key: unknown): EntityNode {
    return new EntityNode(this.#service, keyPlace(this.#service, this.#place, key), makeSet)
  }

  as(type: string): SetNode {
    return new SetNode(this.#service, memberPlace(this.#service, this.#place, type))
  }

  track(query?: unknown, options?: CallOptions): unknown {
    return deltaPages(this.#service, this.#place, { query }, options)
  }

  call(name: string, parameters?: object, given: InvokeOptions = {}, options?: CallOptions): unknown {
    return callOn(this.#service, this.#place, 'boundToSet', name, parameters, given, options)
  }
}

export function makeSet(service: Service, place: Place): SetNode {
  return new SetNode(service, place)
}
