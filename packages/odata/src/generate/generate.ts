import { boundOperations } from '../csdl/describe.ts'
import type { CsdlModel, CsdlOperation, StructuredType } from '../csdl/model.ts'
import { descriptorText } from './descriptor.ts'
import { ancestors, enumType, keyInterface, structuredInterface } from './interfaces.ts'
import { compare, identifierOf, member, names, quote, typeNames } from './names.ts'
import { operationMembers } from './operations.ts'
import { selectModel } from './select.ts'
import { typeWriter } from './types.ts'

export interface GenerateOptions {
  /** Entity sets, entity types, singletons and imports to write, `*` for any characters; default all. */
  readonly include?: readonly string[]
  /** Name of the interface that stands for the service; default the last part of its namespace. */
  readonly name?: string
  /** Where the types are imported from; default `'@bpmcentr/odata'`. */
  readonly from?: string
}

export interface Generated {
  /** The TypeScript source, deterministic: sorted by name. */
  readonly source: string
  /** What the source could not say, for example types that the document names but does not define. */
  readonly warnings: readonly string[]
  /** How many entity types were written. */
  readonly entities: number
}

/** Writes the types of a service, and the descriptor its client needs at run time, as one TypeScript module. */
export function generateTypes(whole: CsdlModel, options: GenerateOptions = {}): Generated {
  const { model, unmatched } = selectModel(whole, options.include ?? [])
  const pool = names()
  const service = pool.take(options.name ?? serviceName(whole))
  const named = typeNames(model, pool)
  const types = typeWriter(model, named)
  const structured = sorted([...model.entityTypes, ...model.complexTypes])
  const parts: string[] = []
  const keys = new Map<string, string>()
  for (const [qualified, type] of structured) {
    parts.push(structuredInterface(qualified, type, model, named, types))
    if (type.key.length === 0) continue
    const name = pool.take(`${named.get(qualified)}Key`)
    keys.set(qualified, name)
    parts.push(keyInterface(type, name, model, types))
  }
  for (const [qualified, type] of sorted([...model.enumTypes])) {
    parts.push(enumType(qualified, type, named.get(qualified) ?? '', types))
  }
  const bound = boundInterfaces(structured, model, (qualified, suffix) => pool.take(`${named.get(qualified)}${suffix}`))
  for (const { text } of bound.interfaces) parts.push(text(types))
  const of = (qualified: string, field: 'one' | 'many') => inherit(qualified, model, bound[field])
  const sets = sorted([...model.sets]).map(([name, set]) => {
    types.imports.add('EntitySet')
    const row = named.get(set.type) ?? 'Record<string, unknown>'
    const extra = [of(set.type, 'one'), of(set.type, 'many')]
    const key = inherit(set.type, model, keys) ?? (named.has(set.type) ? 'never' : 'Record<string, unknown>')
    return `    ${member(name)}: EntitySet<${[row, key, ...trailing(extra)].join(', ')}>\n`
  })
  const singletons = sorted([...model.singletons]).map(([name, { type }]) => {
    types.imports.add('Singleton')
    const row = named.get(type) ?? 'Record<string, unknown>'
    return `    ${member(name)}: Singleton<${[row, ...trailing([of(type, 'one')])].join(', ')}>\n`
  })
  const operations = operationMembers(new Map(sorted([...model.imports])), '    ', model, types)
  parts.push(
    `/** What the service offers, by the names of the wire. */\nexport interface ${service} {\n  sets: ${block(sets.join(''))}\n` +
      `  singletons: ${block(singletons.join(''))}\n  operations: ${block(operations)}\n}\n`,
  )
  parts.push(
    `/** What the client of {@link ${service}} has to know at run time. */\n` +
      `export const ${constantName(service)}: ODataDescriptor = ${descriptorText(model)}\n`,
  )
  const imports = [...types.imports, 'ODataDescriptor'].sort(compare)
  const head = `// Written by \`odata generate\` from the $metadata of the service. Do not edit: changes would be lost.\n`
  const from = quote(options.from ?? '@bpmcentr/odata')
  const list = imports.join(', ')
  const imported = list.length > 80 ? `{\n  ${imports.join(',\n  ')},\n}` : `{ ${list} }`
  return {
    source: `${head}import type ${imported} from ${from}\n\n${parts.join('\n')}`,
    warnings: [
      ...unmatched.map((pattern) => `nothing in the service is named ${pattern}`),
      ...[...types.warnings].sort(compare).map((type) => `${type} is not defined: written as unknown`),
    ],
    entities: model.entityTypes.size,
  }
}

interface BoundInterface {
  readonly text: (types: ReturnType<typeof typeWriter>) => string
}

/** Interfaces of bound operations. Those of a derived type extend those of its base. */
function boundInterfaces(
  structured: readonly (readonly [string, StructuredType])[],
  model: CsdlModel,
  take: (qualified: string, suffix: string) => string,
): { one: Map<string, string>; many: Map<string, string>; interfaces: BoundInterface[] } {
  const bound = boundOperations(model)
  const one = new Map<string, string>()
  const many = new Map<string, string>()
  const interfaces: BoundInterface[] = []
  const add = (qualified: string, type: StructuredType, suffix: string, own: Map<string, CsdlOperation[]>) => {
    const place = suffix === 'Bound' ? one : many
    const name = take(qualified, suffix)
    place.set(qualified, name)
    interfaces.push({
      text: (types) => {
        // An overload of a derived type may contradict that of its base, which an interface cannot extend.
        const inherited = new Map(own)
        for (const base of ancestors(type, model)) {
          const theirs = bound.get(`${base.namespace}.${base.name}`)
          for (const [operation, overloads] of (suffix === 'Bound' ? theirs?.one : theirs?.many) ?? []) {
            if (!inherited.has(operation)) inherited.set(operation, overloads)
          }
        }
        return `export interface ${name} {\n${operationMembers(new Map(sorted([...inherited])), '  ', model, types)}}\n`
      },
    })
  }
  for (const [qualified, type] of structured) {
    const entry = bound.get(qualified)
    if (entry && entry.one.size > 0) add(qualified, type, 'Bound', entry.one)
    if (entry && entry.many.size > 0) add(qualified, type, 'BoundToSet', entry.many)
  }
  return { one, many, interfaces }
}

/** What the type has, or the nearest of its base types. */
function inherit(qualified: string, model: CsdlModel, map: ReadonlyMap<string, string>): string | undefined {
  const own = map.get(qualified)
  const type = model.entityTypes.get(qualified)
  if (own !== undefined || type === undefined) return own
  for (const base of ancestors(type, model)) {
    const theirs = map.get(`${base.namespace}.${base.name}`)
    if (theirs !== undefined) return theirs
  }
  return undefined
}

/** Type arguments with defaults: only up to the last one that is known. */
function trailing(values: readonly (string | undefined)[]): string[] {
  const last = values.findLastIndex((value) => value !== undefined)
  return values.slice(0, last + 1).map((value) => value ?? 'object')
}

function block(members: string): string {
  return members === '' ? 'Record<never, never>' : `{\n${members}  }`
}

function sorted<T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => compare(a, b))
}

function serviceName(model: CsdlModel): string {
  const last = model.namespaces.at(-1)?.split('.').at(-1) ?? ''
  return last === '' ? 'Service' : identifierOf(last)
}

/** The interface and the constant live in different spaces, but a lower-case name reads as a value. */
function constantName(service: string): string {
  return names().take(service.charAt(0).toLowerCase() + service.slice(1))
}
