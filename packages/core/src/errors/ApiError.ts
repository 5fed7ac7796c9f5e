import { ConnectorError, type ErrorDetails } from './ConnectorError.ts'

/** The other side answered with an error. */
export class ApiError extends ConnectorError {
  constructor(message: string, details: ErrorDetails = {}, name = 'ApiError') {
    super(message, { code: 'api_error', ...details }, name)
  }
}
