import type { ErrorDetails } from './ConnectorError.ts'
import { NetworkError } from './NetworkError.ts'

/** The deadline passed: in the queue of the limiter (`sent: no`), or while waiting for the answer (`sent: maybe`). */
export class TimeoutError extends NetworkError {
  constructor(message: string, details: ErrorDetails = {}, name = 'TimeoutError') {
    super(message, { code: 'timeout', ...details }, name)
  }
}
