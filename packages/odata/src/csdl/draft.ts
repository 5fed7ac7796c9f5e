import type { CsdlOperation, CsdlSet, EnumType, StructuredType } from './model.ts'

/** An association of V2 and V3. */
export interface Association {
  readonly ends: { role: string; type: string; multiplicity: string }[]
  principal?: { role: string; properties: string[] }
  dependent?: { role: string; properties: string[] }
}

/** What has been read so far. Names are still as written: aliases may be declared further down. */
export interface Draft {
  edmxVersion: string
  serviceVersions: string[]
  readonly namespaces: string[]
  /** Alias → namespace. */
  readonly aliases: Map<string, string>
  readonly entityTypes: Map<string, StructuredType>
  readonly complexTypes: Map<string, StructuredType>
  readonly enumTypes: Map<string, EnumType>
  readonly typeDefinitions: Map<string, string>
  readonly associations: Map<string, Association>
  readonly operations: CsdlOperation[]
  readonly sets: Map<string, CsdlSet>
  readonly singletons: Map<string, CsdlSet>
  /** V2, V3: the import is the operation. */
  readonly imports: CsdlOperation[]
  /** V4: name of the import → qualified name of the operation. */
  readonly references: [name: string, operation: string][]
  /** Annotations that stand apart from what they describe. */
  readonly annotations: [target: string, term: string, text: string | undefined][]
}

export function emptyDraft(): Draft {
  return {
    edmxVersion: '',
    serviceVersions: [],
    namespaces: [],
    aliases: new Map(),
    entityTypes: new Map(),
    complexTypes: new Map(),
    enumTypes: new Map(),
    typeDefinitions: new Map(),
    associations: new Map(),
    operations: [],
    sets: new Map(),
    singletons: new Map(),
    imports: [],
    references: [],
    annotations: [],
  }
}
