import { InputError } from '@bpmcentr/core'
import { keyOf } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import { applyText } from './apply.ts'
import { encode, encodeName } from './encode.ts'
import { expandOptions } from './expand.ts'
import { filterText, joinFilters, orderText } from './filterText.ts'
import type { QueryInput, QueryPairs } from './options.ts'
import type { ExpressionContext } from './state.ts'

/** The query options as text, not yet percent-encoded. */
export function queryPairs(query: QueryInput, type: EdmType | undefined, context: ExpressionContext): QueryPairs {
  const { dialect } = context
  const pairs: [string, string][] = []
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') pairs.push([name, value])
  }
  if (query.apply !== undefined) add('$apply', applyText(query.apply, type, context))
  const filter = query.filter === undefined ? undefined : filterText(query.filter, type, context)
  add('$filter', joinFilters([filter, query.keyset as string | undefined]))
  const { select, expand } = expandOptions(query, type, context, queryPairs)
  add('$select', select)
  add('$expand', expand)
  if (query.compute !== undefined) add('$compute', String(query.compute))
  const order = query.orderby === undefined ? undefined : orderText(query.orderby, type, context)
  add('$orderby', totalOrder(order, query.tiebreak as readonly string[] | undefined))
  if (query.search !== undefined) add('$search', searchText(query.search, context))
  add('$top', wholeNumber(query.top, 'top'))
  add('$skip', wholeNumber(query.skip, 'skip'))
  if (query.levels !== undefined) add('$levels', query.levels === 'max' ? 'max' : wholeNumber(query.levels, 'levels'))
  if (query.count === true) add(...dialect.count)
  return pairs
}

export function wholeNumber(value: unknown, name: string): string | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return String(value)
  throw new InputError(`${name}: expected a whole number from 0 up`)
}

/** The order made total by the key: rows that are equal otherwise would change places between pages. */
function totalOrder(order: string | undefined, keys: readonly string[] = []): string | undefined {
  const taken = new Set(order?.split(',').map((item) => item.replace(/ desc$/, '')))
  const missing = keys.filter((name) => !taken.has(name))
  return [...(order === undefined ? [] : [order]), ...missing].join(',')
}

/** Each text is a phrase of its own, so that no word of it is taken for an operator. */
function searchText(search: unknown, { dialect }: ExpressionContext): string {
  if (!dialect.search) throw new InputError(`search: not possible in OData ${dialect.version}`)
  const phrases = (Array.isArray(search) ? search : [search]).map((text) => {
    const plain = typeof text === 'string' ? text.replaceAll('"', ' ').trim() : ''
    if (plain === '') throw new InputError('search: expected text')
    return `"${plain}"`
  })
  return phrases.join(' AND ')
}

/** The query of a URL. Custom options come last and cannot replace one of OData's. */
export function encodeQuery(pairs: QueryPairs, custom: unknown): string {
  const texts = pairs.map(([name, value]) => `${encodeName(name)}=${encode(value)}`)
  for (const [name, value] of Object.entries((custom as Record<string, unknown> | undefined) ?? {})) {
    if (value === undefined) continue
    if (pairs.some(([taken]) => taken === name)) throw new InputError('custom: has an option that is given already')
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      throw new InputError('custom: expected text, numbers or booleans')
    }
    texts.push(`${encodeName(name)}=${encode(String(value))}`)
  }
  return texts.join('&')
}

/** The key's names, where the model or the service's own knowledge has them. */
export function keyNames(
  type: EdmType | undefined,
  { model }: ExpressionContext,
  fallback: readonly string[] | undefined,
): readonly string[] | undefined {
  return (model === undefined ? undefined : keyOf(model, type)) ?? fallback
}
