import type { CsdlModel, StructuredType } from '../csdl/model.ts'

/** Base types, nearest first. A document may extend in circles; this does not. */
export function ancestors(type: StructuredType, model: CsdlModel): StructuredType[] {
  const found: StructuredType[] = []
  let next = type.base
  while (next !== undefined) {
    const base: StructuredType | undefined = model.entityTypes.get(next) ?? model.complexTypes.get(next)
    if (base === undefined || found.includes(base) || base === type) break
    found.push(base)
    next = base.base
  }
  return found
}

/** What the map has for the type, or for the nearest of its base types. */
export function inherited<T>(qualified: string, model: CsdlModel, map: ReadonlyMap<string, T>): T | undefined {
  const own = map.get(qualified)
  const type = model.entityTypes.get(qualified)
  if (own !== undefined || type === undefined) return own
  for (const base of ancestors(type, model)) {
    const theirs = map.get(`${base.namespace}.${base.name}`)
    if (theirs !== undefined) return theirs
  }
  return undefined
}
