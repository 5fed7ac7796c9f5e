import { type CallOptions, InputError, type Pages } from '@bpmcentr/core'
import { printFilter } from '../filter/print.ts'
import { propertyType } from '../model/lookup.ts'
import { filterText, joinFilters } from '../query/filterText.ts'
import { toLiteral } from '../query/literals.ts'
import { assertOptions, type QueryInput } from '../query/options.ts'
import { keyNames } from '../query/queryText.ts'
import { unchecked } from '../query/raw.ts'
import { listPages } from './lists.ts'
import { inOrder, unordered } from './merge.ts'
import type { Place } from './place.ts'
import { countTask } from './reads.ts'
import type { Service } from './service.ts'
import { send } from './task.ts'

export interface ReadAllOptions {
  /** Ranges read at once, under the limits of the connection. Default 4. */
  readonly parallel?: number | undefined
  /** Whether rows come in the order of their keys. Then ranges are smaller, so that few rows wait for their turn. Default false. */
  readonly ordered?: boolean | undefined
  /** Keys at which ranges begin, in ascending order, where they are known. Default: asked of the service. */
  readonly boundaries?: readonly unknown[] | undefined
}

const DEFAULT_PARALLEL = 4
/** Pages in a range that is read in order: at most this many wait for each range read ahead. */
const PAGES_IN_RANGE = 4
const MAX_RANGES = 1_000
const OWN_OPTIONS = new Set(['filter', 'select', 'pageSize', 'custom', 'paging', 'parallel', 'ordered', 'boundaries'])

/**
 * Every row of a set, in ranges of its key that are read side by side. The ranges are disjoint and cover all keys, whatever
 * order the service has them in, since their boundaries are keys that the service itself sorted.
 */
export async function* readAll(
  service: Service,
  place: Place,
  given: unknown,
  call: CallOptions = {},
): AsyncGenerator<unknown> {
  const {
    parallel = DEFAULT_PARALLEL,
    ordered = false,
    boundaries,
    ...query
  } = assertOptions(given, OWN_OPTIONS) as QueryInput & ReadAllOptions
  if (!(Number.isInteger(parallel) && parallel > 0)) throw new InputError('parallel: expected a whole number above 0')
  const key = keyNames(place.type, service, service.options.keys?.(place.set))?.[0]
  if (key === undefined) throw new InputError('readAll: the key of this set is not known; give a model, or keys')
  const filter = query.filter === undefined ? undefined : filterText(query.filter, place.type, service)
  const starts = boundaries ?? (await findBoundaries(service, place, key, filter, query, { parallel, ordered }, call))
  const range = (index: number): Pages<unknown> => {
    const inside = rangeFilter(service, place, key, starts[index - 1], starts[index])
    const joined = joinFilters([filter, inside])
    const part = {
      ...query,
      orderby: ordered ? [key] : undefined,
      filter: joined === undefined ? undefined : unchecked(joined),
    }
    return listPages(service, { place, verb: 'readAll' }, withoutUndefined(part), call)
  }
  const ranges = Array.from({ length: starts.length + 1 }, (_, index) => () => range(index))
  yield* ordered ? inOrder(ranges, parallel) : unordered(ranges, parallel)
}

function withoutUndefined(query: QueryInput): QueryInput {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
}

function rangeFilter(service: Service, place: Place, key: string, from: unknown, to: unknown): string | undefined {
  const type = service.model === undefined ? undefined : propertyType(service.model, place.type, key)
  const compare = (operator: string, value: unknown) =>
    value === undefined
      ? undefined
      : `${key} ${operator} ${printFilter(toLiteral(value, type, service), { version: service.dialect.version })}`
  return joinFilters([compare('ge', from), compare('lt', to)])
}

/** Keys at even distances, each found by skipping in the order of the key. */
async function findBoundaries(
  service: Service,
  place: Place,
  key: string,
  filter: string | undefined,
  query: QueryInput,
  { parallel, ordered }: { parallel: number; ordered: boolean },
  call: CallOptions,
): Promise<readonly unknown[]> {
  const own = filter === undefined ? {} : { filter: unchecked(filter) }
  const total = await send(
    service,
    countTask(service, place, { ...own, ...(query.custom === undefined ? {} : { custom: query.custom }) }),
    call,
  )
  const size = (query.pageSize as number | undefined) ?? service.options.pageSize ?? 500
  const wanted = ordered ? Math.ceil(total / (size * PAGES_IN_RANGE)) : Math.min(parallel, Math.ceil(total / size))
  const count = Math.min(wanted, MAX_RANGES)
  const at = Array.from({ length: Math.max(0, count - 1) }, (_, index) => Math.floor(((index + 1) * total) / count))
  const found = await eachOf(at, parallel, async (skip) => {
    const probe = { ...own, select: [key], orderby: [key], top: 1, skip, paging: 'server' }
    const row = await listPages<Readonly<Record<string, unknown>>>(
      service,
      { place, verb: 'readAll' },
      probe,
      call,
    ).first()
    return row?.[key]
  })
  return found.filter((value, index) => value !== undefined && value !== null && value !== found[index - 1])
}

/** Results in order, some calls at once. */
async function eachOf<A, B>(list: readonly A[], parallel: number, run: (item: A) => Promise<B>): Promise<B[]> {
  const results: B[] = []
  let next = 0
  const work = async () => {
    for (let index = next++; index < list.length; index = next++) results[index] = await run(list[index] as A)
  }
  await Promise.all(Array.from({ length: Math.min(parallel, list.length) }, work))
  return results
}
