import type { NavigationName, ODataVersion, PropertyName } from '../model.ts'
import type { ApplyStep } from '../query/apply.ts'
import type { Condition, Fields } from '../query/fieldTypes.ts'
import type { Ordering } from '../query/operators.ts'
import type { RawFilter } from '../query/raw.ts'
import type { EntityReference } from './bind.ts'
import type { Paging } from './service.ts'

type V4 = '4.0' | '4.01'

/** A row of a service whose model is known at run time only. */
export interface AnyRow {
  readonly [name: string]: unknown
}

/** A key of such a service: the bare value, or an object by the names of its parts. */
export type AnyKey = unknown

type Known<Row> = string extends keyof Row ? false : true
/** What `select` may name. A path leads into complex values and, in V2 and V3, into what is expanded. */
export type Selectable<Row> =
  Known<Row> extends true ? PropertyName<Row> | '*' | `${keyof Row & string}/${string}` : string
export type Expandable<Row> = Known<Row> extends true ? NavigationName<Row> : string
export type RowOf<T> = NonNullable<T> extends readonly (infer Item)[] ? Item : NonNullable<T>

/** A filter: a function of the row's fields, a condition made before, text, or `raw`. */
export type FilterInput<Row, V extends ODataVersion> =
  | string
  | RawFilter
  | Condition
  | ((row: Fields<Row, V>) => Condition | RawFilter)

type OrderName<Row> = Known<Row> extends true ? PropertyName<Row> : string
export type OrderInput<Row, V extends ODataVersion> =
  | readonly (OrderName<Row> | `${OrderName<Row>} asc` | `${OrderName<Row>} desc`)[]
  | ((row: Fields<Row, V>) => readonly unknown[] | Ordering)

export type SinceV4<V extends ODataVersion, Options> = V extends V4 ? Options : unknown

/** Options of one expanded navigation. V2 and V3 can only select and expand further. */
export type ExpandOptions<Row, V extends ODataVersion> = {
  readonly select?: readonly Selectable<Row>[] | undefined
  readonly expand?: Expand<Row, V> | undefined
} & SinceV4<
  V,
  {
    readonly filter?: FilterInput<Row, V>
    readonly orderby?: OrderInput<Row, V> | undefined
    readonly top?: number | undefined
    readonly skip?: number | undefined
    readonly count?: boolean | undefined
    readonly search?: string | readonly string[] | undefined
    readonly levels?: number | 'max' | undefined
  }
>

/** Names to expand, or an object by name with options for each. */
export type Expand<Row, V extends ODataVersion> =
  | readonly Expandable<Row>[]
  | (Known<Row> extends true
      ? { readonly [Name in NavigationName<Row>]?: true | ExpandOptions<RowOf<Row[Name & keyof Row]>, V> }
      : { readonly [name: string]: true | ExpandOptions<AnyRow, V> })

/** Names that the model lacks, and options nobody knows, become `never`: they do not compile. */
type Exact<Row, V extends ODataVersion, E> = E extends readonly unknown[]
  ? unknown
  : Known<Row> extends true
    ? {
        readonly [Name in keyof E]: Name extends NavigationName<Row>
          ? E[Name] extends object
            ? {
                readonly [Option in Exclude<keyof E[Name], keyof ExpandOptions<RowOf<Row[Name & keyof Row]>, V>>]: never
              }
            : unknown
          : never
      }
    : unknown

/** What a row holds when that was selected and expanded. */
export type Result<Row, S, E> = Known<Row> extends true ? Selected<Row, S> & Expanded<Row, E> : Row

type Selected<Row, S> = S extends readonly (infer Name)[]
  ? '*' extends Name
    ? Omit<Row, NavigationName<Row>>
    : Pick<Row, HeadOf<Name> & keyof Row>
  : Omit<Row, NavigationName<Row>>
type HeadOf<Name> = Name extends `${infer Head}/${string}` ? Head : Name

type Expanded<Row, E> = [E] extends [undefined]
  ? unknown
  : E extends readonly (infer Name)[]
    ? { [N in Name & keyof Row]-?: Nested<Row[N], unknown> }
    : { [N in keyof E & keyof Row]-?: Nested<Row[N], E[N]> }
type Nested<T, O> =
  NonNullable<T> extends readonly (infer Item)[]
    ? NestedRow<Item, O>[]
    : NestedRow<NonNullable<T>, O> | Extract<T, null>
type NestedRow<Row, O> = Result<
  Row,
  O extends { readonly select: infer S } ? S : undefined,
  O extends { readonly expand: infer E } ? E : undefined
>

interface Narrowing<Row, V extends ODataVersion, S, E> {
  /** Only these properties. The result's type has just them. */
  readonly select?: S
  /** Rows that navigations lead to, nested in the result. */
  readonly expand?: E & Exact<Row, V, E>
  /** Options of the service's own, by name. OData's cannot be replaced. */
  readonly custom?: Readonly<Record<string, string | number | boolean | undefined>> | undefined
}

export interface EntityQuery<Row, V extends ODataVersion, S, E> extends Narrowing<Row, V, S, E> {
  /** An ETag: while the entity has it, the result is undefined. */
  readonly ifNoneMatch?: string | undefined
}

interface Restriction<Row, V extends ODataVersion> {
  readonly filter?: FilterInput<Row, V>
}

export type ListQuery<Row, V extends ODataVersion, S, E> = Narrowing<Row, V, S, E> &
  Restriction<Row, V> & {
    readonly orderby?: OrderInput<Row, V> | undefined
    /** Rows in all, over all pages. */
    readonly top?: number | undefined
    readonly skip?: number | undefined
    /** Asks for the number of rows; it is the `total` of the first page. */
    readonly count?: boolean | undefined
    /** Rows a page. */
    readonly pageSize?: number | undefined
    readonly paging?: Paging | undefined
  } & SinceV4<
    V,
    {
      /** Free text; each of several has to be found. */
      readonly search?: string | readonly string[] | undefined
      /** `$compute`, as text. */
      readonly compute?: string | undefined
    }
  >

export type CountQuery<Row, V extends ODataVersion> = Restriction<Row, V> & {
  readonly custom?: Readonly<Record<string, string | number | boolean | undefined>> | undefined
} & SinceV4<V, { readonly search?: string | readonly string[] | undefined }>

export type ApplyQuery<Row, V extends ODataVersion> = {
  readonly apply: string | ApplyStepOf<Row, V> | readonly ApplyStepOf<Row, V>[]
  readonly orderby?: readonly string[] | undefined
  readonly top?: number | undefined
  readonly skip?: number | undefined
  readonly filter?: string | undefined
}
type ApplyStepOf<Row, V extends ODataVersion> = Omit<ApplyStep, 'filter'> & Restriction<Row, V>

/** A row to write: what the service computes may be left out, references are made with `bind`. */
export type Draft<Row> =
  Known<Row> extends true
    ? { readonly [Name in keyof Row]?: DraftValue<Row[Name]> | undefined }
    : Readonly<Record<string, unknown>>
type DraftValue<T> = unknown extends T
  ? unknown
  : T extends readonly (infer Item)[]
    ? readonly DraftValue<Item>[]
    : T extends string | number | boolean | bigint | null | undefined
      ? T
      : Draft<T> | EntityReference

/** A key: an object by its parts, or the bare value where there is one part. */
export type KeyInput<Key> = unknown extends Key ? AnyKey : Key | Key[keyof Key]
