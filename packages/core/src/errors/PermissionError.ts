import { ApiError } from './ApiError.ts'
import type { ErrorDetails } from './ConnectorError.ts'

/** 403: the key is right, but not allowed to do this. */
export class PermissionError extends ApiError {
  constructor(message: string, details: ErrorDetails = {}, name = 'PermissionError') {
    super(message, { code: 'permission', ...details }, name)
  }
}
