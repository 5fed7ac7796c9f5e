import { type ConnectorError, type ErrorDetails, isConnectorError } from '../errors/ConnectorError.ts'

/**
 * Waits for something that others wait for too: an abort ends this wait with the signal's reason and leaves the work
 * itself alone.
 */
export function waitFor<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      // Whoever else waits sees the outcome; here nobody does.
      work.catch(() => undefined)
      reject(signal.reason)
      return
    }
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    work
      .then(resolve, (error: unknown) => reject(ownCopy(error)))
      .finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** Each call that waits gets an error of its own: it is going to say which operation failed, and after how many attempts. */
function ownCopy(error: unknown): unknown {
  if (!isConnectorError(error)) return error
  const Same = error.constructor as typeof ConnectorError
  return new Same(error.message, { ...(error as ErrorDetails), cause: error.cause })
}
