import type { Association, Draft } from './draft.ts'
import type { CsdlNavigation, CsdlOperation, CsdlProperty, CsdlSet, EnumType, StructuredType } from './model.ts'
import { attribute, isTrue, nullable, prefixed, type Tag } from './tag.ts'

/** What the elements being open are about. */
export interface Open {
  namespace: string
  type: StructuredType | undefined
  enumeration: EnumType | undefined
  property: CsdlProperty | undefined
  navigation: CsdlNavigation | undefined
  association: Association | undefined
  side: { role: string; properties: string[] } | undefined
  operation: CsdlOperation | undefined
  set: CsdlSet | undefined
  /** `Target` of an `Annotations` element. */
  target: string | undefined
}

type Handler = (tag: Tag, open: Open, draft: Draft, parent: string) => void

/** What each element of CSDL means, by its local name. All others are passed over. */
export const ELEMENTS: Readonly<Record<string, Handler>> = {
  Edmx(tag, _open, draft) {
    draft.edmxVersion = attribute(tag, 'Version') ?? ''
  },
  DataServices(tag, _open, draft) {
    for (const name of ['MaxDataServiceVersion', 'DataServiceVersion']) {
      const version = prefixed(tag, name)
      if (version !== undefined) draft.serviceVersions.push(version)
    }
  },
  Include(tag, _open, draft) {
    addAlias(tag, draft)
  },
  Schema(tag, open, draft) {
    open.namespace = attribute(tag, 'Namespace') ?? ''
    if (!draft.namespaces.includes(open.namespace)) draft.namespaces.push(open.namespace)
    addAlias(tag, draft)
  },
  EntityType(tag, open, draft) {
    open.type = structured(tag, open)
    draft.entityTypes.set(`${open.namespace}.${open.type.name}`, open.type)
  },
  ComplexType(tag, open, draft) {
    open.type = structured(tag, open)
    draft.complexTypes.set(`${open.namespace}.${open.type.name}`, open.type)
  },
  PropertyRef(tag, open, _draft, parent) {
    const name = attribute(tag, 'Name') ?? ''
    if (parent === 'Key') open.type?.key.push(name)
    else open.side?.properties.push(name)
  },
  Property(tag, open) {
    if (open.type === undefined) return
    open.property = property(tag)
    open.type.properties.push(open.property)
  },
  NavigationProperty(tag, open) {
    if (open.type === undefined) return
    open.navigation = navigation(tag)
    open.type.navigation.push(open.navigation)
  },
  ReferentialConstraint(tag, open) {
    const dependent = attribute(tag, 'Property')
    const principal = attribute(tag, 'ReferencedProperty')
    if (dependent && principal) open.navigation?.constraints.push([dependent, principal])
  },
  EnumType(tag, open, draft) {
    const name = attribute(tag, 'Name') ?? ''
    open.enumeration = { name, namespace: open.namespace, flags: isTrue(tag, 'IsFlags'), members: [] }
    draft.enumTypes.set(`${open.namespace}.${name}`, open.enumeration)
  },
  Member(tag, open) {
    const members = open.enumeration?.members
    if (members === undefined) return
    const value = attribute(tag, 'Value')
    members.push([attribute(tag, 'Name') ?? '', value === undefined ? after(members.at(-1)?.[1]) : integer(value)])
  },
  TypeDefinition(tag, open, draft) {
    const type = attribute(tag, 'UnderlyingType')
    if (type !== undefined) draft.typeDefinitions.set(`${open.namespace}.${attribute(tag, 'Name') ?? ''}`, type)
  },
  Association(tag, open, draft) {
    open.association = { ends: [] }
    draft.associations.set(`${open.namespace}.${attribute(tag, 'Name') ?? ''}`, open.association)
  },
  End(tag, open, _draft, parent) {
    if (parent !== 'Association') return
    open.association?.ends.push({
      role: attribute(tag, 'Role') ?? '',
      type: attribute(tag, 'Type') ?? '',
      multiplicity: attribute(tag, 'Multiplicity') ?? '0..1',
    })
  },
  Principal(tag, open) {
    open.side = { role: attribute(tag, 'Role') ?? '', properties: [] }
    if (open.association) open.association.principal = open.side
  },
  Dependent(tag, open) {
    open.side = { role: attribute(tag, 'Role') ?? '', properties: [] }
    if (open.association) open.association.dependent = open.side
  },
  Action(tag, open, draft) {
    open.operation = operation(tag, open, 'action', isTrue(tag, 'IsBound'))
    draft.operations.push(open.operation)
  },
  Function(tag, open, draft) {
    open.operation = operation(tag, open, 'function', isTrue(tag, 'IsBound'))
    draft.operations.push(open.operation)
  },
  ActionImport(tag, _open, draft) {
    draft.references.push([attribute(tag, 'Name') ?? '', attribute(tag, 'Action') ?? ''])
  },
  FunctionImport(tag, open, draft) {
    const reference = attribute(tag, 'Function')
    if (reference !== undefined) draft.references.push([attribute(tag, 'Name') ?? '', reference])
    else open.operation = functionImport(tag, open, draft)
  },
  Parameter(tag, open) {
    open.operation?.parameters.push({
      name: attribute(tag, 'Name') ?? '',
      type: attribute(tag, 'Type') ?? 'Edm.Untyped',
      nullable: nullable(tag),
    })
  },
  ReturnType(tag, open) {
    if (open.operation === undefined) return
    const type = attribute(tag, 'Type') ?? attribute(tag, 'ReturnType')
    if (type !== undefined) open.operation.returns = type
    open.operation.returnsNullable = nullable(tag)
  },
  EntitySet(tag, open, draft) {
    open.set = { name: attribute(tag, 'Name') ?? '', type: attribute(tag, 'EntityType') ?? '', bindings: [] }
    draft.sets.set(open.set.name, open.set)
  },
  Singleton(tag, open, draft) {
    open.set = { name: attribute(tag, 'Name') ?? '', type: attribute(tag, 'Type') ?? '', bindings: [] }
    draft.singletons.set(open.set.name, open.set)
  },
  NavigationPropertyBinding(tag, open) {
    open.set?.bindings.push([attribute(tag, 'Path') ?? '', attribute(tag, 'Target') ?? ''])
  },
  Annotations(tag, open) {
    open.target = attribute(tag, 'Target')
  },
  Annotation(tag, open, draft, parent) {
    const term = attribute(tag, 'Term') ?? ''
    const text = attribute(tag, 'String') ?? attribute(tag, 'Bool')
    if (parent === 'Annotations') {
      if (open.target !== undefined) draft.annotations.push([open.target, term, text])
    } else if (parent === 'Property' && open.property) annotate(open.property, term, text)
    else if ((parent === 'EntityType' || parent === 'ComplexType') && open.type) annotate(open.type, term, text)
  },
}

