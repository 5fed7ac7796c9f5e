import { ApiError } from './ApiError.ts'
import type { ErrorDetails } from './ConnectorError.ts'

/** 5xx: the other side failed. */
export class ServerError extends ApiError {
  constructor(message: string, details: ErrorDetails = {}, name = 'ServerError') {
    super(message, { code: 'server_error', retryable: true, ...details }, name)
  }
}
