import type { FieldIssue } from './errors/index.ts'
import type { OperationKind } from './kind.ts'

/** An answer with its body read and parsed. */
export interface Answer {
  readonly status: number
  header(name: string): string | null
  /** Parsed JSON, text, bytes or stream, by what the request expected; text where JSON was expected but not sent. */
  readonly body: unknown
  /** Set when JSON was expected and the body is none. */
  readonly unreadable: 'not_json' | 'malformed' | undefined
}

export type ErrorKind =
  | 'authentication'
  | 'permission'
  | 'notFound'
  | 'conflict'
  | 'invalid'
  | 'rateLimit'
  | 'server'
  | 'api'

/** What a connector makes of an answer that is an error, whatever its HTTP status. */
export interface Verdict {
  readonly kind: ErrorKind
  readonly code?: string | undefined
  readonly vendorCode?: string | undefined
  readonly vendorMessage?: string | undefined
  readonly issues?: readonly FieldIssue[] | undefined
  readonly requestId?: string | undefined
  /**
   * Did it happen? `refused`: surely not, so a write may be sent again (rate limits). `unknown`: it may have (5xx).
   * `final`: the vendor answered and repeating won't help. Default by kind: rateLimit refused, server unknown, others final.
   */
  readonly outcome?: 'refused' | 'unknown' | 'final' | undefined
  /** Milliseconds the vendor asks to wait. Default: read from Retry-After and its kin. */
  readonly retryAfter?: number | undefined
  /** What the reader of the error should do. */
  readonly advice?: string | undefined
}

/**
 * Judges an answer, the parsed body before the status, since many vendors answer errors with HTTP 200. Returns a Verdict
 * for an error, `'ok'` for a success whatever the status, or undefined to let the status decide.
 */
export type Classify = (answer: Answer, context: ClassifyContext) => Verdict | 'ok' | undefined

export interface ClassifyContext {
  readonly operation: string
  readonly kind: OperationKind
  readonly env: unknown
}
