import { elementOf } from '../csdl/describe.ts'
import type { CsdlModel, CsdlOperation, StructuredType } from '../csdl/model.ts'

/**
 * The part of a model that belongs to the patterns, and what it needs: base types, complex types, enumerations. Entities
 * reached by navigation are not needed: they have to be asked for.
 *
 * A pattern names entity sets, singletons, entity types (with or without their namespace) or imports; `*` stands for any
 * characters. `unmatched` are patterns that name nothing.
 */
export function selectModel(model: CsdlModel, patterns: readonly string[]): { model: CsdlModel; unmatched: string[] } {
  if (patterns.length === 0) return { model, unmatched: [] }
  const matchers = patterns.map((pattern) => ({ pattern, test: matcher(pattern), hit: false }))
  // All matchers see every name: each has to know whether it found something.
  const wanted = (...names: string[]) => {
    const hits = matchers.filter(({ test }) => names.some(test))
    for (const matcher of hits) matcher.hit = true
    return hits.length > 0
  }
  const asked = new Set<string>()
  for (const [name, set] of [...model.sets, ...model.singletons]) {
    if (wanted(name)) asked.add(set.type)
  }
  for (const [qualified, type] of model.entityTypes) {
    if (wanted(qualified, type.name)) asked.add(qualified)
  }
  const kept = new Set<string>()
  for (const qualified of asked) keep(qualified, model, kept)
  const imports = new Map([...model.imports].filter(([name]) => wanted(name)))
  const operations = model.operations.filter(
    ({ bound, parameters: [to] }) => bound && kept.has(elementOf(to?.type ?? '')),
  )
  for (const operation of [...operations, ...[...imports.values()].flat()]) keepOperation(operation, model, kept)
  const selected: CsdlModel = {
    ...model,
    entityTypes: withoutDeadEnds(pick(model.entityTypes, kept), kept),
    complexTypes: withoutDeadEnds(pick(model.complexTypes, kept), kept),
    enumTypes: pick(model.enumTypes, kept),
    sets: new Map([...model.sets].filter(([, set]) => asked.has(set.type))),
    singletons: new Map([...model.singletons].filter(([, set]) => asked.has(set.type))),
    imports,
    operations,
  }
  return { model: selected, unmatched: matchers.filter(({ hit }) => !hit).map(({ pattern }) => pattern) }
}

function matcher(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  const whole = new RegExp(`^${parts.join('.*')}$`, 'u')
  return (name) => whole.test(name)
}

/** Adds the type and everything its properties are made of. */
function keep(name: string, model: CsdlModel, kept: Set<string>): void {
  const waiting = [name]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (kept.has(next)) continue
    const type: StructuredType | undefined = model.entityTypes.get(next) ?? model.complexTypes.get(next)
    if (type === undefined && !model.enumTypes.has(next)) continue
    kept.add(next)
    if (type?.base) waiting.push(type.base)
    for (const property of type?.properties ?? []) waiting.push(elementOf(property.type))
  }
}

/** An operation needs the complex types and enumerations it speaks in, but no more entities. */
function keepOperation(operation: CsdlOperation, model: CsdlModel, kept: Set<string>): void {
  for (const type of [operation.returns ?? '', ...operation.parameters.map((parameter) => parameter.type)]) {
    const element = elementOf(type)
    if (!model.entityTypes.has(element)) keep(element, model, kept)
  }
}

function pick<T>(all: ReadonlyMap<string, T>, kept: ReadonlySet<string>): Map<string, T> {
  return new Map([...all].filter(([name]) => kept.has(name)))
}

/** Without navigation to what was not asked for: types and descriptor have to say the same. */
function withoutDeadEnds(types: Map<string, StructuredType>, kept: ReadonlySet<string>): Map<string, StructuredType> {
  return new Map(
    [...types].map(([name, type]) => [
      name,
      { ...type, navigation: type.navigation.filter((navigation) => kept.has(navigation.type)) },
    ]),
  )
}
