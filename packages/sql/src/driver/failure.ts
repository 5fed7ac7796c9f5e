/**
 * What went wrong, whatever the database calls it:
 * - `canceled`: stopped because somebody asked for it
 * - `lost`: the connection broke
 * - `unreachable`: there was no connection, so nothing was sent
 */
export type FailureKind =
  | 'authentication'
  | 'permission'
  | 'notFound'
  | 'conflict'
  | 'invalid'
  | 'busy'
  | 'server'
  | 'timeout'
  | 'canceled'
  | 'lost'
  | 'unreachable'

export interface Failure {
  readonly kind: FailureKind
  /** Stable, such as `unique_violation`, `deadlock`. */
  readonly code: string
  /** As the database names it: an SQLSTATE, an error number. */
  readonly vendorCode?: string | undefined
  /** The database's own words. */
  readonly message?: string | undefined
  /** The whole transaction was undone and may be tried again from its beginning: serialization failure, deadlock. */
  readonly restart?: boolean | undefined
  /** The connection cannot be used any more. */
  readonly fatal?: boolean | undefined
  /** The column or constraint at fault. */
  readonly field?: string | undefined
}
