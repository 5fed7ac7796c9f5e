import { describe } from '../csdl/describe.ts'
import type { CsdlModel } from '../csdl/model.ts'
import { compare, objectKey, quote } from './names.ts'

/** The run-time descriptor as source text: one line for each type. */
export function descriptorText(model: CsdlModel): string {
  const { version, sets, singletons, types, enums, operations } = describe(model)
  const parts = [
    `  version: ${quote(version)},\n`,
    section('sets', sets),
    ...(singletons ? [section('singletons', singletons)] : []),
    section('types', types),
    ...(enums ? [section('enums', enums)] : []),
    ...(operations ? [section('operations', operations)] : []),
  ]
  return `{\n${parts.join('')}}`
}

function section(name: string, entries: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(entries).sort(compare)
  if (names.length === 0) return `  ${name}: {},\n`
  return `  ${name}: {\n${names.map((key) => `    ${objectKey(key)}: ${text(entries[key])},\n`).join('')}  },\n`
}

function text(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value).map(([key, inner]) => `${objectKey(key)}: ${text(inner)}`)
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}'
}
