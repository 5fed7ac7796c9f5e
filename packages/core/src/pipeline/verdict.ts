import type { Answer, ErrorKind, Verdict } from '../classify.ts'
import type { Connection } from '../connection.ts'
import {
  ApiError,
  AuthenticationError,
  ConflictError,
  type ConnectorError,
  type ErrorDetails,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
} from '../errors/index.ts'
import { type Redactor, safeText } from '../redact/redactor.ts'
import { failureOfStatus } from '../retry/failure.ts'
import { explicitRetryAfterMs } from '../retry/hint.ts'

/** The verdict HTTP itself gives, when the connector has none. */
export function verdictByStatus(answer: Answer, now: number): Verdict | undefined {
  const { status } = answer
  if (status >= 200 && status < 300) return undefined
  const vendorMessage = messageIn(answer.body)
  if (status === 401) return { kind: 'authentication', vendorMessage }
  if (status === 403) return { kind: 'permission', vendorMessage }
  if (status === 404 || status === 410) return { kind: 'notFound', vendorMessage }
  if (status === 409 || status === 412) return { kind: 'conflict', vendorMessage }
  const failure = failureOfStatus({
    status,
    hinted: explicitRetryAfterMs((name) => answer.header(name), now) !== undefined,
  })
  const outcome = failure === 'refused' ? 'refused' : failure === 'serverError' ? 'unknown' : 'final'
  if (status === 429) return { kind: 'rateLimit', vendorMessage, outcome }
  if (status === 408) return { kind: 'server', code: 'request_timeout', vendorMessage, outcome }
  if (status >= 500) return { kind: 'server', vendorMessage, outcome }
  if (status === 400 || status === 422) return { kind: 'invalid', vendorMessage }
  return { kind: 'api', vendorMessage, outcome }
}

/** Where nearly every JSON API puts its words. */
function messageIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { message, error, error_description, detail } = body as Record<string, unknown>
  for (const found of [message, error_description, detail, error]) {
    if (typeof found === 'string' && found !== '') return found
    if (typeof found === 'object' && found !== null && typeof (found as { message?: unknown }).message === 'string') {
      return (found as { message: string }).message
    }
  }
  return undefined
}

const WORDS: Record<ErrorKind, string> = {
  authentication: 'the credentials were refused',
  permission: 'not allowed',
  notFound: 'not found',
  conflict: 'conflict with the present state',
  invalid: 'the request was refused as invalid',
  rateLimit: 'too many requests',
  server: 'the server failed',
  api: 'the request was refused',
}

const CODES: Record<ErrorKind, string> = {
  authentication: 'authentication',
  permission: 'permission',
  notFound: 'not_found',
  conflict: 'conflict',
  invalid: 'invalid_request',
  rateLimit: 'rate_limit',
  server: 'server_error',
  api: 'api_error',
}

/** Errors whose message has said the next step already. */
const advised = new WeakSet<ConnectorError>()

export function isAdvised(error: ConnectorError): boolean {
  return advised.has(error)
}

export function errorFrom(
  verdict: Verdict,
  answer: Answer,
  connection: Connection,
  redactor: Redactor,
  retryAfter: number | undefined,
): ApiError {
  const error = makeError(verdict, answer, connection, redactor, retryAfter)
  advised.add(error)
  return error
}

function makeError(
  verdict: Verdict,
  answer: Answer,
  connection: Connection,
  redactor: Redactor,
  retryAfter: number | undefined,
): ApiError {
  const code = verdict.code ?? CODES[verdict.kind]
  const vendorMessage = verdict.vendorMessage === undefined ? undefined : safeText(redactor.text(verdict.vendorMessage))
  const vendorCode = verdict.vendorCode === undefined ? undefined : safeText(redactor.text(verdict.vendorCode))
  const advice = verdict.advice ?? connection.advice?.[code] ?? connection.advice?.[CODES[verdict.kind]]
  const http = answer.status >= 400 ? ` (HTTP ${answer.status})` : ''
  const words = vendorMessage ?? vendorCode
  const said = words === undefined ? '' : `: ${words}`
  const message = `${WORDS[verdict.kind]}${http}${said}${advice === undefined ? '' : `${/[.!?]$/.test(said) ? '' : '.'} ${advice}`}`
  const requestId = verdict.requestId ?? answer.header('x-request-id') ?? answer.header('x-correlation-id')
  const details: ErrorDetails = {
    code,
    status: answer.status,
    sent: 'yes',
    ...(vendorCode === undefined ? {} : { vendorCode }),
    ...(vendorMessage === undefined ? {} : { vendorMessage }),
    ...(requestId === null || requestId === undefined ? {} : { requestId: safeText(redactor.text(requestId)) }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  }
  switch (verdict.kind) {
    case 'authentication':
      return new AuthenticationError(message, details)
    case 'permission':
      return new PermissionError(message, details)
    case 'notFound':
      return new NotFoundError(message, details)
    case 'conflict':
      return new ConflictError(message, details)
    case 'invalid': {
      const issues = verdict.issues?.map(({ field, message }) => ({
        field: safeText(redactor.text(field)),
        message: safeText(redactor.text(message)),
      }))
      return new InvalidRequestError(message, issues === undefined ? details : { ...details, issues })
    }
    case 'rateLimit':
      return new RateLimitError(message, details)
    case 'server':
      return new ServerError(message, { ...details, retryable: verdict.outcome !== 'final' })
    case 'api':
      return new ApiError(message, details)
  }
}
