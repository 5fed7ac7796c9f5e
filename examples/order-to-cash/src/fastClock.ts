import type { Clock } from '@bpmcentr/core'

/** Real time, `speed` times faster: a minute of KeyCRM's limit passes in a second or two, on both sides of the wire. */
export function fastClock(speed: number): Clock {
  const start = Date.now()
  return {
    now: () => start + (Date.now() - start) * speed,
    schedule(ms, run) {
      const timer = setTimeout(run, ms / speed)
      return () => clearTimeout(timer)
    },
  }
}
