import { callTask, type InvokeOptions } from '../client/calls.ts'
import { calleeOf } from '../client/entityNode.ts'
import { pageTask } from '../client/pageTask.ts'
import { keyPlace, memberPlace, type Place, setPlace } from '../client/place.ts'
import { getTask } from '../client/reads.ts'
import type { Service } from '../client/service.ts'
import { createTask, deleteTask, updateTask, upsertTask, type WriteOptions } from '../client/writes.ts'
import type { BatchCollector, BatchItem } from './items.ts'

/** Collects calls: see `BatchClient` for what it promises. */
export class BatchNode {
  readonly #service: Service
  readonly #collector: BatchCollector

  constructor(service: Service, collector: BatchCollector) {
    this.#service = service
    this.#collector = collector
  }

  set(name: string) {
    const service = this.#service
    const collector = this.#collector
    const place = setPlace(service, name)
    const at = (key: unknown) => keyPlace(service, place, key)
    return {
      get: (key: unknown, query?: unknown) => collector.add(getTask(service, at(key), query)),
      list: (query?: unknown) => collector.add(pageTask(service, place, query)),
      create: (row: object, write?: WriteOptions) => collector.add(createTask(service, place, row, write)),
      update: (key: unknown, patch: object, write?: WriteOptions) =>
        collector.add(updateTask(service, at(key), patch, write)),
      upsert: (key: unknown, row: object, write?: WriteOptions) =>
        collector.add(upsertTask(service, at(key), row, write)),
      delete: (key: unknown, write?: WriteOptions) => collector.add(deleteTask(service, at(key), write)),
      call: (key: unknown, operation: string, parameters?: object, options: InvokeOptions = {}) =>
        collector.add(callTask(service, calleeOf(service, at(key), 'bound', operation), parameters, options)),
    }
  }

  call(name: string, parameters?: object, options: InvokeOptions = {}): BatchItem<unknown> {
    const callee = calleeOf(this.#service, undefined, 'bound', name)
    return this.#collector.add(callTask(this.#service, callee, parameters, options))
  }

  made(item: BatchItem<unknown>) {
    const service = this.#service
    const collector = this.#collector
    const place: Place = {
      name: item.task.name.replace(/\.create$/, ''),
      set: '',
      type: item.task.type,
      path: () => service.dialect.reference(item.contentId),
    }
    return {
      update: (patch: object, write?: WriteOptions) => collector.add(updateTask(service, place, patch, write)),
      create: (navigation: string, row: object) =>
        collector.add(createTask(service, memberPlace(service, place, navigation), row)),
    }
  }

  changeset(collect: (batch: BatchNode) => void): void {
    this.#collector.atomic(() => collect(this))
  }
}
