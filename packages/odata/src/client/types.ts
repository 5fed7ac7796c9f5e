import type { CallOptions, Pages } from '@bpmcentr/core'
import type { BatchItem } from '../batch/items.ts'
import type { BatchResult } from '../batch/outcomes.ts'
import type { BatchOptions } from '../batch/sendBatch.ts'
import type {
  ActionType,
  EntitySet,
  FunctionType,
  NavigationName,
  ODataModel,
  ODataVersion,
  Singleton,
} from '../model.ts'
import type { EntityReference } from './bind.ts'
import type { InvokeOptions } from './calls.ts'
import type {
  AnyKey,
  AnyRow,
  ApplyQuery,
  CountQuery,
  Draft,
  EntityQuery,
  Expand,
  Expandable,
  KeyInput,
  ListQuery,
  Result,
  RowOf,
  Selectable,
} from './queryTypes.ts'
import type { ReadAllOptions } from './readAll.ts'
import type { WriteOptions } from './writes.ts'

type V4 = '4.0' | '4.01'

/** The model of a service that has none at compile time: every name is taken. */
export interface AnyModel extends ODataModel {
  readonly sets: Readonly<Record<string, EntitySet<AnyRow, AnyKey>>>
  readonly singletons: Readonly<Record<string, Singleton<AnyRow>>>
  readonly operations: Readonly<Record<string, unknown>>
}

type ParametersOf<T> = T extends { readonly parameters: infer P } ? P : Readonly<Record<string, unknown>>
type ResultOf<T> = T extends ActionType<object, infer R> | FunctionType<object, infer R> ? R : unknown
type OperationName<Operations> = string extends keyof Operations
  ? string
  : object extends Operations
    ? string
    : keyof Operations & string
type OperationOf<Operations, Name> = Name extends keyof Operations ? Operations[Name] : unknown

/** Calls operations bound to an entity, to a set, or to nothing. */
export interface Caller<Operations> {
  /** With `list: true` the rows come in pages. */
  call<N extends OperationName<Operations>>(
    name: N,
    parameters: ParametersOf<OperationOf<Operations, N>>,
    options: InvokeOptions & { readonly list: true },
    call?: CallOptions,
  ): Pages<ResultOf<OperationOf<Operations, N>> extends readonly (infer Item)[] ? Item : AnyRow>
  call<N extends OperationName<Operations>>(
    name: N,
    parameters?: ParametersOf<OperationOf<Operations, N>>,
    options?: InvokeOptions,
    call?: CallOptions,
  ): Promise<ResultOf<OperationOf<Operations, N>>>
}

