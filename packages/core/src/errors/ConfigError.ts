import { ConnectorError, type ErrorDetails } from './ConnectorError.ts'

/** The connector was set up wrong. Thrown when the client is made, before any request. */
export class ConfigError extends ConnectorError {
  constructor(message: string, details: ErrorDetails = {}, name = 'ConfigError') {
    super(message, { code: 'config', ...details }, name)
  }
}
