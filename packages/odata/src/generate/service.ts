import { inherited } from './inherit.ts'
import { member } from './names.ts'
import { operationMembers } from './operations.ts'
import { type Plan, sorted } from './plan.ts'

/** The interface that stands for the service: sets, singletons and imports by the names of the wire. */
export function serviceInterface({ model, service, types, named, keys, one, many }: Plan): string {
  const sets = sorted([...model.sets]).map(([name, { type }]) => {
    const row = named.get(type) ?? 'Record<string, unknown>'
    const key = inherited(type, model, keys) ?? (named.has(type) ? 'never' : 'Record<string, unknown>')
    const bound = trailing([inherited(type, model, one.names), inherited(type, model, many.names)])
    return `    ${member(name)}: EntitySet<${[row, key, ...bound].join(', ')}>\n`
  })
  const singletons = sorted([...model.singletons]).map(([name, { type }]) => {
    const row = named.get(type) ?? 'Record<string, unknown>'
    return `    ${member(name)}: Singleton<${[row, ...trailing([inherited(type, model, one.names)])].join(', ')}>\n`
  })
  const operations = operationMembers(new Map(sorted([...model.imports])), '    ', model, types)
  return (
    `/** What the service offers, by the names of the wire. */\nexport interface ${service} {\n` +
    `  sets: ${block(sets.join(''))}\n  singletons: ${block(singletons.join(''))}\n  operations: ${block(operations)}\n}\n`
  )
}

/** Type arguments with defaults: only up to the last one that is known. */
function trailing(values: readonly (string | undefined)[]): string[] {
  const last = values.findLastIndex((value) => value !== undefined)
  return values.slice(0, last + 1).map((value) => value ?? 'object')
}

function block(members: string): string {
  return members === '' ? 'Record<never, never>' : `{\n${members}  }`
}
