import type { CallOptions, Pages } from '@bpmcentr/core'
import type {
  AnyRow,
  Condition,
  CountQuery,
  Draft,
  Expand,
  Fields,
  KeyInput,
  ListQuery,
  NavigationName,
  ODataModel,
  RawFilter,
  Result,
  Selectable,
  SetClient,
} from '@bpmcentr/odata'
import type { KeyOf, RowOf } from './names.ts'
import type { AccountBalanceAt, AccountTurnoversIn, BalanceAt, RecordsIn, Slice, TurnoversIn } from './registers.ts'
import type { ScanQuery } from './scan.ts'
import type { WriteTerms } from './sets.ts'

type V = '3.0'
type SectionName<Row> = {
  [Name in keyof Row]-?: NonNullable<Row[Name]> extends readonly unknown[] ? Name : never
}[keyof Row]

/** An object without its tabular sections: what `**` selects. */
export type Header<Row> = string extends keyof Row ? Row : Omit<Row, SectionName<Row>>

/** `*` is everything, `**` everything but tabular sections, `X____Presentation` a value as 1C's forms show it. */
export type Select<Row> = readonly (Selectable<Row> | '**' | `${string}____Presentation` | 'Presentation')[]

/** What a row holds when that was selected and expanded. */
export type Selected<Row, S, E> = S extends readonly (infer Name)[]
  ? '**' extends Name
    ? Header<Omit<Row, NavigationName<Row>>> & Result<Row, readonly [], E>
    : Result<Row, S, E>
  : Result<Row, S, E>

/** As `Selected`, for sets that leave tabular sections out unless they are selected. */
type HeadSelected<Row, S, E> = [S, E] extends [undefined, undefined] ? Header<Result<Row, S, E>> : Selected<Row, S, E>

/** A set that can only be read: journals and tabular sections. */
export interface ReadSet<Row extends object, Key> {
  /** Rows page by page, ordered by the key. */
  list<const S extends Select<Row> | undefined = undefined, const E extends Expand<Row, V> | undefined = undefined>(
    query?: ListQuery<Row, V, S, E>,
    options?: CallOptions,
  ): Pages<Selected<Row, S, E>>
  readonly get: SetClient<Row, Key, V>['get']
  /** As `get`, but undefined where there is none. */
  readonly find: SetClient<Row, Key, V>['find']
  count(query?: CountQuery<Row, V>, options?: CallOptions): Promise<number>
  /** Everything, in pages that fit the weight of the rows. */
  scan<const S extends Select<Row> | undefined = undefined>(
    query?: ListQuery<Row, V, S, undefined> & ScanQuery,
    options?: CallOptions,
  ): AsyncIterable<Selected<Row, S, undefined>>
}

type Plain<Row> = Omit<Row, NavigationName<Row>>

/** A set that can be written. */
export interface WriteSet<Row extends object, Key> extends ReadSet<Row, Key> {
  /** Unknown properties would be ignored by 1C without a word: with a model they do not compile. */
  create(row: Draft<Row>, options?: CallOptions): Promise<Plain<Row>>
  /** Changes what is given. A tabular section that is given replaces all of its rows. */
  update(key: KeyInput<Key>, patch: Draft<Row>, terms?: WriteTerms, options?: CallOptions): Promise<Plain<Row>>
  /** Removes physically, without 1C's checks of references. */
  delete(key: KeyInput<Key>, terms?: WriteTerms, options?: CallOptions): Promise<void>
}

/** Catalogs, charts, exchange plans: things with a reference. */
export interface ObjectClient<M extends ODataModel, Set extends string> extends WriteSet<RowOf<M, Set>, KeyOf<M, Set>> {
  /** A tabular section as a set of its own, read only. */
  section<Name extends string>(name: Name): ReadSet<RowOf<M, `${Set}_${Name}`>, KeyOf<M, `${Set}_${Name}`>>
  /** Marks for deletion (or takes the mark off), as 1C's users delete. */
  markDeleted(
    key: KeyInput<KeyOf<M, Set>>,
    marked?: boolean,
    terms?: WriteTerms,
    options?: CallOptions,
  ): Promise<Plain<RowOf<M, Set>>>
  /** The bytes of a value storage (ХранилищеЗначения), or undefined where it is empty. */
  file(key: KeyInput<KeyOf<M, Set>>, property: string, options?: CallOptions): Promise<Uint8Array | undefined>
}

export interface DocumentClient<M extends ODataModel, Set extends string>
  extends Omit<ObjectClient<M, Set>, 'list' | 'scan'> {
  /** Without tabular sections, unless something is selected or expanded. */
  list<
    const S extends Select<RowOf<M, Set>> | undefined = undefined,
    const E extends Expand<RowOf<M, Set>, V> | undefined = undefined,
  >(query?: ListQuery<RowOf<M, Set>, V, S, E>, options?: CallOptions): Pages<HeadSelected<RowOf<M, Set>, S, E>>
  scan<const S extends Select<RowOf<M, Set>> | undefined = undefined>(
    query?: ListQuery<RowOf<M, Set>, V, S, undefined> & ScanQuery,
    options?: CallOptions,
  ): AsyncIterable<HeadSelected<RowOf<M, Set>, S, undefined>>
  /** Posts. When the answer is lost the call ends with an OutcomeUnknownError: read `Posted` before trying again. */
  post(key: KeyInput<KeyOf<M, Set>>, how?: { readonly operational?: boolean }, options?: CallOptions): Promise<void>
  unpost(key: KeyInput<KeyOf<M, Set>>, options?: CallOptions): Promise<void>
}