function addAlias(tag: Tag, draft: Draft): void {
  const alias = attribute(tag, 'Alias')
  const namespace = attribute(tag, 'Namespace')
  if (alias !== undefined && namespace !== undefined) draft.aliases.set(alias, namespace)
}

function structured(tag: Tag, open: Open): StructuredType {
  const base = attribute(tag, 'BaseType')
  const description = prefixed(tag, 'label')
  return {
    name: attribute(tag, 'Name') ?? '',
    namespace: open.namespace,
    ...(base ? { base } : {}),
    abstract: isTrue(tag, 'Abstract'),
    open: isTrue(tag, 'OpenType'),
    media: prefixed(tag, 'HasStream') === 'true',
    key: [],
    properties: [],
    navigation: [],
    ...(description ? { description } : {}),
  }
}

function property(tag: Tag): CsdlProperty {
  const made: { -readonly [Name in keyof CsdlProperty]: CsdlProperty[Name] } = {
    name: attribute(tag, 'Name') ?? '',
    type: attribute(tag, 'Type') ?? 'Edm.Untyped',
    nullable: nullable(tag),
  }
  for (const name in tag.attributes) {
    const value = tag.attributes[name] ?? ''
    if (value === '') continue
    if (name === 'MaxLength') made.maxLength = value
    else if (name === 'Precision') made.precision = value
    else if (name === 'Scale') made.scale = value
    else if (name === 'DefaultValue') made.defaultValue = value
    else if (name === 'ConcurrencyMode' && value === 'Fixed') made.concurrency = true
    else if (name === 'sap:label') made.description = value
    else if (name === 'CollectionKind' && !made.type.startsWith('Collection(')) made.type = `Collection(${made.type})`
    else if (name.endsWith(':StoreGeneratedPattern') && value === 'Computed') made.computed = true
  }
  return made
}

function navigation(tag: Tag): CsdlNavigation {
  const type = attribute(tag, 'Type') ?? ''
  const element = /^Collection\((.*)\)$/.exec(type)?.[1]
  const partner = attribute(tag, 'Partner')
  const relationship = attribute(tag, 'Relationship')
  const toRole = attribute(tag, 'ToRole')
  return {
    name: attribute(tag, 'Name') ?? '',
    type: element ?? type,
    collection: element !== undefined,
    nullable: nullable(tag),
    constraints: [],
    ...(partner ? { partner } : {}),
    ...(isTrue(tag, 'ContainsTarget') ? { contains: true as const } : {}),
    ...(relationship ? { relationship } : {}),
    ...(toRole ? { toRole } : {}),
  }
}

function operation(tag: Tag, open: Open, kind: 'action' | 'function', bound: boolean): CsdlOperation {
  const name = attribute(tag, 'Name') ?? ''
  return { kind, name, namespace: open.namespace, bound, parameters: [], returnsNullable: true }
}

/** V2 and V3: the import declares the operation. GET, or no side effects, makes it a function. */
function functionImport(tag: Tag, open: Open, draft: Draft): CsdlOperation {
  const method = prefixed(tag, 'HttpMethod')
  const bound = isTrue(tag, 'IsBindable')
  const sideEffects = attribute(tag, 'IsSideEffecting')
  const reads =
    method === 'GET' || sideEffects === 'false' || (method === undefined && sideEffects === undefined && !bound)
  const returns = attribute(tag, 'ReturnType')
  const made: CsdlOperation = {
    ...operation(tag, open, reads ? 'function' : 'action', bound),
    ...(returns ? { returns } : {}),
    ...(method === 'GET' || method === 'POST' ? { method } : {}),
  }
  if (bound) draft.operations.push(made)
  else draft.imports.push(made)
  return made
}

/** Descriptions and computed values; other terms are of no use to a client. */
export function annotate(target: CsdlProperty | StructuredType, term: string, text: string | undefined): void {
  const name = term.slice(term.lastIndexOf('.') + 1)
  if (name === 'Description' && text !== undefined) target.description ??= text
  if (!('nullable' in target) || text === 'false') return
  if (name === 'Computed') target.computed = true
  if (name === 'Immutable') target.immutable = true
}

function integer(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}

function after(previous: number | string | undefined): number | string {
  if (previous === undefined) return 0
  return typeof previous === 'number' ? integer(String(previous + 1)) : String(BigInt(previous) + 1n)
}
