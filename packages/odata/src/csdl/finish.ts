import type { ODataVersion } from '../model.ts'
import type { Draft } from './draft.ts'
import { MetadataError } from './MetadataError.ts'
import { annotate } from './make.ts'
import type { CsdlModel, CsdlNavigation, CsdlOperation, StructuredType } from './model.ts'

/** Resolves aliases, associations and annotations once the whole document is known. */
export function finish(draft: Draft): CsdlModel {
  if (draft.namespaces.length === 0) throw new MetadataError('The document holds no schema: it is not OData metadata')
  const qualified = resolver(draft)
  for (const type of [...draft.entityTypes.values(), ...draft.complexTypes.values()]) {
    if (type.base !== undefined) type.base = qualified(type.base)
    for (const property of type.properties) property.type = qualified(property.type)
    for (const navigation of type.navigation) {
      if (navigation.relationship !== undefined) associate(draft, navigation, qualified)
      navigation.type = qualified(navigation.type)
    }
  }
  const operations = [...draft.operations, ...draft.imports]
  for (const operation of new Set(operations)) {
    for (const parameter of operation.parameters) parameter.type = qualified(parameter.type)
    if (operation.returns !== undefined) operation.returns = qualified(operation.returns)
  }
  for (const set of [...draft.sets.values(), ...draft.singletons.values()]) set.type = qualified(set.type)
  for (const [target, term, text] of draft.annotations) annotateTarget(draft, qualified(target), term, text)
  return {
    version: versionOf(draft),
    namespaces: draft.namespaces,
    entityTypes: draft.entityTypes,
    complexTypes: draft.complexTypes,
    enumTypes: draft.enumTypes,
    typeDefinitions: draft.typeDefinitions,
    operations: draft.operations,
    sets: draft.sets,
    singletons: draft.singletons,
    imports: imports(draft, qualified),
  }
}

/** Name as written → with the namespace instead of the alias. */
function resolver(draft: Draft): (name: string) => string {
  const cache = new Map<string, string>()
  const resolve = (name: string): string => {
    const element = /^Collection\((.*)\)$/.exec(name)?.[1]
    if (element !== undefined) return `Collection(${resolve(element)})`
    const dot = name.lastIndexOf('.', name.includes('/') ? name.indexOf('/') : undefined)
    const namespace = draft.aliases.get(name.slice(0, dot))
    return namespace === undefined ? name : `${namespace}${name.slice(dot)}`
  }
  return (name) => {
    let known = cache.get(name)
    if (known === undefined) {
      known = resolve(name)
      cache.set(name, known)
    }
    return known
  }
}

/** V2, V3: where a navigation leads stands in its association. */
function associate(draft: Draft, navigation: CsdlNavigation, qualified: (name: string) => string): void {
  const association = draft.associations.get(qualified(navigation.relationship ?? ''))
  const end = association?.ends.find(({ role }) => role === navigation.toRole)
  if (association === undefined || end === undefined) return
  navigation.type = end.type
  navigation.collection = end.multiplicity === '*'
  navigation.nullable = end.multiplicity !== '1'
  const { principal, dependent } = association
  if (principal === undefined || dependent === undefined || principal.role !== navigation.toRole) return
  dependent.properties.forEach((name, index) => {
    const there = principal.properties[index]
    if (there !== undefined) navigation.constraints.push([name, there])
  })
}

function annotateTarget(draft: Draft, target: string, term: string, text: string | undefined): void {
  const slash = target.indexOf('/')
  const name = slash < 0 ? target : target.slice(0, slash)
  const type: StructuredType | undefined = draft.entityTypes.get(name) ?? draft.complexTypes.get(name)
  if (type === undefined) return
  const described =
    slash < 0 ? type : type.properties.find(({ name: property }) => property === target.slice(slash + 1))
  if (described !== undefined) annotate(described, term, text)
}

function imports(draft: Draft, qualified: (name: string) => string): Map<string, CsdlOperation[]> {
  const found = new Map<string, CsdlOperation[]>()
  const unbound = new Map<string, CsdlOperation[]>()
  const add = (map: Map<string, CsdlOperation[]>, name: string, operation: CsdlOperation) => {
    const list = map.get(name)
    if (list === undefined) map.set(name, [operation])
    else list.push(operation)
  }
  for (const operation of draft.operations) {
    if (!operation.bound) add(unbound, `${operation.namespace}.${operation.name}`, operation)
  }
  for (const [name, reference] of draft.references) {
    for (const operation of unbound.get(qualified(reference)) ?? []) add(found, name, operation)
  }
  for (const operation of draft.imports) add(found, operation.name, operation)
  return found
}

/** The version of `Edmx` decides between V4 and what was before; then the headers of `DataServices` decide. */
function versionOf({ edmxVersion, serviceVersions, enumTypes }: Draft): ODataVersion {
  if (edmxVersion.startsWith('4.')) return edmxVersion === '4.0' ? '4.0' : '4.01'
  const third = serviceVersions.some((version) => Number.parseFloat(version) >= 3) || enumTypes.size > 0
  return third ? '3.0' : '2.0'
}
