import { ApiError } from './ApiError.ts'
import type { ErrorDetails } from './ConnectorError.ts'

/** 401, or what the vendor calls a wrong or expired key. */
export class AuthenticationError extends ApiError {
  constructor(message: string, details: ErrorDetails = {}, name = 'AuthenticationError') {
    super(message, { code: 'authentication', ...details }, name)
  }
}
