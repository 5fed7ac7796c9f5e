import { ConnectorError, type ErrorDetails } from './ConnectorError.ts'

export type SubscriptionFailure = 'inactive' | 'expired' | 'not-purchased' | 'wrong-account' | 'unreachable'

export interface SubscriptionErrorDetails extends ErrorDetails {
  reason: SubscriptionFailure
}

/** BPM Centr says this connector may not be used by this account, or could not be asked. No request went to the vendor. */
export class SubscriptionError extends ConnectorError {
  readonly reason: SubscriptionFailure

  constructor(message: string, details: SubscriptionErrorDetails, name = 'SubscriptionError') {
    super(message, { code: `subscription_${details.reason.replace('-', '_')}`, ...details }, name)
    this.reason = details.reason
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), reason: this.reason }
  }
}
