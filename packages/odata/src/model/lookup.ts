import type { EdmType, NavigationDescriptor, ODataDescriptor, OperationDescriptor, TypeDescriptor } from '../model.ts'

/** The type and everything it inherits from, nearest first. A circle in a broken model ends the walk. */
function* lineage(model: ODataDescriptor, name: string | undefined): Generator<TypeDescriptor> {
  const seen = new Set<string>()
  let next = name
  while (next !== undefined && !seen.has(next) && Object.hasOwn(model.types, next)) {
    seen.add(next)
    const type = model.types[next] as TypeDescriptor
    yield type
    next = type.base
  }
}

function member<T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined
}

/** EDM type of a structural property. */
export function propertyType(model: ODataDescriptor, type: string | undefined, name: string): EdmType | undefined {
  for (const part of lineage(model, type)) {
    const found = member(part.properties, name)
    if (found !== undefined) return found
  }
  return undefined
}

export function navigationOf(
  model: ODataDescriptor,
  type: string | undefined,
  name: string,
): NavigationDescriptor | undefined {
  for (const part of lineage(model, type)) {
    const found = member(part.navigation, name)
    if (found !== undefined) return found
  }
  return undefined
}

/** Names of the key's parts. */
export function keyOf(model: ODataDescriptor, type: string | undefined): readonly string[] | undefined {
  for (const part of lineage(model, type)) if (part.key !== undefined) return part.key
  return undefined
}

/** Names of all structural properties, inherited ones too. */
export function propertiesOf(model: ODataDescriptor, type: string | undefined): ReadonlyMap<string, EdmType> {
  const all = new Map<string, EdmType>()
  for (const part of lineage(model, type)) {
    for (const name of Object.keys(part.properties)) if (!all.has(name)) all.set(name, part.properties[name] as EdmType)
  }
  return all
}

export function navigationsOf(
  model: ODataDescriptor,
  type: string | undefined,
): ReadonlyMap<string, NavigationDescriptor> {
  const all = new Map<string, NavigationDescriptor>()
  for (const part of lineage(model, type)) {
    const { navigation = {} } = part
    for (const name of Object.keys(navigation))
      if (!all.has(name)) all.set(name, navigation[name] as NavigationDescriptor)
  }
  return all
}

export function boundOperation(
  model: ODataDescriptor,
  type: string | undefined,
  place: 'bound' | 'boundToSet',
  name: string,
): OperationDescriptor | undefined {
  for (const part of lineage(model, type)) {
    const found = member(part[place], name)
    if (found !== undefined) return found
  }
  return undefined
}

/** Whether properties beyond the declared ones are possible, or the type is not known at all. */
export function isOpen(model: ODataDescriptor, type: string | undefined): boolean {
  let known = false
  for (const part of lineage(model, type)) {
    known = true
    if (part.open === true) return true
  }
  return !known
}

/** `Collection(Edm.String)` → `Edm.String`; undefined where the type is no collection. */
export function itemType(type: EdmType): EdmType | undefined {
  return type.startsWith('Collection(') && type.endsWith(')') ? type.slice(11, -1) : undefined
}
