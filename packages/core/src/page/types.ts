import type { Answer } from '../classify.ts'
import type { ConnectorError } from '../errors/index.ts'
import type { CallOptions, Operation } from '../operation.ts'
import type { RequestSpec } from '../request.ts'
import type { Clock } from '../time.ts'

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

/** What a list has that reads in a way of its own. */
export interface ReadContext {
  /** Where to begin: a `cursor` or `next` of an earlier page, or undefined for the beginning. */
  readonly from: PageCursor | undefined
  readonly clock: Clock
  /** What the connector's `connect` returned as `env`. */
  readonly env: unknown
  /** One page by the list's own `request` and `pages`; without a cursor the first. */
  page(cursor?: PageCursor): Promise<PageResult>
  /** Calls another operation through the pipeline, under the list's name, with the caller's options. */
  call<I, O>(operation: Operation<I, O>, input: NoInfer<I>, options?: Pick<CallOptions, 'signal'>): Promise<O>
  /** Rows from another answer than a page's, held to the list's `item` as the client's `validation` says. */
  checked(items: readonly unknown[]): readonly unknown[]
  /** What the pipeline would make of an answer inside another one. */
  judge(answer: Answer): ConnectorError | undefined
}
