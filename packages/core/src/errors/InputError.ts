import { describeIssue, type SchemaIssue } from '../schema.ts'
import { ConnectorError, type ErrorDetails } from './ConnectorError.ts'

export interface InputErrorDetails extends ErrorDetails {
  issues?: readonly SchemaIssue[]
}

/** The input does not fit the operation. Thrown before anything is sent; names the path and what was expected there. */
export class InputError extends ConnectorError {
  readonly issues: readonly SchemaIssue[]

  constructor(message: string, details: InputErrorDetails = {}, name = 'InputError') {
    super(message, { code: 'input', ...details }, name)
    this.issues = details.issues ?? []
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), issues: this.issues.map(describeIssue) }
  }
}
