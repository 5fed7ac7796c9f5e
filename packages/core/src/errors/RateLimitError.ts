import { ApiError } from './ApiError.ts'
import type { ErrorDetails } from './ConnectorError.ts'

/** 429, or the vendor's own way of saying "too many requests". The request was not processed. */
export class RateLimitError extends ApiError {
  constructor(message: string, details: ErrorDetails = {}, name = 'RateLimitError') {
    super(message, { code: 'rate_limit', retryable: true, ...details }, name)
  }
}