/** An entity set, or what a to-many navigation leads to. */
export interface SetClient<Row extends object, Key, V extends ODataVersion, Bound = object, BoundToSet = object>
  extends Caller<BoundToSet> {
  /** Rows page by page, read while they are consumed. */
  list<
    const S extends readonly Selectable<Row>[] | undefined = undefined,
    const E extends Expand<Row, V> | undefined = undefined,
  >(query?: ListQuery<Row, V, S, E>, options?: CallOptions): Pages<Result<Row, S, E>>
  /** @throws NotFoundError */
  get<
    const S extends readonly Selectable<Row>[] | undefined = undefined,
    const E extends Expand<Row, V> | undefined = undefined,
  >(key: KeyInput<Key>, query?: EntityQuery<Row, V, S, E>, options?: CallOptions): Promise<Result<Row, S, E>>
  /** As `get`, but undefined where there is none. */
  find<
    const S extends readonly Selectable<Row>[] | undefined = undefined,
    const E extends Expand<Row, V> | undefined = undefined,
  >(
    key: KeyInput<Key>,
    query?: EntityQuery<Row, V, S, E>,
    options?: CallOptions,
  ): Promise<Result<Row, S, E> | undefined>
  /** The number of rows. */
  count(query?: CountQuery<Row, V>, options?: CallOptions): Promise<number>
  /** Every row, read in several key ranges at once. */
  readAll<const S extends readonly Selectable<Row>[] | undefined = undefined>(
    query?: Pick<ListQuery<Row, V, S, undefined>, 'filter' | 'select' | 'pageSize' | 'custom' | 'paging'> &
      ReadAllOptions,
    options?: CallOptions,
  ): AsyncIterable<Result<Row, S, undefined>>
  /** `$apply`: groups and sums. Rows are none of the set's. */
  aggregate(query: V extends V4 ? ApplyQuery<Row, V> : never, options?: CallOptions): Pages<AnyRow>
  create(row: Draft<Row>, write?: WriteOptions, options?: CallOptions): Promise<Omit<Row, NavigationName<Row>>>
  /** Changes what is given. The entity as it is now, where the service sends it back. */
  update(key: KeyInput<Key>, patch: Draft<Row>, write?: WriteOptions, options?: CallOptions): Promise<Row | undefined>
  /** Makes the entity, or changes it where it exists. */
  upsert(
    key: KeyInput<Key>,
    row: V extends V4 ? Draft<Row> : never,
    write?: WriteOptions,
    options?: CallOptions,
  ): Promise<Row | undefined>
  delete(key: KeyInput<Key>, write?: Pick<WriteOptions, 'ifMatch'>, options?: CallOptions): Promise<void>
  entity(key: KeyInput<Key>): EntityClient<Row, V, Bound>
  /** Rows of a derived type: `people.as('Shop.Employee')`. */
  as<Derived extends object = AnyRow>(type: string): SetClient<Derived, Key, V>
  /** Changes since a delta link, which the last page of a `track` read ends with. */
  track(query?: object, options?: CallOptions): DeltaPages<Row>
}

/** Rows, and at their end the link that leads to what changes afterwards. */
export interface DeltaPages<Row> extends AsyncIterable<Row | Removed> {
  /** Known when everything was read. */
  readonly deltaLink: string | undefined
}

/** An entity that is gone, or no longer fits. */
export interface Removed {
  readonly '~removed': { readonly id: string | undefined; readonly reason: string | undefined }
}

/** One entity, a singleton, or what a to-one navigation leads to. */
export interface EntityClient<Row extends object, V extends ODataVersion, Bound = object> extends Caller<Bound> {
  get<
    const S extends readonly Selectable<Row>[] | undefined = undefined,
    const E extends Expand<Row, V> | undefined = undefined,
  >(query?: EntityQuery<Row, V, S, E>, options?: CallOptions): Promise<Result<Row, S, E>>
  update(patch: Draft<Row>, write?: WriteOptions, options?: CallOptions): Promise<Row | undefined>
  delete(write?: Pick<WriteOptions, 'ifMatch'>, options?: CallOptions): Promise<void>
  /** One property by itself. */
  property<N extends keyof Row & string>(name: N, options?: CallOptions): Promise<Row[N]>
  /** The bare text of a property, or of the entity's media. */
  value(name?: keyof Row & string, options?: CallOptions): Promise<string>
  /** The bytes of a stream property, or of a media entity where no name is given. Undefined where there are none. */
  stream(name?: string, options?: CallOptions): Promise<ReadableStream<Uint8Array> | undefined>
  bytes(name?: string, options?: CallOptions): Promise<Uint8Array | undefined>
  /** Puts the bytes of a stream property, or of the media. */
  upload(
    content: Uint8Array | string,
    media: { readonly contentType: string; readonly name?: string; readonly ifMatch?: string },
    options?: CallOptions,
  ): Promise<void>
  /** What a to-many navigation leads to. */
  nav<N extends Expandable<Row>>(name: N): SetClient<RowBehind<Row, N>, AnyKey, V>
  /** What a to-one navigation leads to. */
  one<N extends Expandable<Row>>(name: N): EntityClient<RowBehind<Row, N>, V>
  links(name: Expandable<Row>): LinksClient
}
type RowBehind<Row, N> = N extends keyof Row ? (RowOf<Row[N]> extends infer R extends object ? R : AnyRow) : AnyRow

