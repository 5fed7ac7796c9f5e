import type { Draft } from './draft.ts'
import {
  addAlias,
  after,
  annotate,
  functionImport,
  integer,
  navigation,
  operation,
  property,
  structured,
} from './make.ts'
import type { Open } from './open.ts'
import { attribute, isTrue, nullable, prefixed, type Tag } from './tag.ts'

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
