import { Reply } from '@bpmcentr/core/testing'
import { compareRows, evaluateFilter } from '../filter/evaluate/evaluate.ts'
import { ODataSyntaxError } from '../filter/ODataSyntaxError.ts'
import type { ExpandItem, QueryOptions, SearchNode } from '../filter/options.ts'
import { parseQuery } from '../filter/query.ts'
import { navigationOf } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import type { StoredRow } from './store.ts'
import { type Wire, writeRow } from './wire.ts'
import type { World } from './world.ts'

/** @throws the reply 400 for what the grammar of the version does not allow */
export function readQuery(world: World, raw: string): QueryOptions {
  try {
    const options = parseQuery(raw, { version: world.version, functions: world.functionArities })
    const unable = options.apply !== undefined ? '$apply' : options.compute !== undefined ? '$compute' : undefined
    if (unable !== undefined) throw world.refuse(501, '0', `this sandbox does not evaluate ${unable}`)
    return options
  } catch (error) {
    throw asReply(world, error)
  }
}

/** What the grammar refused as the service's answer; anything else is thrown on. */
export function asReply(world: World, error: unknown): unknown {
  if (error instanceof Reply) return error
  if (error instanceof ODataSyntaxError) return world.refuse(400, '14', `the query cannot be parsed: ${error.message}`)
  const { code, message } = error as { code?: string; message?: string }
  return code === 'odata_unsupported' ? world.refuse(501, '21', message ?? 'not supported') : error
}

export interface Selection {
  readonly rows: readonly StoredRow[]
  readonly total: number
}

/** Filter, search, order, skip and top. */
export function selectRows(world: World, rows: readonly StoredRow[], type: EdmType, options: QueryOptions): Selection {
  try {
    const evaluation = world.evaluation(type, options.aliases)
    const { filter, search, orderby } = options
    let found = filter === undefined ? rows : rows.filter((row) => evaluateFilter(filter, row, evaluation))
    if (search !== undefined) found = found.filter((row) => matches(search, row))
    if (orderby !== undefined) found = found.toSorted(compareRows(orderby, evaluation))
    const from = options.skip ?? 0
    return { total: found.length, rows: found.slice(from, options.top === undefined ? undefined : from + options.top) }
  } catch (error) {
    throw asReply(world, error)
  }
}

function matches(node: SearchNode, row: StoredRow): boolean {
  switch (node.kind) {
    case 'word': {
      const wanted = node.text.toLowerCase()
      return Object.values(row).some((value) => typeof value === 'string' && value.toLowerCase().includes(wanted))
    }
    case 'not':
      return !matches(node.operand, row)
    case 'and':
      return matches(node.left, row) && matches(node.right, row)
    case 'or':
      return matches(node.left, row) || matches(node.right, row)
  }
}

/** A row with what was selected and expanded of it. */
export function shape(
  wire: Wire,
  row: StoredRow,
  type: EdmType,
  set: string | undefined,
  options: QueryOptions,
): Record<string, unknown> {
  const { world } = wire
  const names = options.select === undefined ? undefined : selected(world, type, options)
  const expanded: Record<string, unknown> = {}
  for (const item of options.expand ?? []) expand(wire, row, type, item, options, expanded)
  return writeRow(wire, { row, type, set, names, expanded })
}

/** Names of own properties. A path selects of what is expanded, which V2 and V3 write so. */
function selected(world: World, type: EdmType, { select = [] }: QueryOptions): readonly string[] | undefined {
  const names: string[] = []
  for (const { path } of select) {
    const [head = ''] = path
    if (head === '*') return undefined
    if (!world.has(type, head)) throw world.refuse(400, '10', 'a selected property does not exist', head)
    if (navigationOf(world.model, type, head) === undefined) names.push(head)
  }
  return names
}

function expand(
  wire: Wire,
  row: StoredRow,
  type: EdmType,
  item: ExpandItem,
  outer: QueryOptions,
  into: Record<string, unknown>,
): void {
  const { world } = wire
  const [name = '', ...rest] = item.path
  const navigation = navigationOf(world.model, type, name)
  if (navigation === undefined) throw world.refuse(400, '10', 'an expanded navigation does not exist', name)
  const inner: QueryOptions = {
    ...item.options,
    ...(item.options?.select === undefined ? inherited(outer, name) : {}),
    ...(rest.length === 0 ? {} : { expand: [{ path: rest }] }),
  }
  const set = world.relation(type, name)?.set
  const target = world.follow(row, type, name)
  const write = (each: StoredRow) => shape(wire, each, navigation.type, set, inner)
  if (!Array.isArray(target)) {
    const written = target === null ? null : write(target as StoredRow)
    into[name] = rest.length > 0 && into[name] && written ? { ...(into[name] as object), ...written } : written
    return
  }
  const { rows, total } = selectRows(world, target as StoredRow[], navigation.type, inner)
  const list = rows.map(write)
  into[name] = world.version === '2.0' ? { results: list } : list
  if (inner.count === true) into[`${name}@odata.count`] = total
}

/** `$select=author/name`: the part that is for the expanded row. */
function inherited({ select }: QueryOptions, name: string): QueryOptions {
  const inner = (select ?? [])
    .filter(({ path }) => path[0] === name && path.length > 1)
    .map(({ path }) => ({ path: path.slice(1) }))
  return inner.length === 0 ? {} : { select: inner }
}
