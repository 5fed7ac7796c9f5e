import type { ODataVersion } from '../model.ts'

/** A service as its `$metadata` describes it. All names of types are qualified, aliases are resolved. */
export interface CsdlModel {
  readonly version: ODataVersion
  /** Namespaces of the schemas, in the order of the document. */
  readonly namespaces: readonly string[]
  readonly entityTypes: ReadonlyMap<string, StructuredType>
  readonly complexTypes: ReadonlyMap<string, StructuredType>
  readonly enumTypes: ReadonlyMap<string, EnumType>
  /** Qualified name → the primitive type behind it. */
  readonly typeDefinitions: ReadonlyMap<string, string>
  /** Actions and functions of V4, and bindable function imports of V3. Overloads stand beside each other. */
  readonly operations: readonly CsdlOperation[]
  readonly sets: ReadonlyMap<string, CsdlSet>
  readonly singletons: ReadonlyMap<string, CsdlSet>
  /** What can be called at the root of the service, by name. */
  readonly imports: ReadonlyMap<string, readonly CsdlOperation[]>
}

/** An entity type or a complex type. */
export interface StructuredType {
  readonly name: string
  readonly namespace: string
  /** Qualified name of the type it extends. */
  base?: string
  readonly abstract: boolean
  readonly open: boolean
  /** A media entity: its bytes are at `$value`. */
  readonly media: boolean
  /** Names that form the key; a derived type has those of its base. */
  readonly key: string[]
  readonly properties: CsdlProperty[]
  readonly navigation: CsdlNavigation[]
  description?: string
}

export interface CsdlProperty {
  readonly name: string
  /** `Edm.String`, a qualified name, or `Collection(…)` of them. */
  type: string
  readonly nullable: boolean
  readonly maxLength?: string
  readonly precision?: string
  readonly scale?: string
  readonly defaultValue?: string
  /** `ConcurrencyMode="Fixed"`: part of the ETag. */
  readonly concurrency?: true
  /** The service computes it (`Core.Computed`). */
  computed?: true
  /** It can be given when the entity is created, and never again (`Core.Immutable`). */
  immutable?: true
  /** `Core.Description`, or `sap:label`. */
  description?: string
}

export interface CsdlNavigation {
  readonly name: string
  /** Qualified name of the entity type; empty when the document does not say where it leads. */
  type: string
  collection: boolean
  nullable: boolean
  readonly partner?: string
  readonly contains?: true
  /** Property here → property there. */
  readonly constraints: [dependent: string, principal: string][]
  /** V2, V3: name of the association and the role at its other end. */
  readonly relationship?: string
  readonly toRole?: string
}

export interface EnumType {
  readonly name: string
  readonly namespace: string
  readonly flags: boolean
  /** Values beyond 2^53 are text. */
  readonly members: [name: string, value: number | string][]
}

export interface CsdlParameter {
  readonly name: string
  type: string
  readonly nullable: boolean
}

export interface CsdlOperation {
  readonly kind: 'action' | 'function'
  readonly name: string
  readonly namespace: string
  readonly bound: boolean
  /** With the binding parameter first, when it is bound. */
  readonly parameters: CsdlParameter[]
  returns?: string
  returnsNullable: boolean
  /** `m:HttpMethod` of V2 and V3. */
  readonly method?: 'GET' | 'POST'
}

export interface CsdlSet {
  readonly name: string
  /** Qualified name of the entity type. */
  type: string
  /** Navigation path → name of the set it leads to. */
  readonly bindings: [path: string, target: string][]
}