/** Which entities a navigation links. */
export interface LinksClient {
  /** Their addresses. */
  list(options?: CallOptions): Promise<readonly string[]>
  /** One more, for a to-many navigation. */
  add(target: EntityReference, options?: CallOptions): Promise<void>
  /** The one, for a to-one navigation. */
  set(target: EntityReference, options?: CallOptions): Promise<void>
  remove(target?: EntityReference, options?: CallOptions): Promise<void>
}

type SetOf<T, V extends ODataVersion> =
  T extends EntitySet<infer Row, infer Key, infer Bound, infer ToSet>
    ? SetClient<Row, Key, V, Bound, ToSet>
    : SetClient<AnyRow, AnyKey, V>
type SingletonOf<T, V extends ODataVersion> =
  T extends Singleton<infer Row, infer Bound> ? EntityClient<Row, V, Bound> : EntityClient<AnyRow, V>

/** A client of one OData service. */
export interface ODataClient<M extends ODataModel = AnyModel, V extends ODataVersion = ODataVersion>
  extends Caller<M['operations']> {
  readonly version: V
  set<N extends keyof M['sets'] & string>(name: N): SetOf<M['sets'][N], V>
  singleton<N extends keyof M['singletons'] & string>(name: N): SingletonOf<M['singletons'][N], V>
  /** Collects requests and sends them together. */
  batch<Value>(collect: (batch: BatchClient<M, V>) => Value, options?: BatchOptions): Promise<BatchResult<Value>>
  /** What changed since a delta link was given. */
  changes<Row extends object = AnyRow>(deltaLink: string, type?: string, options?: CallOptions): DeltaPages<Row>
  /** The XML of `$metadata`. */
  metadata(options?: CallOptions): Promise<string>
}

/** An entity set inside of a batch: calls are collected rather than sent. */
export interface BatchSet<Row extends object, Key, V extends ODataVersion, Bound = object> {
  get(key: KeyInput<Key>, query?: EntityQuery<Row, V, readonly Selectable<Row>[], Expand<Row, V>>): BatchItem<Row>
  /** One page: what the service gives at once. */
  list(query?: ListQuery<Row, V, readonly Selectable<Row>[], Expand<Row, V>>): BatchItem<readonly Row[]>
  create(row: Draft<Row>, write?: WriteOptions): BatchItem<Omit<Row, NavigationName<Row>>>
  update(key: KeyInput<Key>, patch: Draft<Row>, write?: WriteOptions): BatchItem<Row | undefined>
  upsert(key: KeyInput<Key>, row: Draft<Row>, write?: WriteOptions): BatchItem<Row | undefined>
  delete(key: KeyInput<Key>, write?: Pick<WriteOptions, 'ifMatch'>): BatchItem<undefined>
  call(key: KeyInput<Key>, name: OperationName<Bound>, parameters?: object, options?: InvokeOptions): BatchItem<unknown>
}

export interface BatchClient<M extends ODataModel, V extends ODataVersion> {
  set<N extends keyof M['sets'] & string>(
    name: N,
  ): M['sets'][N] extends EntitySet<infer Row, infer Key, infer Bound>
    ? BatchSet<Row, Key, V, Bound>
    : BatchSet<AnyRow, AnyKey, V>
  call(name: OperationName<M['operations']>, parameters?: object, options?: InvokeOptions): BatchItem<unknown>
  /** An entity that an earlier request of the same change set makes. */
  made<Row extends object>(
    item: BatchItem<Row>,
  ): {
    update(patch: Draft<Row>, write?: WriteOptions): BatchItem<Row | undefined>
    /** Makes an entity in one of its to-many navigations. */
    create(navigation: string, row: object): BatchItem<AnyRow>
  }
  /** Writes that take effect together, or not at all. */
  changeset(collect: (batch: BatchClient<M, V>) => void): void
}
