import {
  ApiError,
  type ErrorDetails,
  isConnectorError,
  OutcomeUnknownError,
  ResponseMismatchError,
  TimeoutError,
} from '../errors/index.ts'

/** The result of a write, found by a lookup instead of being answered. */
export class Recovered {
  readonly value: unknown

  constructor(value: unknown) {
    this.value = value
  }
}

/** What a write ends in that was sent and of which nobody here knows what became. `cause` is what was last seen of it. */
export function outcomeUnknown(cause?: unknown): OutcomeUnknownError {
  const details: ErrorDetails = { sent: 'maybe', cause }
  if (isConnectorError(cause)) {
    const { status, vendorCode, vendorMessage, requestId } = cause
    if (status !== undefined) details.status = status
    if (vendorCode !== undefined) details.vendorCode = vendorCode
    if (vendorMessage !== undefined) details.vendorMessage = vendorMessage
    if (requestId !== undefined) details.requestId = requestId
  }
  return new OutcomeUnknownError(
    `the request was sent and ${lastSeen(cause)}, so it may or may not have taken effect. Look it up before repeating it`,
    details,
  )
}

function lastSeen(cause: unknown): string {
  if (cause instanceof TimeoutError) return 'no answer came in time'
  if (cause instanceof ApiError)
    return `was answered with an error${cause.status === undefined ? '' : ` (HTTP ${cause.status})`}`
  if (!(cause instanceof ResponseMismatchError)) return 'the answer was lost'
  if (cause.reason === 'redirect') return 'was answered with a redirect that is not followed'
  return cause.reason === 'too_large' ? 'its answer is too large' : 'its answer cannot be read'
}
