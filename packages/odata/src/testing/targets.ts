import type { ArgumentNode } from '../filter/ast.ts'
import type { QueryOptions } from '../filter/options.ts'
import { parseResource, type ResourceSegment } from '../filter/resource.ts'
import { navigationOf, propertyType } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import { argumentValues } from './keys.ts'
import { asReply } from './queries.ts'
import type { StoredRow } from './store.ts'
import type { World } from './world.ts'

/** What a path leads to. */
export type Target =
  | {
      readonly kind: 'rows'
      readonly set: string | undefined
      readonly type: EdmType
      readonly rows: readonly StoredRow[]
      readonly link: StoredRow
    }
  | {
      readonly kind: 'row'
      readonly set: string | undefined
      readonly type: EdmType
      readonly row: StoredRow | undefined
      readonly key: StoredRow
    }
  | {
      readonly kind: 'property'
      readonly name: string
      readonly type: EdmType
      readonly owner: StoredRow
      readonly set: string | undefined
    }
  | {
      readonly kind: 'operation'
      readonly name: string
      readonly args: readonly ArgumentNode[] | undefined
      readonly on: Target | undefined
    }
  | {
      readonly kind: 'links'
      readonly owner: StoredRow
      readonly set: string
      readonly navigation: string
      readonly key: readonly ArgumentNode[] | undefined
    }

export interface Resolved {
  readonly target: Target
  /** `$count`, `$value`, or nothing. */
  readonly suffix: '$count' | '$value' | undefined
}

/** Walks a path. @throws 404 where it leads nowhere, 400 where it is no path */
export function resolvePath(world: World, path: string, aliases: QueryOptions['aliases']): Resolved {
  let segments: readonly ResourceSegment[]
  try {
    segments = parseResource(path, { version: world.version })
  } catch (error) {
    throw asReply(world, error)
  }
  const nowhere = () => world.refuse(404, '8', 'Not Found')
  let target: Target | undefined
  for (const [index, segment] of segments.entries()) {
    const { name } = segment
    if (name === '$count' || name === '$value') {
      if (target === undefined || index !== segments.length - 1) throw nowhere()
      return { target, suffix: name }
    }
    if (name === '$links' || name === '$ref') {
      const navigation = name === '$links' ? segments[index + 1] : segments[index - 1]
      const owner: Target | undefined = name === '$links' ? target : owners.get(target as object)
      if (navigation === undefined || owner?.kind !== 'row' || owner.row === undefined || owner.set === undefined)
        throw nowhere()
      return {
        target: {
          kind: 'links',
          owner: owner.row,
          set: owner.set,
          navigation: navigation.name,
          key: navigation.arguments,
        },
        suffix: undefined,
      }
    }
    const next: Target | undefined =
      target === undefined ? first(world, segment, aliases) : step(world, target, segment, aliases)
    if (next === undefined) throw nowhere()
    if (target !== undefined) owners.set(next, target)
    target = next
  }
  if (target === undefined) throw nowhere()
  return { target, suffix: undefined }
}

/** What a target was reached from, for `$ref`. */
const owners = new WeakMap<object, Target>()

function first(
  world: World,
  { name, arguments: args }: ResourceSegment,
  aliases: QueryOptions['aliases'],
): Target | undefined {
  const { model, store } = world
  if (Object.hasOwn(model.sets, name)) {
    const rows: Target = { kind: 'rows', set: name, type: store.typeOf(name), rows: store.rows(name), link: {} }
    return args === undefined ? rows : byKey(world, rows, args, aliases)
  }
  if (model.singletons !== undefined && Object.hasOwn(model.singletons, name)) {
    const row = store.rows(name)[0]
    return { kind: 'row', set: undefined, type: model.singletons[name] ?? '', row, key: {} }
  }
  return world.options.operations !== undefined && Object.hasOwn(world.options.operations, name)
    ? { kind: 'operation', name, args, on: undefined }
    : undefined
}

function byKey(
  world: World,
  target: Target & { kind: 'rows' },
  args: readonly ArgumentNode[],
  aliases: QueryOptions['aliases'],
): Target | undefined {
  const { set, type } = target
  if (set === undefined) return undefined
  const names = world.store.keyNames(set)
  const key = argumentValues(args, names, aliases)
  const complete = names.length === args.length && names.every((name) => key[name] !== undefined)
  if (!complete) throw world.refuse(400, '7', 'a part of the key is missing')
  const row = world.store.find(set, key)
  return { kind: 'row', set, type, row: row !== undefined && target.rows.includes(row) ? row : undefined, key }
}

function step(
  world: World,
  target: Target,
  { name, arguments: args }: ResourceSegment,
  aliases: QueryOptions['aliases'],
): Target | undefined {
  const operation = operationAt(world, target, name)
  if (operation) return { kind: 'operation', name, args, on: target }
  if (target.kind === 'property') {
    const value = target.owner[target.name] as StoredRow | null | undefined
    const type = propertyType(world.model, target.type, name)
    return type === undefined ? undefined : { kind: 'property', name, type, owner: value ?? {}, set: undefined }
  }
  if (target.kind !== 'row') return undefined
  if (target.row === undefined) throw world.refuse(404, '9', 'Not Found')
  const property = propertyType(world.model, target.type, name)
  if (property !== undefined) return { kind: 'property', name, type: property, owner: target.row, set: target.set }
  const navigation = navigationOf(world.model, target.type, name)
  if (navigation === undefined) return undefined
  const relation = world.relation(target.type, name)
  const found = world.follow(target.row, target.type, name)
  if (navigation.collection !== true) {
    return {
      kind: 'row',
      set: relation?.set,
      type: navigation.type,
      row: (found as StoredRow | null) ?? undefined,
      key: {},
    }
  }
  const { row } = target
  const link = Object.fromEntries((relation?.to ?? []).map((field, index) => [field, row[relation?.from[index] ?? '']]))
  const rows: Target = { kind: 'rows', set: relation?.set, type: navigation.type, rows: found as StoredRow[], link }
  return args === undefined ? rows : byKey(world, rows, args, aliases)
}

/** Names under which an operation bound to a target may be registered, the most exact first. */
export function operationNames(target: Target | undefined, name: string): readonly string[] {
  const short = name.slice(name.lastIndexOf('.') + 1)
  if (target === undefined) return [name]
  const set = target.kind === 'rows' || target.kind === 'row' ? target.set : undefined
  return [...(set === undefined ? [] : [`${set}.${name}`, `${set}.${short}`]), `*.${name}`, `*.${short}`]
}

function operationAt(world: World, target: Target, name: string): boolean {
  const { operations } = world.options
  return operations !== undefined && operationNames(target, name).some((full) => Object.hasOwn(operations, full))
}
