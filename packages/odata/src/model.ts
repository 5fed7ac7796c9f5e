/** The version a service speaks, as its headers and its `$metadata` spell it. 4.01 is 4.0 with more features. */
export type ODataVersion = '2.0' | '3.0' | '4.0' | '4.01'

/**
 * Text that stands for a value of an EDM type. Any string fits, but one flavor does not fit another: a Guid is no Decimal,
 * and neither can be searched with `contains`. Exists for the compiler only; at run time it is a string.
 */
export type Flavored<Edm extends string> = string & { readonly '~edm'?: Edm }

/** `Edm.Int64` as decimal digits: a JavaScript number would lose digits above 2^53. */
export type Int64 = Flavored<'Edm.Int64'>
/** `Edm.Decimal` as written by the service, e.g. `'12.50'`: never a binary fraction. */
export type Decimal = Flavored<'Edm.Decimal'>
/** `Edm.Guid`, e.g. `'8d044c4c-9c5d-4b0e-9a0a-0e9f0d0f5b1a'`. */
export type Guid = Flavored<'Edm.Guid'>
/** `Edm.Date`: `'2020-01-31'`. */
export type DateOnly = Flavored<'Edm.Date'>
/** `Edm.DateTime` (V2, V3): a wall-clock value without a zone, `'2020-01-31T10:20:30'`. */
export type DateTime = Flavored<'Edm.DateTime'>
/** `Edm.DateTimeOffset`: an instant in ISO 8601, `'2020-01-31T10:20:30Z'`. */
export type DateTimeOffset = Flavored<'Edm.DateTimeOffset'>
/** `Edm.TimeOfDay`: `'13:20:00'`. */
export type TimeOfDay = Flavored<'Edm.TimeOfDay'>
/** `Edm.Duration`, and `Edm.Time` of V2 and V3: `'PT13H20M'`. */
export type Duration = Flavored<'Edm.Duration'>
/** `Edm.Binary` as base64 (base64url in V4). */
export type Binary = Flavored<'Edm.Binary'>
/** `Edm.Geography…` and `Edm.Geometry…` as GeoJSON. */
export interface Geo {
  readonly type: string
  readonly coordinates?: unknown
  readonly geometries?: readonly Geo[]
}
/** An enumeration whose members can be combined: one name, or several joined by commas. */
export type Flags<Name extends string> = Name | `${Name},${string}`

/**
 * The types of a service, as `odata generate` writes them: entity sets, singletons and imported operations by their
 * wire names. The client takes it as its type argument.
 */
export interface ODataModel {
  /** Name of an entity set → {@link EntitySet}. */
  readonly sets: object
  /** Name of a singleton → {@link Singleton}. */
  readonly singletons: object
  /** Name of an import → {@link ActionType} or {@link FunctionType}. */
  readonly operations: object
}

/**
 * Types of an entity set.
 *
 * `Row` holds structural properties as required members (`T | null` where the service may send null) and navigation
 * properties as optional ones, so the optional names of `Row` are exactly what can be expanded.
 * `Key` is an object with one member for each part of the key, or `never` for entities without one.
 * `Bound` and `BoundToSet` map names of operations bound to one entity, or to the collection, to their types.
 */
export interface EntitySet<Row extends object, Key, Bound extends object = object, BoundToSet extends object = object> {
  readonly kind: 'set'
  readonly row: Row
  readonly key: Key
  readonly bound: Bound
  readonly boundToSet: BoundToSet
}

/** Types of a singleton; see {@link EntitySet}. */
export interface Singleton<Row extends object, Bound extends object = object> {
  readonly kind: 'singleton'
  readonly row: Row
  readonly bound: Bound
}

/** Types of an action: it may change data, and is called with POST. `Parameters` is an object by parameter name. */
export interface ActionType<Parameters extends object, Result> {
  readonly kind: 'action'
  readonly parameters: Parameters
  readonly result: Result
}

/** Types of a function: it changes nothing, and is called with GET. */
export interface FunctionType<Parameters extends object, Result> {
  readonly kind: 'function'
  readonly parameters: Parameters
  readonly result: Result
}

/** Names of the navigation properties of a row: those that can be expanded. */
export type NavigationName<Row> = {
  [Name in keyof Row]-?: object extends Pick<Row, Name> ? Name : never
}[keyof Row] &
  string

/** Names of the structural properties of a row. */
export type PropertyName<Row> = Exclude<keyof Row & string, NavigationName<Row>>

/**
 * What has to be known at run time: which EDM type a property has, so that literals, dates and keys are written right.
 * Generated beside the types; `parseMetadata` gives the same for a service that is known at run time only.
 */
export interface ODataDescriptor {
  readonly version: ODataVersion
  /** Name of an entity set → qualified name of its entity type. */
  readonly sets: Readonly<Record<string, string>>
  /** Name of a singleton → qualified name of its entity type. */
  readonly singletons?: Readonly<Record<string, string>>
  /** Entity and complex types by qualified name (`Namespace.Name`). */
  readonly types: Readonly<Record<string, TypeDescriptor>>
  /** Enumerations by qualified name. */
  readonly enums?: Readonly<Record<string, EnumDescriptor>>
  /** Imports, by name: what can be called at the root of the service. */
  readonly operations?: Readonly<Record<string, OperationDescriptor>>
}

/** A type name as metadata spells it: `Edm.String`, `Shop.Address`, `Collection(Edm.String)`. */
export type EdmType = string

/** An entity type or a complex type. Inherited members are not repeated: follow `base`. */
export interface TypeDescriptor {
  /** Qualified name of the type this one extends. */
  readonly base?: string
  /** Names of the properties that form the key, in their order. Complex types have none. */
  readonly key?: readonly string[]
  /** Name → EDM type. */
  readonly properties: Readonly<Record<string, EdmType>>
  /** Name of a navigation property → where it leads. */
  readonly navigation?: Readonly<Record<string, NavigationDescriptor>>
  /** Properties the service computes: not to be sent back. */
  readonly computed?: readonly string[]
  /** Operations bound to one entity of this type. */
  readonly bound?: Readonly<Record<string, OperationDescriptor>>
  /** Operations bound to a collection of this type. */
  readonly boundToSet?: Readonly<Record<string, OperationDescriptor>>
  /** Properties beyond the declared ones are possible. */
  readonly open?: true
  /** The entity is a media entity: its bytes are at `$value`. */
  readonly media?: true
}

/**
 * A descriptor that carries the types of its model: `odata({ baseUrl, model })` then knows both, and the version. Generated
 * code declares its descriptor as one.
 */
export interface TypedDescriptor<Model extends ODataModel, Version extends ODataVersion = ODataVersion>
  extends ODataDescriptor {
  readonly version: Version
  /** Exists only for the compiler. */
  readonly '~model'?: Model
}

export interface NavigationDescriptor {
  /** Qualified name of the entity type it leads to. */
  readonly type: string
  readonly collection?: true
}

export interface EnumDescriptor {
  /** Member name → value. Values beyond 2^53 are decimal text. */
  readonly members: Readonly<Record<string, number | string>>
  readonly flags?: true
}

export interface OperationDescriptor {
  readonly kind: 'action' | 'function'
  /** Qualified name (V4, bound operations): what the URL needs. */
  readonly name?: string
  /** Name → EDM type, without the binding parameter. Overloads are merged. */
  readonly parameters?: Readonly<Record<string, EdmType>>
  readonly returns?: EdmType
  /** `m:HttpMethod` of a V2 or V3 function import. */
  readonly method?: 'GET' | 'POST'
}
