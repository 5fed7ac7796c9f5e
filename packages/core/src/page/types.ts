import type { Answer } from '../classify.ts'
import type { RequestSpec } from '../request.ts'

/** What a strategy is told about the page just read. */
export interface PageRead {
  readonly items: readonly unknown[]
  readonly body: unknown
  readonly answer: Answer
  /** The request this page came from, with paging applied. */
  readonly request: RequestSpec
}

/** Where to read on: small plain JSON, so that it can be stored and resumed. */
export type PageCursor = string | number | Readonly<Record<string, unknown>>

/**
 * How a vendor pages. Pure. `input` is the validated input, so that a caller's own `limit` or `page` is honoured.
 */
export interface PageStrategy {
  readonly type: string
  start(input: unknown): PageCursor
  apply(request: RequestSpec, cursor: PageCursor, input: unknown): RequestSpec
  /** The next cursor, or undefined after the last page. */
  next(cursor: PageCursor, page: PageRead, input: unknown): PageCursor | undefined
  /** The number of rows in all, where the vendor tells. */
  total?(body: unknown, answer: Answer): number | undefined
}

/** One page as read: its rows, and where to read on. */
export interface PageResult {
  readonly items: readonly unknown[]
  readonly cursor: PageCursor
  readonly next: PageCursor | undefined
  readonly total: number | undefined
}
