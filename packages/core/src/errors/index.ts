export { ApiError } from './ApiError.ts'
export { AuthenticationError } from './AuthenticationError.ts'
export { BatchError, type BatchErrorDetails, type BatchSlot } from './BatchError.ts'
export { ConfigError } from './ConfigError.ts'
export { ConflictError } from './ConflictError.ts'
export { ConnectorError, type ErrorDetails, isConnectorError, type Sent } from './ConnectorError.ts'
export { InputError, type InputErrorDetails } from './InputError.ts'
export { type FieldIssue, InvalidRequestError, type InvalidRequestErrorDetails } from './InvalidRequestError.ts'
export { NetworkError } from './NetworkError.ts'
export { NotFoundError } from './NotFoundError.ts'
export { OutcomeUnknownError } from './OutcomeUnknownError.ts'
export { PermissionError } from './PermissionError.ts'
export { RateLimitError } from './RateLimitError.ts'
export {
  type MismatchReason,
  ResponseMismatchError,
  type ResponseMismatchErrorDetails,
} from './ResponseMismatchError.ts'
export { ServerError } from './ServerError.ts'
export { SubscriptionError, type SubscriptionErrorDetails, type SubscriptionFailure } from './SubscriptionError.ts'
export { TimeoutError } from './TimeoutError.ts'
export {
  type WebhookFailure,
  WebhookVerificationError,
  type WebhookVerificationErrorDetails,
} from './WebhookVerificationError.ts'
