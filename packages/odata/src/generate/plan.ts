import { boundOperations, type Overloads } from '../csdl/describe.ts'
import type { CsdlModel, EnumType, StructuredType } from '../csdl/model.ts'
import { compare, identifierOf, type Names, names, typeNames } from './names.ts'
import { type TypeWriter, typeWriter } from './types.ts'

/** Everything that has a name in the generated code, decided before the first line is written. */
export interface Plan {
  readonly model: CsdlModel
  readonly service: string
  readonly constant: string
  readonly types: TypeWriter
  /** Qualified name → name in TypeScript. */
  readonly named: ReadonlyMap<string, string>
  /** Qualified name → name of the interface of its key. */
  readonly keys: ReadonlyMap<string, string>
  readonly one: Bound
  readonly many: Bound
  readonly structured: readonly (readonly [string, StructuredType])[]
  readonly enums: readonly (readonly [string, EnumType])[]
}

/** Operations bound to one entity, or to the set, by qualified name of the type. */
export interface Bound {
  readonly names: ReadonlyMap<string, string>
  readonly operations: ReadonlyMap<string, Overloads>
}

export function plan(model: CsdlModel, whole: CsdlModel, name: string | undefined): Plan {
  const pool = names()
  const service = pool.take(name ?? serviceName(whole))
  const named = typeNames(model, pool)
  const structured = sorted([...model.entityTypes, ...model.complexTypes])
  const keys = new Map(
    structured
      .filter(([, type]) => type.key.length > 0)
      .map(([qualified]) => [qualified, pool.take(`${named.get(qualified)}Key`)]),
  )
  const operations = boundOperations(model)
  const bound = (suffix: 'Bound' | 'BoundToSet'): Bound => {
    const own = new Map<string, Overloads>()
    for (const [qualified] of structured) {
      const overloads = operations.get(qualified)?.[suffix === 'Bound' ? 'one' : 'many']
      if (overloads !== undefined && overloads.size > 0) own.set(qualified, overloads)
    }
    return { operations: own, names: take(own, named, pool, suffix) }
  }
  const one = bound('Bound')
  const many = bound('BoundToSet')
  const enums = sorted([...model.enumTypes])
  const constant = names().take(service.charAt(0).toLowerCase() + service.slice(1))
  return { model, service, constant, types: typeWriter(model, named), named, keys, one, many, structured, enums }
}

function take(own: ReadonlyMap<string, unknown>, named: ReadonlyMap<string, string>, pool: Names, suffix: string) {
  return new Map([...own.keys()].map((qualified) => [qualified, pool.take(`${named.get(qualified)}${suffix}`)]))
}

function serviceName(model: CsdlModel): string {
  const last = model.namespaces.at(-1)?.split('.').at(-1) ?? ''
  return last === '' ? 'Service' : identifierOf(last)
}

export function sorted<T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => compare(a, b))
}

/** Names imported from the package. The whole model is looked through, since imports stand first. */
export function usedImports({ model, types, structured, enums, one, many }: Plan): string[] {
  for (const [, type] of structured) {
    for (const property of type.properties) if (property.type !== 'Edm.Stream') types.value(property.type)
  }
  const bound = [...one.operations.values(), ...many.operations.values()].flatMap((overloads) => [
    ...overloads.values(),
  ])
  for (const operation of [...bound, ...model.imports.values()].flat()) {
    types.imports.add(operation.kind === 'action' ? 'ActionType' : 'FunctionType')
    if (operation.returns !== undefined) types.value(operation.returns)
    for (const parameter of operation.parameters.slice(operation.bound ? 1 : 0)) types.value(parameter.type)
  }
  if (enums.some(([, type]) => type.flags && type.members.length > 0)) types.imports.add('Flags')
  if (model.sets.size > 0) types.imports.add('EntitySet')
  if (model.singletons.size > 0) types.imports.add('Singleton')
  return [...types.imports, 'TypedDescriptor'].sort(compare)
}
