import type { Limit, LimitRequest } from './types.ts'

/** One or several keys that a request counts for; undefined when the limit does not concern it. */
export type ReportedKey = (request: LimitRequest) => string | readonly string[] | undefined

/** A declared budget that the vendor reports. Made by `reported`. */
export interface Reported extends Limit {
  readonly type: 'reported'
  readonly max: number
  readonly window: number
  readonly margin: number
  readonly key: ReportedKey | undefined
  readonly maxKeys: number
}
