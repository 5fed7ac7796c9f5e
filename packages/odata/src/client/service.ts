import { type ClientBase, ConfigError, InputError } from '@bpmcentr/core'
import { dialectOf } from '../dialect/dialectOf.ts'
import { isObject } from '../dialect/shared.ts'
import type { Dialect, MetadataLevel, ValueStyle } from '../dialect/types.ts'
import type { EdmType, ODataDescriptor, ODataVersion } from '../model.ts'
import { encodePath } from '../query/encode.ts'
import { keyPredicate } from '../query/key.ts'
import type { LiteralStyle } from '../query/literals.ts'
import type { ExpressionContext } from '../query/state.ts'
import type { EntityReference } from './bind.ts'
import { RowReader } from './rows.ts'

/** How pages follow each other. See `ServiceOptions.paging`. */
export type Paging = 'server' | 'key' | 'skip'

/** What has to be known of a service, whoever carries its requests. */
export interface ServiceOptions<Version extends ODataVersion = ODataVersion> {
  /** Absolute URL of the service, with a slash at its end. A function where it may change while the client lives. */
  readonly root: string | (() => string)
  readonly version: Version
  /** Types at run time, from generated code or `parseMetadata`: literals, dates and keys are then written right by themselves. */
  readonly model?: ODataDescriptor | undefined
  /** Sent with every request; wins over the version's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** How much the service tells beside the values. Default `minimal`: ETags and links, but no types. */
  readonly metadata?: MetadataLevel | undefined
  /** V4: asks for Decimal and Int64 as strings, and sends them so. Default true. */
  readonly ieee754?: boolean | undefined
  /** How the offset in `/Date(ms+offset)/` of V2 is meant. Default `instant`. */
  readonly dateOffset?: ValueStyle['dateOffset'] | undefined
  /**
   * How lists are read on. `server` (default): by the links the service sends. `skip`: `$top` and `$skip` in the order of the
   * key, until a page is short. `key`: from the last key on, for services that compare keys with `gt`.
   */
  readonly paging?: Paging | undefined
  /** Rows a page. Default: 500 where the client pages, else the service's own choice. */
  readonly pageSize?: number | undefined
  /** Names of a set's key, for services without a model. */
  readonly keys?: ((set: string) => readonly string[] | undefined) | undefined
  readonly literals?: Partial<LiteralStyle> | undefined
  /** Functions beyond the version, with the least and the greatest number of arguments: `{ like: [2, 2] }`. */
  readonly functions?: Readonly<Record<string, readonly [number, number]>> | undefined
  readonly batch?: BatchStyle | undefined
  /** What happens to a GET whose URL is longer than `max` characters (2000). Default: V4 `batch`, else `never`. */
  readonly longUrls?:
    | { readonly max?: number | undefined; readonly via?: 'batch' | 'query' | 'never' | undefined }
    | undefined
  /** The method of updates. Default: V2 MERGE, else PATCH. */
  readonly update?: 'PATCH' | 'MERGE' | 'PUT' | undefined
  /** Put before the names of operations in errors, logs and limits: `odata.` gives `odata.Products.list`. */
  readonly prefix?: string | undefined
}

/** What the service can do in `$batch`. */
export interface BatchStyle {
  /** `none`: there is no `$batch`; requests go out one by one, several at once. Default `multipart`. */
  readonly format?: 'multipart' | 'json' | 'none' | undefined
  /** Requests in one batch; larger ones are split. Default 100. */
  readonly limit?: number | undefined
  /** How URLs are written inside. Default `relative` to the service root. */
  readonly urls?: 'relative' | 'path' | 'absolute' | undefined
  /** Value of `Prefer` that makes the service go on after a failure. Default: what the version says. */
  readonly continueOnError?: string | undefined
  /** Requests at once where there is no `$batch`. Default 4. */
  readonly parallel?: number | undefined
}

/** A service as the parts of the client see it. */
export class Service implements ExpressionContext {
  readonly client: ClientBase
  readonly options: ServiceOptions
  readonly dialect: Dialect
  readonly model: ODataDescriptor | undefined
  readonly style: ValueStyle
  readonly literals: LiteralStyle
  readonly functions: Readonly<Record<string, readonly [number, number]>>
  readonly rows: RowReader

  constructor(client: ClientBase, options: ServiceOptions) {
    this.client = client
    this.options = options
    this.dialect = dialectOf(options.version)
    this.model = options.model
    this.style = { ieee754: options.ieee754 ?? true, dateOffset: options.dateOffset ?? 'instant' }
    this.literals = { suffixes: true, enums: 'qualified', ...options.literals }
    this.functions = options.functions ?? {}
    this.rows = new RowReader(this.dialect, this.model, this.style)
  }

  get root(): string {
    const { root } = this.options
    const url = typeof root === 'function' ? root() : root
    if (!/^https?:\/\//i.test(url)) throw new ConfigError('odata: the root of the service must be an absolute URL')
    return url.endsWith('/') ? url : `${url}/`
  }

  /** Headers of a request; `accept` is left out where the answer is no JSON. */
  headers(own: Readonly<Record<string, string | undefined>> = {}, accept = true): Record<string, string> {
    const { headers = {}, metadata = 'minimal' } = this.options
    const all: Record<string, string> = { ...this.dialect.headers }
    if (accept) all.accept = this.dialect.accept(metadata, this.style)
    for (const [name, value] of [...Object.entries(headers), ...Object.entries(own)]) {
      if (value !== undefined) all[name.toLowerCase()] = value
    }
    return all
  }

  name(path: string): string {
    return (this.options.prefix ?? '') + path
  }

  typeOfSet(name: string): EdmType | undefined {
    const { model } = this
    if (model === undefined) return undefined
    if (Object.hasOwn(model.sets, name)) return model.sets[name]
    if (model.singletons !== undefined && Object.hasOwn(model.singletons, name)) return model.singletons[name]
    throw new InputError('the model has no such entity set', {
      issues: [{ path: [name], message: 'no such entity set' }],
    })
  }

  /** `Authors(3)`, or the address of what a batch makes. */
  referenceUri(reference: EntityReference): string {
    if (reference.set === '' && isObject(reference.key)) return this.dialect.reference(String(reference.key.contentId))
    const type = this.model === undefined ? undefined : this.typeOfSet(reference.set)
    return encodePath(reference.set) + keyPredicate(reference.key, type, this)
  }
}
