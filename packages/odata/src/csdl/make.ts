import type { Draft } from './draft.ts'
import type { CsdlNavigation, CsdlOperation, CsdlProperty, StructuredType } from './model.ts'
import type { Open } from './open.ts'
import { attribute, isTrue, nullable, prefixed, type Tag } from './tag.ts'

export function addAlias(tag: Tag, draft: Draft): void {
  const alias = attribute(tag, 'Alias')
  const namespace = attribute(tag, 'Namespace')
  if (alias !== undefined && namespace !== undefined) draft.aliases.set(alias, namespace)
}

export function structured(tag: Tag, open: Open): StructuredType {
  const base = attribute(tag, 'BaseType')
  const description = prefixed(tag, 'label')
  return {
    name: attribute(tag, 'Name') ?? '',
    namespace: open.namespace,
    ...(base ? { base } : {}),
    abstract: isTrue(tag, 'Abstract'),
    open: isTrue(tag, 'OpenType'),
    media: prefixed(tag, 'HasStream') === 'true',
    key: [],
    properties: [],
    navigation: [],
    ...(description ? { description } : {}),
  }
}

export function property(tag: Tag): CsdlProperty {
  const made: { -readonly [Name in keyof CsdlProperty]: CsdlProperty[Name] } = {
    name: attribute(tag, 'Name') ?? '',
    type: attribute(tag, 'Type') ?? 'Edm.Untyped',
    nullable: nullable(tag),
  }
  for (const name in tag.attributes) {
    const value = tag.attributes[name] ?? ''
    if (value === '') continue
    if (name === 'MaxLength') made.maxLength = value
    else if (name === 'Precision') made.precision = value
    else if (name === 'Scale') made.scale = value
    else if (name === 'DefaultValue') made.defaultValue = value
    else if (name === 'ConcurrencyMode' && value === 'Fixed') made.concurrency = true
    else if (name === 'sap:label') made.description = value
    else if (name === 'CollectionKind' && !made.type.startsWith('Collection(')) made.type = `Collection(${made.type})`
    else if (name.endsWith(':StoreGeneratedPattern') && value === 'Computed') made.computed = true
  }
  return made
}

export function navigation(tag: Tag): CsdlNavigation {
  const type = attribute(tag, 'Type') ?? ''
  const element = /^Collection\((.*)\)$/.exec(type)?.[1]
  const partner = attribute(tag, 'Partner')
  const relationship = attribute(tag, 'Relationship')
  const toRole = attribute(tag, 'ToRole')
  return {
    name: attribute(tag, 'Name') ?? '',
    type: element ?? type,
    collection: element !== undefined,
    nullable: nullable(tag),
    constraints: [],
    ...(partner ? { partner } : {}),
    ...(isTrue(tag, 'ContainsTarget') ? { contains: true as const } : {}),
    ...(relationship ? { relationship } : {}),
    ...(toRole ? { toRole } : {}),
  }
}

export function operation(tag: Tag, open: Open, kind: 'action' | 'function', bound: boolean): CsdlOperation {
  const name = attribute(tag, 'Name') ?? ''
  return { kind, name, namespace: open.namespace, bound, parameters: [], returnsNullable: true }
}

/** V2 and V3: the import declares the operation. GET, or no side effects, makes it a function. */
export function functionImport(tag: Tag, open: Open, draft: Draft): CsdlOperation {
  const method = prefixed(tag, 'HttpMethod')
  const bound = isTrue(tag, 'IsBindable')
  const sideEffects = attribute(tag, 'IsSideEffecting')
  const reads =
    method === 'GET' || sideEffects === 'false' || (method === undefined && sideEffects === undefined && !bound)
  const returns = attribute(tag, 'ReturnType')
  const made: CsdlOperation = {
    ...operation(tag, open, reads ? 'function' : 'action', bound),
    ...(returns ? { returns } : {}),
    ...(method === 'GET' || method === 'POST' ? { method } : {}),
  }
  if (bound) draft.operations.push(made)
  else draft.imports.push(made)
  return made
}

/** Descriptions and computed values; other terms are of no use to a client. */
export function annotate(target: CsdlProperty | StructuredType, term: string, text: string | undefined): void {
  const name = term.slice(term.lastIndexOf('.') + 1)
  if (name === 'Description' && text !== undefined) target.description ??= text
  if (!('nullable' in target) || text === 'false') return
  if (name === 'Computed') target.computed = true
  if (name === 'Immutable') target.immutable = true
}

export function integer(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}

export function after(previous: number | string | undefined): number | string {
  if (previous === undefined) return 0
  return typeof previous === 'number' ? integer(String(previous + 1)) : String(BigInt(previous) + 1n)
}
