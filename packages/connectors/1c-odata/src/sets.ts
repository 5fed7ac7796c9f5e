import { type CallOptions, ConflictError, InputError, type Pages } from '@bpmcentr/core'
import { etagOf } from '@bpmcentr/odata'
import { toKey } from './keys.ts'
import { type ScanQuery, scan } from './scan.ts'
import { type Base, writing } from './service.ts'

type Query = Readonly<Record<string, unknown>>

/** Writes may name the `DataVersion` they are based on. */
export interface WriteTerms {
  readonly version?: string | undefined
}

/** What a kind of set is like. */
export interface Habits {
  /** Selected where a list does not say. */
  readonly select?: readonly string[]
  /** Added to the order, where a list does not say and no key makes it total. */
  readonly orderby?: readonly string[]
}

/** An entity set in 1C's manner: keys as text, no counting beside pages, versions instead of ETags. */
export class OnecSet {
  readonly name: string
  readonly base: Base
  readonly #habits: Habits

  constructor(base: Base, name: string, habits: Habits = {}) {
    this.base = base
    this.name = name
    this.#habits = habits
  }

  list(query?: Query, options?: CallOptions): Pages<never> {
    return this.#set.list(this.query(query), options) as Pages<unknown> as never
  }

  get(key: unknown, query?: Query, options?: CallOptions): Promise<unknown> {
    return this.#set.get(toKey(key), query, options)
  }

  find(key: unknown, query?: Query, options?: CallOptions): Promise<unknown> {
    return this.#set.find(toKey(key), query, options)
  }

  count(query: Query = {}, options?: CallOptions): Promise<number> {
    return this.#set.count(this.#allowed(query), options)
  }

  scan(query?: ScanQuery & Query, options?: CallOptions): AsyncIterable<unknown> {
    return scan(this, query, options)
  }

  create(row: object, options?: CallOptions): Promise<unknown> {
    return this.#set.create(row as Query, {}, writing(this.base, options))
  }

  async update(key: unknown, patch: object, terms: WriteTerms = {}, options?: CallOptions): Promise<unknown> {
    const place = toKey(key)
    await this.#verify(place, terms, options)
    return this.#set.update(place, patch as Query, { ifMatch: terms.version }, writing(this.base, options))
  }

  async delete(key: unknown, terms: WriteTerms = {}, options?: CallOptions): Promise<void> {
    const place = toKey(key)
    await this.#verify(place, terms, options)
    await this.#set.delete(place, { ifMatch: terms.version }, writing(this.base, options))
  }

  /** The bytes of a value storage, or undefined where it is empty. */
  file(key: unknown, property: string, options?: CallOptions): Promise<Uint8Array | undefined> {
    return this.#set.entity(toKey(key)).one(property).bytes(undefined, options)
  }

  /** A list's options with what is usual here. */
  query(given: Query = {}): Query {
    if (given.count === true) {
      throw new InputError('count: with it 1C sends the whole table and ignores $top; call count() instead')
    }
    const { select, orderby } = this.#habits
    // With `expand` the rows of the other table would be left out by a selection.
    const selected = select !== undefined && given.select === undefined && given.expand === undefined ? { select } : {}
    return { ...selected, ...(orderby === undefined ? {} : { orderby }), ...this.#allowed(given) }
  }

  get #set() {
    return this.base.odata.set(this.name)
  }

  #allowed(query: Query): Query {
    if (!this.base.options.allowedOnly) return query
    return { ...query, custom: { allowedOnly: true, ...(query.custom as object | undefined) } }
  }

  async #verify(key: unknown, { version }: WriteTerms, options: CallOptions | undefined): Promise<void> {
    if (version === undefined || !this.base.options.verifyVersion) return
    const row = (await this.#set.get(key, { select: ['DataVersion'] }, options)) as { readonly DataVersion?: unknown }
    if ((row.DataVersion ?? etagOf(row)) === version) return
    throw new ConflictError('the object has been changed since that version was read', {
      code: 'precondition_failed',
      operation: `1c-odata.${this.name}`,
    })
  }
}
