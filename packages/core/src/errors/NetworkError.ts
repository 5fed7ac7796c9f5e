import { ConnectorError, type ErrorDetails } from './ConnectorError.ts'

/** The conversation with the other side broke: name not found, refused, TLS, reset. `sent` says whether the request may have arrived. */
export class NetworkError extends ConnectorError {
  constructor(message: string, details: ErrorDetails = {}, name = 'NetworkError') {
    super(message, { code: 'network', ...details }, name)
  }
}
