import type { CsdlModel, EnumType, StructuredType } from '../csdl/model.ts'
import { comment, facets, sentence } from './comment.ts'
import { ancestors } from './inherit.ts'
import { member, quote } from './names.ts'
import type { TypeWriter } from './types.ts'

/** The interface of an entity type or a complex type. */
export function structuredInterface(
  qualified: string,
  type: StructuredType,
  model: CsdlModel,
  names: ReadonlyMap<string, string>,
  types: TypeWriter,
): string {
  const base = type.base === undefined ? undefined : names.get(type.base)
  const inherited = inheritedNames(type, model)
  const lines: string[] = []
  const taken = new Set(inherited)
  for (const property of type.properties) {
    if (taken.has(property.name) || property.type === 'Edm.Stream') continue
    taken.add(property.name)
    const readonly = property.computed ? 'readonly ' : ''
    const written = types.value(property.type)
    // `unknown` already holds null, and a collection is empty rather than null.
    const nothing = property.nullable && written !== 'unknown' && !written.endsWith('[]') ? ' | null' : ''
    lines.push(`${comment('  ', facets(property))}  ${readonly}${member(property.name)}: ${written}${nothing}\n`)
  }
  for (const { name, type: to, collection, nullable } of type.navigation) {
    const target = names.get(to)
    if (target === undefined || taken.has(name)) continue
    taken.add(name)
    lines.push(`  ${member(name)}?: ${target}${collection ? '[]' : nullable ? ' | null' : ''}\n`)
  }
  const extend = base === undefined ? '' : ` extends ${base}`
  const about = [type.description === undefined ? undefined : sentence(type.description), `\`${qualified}\``]
  const name = names.get(qualified) ?? ''
  const body = lines.length > 0 ? `{\n${lines.join('')}}` : '{}'
  return `${comment('', about)}export interface ${name}${extend} ${body}\n`
}

function inheritedNames(type: StructuredType, model: CsdlModel): string[] {
  return ancestors(type, model).flatMap((base) => [...base.properties, ...base.navigation].map(({ name }) => name))
}

/** `{ ID: number }` as an interface, or nothing for entities without a key or with the key of their base. */
export function keyInterface(type: StructuredType, name: string, model: CsdlModel, types: TypeWriter): string {
  const all = [type, ...ancestors(type, model)].flatMap(({ properties }) => properties)
  const lines = type.key.map((part) => {
    const property = all.find((candidate) => candidate.name === part)
    return `  ${member(part)}: ${property === undefined ? 'unknown' : types.value(property.type)}\n`
  })
  return `export interface ${name} {\n${lines.join('')}}\n`
}

/** A union of the names: what JSON carries. */
export function enumType(qualified: string, type: EnumType, name: string): string {
  const union = type.members.map(([wire]) => quote(wire)).join(' | ') || 'never'
  const written = type.flags && type.members.length > 0 ? `Flags<${union}>` : union
  return `${comment('', [`\`${qualified}\``])}export type ${name} = ${written}\n`
}
