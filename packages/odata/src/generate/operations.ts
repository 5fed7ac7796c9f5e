import type { CsdlModel, CsdlOperation } from '../csdl/model.ts'
import { member } from './names.ts'
import type { TypeWriter } from './types.ts'

/** `ActionType<{ … }, Result>`, or the function's. Overloads become unions. */
export function operationType(overloads: readonly CsdlOperation[], model: CsdlModel, types: TypeWriter): string {
  const kind = overloads[0]?.kind === 'action' ? 'ActionType' : 'FunctionType'
  const parameters = new Set(overloads.map((operation) => parametersOf(operation, model, types)))
  const results = new Set(overloads.map((operation) => resultOf(operation, model, types)))
  return `${kind}<${[...parameters].join(' | ')}, ${[...results].join(' | ')}>`
}

/** Members of an interface, one for each name. */
export function operationMembers(
  operations: ReadonlyMap<string, readonly CsdlOperation[]>,
  indent: string,
  model: CsdlModel,
  types: TypeWriter,
): string {
  return [...operations]
    .map(([name, overloads]) => `${indent}${member(name)}: ${operationType(overloads, model, types)}\n`)
    .join('')
}

function parametersOf(operation: CsdlOperation, model: CsdlModel, types: TypeWriter): string {
  const own = operation.bound ? operation.parameters.slice(1) : operation.parameters
  if (own.length === 0) return 'Record<string, never>'
  // A V4 function is chosen by the names of its parameters, so there all of them have to be given.
  const all = operation.kind === 'function' && model.version.startsWith('4')
  const members = own.map(({ name, type, nullable }) => {
    const written = types.value(type)
    const nothing = nullable && written !== 'unknown' ? ' | null' : ''
    return `${member(name)}${nullable && !all ? '?' : ''}: ${written}${nothing}`
  })
  return `{ ${members.join('; ')} }`
}

function resultOf({ returns, returnsNullable }: CsdlOperation, model: CsdlModel, types: TypeWriter): string {
  if (returns === undefined) return 'void'
  const written = types.value(returns)
  const nullable = returnsNullable && model.version.startsWith('4')
  return nullable && written !== 'unknown' && !written.endsWith('[]') ? `${written} | null` : written
}
