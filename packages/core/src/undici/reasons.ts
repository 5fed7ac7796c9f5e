import { isConnectorError } from '../errors/ConnectorError.ts'
import { InputError } from '../errors/InputError.ts'
import { TimeoutError } from '../errors/TimeoutError.ts'

/** undici refuses arguments without quoting them. */
export function asInputError(error: unknown): InputError | undefined {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return code === 'UND_ERR_INVALID_ARG' ? new InputError(`The request cannot be built: ${String(message)}`) : undefined
}

/** undici destroys a socket with it, and that takes Errors only. */
export function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted')
}

/** A time limit that passed while the request waited for a connection: it was not sent, which the limit itself cannot know. */
export function neverStarted(reason: unknown): unknown {
  if (!isConnectorError(reason) || reason.code !== 'timeout') return reason
  return new TimeoutError('No connection was free or could be made within the time limit', {
    code: 'connect_timeout',
    sent: 'no',
    retryable: true,
  })
}
