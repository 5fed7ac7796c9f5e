import type { Answer } from '../classify.ts'
import type { QueryInput } from '../codec/query.ts'
import { ConfigError } from '../errors/index.ts'
import type { RequestSpec } from '../request.ts'
import type { PageCursor, PageStrategy } from './types.ts'

// biome-ignore lint/suspicious/noExplicitAny: the body is the vendor's, of any shape.
type Body = any

interface Sized {
  /** Rows asked for a page. */
  readonly size: number
  /** The vendor's greatest page: an input above it would be cut in silence, and the short page taken for the last. */
  readonly max?: number | undefined
  /** The parameter for the size. An input of the same name wins over `size`. */
  readonly sizeParam?: string | undefined
  /** Where the parameters go. Default `query`. */
  readonly in?: 'query' | 'json' | 'form' | undefined
  /** Whether there is more, where the vendor says so; undefined leaves it to the number of rows. */
  readonly hasMore?: ((body: Body, items: readonly unknown[]) => boolean | undefined) | undefined
  readonly total?: ((body: Body) => number | undefined) | undefined
}

/** `page=1&limit=50`, `page=2&limit=50` … */
export function pageNumberPages(
  config: Sized & { readonly pageParam?: string | undefined; readonly first?: number | undefined },
): PageStrategy {
  const { pageParam = 'page', first = 1 } = config
  return numbered('pageNumber', config, pageParam, first, () => 1)
}

/** `offset=0&limit=50`, `offset=50&limit=50` … */
export function offsetPages(config: Sized & { readonly offsetParam?: string | undefined }): PageStrategy {
  // By the rows that came: a vendor that caps the size below what was asked must not make us skip any.
  return numbered('offset', config, config.offsetParam ?? 'offset', 0, (rows) => rows)
}

function numbered(
  type: string,
  config: Sized,
  param: string,
  first: number,
  step: (rows: number) => number,
): PageStrategy {
  const { size, max = Number.POSITIVE_INFINITY, sizeParam = 'limit', in: place = 'query', hasMore, total } = config
  const sizeFor = (input: unknown) => Math.min(numberIn(input, sizeParam) ?? size, max)
  return {
    type,
    start: (input) => numberIn(input, param) ?? first,
    apply: (request, cursor, input) => withParams(request, place, { [param]: cursor, [sizeParam]: sizeFor(input) }),
    next(cursor, { items, body }, input) {
      const more = hasMore?.(body, items) ?? items.length >= sizeFor(input)
      return more && items.length > 0 ? (cursor as number) + step(items.length) : undefined
    },
    ...(total === undefined ? {} : { total }),
  }
}

/** The answer names the cursor of the next page. */
export function cursorPages(config: {
  readonly param: string
  readonly next: (body: Body, answer: Answer) => string | number | null | undefined
  readonly size?: number | undefined
  readonly sizeParam?: string | undefined
  readonly in?: 'query' | 'json' | 'form' | undefined
  readonly total?: ((body: Body) => number | undefined) | undefined
}): PageStrategy {
  const { param, next, size, sizeParam, in: place = 'query', total } = config
  return {
    type: 'cursor',
    start: (input) => valueIn(input, param) ?? '',
    apply(request, cursor, input) {
      const params: Record<string, string | number> = {}
      if (cursor !== '') params[param] = cursor as string | number
      if (sizeParam !== undefined) {
        const asked = numberIn(input, sizeParam) ?? size
        if (asked !== undefined) params[sizeParam] = asked
      }
      return withParams(request, place, params)
    },
    next: (_cursor, { body, answer }) => present(next(body, answer)),
    ...(total === undefined ? {} : { total }),
  }
}

/** The answer holds the URL of the next page, absolute or relative. One to another origin is refused by the pipeline. */
export function nextLinkPages(config: {
  readonly next: (body: Body, answer: Answer) => string | null | undefined
  readonly total?: ((body: Body) => number | undefined) | undefined
}): PageStrategy {
  const { next, total } = config
  return {
    type: 'nextLink',
    start: () => '',
    // The link carries the whole question, so the first request's query must not be added to it.
    apply: (request, cursor) =>
      cursor === '' ? request : { ...request, path: cursor as string, link: true, query: undefined },
    next: (_cursor, { body, answer }) => present(next(body, answer)),
    ...(total === undefined ? {} : { total }),
  }
}

/** `since_id=…`: rows after the last one read, in order of their ids. Rows that come or go meanwhile shift nothing. */
export function lastIdPages(
  config: Sized & {
    readonly param: string
    readonly id: (item: Body) => string | number
    readonly first?: string | number | undefined
  },
): PageStrategy {
  const { param, id, first, size, sizeParam = 'limit', in: place = 'query', hasMore, total } = config
  return {
    type: 'lastId',
    start: (input) => valueIn(input, param) ?? first ?? '',
    apply(request, cursor, input) {
      const params: Record<string, string | number> = { [sizeParam]: numberIn(input, sizeParam) ?? size }
      if (cursor !== '') params[param] = cursor as string | number
      return withParams(request, place, params)
    },
    next(_cursor, { items, body }, input) {
      const more = hasMore?.(body, items) ?? items.length >= (numberIn(input, sizeParam) ?? size)
      return more && items.length > 0 ? id(items.at(-1)) : undefined
    },
    ...(total === undefined ? {} : { total }),
  }
}

/** Everything comes at once. */
export const singlePage: PageStrategy = {
  type: 'single',
  start: () => 0,
  apply: (request) => request,
  next: () => undefined,
}

function withParams(
  request: RequestSpec,
  place: 'query' | 'json' | 'form',
  params: Record<string, PageCursor>,
): RequestSpec {
  if (place === 'json') return { ...request, json: { ...(request.json as object | undefined), ...params } }
  if (place === 'form') return { ...request, form: { ...request.form, ...params } }
  if (typeof request.query === 'string') throw new ConfigError('paging needs the query as an object')
  return { ...request, query: { ...request.query, ...(params as QueryInput) } }
}

function valueIn(input: unknown, name: string): string | number | undefined {
  const value = (input as Record<string, unknown> | null | undefined)?.[name]
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

function numberIn(input: unknown, name: string): number | undefined {
  const value = valueIn(input, name)
  return typeof value === 'number' ? value : undefined
}

function present<T>(value: T | null | undefined | ''): T | undefined {
  return value === null || value === '' ? undefined : (value as T | undefined)
}
