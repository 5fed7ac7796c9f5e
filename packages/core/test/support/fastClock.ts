import type { Clock } from '../../src/time.ts'

export interface FastClock extends Clock {
  /** Timers that have been neither fired nor cancelled. */
  readonly pending: number
}

/** Time that runs `speed` times as fast as it really does: for tests that need real sockets, but not real waits. */
export function fastClock(speed: number): FastClock {
  const epoch = Date.UTC(2026, 0, 1)
  const started = performance.now()
  const timers = new Set<unknown>()
  return {
    now: () => epoch + Math.floor((performance.now() - started) * speed),
    schedule(ms, run) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        run()
      }, ms / speed)
      timers.add(timer)
      return () => {
        timers.delete(timer)
        clearTimeout(timer)
      }
    },
    get pending() {
      return timers.size
    },
  }
}
