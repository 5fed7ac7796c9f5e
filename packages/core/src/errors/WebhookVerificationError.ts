import { ConnectorError, type ErrorDetails } from './ConnectorError.ts'

/** `setup`: the receiver was mounted wrong (body already parsed, no secret). The rest: the event cannot be trusted or read. */
export type WebhookFailure = 'setup' | 'signature' | 'replay' | 'malformed' | 'too_large'

export interface WebhookVerificationErrorDetails extends ErrorDetails {
  reason: WebhookFailure
}

/** An incoming event was refused. */
export class WebhookVerificationError extends ConnectorError {
  readonly reason: WebhookFailure

  constructor(message: string, details: WebhookVerificationErrorDetails, name = 'WebhookVerificationError') {
    super(message, { code: `webhook_${details.reason}`, ...details }, name)
    this.reason = details.reason
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), reason: this.reason }
  }
}
