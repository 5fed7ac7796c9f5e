import { json, pageNumber, type Reply, type SandboxRequest } from '@bpmcentr/core/testing'
import { readUtc } from '../dates.ts'

/** KeyCRM's page: 15 rows unless asked, 50 at most, and links that forget everything but the page. */
export function page<T>(rows: readonly T[], request: SandboxRequest, show: (row: T) => unknown): unknown {
  const cut = pageNumber(rows, request, { defaultSize: 15, maxSize: 50 })
  const link = (number: number) => `${request.origin}${request.pathname}?page=${number}`
  return {
    total: cut.total,
    current_page: cut.page,
    per_page: cut.size,
    data: cut.items.map(show),
    first_page_url: link(1),
    last_page_url: link(cut.lastPage),
    next_page_url: cut.hasNext ? link(cut.page + 1) : null,
  }
}

/** Whether a row fits the values of one filter. */
export type Filter<T> = (row: T, value: string) => boolean

/** Rows that fit every `filter[…]` of the request. One that does not exist is refused, as is an unknown `sort`. */
export function select<T extends object>(
  rows: readonly T[],
  request: SandboxRequest,
  filters: Readonly<Record<string, Filter<T>>>,
  sorts: readonly (keyof T & string)[] = [],
): readonly T[] {
  const asked = Object.entries(request.query.object('filter'))
  for (const [name] of asked) if (!Object.hasOwn(filters, name)) throw notAllowed('filter', name, Object.keys(filters))
  const found = rows.filter((row) => asked.every(([name, value]) => filters[name]?.(row, value)))
  const sort = request.query.get('sort')
  if (sort === undefined) return found
  const field = sorts.find((name) => name === sort || `-${name}` === sort)
  if (field === undefined) throw notAllowed('sort', sort, sorts)
  const down = sort.startsWith('-') ? -1 : 1
  return found.toSorted(
    (a, b) => down * (a[field] === b[field] ? 0 : (a[field] as number) < (b[field] as number) ? -1 : 1),
  )
}

/** The values of `include`, each of which must be known. A dotted one stands for its parent too. */
export function includes(request: SandboxRequest, known: readonly string[]): Set<string> {
  const asked = (request.query.get('include') ?? '').split(',').filter((name) => name !== '')
  for (const name of asked) if (!known.includes(name)) throw notAllowed('include', name, known)
  return new Set(asked.flatMap((name) => [name, name.split('.')[0] as string]))
}

/** `1,2` fits either. */
export function oneOf<T>(value: (row: T) => unknown): Filter<T> {
  return (row, wanted) => {
    const own = value(row)
    const all = Array.isArray(own) ? own.map(String) : [String(own)]
    return wanted.split(',').some((each) => all.includes(each.trim()))
  }
}

export function flag<T>(value: (row: T) => boolean): Filter<T> {
  return (row, wanted) => value(row) === ['true', '1'].includes(wanted)
}

/** `from, to`, both included; a bare day means midnight. */
export function between<T>(value: (row: T) => string | null): Filter<T> {
  return (row, wanted) => {
    const [from, to, ...more] = wanted.split(',').map((each) => readUtc(each.trim())?.getTime())
    if (from === undefined || to === undefined || more.length > 0)
      throw message('The given date range is invalid.', 400)
    const own = readUtc(value(row) ?? '')?.getTime()
    return own !== undefined && own >= from && own <= to
  }
}

export function message(text: string, status: number): Reply {
  return json({ message: text }, status)
}

export function missing(): Reply {
  return message('Not Found', 404)
}

/** The row, or the vendor's 404. */
export function found<T>(row: T | undefined): T {
  if (row === undefined) throw missing()
  return row
}

/** Only the keys that were asked for by `include`. */
export function included(asked: ReadonlySet<string>, makers: Readonly<Record<string, () => unknown>>): object {
  const entries = Object.entries(makers).filter(([name]) => asked.has(name))
  return Object.fromEntries(entries.map(([name, make]) => [name, make()]))
}

function notAllowed(what: string, name: string, known: readonly string[]): Reply {
  const list = known.join(', ')
  return message(`Requested ${what}(s) \`${name}\` are not allowed. Allowed ${what}(s) are \`${list}\`.`, 400)
}
