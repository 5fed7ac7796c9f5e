import {
  AuthenticationError,
  ConflictError,
  type ConnectorError,
  type ErrorDetails,
  InvalidRequestError,
  isConnectorError,
  NetworkError,
  NotFoundError,
  OutcomeUnknownError,
  PermissionError,
  RateLimitError,
  type Redactor,
  ServerError,
  safeText,
  TimeoutError,
} from '@bpmcentr/core'
import type { Failure } from './failure.ts'
import type { Driver } from './types.ts'

/** How far a statement had come when it failed, and what that leaves behind. */
export type Stage =
  /** Not sent yet. */
  | 'connect'
  /** A read, or inside a transaction that is undone when its connection breaks. */
  | 'harmless'
  /** A statement that takes effect by itself, or a commit. */
  | 'effective'

const failures = new WeakMap<ConnectorError, Failure>()

/** What an error was made from; undefined for errors that no database gave. */
export function failureOf(error: unknown): Failure | undefined {
  return isConnectorError(error) ? failures.get(error) : undefined
}

/** Makes an error of the SDK of whatever a driver throws; what is no driver's (a bug, an abort reason) is given back as it is. */
export function toError(driver: Driver, redactor: Pick<Redactor, 'text'>, thrown: unknown, stage: Stage): unknown {
  if (isConnectorError(thrown)) return thrown
  const failure = driver.judge(thrown)
  if (failure === undefined) return thrown
  const error = errorFrom(failure, (text) => safeText(redactor.text(text)), stage, thrown)
  failures.set(error, failure)
  return error
}

const WORDS: Partial<Record<string, string>> = {
  unique_violation: 'there is a row with this key already',
  exclusion_violation: 'the row overlaps another one',
  foreign_key_violation: 'the row refers to one that does not exist, or is referred to',
  not_null_violation: 'a value is missing',
  check_violation: 'a value breaks a rule of the table',
  deadlock: 'a deadlock; the transaction was undone and may be tried again',
  serialization_failure: 'changed by somebody else meanwhile; the transaction was undone and may be tried again',
  lock_timeout: 'somebody else holds the lock',
  too_many_connections: 'the server has too many connections',
}

function errorFrom(failure: Failure, clean: (text: string) => string, stage: Stage, thrown: unknown): ConnectorError {
  const { kind, code, restart = false } = failure
  const said = failure.message === undefined ? undefined : clean(failure.message)
  const details: ErrorDetails = {
    code,
    sent: kind === 'unreachable' || stage === 'connect' ? 'no' : 'yes',
    retryable: restart || code === 'lock_timeout',
    cause: strippedCause(thrown, clean),
    ...(failure.vendorCode === undefined ? {} : { vendorCode: clean(failure.vendorCode) }),
    ...(said === undefined ? {} : { vendorMessage: said }),
  }
  const message = (words: string) => (said === undefined ? (WORDS[code] ?? words) : `${WORDS[code] ?? words}: ${said}`)
  switch (kind) {
    case 'authentication':
      return new AuthenticationError(message('the credentials were refused'), details)
    case 'permission':
      return new PermissionError(message('not allowed'), details)
    case 'notFound':
      return new NotFoundError(message('there is no such database'), details)
    case 'conflict':
      return new ConflictError(message('conflict with the present state'), details)
    case 'invalid': {
      const issues = failure.field === undefined ? [] : [{ field: clean(failure.field), message: code }]
      return new InvalidRequestError(message('the statement was refused'), { ...details, issues })
    }
    case 'busy':
      return new RateLimitError(message('the server is busy'), details)
    case 'server':
      return new ServerError(message('the database failed'), { ...details, retryable: false })
    case 'timeout':
      return new TimeoutError(message('the server stopped the statement'), { ...details, sent: 'no', retryable: true })
    case 'canceled':
      return new ServerError(message('the statement was cancelled on the server'), { ...details, retryable: true })
    case 'unreachable':
      return new NetworkError(message('there is no connection'), { ...details, retryable: true })
    case 'lost':
      return lost(message('the connection broke'), details, stage)
  }
}

function lost(message: string, details: ErrorDetails, stage: Stage): ConnectorError {
  if (stage === 'connect') return new NetworkError(message, { ...details, sent: 'no', retryable: true })
  if (stage === 'harmless') return new NetworkError(message, { ...details, sent: 'maybe', retryable: true })
  const outcome = `the statement was sent and ${message}, so it may or may not have taken effect. Look it up before repeating it`
  return new OutcomeUnknownError(outcome, { ...details, code: 'outcome_unknown', sent: 'maybe' })
}

/** Name, code and words: a driver's own error may hold the statement, its values and the configuration. */
function strippedCause(thrown: unknown, clean: (text: string) => string): Error {
  const { name, message, code } = thrown as { name?: unknown; message?: unknown; code?: unknown }
  const cause = new Error(clean(typeof message === 'string' ? message : ''))
  if (typeof name === 'string') cause.name = name
  if (typeof code === 'string') Object.assign(cause, { code })
  cause.stack = `${cause.name}: ${cause.message}`
  return cause
}
