import type { EdmType, ODataVersion } from '../model.ts'
import type { Ordering } from './operators.ts'
import type { EdmValue } from './values.ts'

type V4 = '4.0' | '4.01'
type V2or3 = '2.0' | '3.0'

/** Members that exist in some versions only. */
type Since<V extends ODataVersion, Have extends ODataVersion, Members> = V extends Have ? Members : unknown

/** Something that is true or false of a row. */
export interface Condition {
  readonly '~condition': true
  and(...others: readonly [Condition, ...Condition[]]): Condition
  or(...others: readonly [Condition, ...Condition[]]): Condition
  not(): Condition
}

/** An expression with a value of that kind, such as another field. */
export interface ValueOf<T> {
  readonly '~value': T
}

/** What may stand beside an operator. */
export type Operand<T> = T | ValueOf<T> | EdmValue

interface Equality<T> extends ValueOf<T> {
  eq(value: Operand<T> | null): Condition
  ne(value: Operand<T> | null): Condition
  /** One of the values: `in` where the version has it, else comparisons joined by `or`. Not an empty list. */
  in(values: readonly (T | EdmValue)[]): Condition
  asc(): Ordering
  desc(): Ordering
  /** The value as another type: `row.Owner.cast('Shop.Person')`. */
  cast(type: EdmType): AnyField
  isof(type: EdmType): Condition
  /** A function of the service's own: `row.Name.call('like', '%a_')`. */
  call(name: string, ...args: readonly unknown[]): AnyField & Condition
}

interface Order<T> extends Equality<T> {
  gt(value: Operand<T>): Condition
  ge(value: Operand<T>): Condition
  lt(value: Operand<T>): Condition
  le(value: Operand<T>): Condition
}

export type BooleanField = Equality<boolean> & Condition

export interface NumberField<T> extends Order<T> {
  add(value: Operand<T>): NumberField<T>
  sub(value: Operand<T>): NumberField<T>
  mul(value: Operand<T>): NumberField<T>
  div(value: Operand<T>): NumberField<T>
  mod(value: Operand<T>): NumberField<T>
  round(): NumberField<T>
  floor(): NumberField<T>
  ceiling(): NumberField<T>
}

interface TextBase<V extends ODataVersion> extends Order<string> {
  contains(part: Operand<string>): Condition
  startswith(part: Operand<string>): Condition
  endswith(part: Operand<string>): Condition
  length(): NumberField<number>
  indexof(part: Operand<string>): NumberField<number>
  substring(from: number, length?: number): TextField<V>
  tolower(): TextField<V>
  toupper(): TextField<V>
  trim(): TextField<V>
  concat(other: Operand<string>): TextField<V>
}

export type TextField<V extends ODataVersion> = TextBase<V> &
  Since<V, V2or3, { replace(part: Operand<string>, by: Operand<string>): TextField<V> }> &
  Since<V, '4.01', { matchesPattern(pattern: string): Condition }>

interface Calendar {
  year(): NumberField<number>
  month(): NumberField<number>
  day(): NumberField<number>
}

interface Clock {
  hour(): NumberField<number>
  minute(): NumberField<number>
  second(): NumberField<number>
}

interface Parts {
  date(): Order<string> & Calendar
  time(): Order<string> & Clock
  fractionalseconds(): NumberField<string | number>
  totaloffsetminutes(): NumberField<number>
}

type Exact = number | bigint

/** By the flavor of the text: see `Flavored`. */
interface Flavors<T, V extends ODataVersion> {
  'Edm.Int64': NumberField<T | Exact>
  'Edm.Decimal': NumberField<T | Exact>
  'Edm.Guid': Order<T>
  'Edm.Binary': Equality<T | Uint8Array>
  'Edm.Date': Order<T> & Calendar
  'Edm.DateTime': Order<T> & Calendar & Clock
  'Edm.DateTimeOffset': Order<T | Date> & Calendar & Clock & Since<V, V4, Parts>
  'Edm.TimeOfDay': Order<T> & Clock
  'Edm.Duration': Order<T> & Since<V, V4, { totalseconds(): NumberField<string | number> }>
}

