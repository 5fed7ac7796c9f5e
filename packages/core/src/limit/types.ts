/** What a call takes from the vendor's budgets: units by budget name; a number is for the budget named `requests`. */
export type Cost = number | Readonly<Record<string, number>>

export interface LimitRequest {
  /** Such as `orders.create`: keyed limits may count per operation. */
  readonly operation: string
  readonly cost: Cost
  /** The operation's validated input: keyed limits may count per chat, per account … */
  readonly input: unknown
  /** Where the request goes, relative to the base URL: for vendors that count by method. */
  readonly path?: string | undefined
  /** Whose credentials go with it, as a hash: for vendors that count by credential what they also count together. */
  readonly account?: string | undefined
}

/** Leave to start one attempt. Release it when the attempt has ended. */
export interface Permit {
  /** `feedback` is whatever the connection's `feedback(answer)` made of the answer, for budgets the vendor reports back. */
  release(feedback?: unknown): void
}

/**
 * One account's place in the vendor's queue. Shared by every client of that account in the process.
 */
export interface Limiter {
  /** Returns at once when nothing stands in the way, so that an idle limiter costs no promise; a signal given as
   * a function is only made when there is a queue to wait in. Rejects with the signal's reason. */
  acquire(request: LimitRequest, signal: AbortSignal | (() => AbortSignal) | undefined): Permit | Promise<Permit>
  /** Holds every start of this scope for `ms`, because the vendor said so. */
  pause(ms: number): void
}

/** A declared limit. Made by `tokenBucket`, `slidingWindow`, `concurrency` and `keyed`. */
export interface Limit {
  readonly type: string
  /** The budget it draws on. */
  readonly budget: string
}

/** Where limiter state lives. The default keeps it in the process; another one can share it between processes. */
export interface LimiterStore {
  /** `scope` is unique for what the vendor counts and holds no secret. Every open is matched by one `close`. */
  open(scope: string, limits: readonly Limit[]): Limiter
  close(scope: string): void
}
