import { ApiError } from './ApiError.ts'
import type { ErrorDetails } from './ConnectorError.ts'

/** What the vendor says about one field of the request. */
export interface FieldIssue {
  readonly field: string
  readonly message: string
}

export interface InvalidRequestErrorDetails extends ErrorDetails {
  issues?: readonly FieldIssue[]
}

/** 400 or 422: the vendor refused the content of the request. `issues` says which fields, when the vendor did. */
export class InvalidRequestError extends ApiError {
  readonly issues: readonly FieldIssue[]

  constructor(message: string, details: InvalidRequestErrorDetails = {}, name = 'InvalidRequestError') {
    super(message, { code: 'invalid_request', ...details }, name)
    this.issues = details.issues ?? []
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), issues: this.issues }
  }
}
