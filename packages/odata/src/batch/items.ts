import { InputError } from '@bpmcentr/core'
import type { BatchReference } from '../client/bind.ts'
import type { Task } from '../client/task.ts'

/** A request collected for a batch. `bind(item)` refers to what it makes, within its change set. */
export class BatchItem<T> implements BatchReference {
  readonly contentId: string
  readonly task: Task<T>

  constructor(contentId: string, task: Task<T>) {
    this.contentId = contentId
    this.task = task
  }
}

/** Collects requests in order. */
export class BatchCollector {
  readonly items: BatchItem<unknown>[] = []
  readonly groups: { readonly atomic: boolean; readonly items: BatchItem<unknown>[] }[] = []
  #open: BatchItem<unknown>[] | undefined

  add<T>(task: Task<T>): BatchItem<T> {
    const item = new BatchItem(String(this.items.length + 1), task)
    this.items.push(item)
    if (this.#open === undefined) this.groups.push({ atomic: false, items: [item] })
    else {
      if (task.kind === 'read') throw new InputError('a change set holds writes only; put reads beside it')
      this.#open.push(item)
    }
    return item
  }

  atomic(collect: () => void): void {
    if (this.#open !== undefined) throw new InputError('a change set cannot hold another one')
    this.#open = []
    try {
      collect()
      if (this.#open.length > 0) this.groups.push({ atomic: true, items: this.#open })
    } finally {
      this.#open = undefined
    }
  }
}
