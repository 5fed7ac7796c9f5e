import { describeIssue, type SchemaIssue } from '../schema.ts'
import { ConnectorError, type ErrorDetails } from './ConnectorError.ts'

/**
 * `not_json`: another content type, such as an HTML page. `malformed`: JSON that does not parse. `too_large`: over the
 * cap. `schema`: the answer does not fit the declared output (only in `strict` validation).
 */
export type MismatchReason = 'not_json' | 'malformed' | 'too_large' | 'schema' | 'redirect' | 'paging'

export interface ResponseMismatchErrorDetails extends ErrorDetails {
  reason: MismatchReason
  issues?: readonly SchemaIssue[]
}

/** The answer is not what was agreed on. */
export class ResponseMismatchError extends ConnectorError {
  readonly reason: MismatchReason
  readonly issues: readonly SchemaIssue[]

  constructor(message: string, details: ResponseMismatchErrorDetails, name = 'ResponseMismatchError') {
    super(message, { code: `response_${details.reason}`, sent: 'yes', ...details }, name)
    this.reason = details.reason
    this.issues = details.issues ?? []
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), reason: this.reason, issues: this.issues.map(describeIssue) }
  }
}
