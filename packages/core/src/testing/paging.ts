import type { Reply } from './reply.ts'
import type { SandboxRequest } from './request.ts'

interface SizeOptions {
  /** Name of the query parameter. */
  readonly size?: string
  readonly defaultSize: number
  readonly maxSize: number
  /**
   * The vendor's answer to a parameter out of range. Without it the number is brought into range, as lenient vendors do.
   */
  readonly invalid?: (parameter: string, value: string) => Reply
}

export interface NumberedPage<Row> {
  readonly items: readonly Row[]
  readonly page: number
  readonly size: number
  readonly total: number
  /** The number of the last page; at least 1. */
  readonly lastPage: number
  readonly hasNext: boolean
}

/** Reads `?page=2&limit=50` and cuts that page. Past the end it is empty, not an error. */
export function pageNumber<Row>(
  rows: readonly Row[],
  request: SandboxRequest,
  options: SizeOptions & { readonly page?: string; readonly first?: number },
): NumberedPage<Row> {
  const first = options.first ?? 1
  const size = sizeOf(request, options, 'limit')
  const page = integer(request, options.page ?? 'page', first, first, Number.MAX_SAFE_INTEGER, options.invalid)
  const start = (page - first) * size
  const lastPage = Math.max(1, Math.ceil(rows.length / size)) - 1 + first
  return { items: rows.slice(start, start + size), page, size, total: rows.length, lastPage, hasNext: page < lastPage }
}

export interface OffsetPage<Row> {
  readonly items: readonly Row[]
  readonly offset: number
  readonly size: number
  readonly total: number
  /** Offset of the next page. Undefined on the last. */
  readonly next: number | undefined
}

/** Reads `?offset=100&limit=50`. */
export function offsetPage<Row>(
  rows: readonly Row[],
  request: SandboxRequest,
  options: SizeOptions & { readonly offset?: string },
): OffsetPage<Row> {
  const size = sizeOf(request, options, 'limit')
  const offset = integer(request, options.offset ?? 'offset', 0, 0, Number.MAX_SAFE_INTEGER, options.invalid)
  const items = rows.slice(offset, offset + size)
  const end = offset + items.length
  return { items, offset, size, total: rows.length, next: end < rows.length ? end : undefined }
}

export interface CursorPage<Row> {
  readonly items: readonly Row[]
  readonly size: number
  readonly total: number
  /** The opaque cursor of the next page. Undefined on the last. */
  readonly next: string | undefined
}

/**
 * Reads `?cursor=…&limit=50`. A cursor remembers the last row it gave, so rows inserted before it do not shift the next
 * page. `key` identifies a row; rows must come in the same order each time.
 */
export function cursorPage<Row>(
  rows: readonly Row[],
  request: SandboxRequest,
  options: SizeOptions & { readonly cursor?: string; readonly key: (row: Row) => string | number },
): CursorPage<Row> {
  const size = sizeOf(request, options, 'limit')
  const name = options.cursor ?? 'cursor'
  const sent = request.query.get(name)
  let start = 0
  if (sent !== undefined && sent !== '') {
    const position = decodeCursor(sent)
    if (!position) {
      if (options.invalid) throw options.invalid(name, sent)
    } else {
      // The row is looked for where it was; only after changes in between is the whole list searched.
      const there = rows[position.index]
      const index =
        there !== undefined && String(options.key(there)) === position.key
          ? position.index
          : rows.findIndex((row) => String(options.key(row)) === position.key)
      start = index === -1 ? position.index : index + 1
    }
  }
  const items = rows.slice(start, start + size)
  const last = items.at(-1)
  const more = last !== undefined && start + items.length < rows.length
  return {
    items,
    size,
    total: rows.length,
    next: more ? encodeCursor(start + items.length - 1, String(options.key(last))) : undefined,
  }
}

/** The URL of this request with other query parameters; `undefined` removes one. Leads to where the client came in. */
export function nextLink(
  request: SandboxRequest,
  changes: Readonly<Record<string, string | number | undefined>>,
): string {
  const kept = request.query.pairs.filter(([name]) => !(name in changes))
  const added = Object.entries(changes).filter(([, value]) => value !== undefined)
  const query = [...kept, ...added].map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  )
  return request.origin + request.pathname + (query.length > 0 ? `?${query.join('&')}` : '')
}

function sizeOf(request: SandboxRequest, options: SizeOptions, name: string): number {
  return integer(request, options.size ?? name, options.defaultSize, 1, options.maxSize, options.invalid)
}

function integer(
  request: SandboxRequest,
  name: string,
  fallback: number,
  min: number,
  max: number,
  invalid: ((parameter: string, value: string) => Reply) | undefined,
): number {
  const sent = request.query.get(name)
  if (sent === undefined) return fallback
  const value = /^-?\d{1,15}$/.test(sent) ? Number(sent) : Number.NaN
  if (value >= min && value <= max) return value
  if (invalid) throw invalid(name, sent)
  return Number.isNaN(value) ? fallback : Math.min(max, Math.max(min, value))
}

function encodeCursor(index: number, key: string): string {
  return btoa(encodeURIComponent(`${index}:${key}`))
    .replaceAll('=', '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

function decodeCursor(cursor: string): { index: number; key: string } | undefined {
  try {
    const plain = decodeURIComponent(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))
    const colon = plain.indexOf(':')
    const index = Number(plain.slice(0, colon))
    return colon > 0 && Number.isSafeInteger(index) && index >= 0 ? { index, key: plain.slice(colon + 1) } : undefined
  } catch {
    return undefined
  }
}
