import type { Plugin } from '@bpmcentr/core'

export interface Counts {
  requests: number
  retries: number
  throttledMs: number
  failed: number
}

/** Counts what the pipeline does, for the table at the end. */
export function counter(): Plugin & { readonly counts: Counts } {
  const counts: Counts = { requests: 0, retries: 0, throttledMs: 0, failed: 0 }
  return {
    name: 'counter',
    counts,
    async operation(context, next) {
      try {
        return await next()
      } catch (error) {
        counts.failed++
        throw error
      } finally {
        counts.throttledMs += context.throttled
      }
    },
    async attempt(context, next) {
      counts.requests++
      if (context.attempt > 1) counts.retries++
      return next()
    },
  }
}
