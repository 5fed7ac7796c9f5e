import type { Auth } from './auth/types.ts'
import type { Answer, Classify } from './classify.ts'
import type { QueryStyle } from './codec/query.ts'
import type { Limit, LimitRequest } from './limit/types.ts'

/** What a connector's `connect` makes of its options: everything that holds for all its requests. */
export interface Connection {
  /** With the path prefix; a function where the host may change while the client lives. */
  readonly baseUrl: string | (() => string)
  readonly auth?: Auth | undefined
  readonly limits?: readonly Limit[] | undefined
  /** What the vendor counts limits by. Default: the account's identity at the host of the base URL. */
  readonly limitScope?: string | undefined
  readonly classify?: Classify | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly queryStyle?: QueryStyle | undefined
  /** `any`: parse JSON whatever Content-Type says, for vendors whose header cannot be relied upon. Default `json`. */
  readonly contentTypes?: 'json' | 'any' | undefined
  /** Milliseconds for one attempt. Default 30,000. */
  readonly attemptTimeout?: number | undefined
  /** Retries after the first attempt. Default 3. */
  readonly retries?: number | undefined
  /** Cap on an answer's size in bytes after decompression. Default 64 MiB. */
  readonly maxBytes?: number | undefined
  /** Origins besides the base URL's that may be sent credentials. */
  readonly origins?: readonly string[] | undefined
  /** Decides on a redirect that core would refuse: true sends the same request, with credentials, to `location`. */
  readonly onRedirect?: ((location: URL) => boolean | Promise<boolean>) | undefined
  /** Whether a redirect there means that the session is over: the answer then counts as 401, whatever the method. */
  readonly isLogin?: ((location: URL) => boolean) | undefined
  /** What an answer tells limits with reported budgets. */
  readonly feedback?: ((answer: Answer, operation: string, request: LimitRequest) => unknown) | undefined
  /** Next steps for the reader of an error, by error code: `authentication`, `permission`, `rate_limit` … */
  readonly advice?: Readonly<Record<string, string>> | undefined
  /** The connector's own, handed to `request` and `classify`. */
  readonly env?: unknown
  readonly close?: (() => Promise<void> | void) | undefined
}
