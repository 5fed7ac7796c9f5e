import { ApiError, type CallOptions, type Clock, sleep, systemClock, TimeoutError } from '@bpmcentr/core'
import type { FileStatus, FileStatusInput } from './compensations.ts'

export interface WaitOptions {
  /** Milliseconds between two questions. Default 5,000. */
  readonly interval?: number
  /** Milliseconds to wait for the file in all. Default 600,000. */
  readonly timeout?: number
  readonly signal?: AbortSignal
  readonly clock?: Clock
}

/**
 * Asks until the file is made, and returns its link: signed and short-lived, to be downloaded without credentials.
 * @throws TimeoutError when it takes too long, ApiError when LiqPay gives up
 */
export type WaitForFile = (job: FileStatusInput, options?: WaitOptions) => Promise<string>

type Ask = (input: FileStatusInput, options?: CallOptions) => Promise<FileStatus>

export function waitForFile(ask: Ask): WaitForFile {
  return async ({ register_token }, { interval = 5_000, timeout = 600_000, signal, clock = systemClock } = {}) => {
    const operation = 'liqpay.waitForFile'
    const until = clock.now() + timeout
    for (;;) {
      const { status, filelink, err_code } = await ask({ register_token }, { signal })
      if (filelink != null && filelink !== '') return filelink
      if (status === 'error' || status === 'failure') {
        const details = err_code == null ? { operation } : { operation, vendorCode: String(err_code) }
        throw new ApiError('LiqPay could not make the file', details)
      }
      if (clock.now() + interval > until) {
        throw new TimeoutError('the file is still being made; ask again later', {
          operation,
          retryable: true,
          sent: 'yes',
        })
      }
      await sleep(clock, interval, signal)
    }
  }
}
