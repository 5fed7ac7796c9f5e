import type { FilterNode } from '../filter/ast.ts'
import type { EdmType, ODataVersion } from '../model.ts'
import type { DateOffsetMode } from './jsonDate.ts'

/** A page of rows as it came, whatever the version's envelope. */
export interface Envelope {
  readonly items: readonly unknown[]
  readonly count: number | undefined
  /** Link to the next page, as sent. */
  readonly next: string | undefined
  readonly delta: string | undefined
  /** Links are relative to it. */
  readonly context: string | undefined
}

/** What a service says about a row beside its properties. */
export interface RowAnnotations {
  readonly etag?: string | undefined
  /** The entity's address. */
  readonly id?: string | undefined
  readonly type?: string | undefined
  readonly editLink?: string | undefined
  readonly mediaReadLink?: string | undefined
  readonly mediaContentType?: string | undefined
  /** Everything as it was sent, by its own name. */
  readonly raw: Readonly<Record<string, unknown>>
}

/** How much a service says beside the values. */
export type MetadataLevel = 'none' | 'minimal' | 'full'

/** Choices within a version, by the service. */
export interface ValueStyle {
  /** V4: Decimal and Int64 travel as strings. */
  readonly ieee754: boolean
  readonly dateOffset: DateOffsetMode
}

export interface WriteOptions {
  readonly minimal: boolean | undefined
}

/** A function's or an action's request. */
export interface Invocation {
  readonly method: 'GET' | 'POST'
  readonly segment: string
  readonly query: readonly (readonly [name: string, value: string])[]
  readonly json: unknown
}

/** A parameter with both its forms. */
export interface Argument {
  readonly name: string
  /** As in a URL, not percent-encoded. */
  readonly literal: string
  /** As in a JSON body. */
  readonly json: unknown
  /** Too complex for a literal: a list or an object. */
  readonly complex: boolean
}

/** Everything that differs between the versions of OData. Data and pure functions. */
export interface Dialect {
  readonly version: ODataVersion
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>
  accept(level: MetadataLevel, style: ValueStyle): string
  contentType(style: ValueStyle): string
  /** Query option that asks for the number of rows. */
  readonly count: readonly [name: string, value: string]
  /** V4 writes options of an expansion in parentheses, V2 and V3 list paths. */
  readonly expand: 'nested' | 'paths'
  readonly lambda: boolean
  /** Whether `in` is written as such, or as comparisons joined by `or`. */
  readonly membership: boolean
  /** Names of the functions that this version knows. */
  readonly functions: ReadonlySet<string>
  readonly search: boolean
  readonly apply: boolean
  /** Whether services can tell what changed since a read. */
  readonly delta: boolean
  contains(text: FilterNode, part: FilterNode): FilterNode
  /** The text of a literal's value for bytes. */
  binary(bytes: Uint8Array): string
  /** The type written in a literal for a value of this type: V2 has no Date, V4 no DateTime. */
  literalType(type: EdmType): EdmType

  collection(body: unknown): Envelope | undefined
  /** The one entity out of its envelope. */
  entity(body: unknown): unknown
  /** The result of an operation out of its envelope: an entity, a value, or a list of either. */
  result(body: unknown, operation: string): unknown
  /** A single property's value. */
  property(body: unknown, name: string): unknown
  /** Whether a member is about the row or another member, rather than a property. */
  isControl(name: string): boolean
  /** A nested value as the row should hold it; undefined when there is only a link to it. */
  member(value: unknown): { readonly value: unknown; readonly raw?: unknown } | undefined
  annotations(raw: Readonly<Record<string, unknown>>): RowAnnotations
  read(value: unknown, type: EdmType | undefined, style: ValueStyle): unknown
  /** Whether values of this type have to pass through `read`. */
  converts(type: EdmType | undefined): boolean
  /** A value of a known type in a JSON body. */
  write(value: unknown, type: EdmType, style: ValueStyle): unknown
  /** A Date whose type nobody knows. */
  writeDate(value: Date): unknown

  readonly update: 'PATCH' | 'MERGE'
  /** Whether an update of what does not exist may make it. */
  readonly upsert: boolean
  prefer(options: WriteOptions): readonly string[]
  pageSize(size: number): string | undefined
  /** Members that bind an existing entity, or several, while writing. */
  bind(name: string, uris: string | readonly string[]): readonly [name: string, value: unknown]
  typeMember(type: string): readonly [name: string, value: unknown]
  linkPath(navigation: string): string
  linkBody(uri: string): unknown
  /** Addresses in an answer of links. */
  links(body: unknown): readonly string[]
  /** How one link out of many is removed: the path behind the entity, and the query. */
  unlink(navigation: string, target: { readonly key: string; readonly uri: string }): { path: string; query: string }
  invoke(
    kind: 'action' | 'function',
    name: string,
    args: readonly Argument[],
    bound: boolean,
    method: 'GET' | 'POST' | undefined,
  ): Invocation
  /** What becomes of a GET whose URL is too long. */
  readonly longUrls: 'batch' | 'never'
  /** Whether a write in a batch may stand outside of a change set. */
  readonly writesAlone: boolean
  /** Value of Prefer that makes a batch go on after a failure. */
  readonly continueOnError: string | undefined
  /** The URL that stands for an entity made earlier in a change set. */
  reference(contentId: string): string
}
