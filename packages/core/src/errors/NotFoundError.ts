import { ApiError } from './ApiError.ts'
import type { ErrorDetails } from './ConnectorError.ts'

/** 404: there is no such thing. */
export class NotFoundError extends ApiError {
  constructor(message: string, details: ErrorDetails = {}, name = 'NotFoundError') {
    super(message, { code: 'not_found', ...details }, name)
  }
}
