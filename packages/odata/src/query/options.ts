import { InputError } from '@bpmcentr/core'
import { isOpen, navigationOf, propertyType } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import type { ExpressionContext } from './state.ts'

/** Names of query options, for requests and for each level of `expand`. */
export const QUERY_OPTIONS: ReadonlySet<string> = new Set([
  ...[
    'filter',
    'select',
    'expand',
    'orderby',
    'top',
    'skip',
    'count',
    'search',
    'apply',
    'compute',
    'levels',
    'custom',
  ],
  ...['pageSize', 'paging'],
])

/** A query as given: which options fit where is said by the types of each call. */
export type QueryInput = Readonly<Record<string, unknown>>

/** Decoded options in the order they are written. */
export type QueryPairs = readonly (readonly [name: string, value: string])[]

/** @throws InputError for an option nobody knows: a misspelt one would ask for more than was meant */
export function assertOptions(query: unknown, allowed: ReadonlySet<string> = QUERY_OPTIONS): QueryInput {
  if (query === undefined) return {}
  if (typeof query !== 'object' || query === null) throw new InputError('expected an object of query options')
  for (const name of Object.keys(query)) {
    if (!allowed.has(name))
      throw new InputError('unknown query option', { issues: [{ path: [name], message: 'unknown query option' }] })
    if ((query as QueryInput)[name] === undefined && name === 'filter') {
      throw new InputError('filter: undefined would ask for every row; leave the option out if that is meant')
    }
  }
  return query as QueryInput
}

const SELECTED = /^[^\s,;()&=?#'"]+$/u

/** @throws InputError for a name that the model does not have, or that would be more than a name */
export function assertSelected(name: unknown, type: EdmType | undefined, { model }: ExpressionContext): string {
  if (typeof name !== 'string' || !SELECTED.test(name)) throw new InputError('select: expected names of properties')
  if (model === undefined || /[*/.@]/.test(name) || isOpen(model, type)) return name
  if (propertyType(model, type, name) === undefined && navigationOf(model, type, name) === undefined) {
    throw new InputError(`select: ${type} has no property ${name}`)
  }
  return name
}
