import { ConnectorError, type ErrorDetails } from './ConnectorError.ts'

/** A write was sent and its answer never came, or came unreadable: nobody here can say whether it happened. Look it up before you repeat it. */
export class OutcomeUnknownError extends ConnectorError {
  constructor(message: string, details: ErrorDetails = {}, name = 'OutcomeUnknownError') {
    super(message, { code: 'outcome_unknown', ...details }, name)
  }
}
