import type { Failure } from './decide.ts'

export interface StatusQuestion {
  readonly status: number
  /** The answer has a `Retry-After` or `Retry-After-Ms` that can be read; see `explicitRetryAfterMs`. */
  readonly hinted: boolean
}

/** What an HTTP status means for repeating, where neither the operation nor the connector knows better. */
export function failureOfStatus({ status, hinted }: StatusQuestion): Failure {
  switch (status) {
    // 408: the server did not get the whole request (RFC 9110 §15.5.9). 425: it won't run the risk of a replay (RFC 8470).
    case 408:
    case 425:
    case 429:
      return 'refused'
    case 503:
      return hinted ? 'refused' : 'serverError'
    // Not implemented, HTTP version not supported, network login required: the same the next time, and nothing was done.
    case 501:
    case 505:
    case 511:
      return 'fatal'
    default:
      return status >= 500 ? 'serverError' : 'fatal'
  }
}
