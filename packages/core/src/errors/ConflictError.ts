import { ApiError } from './ApiError.ts'
import type { ErrorDetails } from './ConnectorError.ts'

/** 409 or 412: it exists already, or was changed by somebody else. */
export class ConflictError extends ApiError {
  constructor(message: string, details: ErrorDetails = {}, name = 'ConflictError') {
    super(message, { code: 'conflict', ...details }, name)
  }
}
