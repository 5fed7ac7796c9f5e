import type { CsdlModel } from '../csdl/model.ts'
import { boundInterface } from './bound.ts'
import { descriptorText } from './descriptor.ts'
import { enumType, keyInterface, structuredInterface } from './interfaces.ts'
import { compare, quote } from './names.ts'
import { type Plan, plan, usedImports } from './plan.ts'
import { selectModel } from './select.ts'
import { serviceInterface } from './service.ts'

export interface GenerateOptions {
  /** Entity sets, entity types, singletons and imports to write, `*` for any characters; default all. */
  readonly include?: readonly string[]
  /** Name of the interface that stands for the service; default the last part of its namespace. */
  readonly name?: string
  /** Where the types are imported from; default `'@bpmcentr/odata'`. */
  readonly from?: string
}

export interface Generated {
  /** The TypeScript source, piece by piece: a large service makes tens of megabytes. */
  chunks(): Iterable<string>
  /** What the source could not say, for example types that the document names but does not define. */
  readonly warnings: readonly string[]
  /** How many entity types are written. */
  readonly entities: number
}

/**
 * Writes the types of a service, and the descriptor its client needs at run time, as one TypeScript module. The same
 * metadata gives the same text, in whatever order the service lists it.
 */
export function generateTypes(whole: CsdlModel, options: GenerateOptions = {}): Generated {
  const { model, unmatched } = selectModel(whole, options.include ?? [])
  const planned = plan(model, whole, options.name)
  const imports = usedImports(planned)
  return {
    chunks: () => grouped(lines(planned, imports, options.from ?? '@bpmcentr/odata')),
    warnings: [
      ...unmatched.map((pattern) => `nothing in the service is named ${pattern}`),
      ...[...planned.types.warnings].sort(compare).map((type) => `${type} is not defined: written as unknown`),
    ],
    entities: model.entityTypes.size,
  }
}

const HEAD = '// Written by `odata generate` from the $metadata of the service. Do not edit: changes would be lost.\n'

function* lines(planned: Plan, imports: readonly string[], from: string): Generator<string> {
  const { model, service, constant, types, named, keys, one, many, structured, enums } = planned
  const list = imports.join(', ')
  const imported = list.length > 80 ? `{\n  ${imports.join(',\n  ')},\n}` : `{ ${list} }`
  yield `${HEAD}import type ${imported} from ${quote(from)}\n`
  for (const [qualified, type] of structured) {
    yield `\n${structuredInterface(qualified, type, model, named, types)}`
    const key = keys.get(qualified)
    if (key !== undefined) yield `\n${keyInterface(type, key, model, types)}`
  }
  for (const [qualified, type] of enums) yield `\n${enumType(qualified, type, named.get(qualified) ?? '')}`
  for (const bound of [one, many]) {
    for (const [qualified, name] of bound.names) {
      yield `\n${boundInterface(name, qualified, bound.operations, model, types)}`
    }
  }
  yield `\n${serviceInterface(planned)}`
  yield `\n/** What the client of {@link ${service}} has to know at run time. */\n`
  yield `export const ${constant}: TypedDescriptor<${service}, ${quote(model.version)}> = `
  yield* descriptorText(model)
  yield '\n'
}

const GROUP = 65_536

/** Fewer, larger pieces: each write of a file costs the same. */
function* grouped(pieces: Iterable<string>): Generator<string> {
  let group: string[] = []
  let length = 0
  for (const piece of pieces) {
    group.push(piece)
    length += piece.length
    if (length < GROUP) continue
    yield group.join('')
    group = []
    length = 0
  }
  if (length > 0) yield group.join('')
}