export interface BusinessProcessClient<M extends ODataModel, Set extends string> extends ObjectClient<M, Set> {
  start(key: KeyInput<KeyOf<M, Set>>, how?: { readonly routePoint?: string }, options?: CallOptions): Promise<void>
}

export interface TaskClient<M extends ODataModel, Set extends string> extends ObjectClient<M, Set> {
  execute(key: KeyInput<KeyOf<M, Set>>, options?: CallOptions): Promise<void>
}

/** A filter of the register's fields; see `Filter`. */
type On<Row, T> = Omit<T, 'condition'> & {
  readonly condition?: string | RawFilter | Condition | ((row: Fields<Row, V>) => Condition | RawFilter) | undefined
}

interface RegisterClient<Row extends object, Key> extends WriteSet<Row, Key> {
  /** Any function of the register by its name and parameters. */
  function<Result extends object = AnyRow>(
    name: string,
    parameters?: Readonly<Record<string, unknown>>,
    narrowed?: Pick<Slice, 'select' | 'expand' | 'filter' | 'orderby' | 'top'>,
    options?: CallOptions,
  ): Pages<Result>
}

/** `Record` is the row of slices: the set's own, or that of the record type. */
export interface InformationRegisterClient<Row extends object, Key, Record extends object>
  extends RegisterClient<Row, Key> {
  sliceLast(slice?: On<Record, Slice>, options?: CallOptions): Pages<Record>
  sliceFirst(slice?: On<Record, Slice>, options?: CallOptions): Pages<Record>
}

export interface AccumulationRegisterClient<Row extends object, Key, Record extends object>
  extends RegisterClient<Row, Key> {
  /** Columns: the dimensions and `<Resource>Balance`. */
  balance<Result extends object = AnyRow>(at?: On<Record, BalanceAt>, options?: CallOptions): Pages<Result>
  /** Columns: the dimensions and `<Resource>Turnover`, for registers of balances also `…Receipt` and `…Expense`. */
  turnovers<Result extends object = AnyRow>(within?: On<Record, TurnoversIn>, options?: CallOptions): Pages<Result>
  balanceAndTurnovers<Result extends object = AnyRow>(
    within?: On<Record, TurnoversIn>,
    options?: CallOptions,
  ): Pages<Result>
}

type WithAccounts<T> = Omit<T, 'accountCondition' | 'balancedAccountCondition'> & {
  readonly [Name in keyof T as Name extends 'accountCondition' | 'balancedAccountCondition' ? Name : never]?: On<
    AnyRow,
    object
  >['condition']
}

export interface AccountingRegisterClient<Row extends object, Key, Record extends object>
  extends RegisterClient<Row, Key> {
  balance<Result extends object = AnyRow>(
    at?: WithAccounts<On<Record, AccountBalanceAt>>,
    options?: CallOptions,
  ): Pages<Result>
  turnovers<Result extends object = AnyRow>(
    within?: WithAccounts<On<Record, AccountTurnoversIn>>,
    options?: CallOptions,
  ): Pages<Result>
  balanceAndTurnovers<Result extends object = AnyRow>(
    within?: WithAccounts<On<Record, AccountTurnoversIn>>,
    options?: CallOptions,
  ): Pages<Result>
  drCrTurnovers<Result extends object = AnyRow>(
    within?: WithAccounts<On<Record, AccountTurnoversIn>>,
    options?: CallOptions,
  ): Pages<Result>
  extDimensions<Result extends object = AnyRow>(narrowed?: object, options?: CallOptions): Pages<Result>
  recordsWithExtDimensions<Result extends object = AnyRow>(
    within?: On<Record, RecordsIn>,
    options?: CallOptions,
  ): Pages<Result>
}

export interface CalculationRegisterClient<Row extends object, Key, Record extends object>
  extends RegisterClient<Row, Key> {
  scheduledData<Result extends object = AnyRow>(
    narrowed?: On<Record, Pick<Slice, 'condition' | 'select' | 'top'>>,
    options?: CallOptions,
  ): Pages<Result>
  actualActionPeriod<Result extends object = AnyRow>(
    narrowed?: On<Record, Pick<Slice, 'condition' | 'select' | 'top'>>,
    options?: CallOptions,
  ): Pages<Result>
}

/** A constant: its one row has `Value`, for references `Value_Key`, for composite types `Value` and `Value_Type`. */
export interface ConstantClient<Row extends object> {
  get(options?: CallOptions): Promise<Plain<Row> | undefined>
  set(row: Draft<Row>, options?: CallOptions): Promise<void>
}
