import { pageNumber, type Reply, type SandboxRequest } from '@bpmcentr/core/testing'
import { ok, refuse } from './reply.ts'

/** Whether a row fits a filter; undefined when the value is none that the filter takes. */
export type Filter<T> = (row: T, value: string) => boolean | undefined

export interface SearchOptions<T> {
  /** The key of the rows in `content`. */
  readonly key: string
  readonly filters: Readonly<Record<string, Filter<T>>>
  readonly sorts?: readonly (keyof T & string)[]
  readonly expand?: readonly string[]
  /** Name of the parameter for the size of a page, where there is one. */
  readonly size?: string
  readonly perPage?: number
  readonly show?: (row: T, expand: ReadonlySet<string>) => unknown
  readonly extra?: (rows: readonly T[]) => Readonly<Record<string, unknown>>
  /** Parameters that have to be there. */
  readonly required?: readonly string[]
}

/**
 * A search that lies as politely as the vendor's: a wrong filter finds nothing, with `success: true`, unless
 * `Accept-Validate-Exception: 1` asks for the truth. A page past the end is the last one.
 */
export function search<T extends object>(
  rows: readonly T[],
  request: SandboxRequest,
  options: SearchOptions<T>,
): Reply {
  const wrong = wrongIn(rows, request, options)
  if (wrong.length > 0) {
    const told = ['1', 'true'].includes(request.header('accept-validate-exception') ?? '')
    return told ? refuse(1002, 'incorrect_data_format', 'Неправильний формат даних', wrong) : page([], request, options)
  }
  const asked = filtersOf(request, options)
  const found = rows.filter((row) => asked.every(([name, value]) => options.filters[name]?.(row, value) === true))
  return page(sorted(found, request.query.get('sort')), request, options)
}

function page<T extends object>(found: readonly T[], request: SandboxRequest, options: SearchOptions<T>): Reply {
  const { size: param, perPage = 20 } = options
  const size = param === undefined ? 'no such parameter' : param
  const cut = pageNumber(found, request, { size, defaultSize: perPage, maxSize: param === undefined ? perPage : 1_000 })
  const last = Math.min(cut.page, cut.lastPage)
  const items = found.slice((last - 1) * cut.size, last * cut.size)
  const expand = new Set((request.query.get('expand') ?? '').split(',').filter((name) => name !== ''))
  return ok({
    [options.key]: items.map((row) => options.show?.(row, expand) ?? row),
    _meta: {
      totalCount: found.length,
      pageCount: Math.ceil(found.length / cut.size),
      currentPage: last,
      perPage: cut.size,
    },
    ...options.extra?.(found),
  })
}

const META: ReadonlySet<string> = new Set(['page', 'sort', 'expand'])

function filtersOf<T>(request: SandboxRequest, { size }: SearchOptions<T>): (readonly [string, string])[] {
  return [...request.query.pairs].filter(([name]) => !META.has(name) && name !== size)
}

function wrongIn<T extends object>(
  rows: readonly T[],
  request: SandboxRequest,
  options: SearchOptions<T>,
): { attribute: string; message: string }[] {
  const wrong: string[] = []
  for (const [name, value] of filtersOf(request, options)) {
    const filter = Object.hasOwn(options.filters, name) ? options.filters[name] : undefined
    const [probe] = rows
    if (filter === undefined || (probe !== undefined && filter(probe, value) === undefined)) wrong.push(name)
  }
  for (const name of options.required ?? []) if (!request.query.has(name)) wrong.push(name)
  const sort = request.query.get('sort')?.replace(/^[-+ ]/, '')
  if (sort !== undefined && !(options.sorts ?? ['id']).includes(sort as never)) wrong.push('sort')
  const expand = (request.query.get('expand') ?? '').split(',').filter((name) => name !== '')
  if (expand.some((name) => !(options.expand ?? []).includes(name))) wrong.push('expand')
  return wrong.map((attribute) => ({ attribute, message: `Значення «${attribute}» неправильне.` }))
}

function sorted<T extends object>(rows: readonly T[], sort: string | undefined): readonly T[] {
  if (sort === undefined) return rows
  const field = sort.replace(/^[-+ ]/, '') as keyof T
  const down = sort.startsWith('-') ? -1 : 1
  return rows.toSorted((a, b) => down * (a[field] === b[field] ? 0 : a[field] < b[field] ? -1 : 1))
}

/** A whole number, or the members of a comma list. */
export function anyOf<T>(of: (row: T) => unknown): Filter<T> {
  return (row, value) => {
    if (!/^\d+(,\d+)*$/.test(value)) return undefined
    return value.split(',').includes(String(of(row)))
  }
}

export function oneOf<T>(of: (row: T) => unknown, allowed: readonly (string | number)[]): Filter<T> {
  return (row, value) => (allowed.map(String).includes(value) ? String(of(row)) === value : undefined)
}

export function flag<T>(of: (row: T) => unknown): Filter<T> {
  return (row, value) => (value === '0' || value === '1' ? Boolean(of(row)) === (value === '1') : undefined)
}

export function part<T>(of: (row: T) => unknown): Filter<T> {
  return (row, value) =>
    String(of(row) ?? '')
      .toLowerCase()
      .includes(value.toLowerCase())
}

/** Calendar days; anything else, a moment too, finds nothing. */
export function since<T>(of: (row: T) => string | null | undefined): Filter<T> {
  return (row, value) => (isDay(value) ? (of(row) ?? '').slice(0, 10) >= value : undefined)
}

export function until<T>(of: (row: T) => string | null | undefined): Filter<T> {
  return (row, value) => (isDay(value) ? (of(row) ?? '9').slice(0, 10) <= value : undefined)
}

export function least<T>(of: (row: T) => unknown): Filter<T> {
  return (row, value) => (isAmount(value) ? Number(of(row)) >= Number(value) : undefined)
}

export function most<T>(of: (row: T) => unknown): Filter<T> {
  return (row, value) => (isAmount(value) ? Number(of(row)) <= Number(value) : undefined)
}

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`))
}

function isAmount(value: string): boolean {
  return /^\d+(\.\d+)?$/.test(value)
}
