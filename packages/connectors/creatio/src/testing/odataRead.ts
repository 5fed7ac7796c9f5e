import {
  compareRows,
  type ExpandItem,
  evaluateFilter,
  type FilterNode,
  ODataSyntaxError,
  parseQuery,
  type QueryOptions,
} from '@bpmcentr/odata/filter'
import { MAX_ROWS } from '../limits.ts'
import { Refusal } from './columnValues.ts'
import type { Row, World } from './world.ts'

type Json = Record<string, unknown>

export interface ODataAsked {
  readonly world: World
  readonly set: string
  /** Address of the service. */
  readonly at: string
}

/** One page of a set, and how many records fit. */
export function listJson(
  { world, set, at }: ODataAsked,
  query: string,
): { readonly page: Json; readonly count: number } {
  const { rows, count, all } = listRows(world, set, query, '4.0')
  const page = {
    '@odata.context': `${at}$metadata#${set}`,
    ...(count !== undefined && { '@odata.count': count }),
    value: rows,
  }
  return { page, count: all }
}

/** Rows as a query asks for them. `count` only where it was asked for too. */
export function listRows(world: World, set: string, query: string, version: '3.0' | '4.0') {
  const options = optionsOf(query, version)
  const { filter } = options
  if (filter !== undefined) check(world, set, filter)
  const property = navigation(world, set)
  const found =
    world.table(set)?.select({ where: (row) => filter === undefined || evaluateFilter(filter, row, { property }) }) ??
    []
  const ordered = options.orderby === undefined ? found : [...found].sort(compareRows(options.orderby, { property }))
  const skip = options.skip ?? 0
  // More than the greatest page is an error, not a shorter answer.
  if (options.top === undefined && ordered.length - skip > MAX_ROWS) {
    throw new Refusal(`The query returned more than ${MAX_ROWS} records`)
  }
  const taken = ordered.slice(skip, skip + Math.min(options.top ?? MAX_ROWS, MAX_ROWS))
  const rows = taken.map((row) => shaped(world, set, row, options))
  return { rows, count: options.count === true ? found.length : undefined, all: found.length }
}

export function entityJson({ world, set, at }: ODataAsked, row: Row, query: string): Json {
  return { '@odata.context': `${at}$metadata#${set}/$entity`, ...shaped(world, set, row, optionsOf(query, '4.0')) }
}

function optionsOf(query: string, version: '3.0' | '4.0'): QueryOptions {
  try {
    return query === '' ? {} : parseQuery(query, { version })
  } catch (error) {
    if (error instanceof ODataSyntaxError) throw new Refusal(error.message, 'Invalid')
    throw error
  }
}

function shaped(world: World, set: string, row: Row, { select, expand }: QueryOptions): Json {
  const names = select?.map(({ path }) => path[0] ?? '')
  for (const name of names ?? []) if (name !== '*' && !Object.hasOwn(world.columns(set), name)) unknown(set, name)
  const shown =
    names === undefined || names.includes('*') ? Object.entries(row) : names.map((name) => [name, row[name]] as const)
  return {
    ...Object.fromEntries(shown),
    ...Object.fromEntries((expand ?? []).map((item) => expanded(world, set, row, item))),
  }
}

function expanded(
  world: World,
  set: string,
  row: Row,
  { path: [name = ''], options = {} }: ExpandItem,
): [string, unknown] {
  const target = world.target(set, name)
  if (target === undefined) return unknown(set, name)
  const found = world.follow(set, row, name)
  return [name, found === null ? null : shaped(world, target, found, options)]
}

/** What Creatio refuses although OData allows it. */
function check(world: World, set: string, node: FilterNode): void {
  switch (node.kind) {
    case 'path':
      typeOf(world, set, node)
      return
    case 'call':
      for (const part of node.arguments) check(world, set, part)
      return
    case 'unary':
      check(world, set, node.operand)
      return
    case 'binary': {
      if (node.operator === 'in') throw new Refusal('The operator in is not supported', 'Invalid')
      check(world, set, node.left)
      check(world, set, node.right)
      const type = node.left.kind === 'path' ? typeOf(world, set, node.left) : undefined
      const other = node.right.kind === 'literal' ? node.right.type : null
      if (other === 'Edm.String' && (type === 'Edm.Guid' || type === 'Edm.DateTimeOffset')) {
        throw new Refusal(`A binary operator with incompatible types was detected: ${type} and Edm.String`, 'Invalid')
      }
      return
    }
    default:
      return
  }
}

/** The type at the end of a path. A lookup is reached by its navigation: its own column is not known to filters. */
function typeOf(world: World, set: string, node: FilterNode & { kind: 'path' }): string | undefined {
  let object = set
  for (const [index, segment] of node.segments.entries()) {
    if (segment.kind !== 'name') throw new Refusal('The path is not supported', 'Invalid')
    const { name } = segment
    const target = world.target(object, name)
    if (target !== undefined && index < node.segments.length - 1) {
      object = target
      continue
    }
    if (name.endsWith('Id') && world.target(object, name.slice(0, -2)) !== undefined) {
      throw new Refusal(`Column by path ${name} not found in schema ${object}`)
    }
    const type = Object.hasOwn(world.columns(object), name) ? world.columns(object)[name] : undefined
    return type ?? unknown(object, name)
  }
  return undefined
}

function navigation(world: World, set: string) {
  return (row: object, name: string, path: readonly string[]): unknown => {
    if (Object.hasOwn(row, name)) return (row as Row)[name]
    const object = path.slice(0, -1).reduce((from, step) => world.target(from, step) ?? from, set)
    return world.follow(object, row, name)
  }
}

function unknown(set: string, name: string): never {
  throw new Refusal(`Could not find a property named '${name}' on type '${set}'.`, 'Invalid')
}
