import { boundOperations, describeEnum, describeOperation, type Overloads, underlying } from '../csdl/describe.ts'
import type { CsdlModel, StructuredType } from '../csdl/model.ts'
import { objectKey, quote } from './names.ts'
import { sorted } from './plan.ts'

/**
 * The run-time descriptor as source text, one line for each type. Says what `describe` says, but written straight from
 * the model: objects for every property of a large service would take more memory than all the rest.
 */
export function* descriptorText(model: CsdlModel): Generator<string> {
  const bound = boundOperations(model)
  yield `{\n  version: ${quote(model.version)},\n`
  yield* section('sets', model.sets, ({ type }) => quote(type))
  if (model.singletons.size > 0) yield* section('singletons', model.singletons, ({ type }) => quote(type))
  const structured = new Map([...model.complexTypes, ...model.entityTypes])
  yield* section('types', structured, (type, name) => typeText(type, model, bound.get(name)))
  if (model.enumTypes.size > 0) yield* section('enums', model.enumTypes, (type) => text(describeEnum(type)))
  if (model.imports.size > 0) {
    yield* section('operations', model.imports, (overloads) => text(describeOperation(overloads, model)))
  }
  yield '}'
}

function* section<T>(
  name: string,
  entries: ReadonlyMap<string, T>,
  write: (value: T, name: string) => string,
): Generator<string> {
  if (entries.size === 0) return yield `  ${name}: {},\n`
  yield `  ${name}: {\n`
  for (const [key, value] of sorted([...entries])) yield `    ${objectKey(key)}: ${write(value, key)},\n`
  yield '  },\n'
}

interface Bound {
  readonly one: Overloads
  readonly many: Overloads
}

function typeText(type: StructuredType, model: CsdlModel, bound: Bound | undefined): string {
  const properties = type.properties.map(
    ({ name, type: edm }) => `${objectKey(name)}: ${quote(underlying(edm, model))}`,
  )
  const navigation = type.navigation.map(
    ({ name, type: to, collection }) =>
      `${objectKey(name)}: { type: ${quote(to)}${collection ? ', collection: true' : ''} }`,
  )
  const computed = type.properties.filter((property) => property.computed).map(({ name }) => quote(name))
  const parts = [
    ...(type.base ? [`base: ${quote(type.base)}`] : []),
    ...(type.key.length > 0 ? [`key: [${type.key.map(quote).join(', ')}]`] : []),
    `properties: ${braces(properties)}`,
    ...(navigation.length > 0 ? [`navigation: ${braces(navigation)}`] : []),
    ...(computed.length > 0 ? [`computed: [${computed.join(', ')}]`] : []),
    ...operations('bound', bound?.one, model),
    ...operations('boundToSet', bound?.many, model),
    ...(type.open ? ['open: true'] : []),
    ...(type.media ? ['media: true'] : []),
  ]
  return braces(parts)
}

function operations(name: string, all: Overloads | undefined, model: CsdlModel): string[] {
  if (all === undefined || all.size === 0) return []
  const members = [...all].map(([key, list]) => `${objectKey(key)}: ${text(describeOperation(list, model))}`)
  return [`${name}: ${braces(members)}`]
}

function braces(members: readonly string[]): string {
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}'
}

function text(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object' || value === null) return String(value)
  return braces(Object.entries(value).map(([key, inner]) => `${objectKey(key)}: ${text(inner)}`))
}
