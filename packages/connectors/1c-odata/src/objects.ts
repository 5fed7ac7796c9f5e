import type { CallOptions } from '@bpmcentr/core'
import { toGuid, toKey } from './keys.ts'
import type { Base } from './service.ts'
import { writing } from './service.ts'
import { OnecSet, type WriteTerms } from './sets.ts'
import { EMPTY_REF } from './time.ts'

/** Things with a reference: catalogs, charts, documents, exchange plans … */
export class ObjectSet extends OnecSet {
  /** A tabular section as a set of its own: to be read only. Written it is with its object, whole. */
  section(name: string): OnecSet {
    return new OnecSet(this.base, `${this.name}_${name}`, { orderby: ['Ref_Key', 'LineNumber'] })
  }

  /** Marks for deletion, as 1C's users delete; `delete` removes physically. */
  markDeleted(key: unknown, marked = true, terms: WriteTerms = {}, options?: CallOptions): Promise<unknown> {
    return this.update(key, { DeletionMark: marked }, terms, options)
  }

  protected act(
    key: unknown,
    name: string,
    parameters: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<unknown> {
    const entity = this.base.plain.set(this.name).entity(toKey(key))
    return entity.call(name, parameters, { kind: 'action' }, options)
  }
}

export class DocumentSet extends ObjectSet {
  constructor(base: Base, name: string) {
    // Without the tabular sections, which can make one document weigh megabytes.
    super(base, name, { select: ['**'] })
  }

  async post(key: unknown, { operational = false } = {}, options?: CallOptions): Promise<void> {
    await this.act(key, 'Post', { PostingModeOperational: operational }, options)
  }

  async unpost(key: unknown, options?: CallOptions): Promise<void> {
    await this.act(key, 'Unpost', {}, options)
  }
}

export class BusinessProcessSet extends ObjectSet {
  async start(key: unknown, { routePoint }: { routePoint?: string } = {}, options?: CallOptions): Promise<void> {
    await this.act(key, 'Start', { RoutePoint: routePoint }, options)
  }
}

export class TaskSet extends ObjectSet {
  async execute(key: unknown, options?: CallOptions): Promise<void> {
    await this.act(key, 'ExecuteTask', {}, options)
  }
}

/** A constant: one row, in the manner of a set. */
export class Constant {
  readonly #base: Base
  readonly #name: string

  constructor(base: Base, name: string) {
    this.#base = base
    this.#name = name
  }

  async get(options?: CallOptions): Promise<unknown> {
    const rows = await this.#base.odata.set(this.#name).list({ paging: 'server' }, options).all({ max: 1 })
    return rows[0]
  }

  async set(row: object, options?: CallOptions): Promise<void> {
    const set = this.#base.plain.set(this.#name)
    await set.update(toGuid(EMPTY_REF), row as Readonly<Record<string, unknown>>, {}, writing(this.#base, options))
  }
}
