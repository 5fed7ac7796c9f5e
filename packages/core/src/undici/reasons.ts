import { InputError } from '../errors/InputError.ts'

/** undici refuses arguments without quoting them. */
export function asInputError(error: unknown): InputError | undefined {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return code === 'UND_ERR_INVALID_ARG' ? new InputError(`The request cannot be built: ${String(message)}`) : undefined
}

/** undici destroys a socket with it, and that takes Errors only. */
export function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted')
}