export type EnumField<T, V extends ODataVersion> = Equality<T> & Since<V, V4, { has(member: T): Condition }>

interface CollectionBase<Item, V extends ODataVersion> {
  /** Whether one member fits; without a condition, whether there is one. */
  any(predicate?: (row: FieldOf<Item, V>) => Condition): Condition
  /** Whether all members fit. True for an empty collection. */
  all(predicate: (row: FieldOf<Item, V>) => Condition): Condition
}

export type CollectionField<Item, V extends ODataVersion> = Since<V, '3.0' | V4, CollectionBase<Item, V>> &
  Since<V, V4, { count(): NumberField<number> }>

/** A complex value or the row a navigation leads to: can only be compared with null. */
interface Presence {
  eq(value: null): Condition
  ne(value: null): Condition
  isof(type: EdmType): Condition
}

type StructField<Row, V extends ODataVersion> = Fields<Row, V> & Omit<Presence, keyof Row>

/** What can be done with a field of type `T`. */
export type FieldOf<T, V extends ODataVersion> = unknown extends T
  ? AnyField
  : [T] extends [boolean]
    ? BooleanField
    : [T] extends [number]
      ? NumberField<number>
      : [T] extends [string]
        ? TextOf<T, V>
        : [T] extends [readonly (infer Item)[]]
          ? CollectionField<Item, V>
          : [T] extends [object]
            ? StructField<T, V>
            : AnyField

type TextOf<T extends string, V extends ODataVersion> = '~edm' extends keyof T
  ? NonNullable<T['~edm']> extends keyof Flavors<T, V>
    ? Flavors<T, V>[NonNullable<T['~edm']> & keyof Flavors<T, V>]
    : Order<T>
  : string extends T
    ? TextField<V>
    : EnumField<T, V>

/** The fields of a row. Without a model every name is one. */
export type Fields<Row, V extends ODataVersion> = string extends keyof Row
  ? AnyFields
  : { readonly [Name in keyof Row]-?: FieldOf<NonNullable<Row[Name]>, V> }

export interface AnyFields {
  readonly [name: string]: AnyField
}

interface AnyOperators extends Condition, Order<never> {
  eq(value: unknown): Condition
  ne(value: unknown): Condition
  in(values: readonly unknown[]): Condition
  gt(value: unknown): Condition
  ge(value: unknown): Condition
  lt(value: unknown): Condition
  le(value: unknown): Condition
  has(value: unknown): Condition
  add(value: unknown): AnyField
  sub(value: unknown): AnyField
  mul(value: unknown): AnyField
  div(value: unknown): AnyField
  mod(value: unknown): AnyField
  contains(part: unknown): Condition
  startswith(part: unknown): Condition
  endswith(part: unknown): Condition
  matchesPattern(pattern: string): Condition
  indexof(part: unknown): AnyField
  substring(from: number, length?: number): AnyField
  concat(other: unknown): AnyField
  replace(part: unknown, by: unknown): AnyField
  length(): AnyField
  tolower(): AnyField
  toupper(): AnyField
  trim(): AnyField
  year(): AnyField
  month(): AnyField
  day(): AnyField
  hour(): AnyField
  minute(): AnyField
  second(): AnyField
  date(): AnyField
  time(): AnyField
  fractionalseconds(): AnyField
  totalseconds(): AnyField
  totaloffsetminutes(): AnyField
  round(): AnyField
  floor(): AnyField
  ceiling(): AnyField
  count(): AnyField
  any(predicate?: (row: AnyField) => Condition): Condition
  all(predicate: (row: AnyField) => Condition): Condition
}

/** A field of which nothing is known: every operator, and every name leads further. */
export type AnyField = AnyOperators & AnyFields
