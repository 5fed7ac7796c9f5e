import type { EnumDescriptor, ODataDescriptor, OperationDescriptor, TypeDescriptor } from '../model.ts'
import type { CsdlModel, CsdlOperation, EnumType, StructuredType } from './model.ts'

/**
 * The run-time descriptor of a service, as the client takes it: for services whose model is known at run time only.
 * Type definitions are replaced by the primitive types behind them.
 */
export function describe(model: CsdlModel): ODataDescriptor {
  const bound = boundOperations(model)
  const types: [string, TypeDescriptor][] = []
  for (const [name, type] of [...model.complexTypes, ...model.entityTypes]) {
    types.push([name, describeType(type, model, bound.get(name)?.one, bound.get(name)?.many)])
  }
  const enums = [...model.enumTypes].map(([name, type]): [string, EnumDescriptor] => [name, describeEnum(type)])
  const operations = [...model.imports].map(([name, overloads]): [string, OperationDescriptor] => [
    name,
    describeOperation(overloads, model),
  ])
  const singletons = [...model.singletons].map(([name, set]): [string, string] => [name, set.type])
  return {
    version: model.version,
    sets: record([...model.sets].map(([name, set]) => [name, set.type])),
    ...(singletons.length > 0 ? { singletons: record(singletons) } : {}),
    types: record(types),
    ...(enums.length > 0 ? { enums: record(enums) } : {}),
    ...(operations.length > 0 ? { operations: record(operations) } : {}),
  }
}

/** Name of an operation → its overloads. */
export type Overloads = Map<string, CsdlOperation[]>

/** Operations by the type they are bound to: one entity of it, or a collection. */
export function boundOperations(model: CsdlModel): Map<string, { one: Overloads; many: Overloads }> {
  const found = new Map<string, { one: Overloads; many: Overloads }>()
  for (const operation of model.operations) {
    if (!operation.bound) continue
    const to = operation.parameters[0]?.type ?? ''
    const element = elementOf(to)
    let entry = found.get(element)
    if (entry === undefined) {
      entry = { one: new Map(), many: new Map() }
      found.set(element, entry)
    }
    const overloads = element === to ? entry.one : entry.many
    overloads.set(operation.name, [...(overloads.get(operation.name) ?? []), operation])
  }
  return found
}

export function elementOf(type: string): string {
  return type.startsWith('Collection(') ? type.slice(11, -1) : type
}

/** The type with type definitions replaced. */
export function underlying(type: string, model: CsdlModel): string {
  const element = elementOf(type)
  const primitive = model.typeDefinitions.get(element)
  if (primitive === undefined) return type
  return element === type ? primitive : `Collection(${primitive})`
}

function describeType(type: StructuredType, model: CsdlModel, one?: Overloads, many?: Overloads): TypeDescriptor {
  const computed = type.properties.filter((property) => property.computed).map(({ name }) => name)
  return {
    ...(type.base ? { base: type.base } : {}),
    ...(type.key.length > 0 ? { key: type.key } : {}),
    properties: record(type.properties.map(({ name, type: edm }) => [name, underlying(edm, model)])),
    ...(type.navigation.length > 0
      ? {
          navigation: record(
            type.navigation.map(({ name, type: to, collection }) => [
              name,
              { type: to, ...(collection ? { collection: true as const } : {}) },
            ]),
          ),
        }
      : {}),
    ...(computed.length > 0 ? { computed } : {}),
    ...(one && one.size > 0 ? { bound: operationsOf(one, model) } : {}),
    ...(many && many.size > 0 ? { boundToSet: operationsOf(many, model) } : {}),
    ...(type.open ? { open: true as const } : {}),
    ...(type.media ? { media: true as const } : {}),
  }
}

function operationsOf(overloads: Overloads, model: CsdlModel): Record<string, OperationDescriptor> {
  return record([...overloads].map(([name, list]) => [name, describeOperation(list, model)]))
}

export function describeOperation(overloads: readonly CsdlOperation[], model: CsdlModel): OperationDescriptor {
  const [first] = overloads
  const parameters = overloads.flatMap(({ bound, parameters: all }) =>
    (bound ? all.slice(1) : all).map(({ name, type }): [string, string] => [name, underlying(type, model)]),
  )
  const named = first?.bound && model.version.startsWith('4')
  return {
    kind: first?.kind ?? 'function',
    ...(named ? { name: `${first.namespace}.${first.name}` } : {}),
    ...(parameters.length > 0 ? { parameters: record(parameters) } : {}),
    ...(first?.returns ? { returns: underlying(first.returns, model) } : {}),
    ...(first?.method ? { method: first.method } : {}),
  }
}

export function describeEnum(type: EnumType): EnumDescriptor {
  return { members: record(type.members), ...(type.flags ? { flags: true as const } : {}) }
}

/** Unlike assignment, this takes `__proto__` as a name like any other. */
function record<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries)
}
