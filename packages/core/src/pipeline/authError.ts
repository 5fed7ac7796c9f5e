import { AuthenticationError, isConnectorError } from '../errors/index.ts'
import { type Redactor, safeText } from '../redact/redactor.ts'

/** Room for the other side's words and ours. */
const LONGEST = 1_500

/**
 * Redacts an error of a login or a token request: it holds the other side's words, and those may quote what was sent. A
 * verdict on an ordinary answer is redacted where it is made.
 */
export function withoutSecrets(error: unknown, redactor: Pick<Redactor, 'text'>): unknown {
  if (!isConnectorError(error)) return error
  const safe = (text: string | undefined) => (text === undefined ? undefined : safeText(redactor.text(text), LONGEST))
  Object.assign(error, { vendorCode: safe(error.vendorCode), vendorMessage: safe(error.vendorMessage) })
  return error instanceof AuthenticationError ? Object.assign(error, { message: safe(error.message) }) : error
}
