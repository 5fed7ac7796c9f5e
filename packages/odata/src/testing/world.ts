import type { Reply, SandboxRequest } from '@bpmcentr/core/testing'
import { dialectOf } from '../dialect/dialectOf.ts'
import type { Dialect } from '../dialect/types.ts'
import type { EvaluateOptions } from '../filter/evaluate/options.ts'
import type { Arity } from '../filter/grammar.ts'
import { isOpen, itemType, navigationOf, propertyType } from '../model/lookup.ts'
import type { EdmType, ODataDescriptor, ODataVersion } from '../model.ts'
import { type Refuse, refuseAs } from './fault.ts'
import { type Relation, Store, type StoredRow } from './store.ts'

/** A call of an operation, as its handler sees it. */
export interface OperationCall {
  /** The row it is bound to. */
  readonly row: StoredRow | undefined
  /** Name of the set it is bound to, if it is. */
  readonly set: string | undefined
  readonly parameters: Readonly<Record<string, unknown>>
  readonly store: Store
  readonly refuse: Refuse
}

/** A service to play. */
export interface ODataServiceOptions {
  readonly version: ODataVersion
  readonly model: ODataDescriptor
  /** Rows by entity set; values as clients of this package see them. */
  readonly data?: Readonly<Record<string, readonly StoredRow[]>> | undefined
  /** How navigations find their rows, by entity type and navigation. Others are nested in the rows themselves. */
  readonly relations?: Readonly<Record<string, Readonly<Record<string, Relation>>>> | undefined
  /** Rows of a page, with next links. Default: all at once. */
  readonly pageSize?: number | undefined
  /** Entity sets whose writes need an ETag; `true` for all. */
  readonly etag?: true | readonly string[] | undefined
  /**
   * What operations do, by name: `submitOrder` for imports, `Orders.Ship` for what is bound to an entity of a set or to the set,
   * `*.Post` for any set's. They return rows or values, a reply of their own, or undefined for no content.
   */
  readonly operations?: Readonly<Record<string, (call: OperationCall) => unknown>> | undefined
  /** Functions beyond the version: how they are called, and what they give. */
  readonly functions?:
    | Readonly<Record<string, { readonly arity: Arity; readonly run: (args: readonly unknown[]) => unknown }>>
    | undefined
  /** The document at `$metadata`. */
  readonly metadata?: string | undefined
  /** Formats of `$batch`. Default both in V4, else multipart; an empty list for none. */
  readonly batch?: readonly ('multipart' | 'json')[] | undefined
  /** Requests in a batch. Default 1000. */
  readonly batchLimit?: number | undefined
  /** Whether an update of what does not exist makes it (V4). */
  readonly upsert?: boolean | undefined
  /** Answers instead of the service, for its peculiarities. */
  readonly intercept?: ((request: SandboxRequest) => Reply | undefined) | undefined
  /** Words errors in the vendor's own way. */
  readonly refuse?: Refuse | undefined
}

/** What all parts of a played service share. */
export class World {
  readonly options: ODataServiceOptions
  readonly dialect: Dialect
  readonly model: ODataDescriptor
  readonly store: Store
  readonly refuse: Refuse

  constructor(options: ODataServiceOptions) {
    this.options = options
    this.dialect = dialectOf(options.version)
    this.model = options.model
    this.refuse = options.refuse ?? refuseAs(options.version)
    this.store = new Store(options.model, options.data ?? {}, this.refuse)
  }

  get version(): ODataVersion {
    return this.dialect.version
  }

  /** Whether rows of the set carry ETags that writes have to give. */
  tagged(set: string): boolean {
    const { etag } = this.options
    return etag === true || (etag?.includes(set) ?? false)
  }

  relation(type: EdmType, navigation: string): Relation | undefined {
    for (let at: string | undefined = type; at !== undefined; at = this.model.types[at]?.base) {
      const found = this.options.relations?.[at]?.[navigation]
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Rows a navigation leads to: a list, a row, or null. */
  follow(row: StoredRow, type: EdmType, navigation: string): unknown {
    const target = navigationOf(this.model, type, navigation)
    const relation = this.relation(type, navigation)
    if (relation === undefined) return row[navigation] ?? (target?.collection === true ? [] : null)
    const rows = this.store
      .rows(relation.set)
      .filter((other) => relation.to.every((name, index) => same(other[name], row[relation.from[index] ?? ''])))
    return target?.collection === true ? rows : (rows[0] ?? null)
  }

  /** How rows of a type are evaluated: names are checked, navigations followed. */
  evaluation(type: EdmType, aliases?: EvaluateOptions['aliases']): EvaluateOptions {
    const functions = Object.fromEntries(
      Object.entries(this.options.functions ?? {}).map(([name, { run }]) => [name, run]),
    )
    return {
      functions,
      ...(aliases === undefined ? {} : { aliases }),
      typeOf: (path) => this.pathType(type, path),
      property: (row, name, path) => {
        const owner = path.length === 1 ? type : this.pathType(type, path.slice(0, -1))
        const holder = owner === undefined ? undefined : (itemType(owner) ?? owner)
        if (holder === undefined || !this.has(holder, name))
          throw this.refuse(400, '10', 'a property in the query does not exist', name)
        if (navigationOf(this.model, holder, name) !== undefined) return this.follow(row as StoredRow, holder, name)
        return (row as StoredRow)[name] ?? null
      },
    }
  }

  has(type: EdmType, name: string): boolean {
    return (
      propertyType(this.model, type, name) !== undefined ||
      navigationOf(this.model, type, name) !== undefined ||
      isOpen(this.model, type)
    )
  }

  pathType(type: EdmType, path: readonly string[]): EdmType | undefined {
    let at: EdmType | undefined = type
    for (const name of path) {
      if (at === undefined) return undefined
      const holder: EdmType = itemType(at) ?? at
      at = propertyType(this.model, holder, name) ?? navigationOf(this.model, holder, name)?.type
    }
    return at
  }

  get functionArities(): Readonly<Record<string, Arity>> {
    return Object.fromEntries(Object.entries(this.options.functions ?? {}).map(([name, { arity }]) => [name, arity]))
  }
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (a !== null && a !== undefined && b !== null && b !== undefined && String(a) === String(b))
}
