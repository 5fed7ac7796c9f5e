import { isConnectorError } from '../errors/index.ts'
import type { AttemptResponse, OperationContext } from '../pipeline/context.ts'

/** How an operation or an attempt ended. */
export type Outcome = 'ok' | 'error' | 'aborted'

/** The caller's own abort is no failure: its reason passes through as it is. */
export function outcomeOf(error: unknown, context: OperationContext): Exclude<Outcome, 'ok'> {
  return !isConnectorError(error) && context.signal?.aborted ? 'aborted' : 'error'
}

const REQUEST_ID = ['x-request-id', 'request-id', 'x-correlation-id', 'x-trace-id', 'cf-ray']

/** What the vendor's support asks for. */
export function requestIdOf(response: AttemptResponse | undefined): string | undefined {
  for (const name of REQUEST_ID) {
    const value = response?.header(name)
    if (value) return value
  }
  return undefined
}

/** The path and query of a request: the parts of its URL that are about the operation. Not yet redacted. */
export function targetOf(url: string): string {
  const scheme = url.indexOf('://')
  const path = scheme < 0 ? 0 : url.indexOf('/', scheme + 3)
  return path < 0 ? '/' : url.slice(path)
}

/** What a record may show of an error: a safe list of fields for ours, the text of a stranger's. Not yet redacted. */
export function describeError(error: unknown, context: OperationContext): Record<string, unknown> {
  if (isConnectorError(error)) {
    const told = error.toJSON()
    // Inside the onion the error does not know its operation yet.
    return {
      ...told,
      operation: told.operation ?? `${context.connector}.${context.operation}`,
      attempts: told.attempts || context.attempt,
    }
  }
  if (error instanceof Error) return { name: error.name, message: error.message }
  return { name: 'NonError', message: typeof error === 'string' ? error : typeof error }
}
