/** Where core takes its time from. Tests put a virtual clock here, so no test ever waits. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls `run` after `ms`; returns what cancels it. */
  schedule(ms: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(ms, run) {
    const timer = setTimeout(run, Math.min(ms, MAX_TIMER))
    return () => clearTimeout(timer)
  },
}

/** setTimeout fires at once for anything above 2^31 - 1 ms. */
const MAX_TIMER = 2_147_483_647

/** Waits, unless `signal` aborts first: then rejects with the signal's reason. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const onAbort = () => {
      cancel()
      reject(signal?.reason)
    }
    const cancel = clock.schedule(ms, () => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    })
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
