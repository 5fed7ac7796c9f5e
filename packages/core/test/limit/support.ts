import { MemoryLimiter } from '../../src/limit/limiter.ts'
import type { Cost, Limit, LimitRequest, Permit } from '../../src/limit/types.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'

/** Nothing under test here needs more than promises. */
export function promiseClock(): VirtualClock {
  return new VirtualClock({ turns: 0, patience: 50 })
}

export function limiterOf(...limits: Limit[]): { clock: VirtualClock; limiter: MemoryLimiter } {
  const clock = promiseClock()
  return { clock, limiter: new MemoryLimiter(limits, clock) }
}

export function request(cost: Cost = 1, input?: unknown, operation = 'things.get'): LimitRequest {
  return { operation, cost, input }
}

/** The permit, when it came at once. */
export function granted(answer: Permit | Promise<Permit>): Permit {
  if (answer instanceof Promise) throw new Error('it has to wait')
  return answer
}

export function waits(answer: Permit | Promise<Permit>): Promise<Permit> {
  if (!(answer instanceof Promise)) throw new Error('it started at once')
  return answer
}

export interface Start {
  readonly at: number
  readonly weight: number
}

/** The most that starts exceed `capacity + rate · t` in any interval between two of them. */
export function excessOverBucket(starts: readonly Start[], capacity: number, rate: number): number {
  // The worst interval that ends at a start, kept as the fill of a bucket that is never refused anything.
  let level = 0
  let last = -Infinity
  let worst = -Infinity
  for (const { at, weight } of starts) {
    level = Math.max(0, level - (at - last) * rate) + weight
    last = at
    worst = Math.max(worst, level - capacity)
  }
  return worst
}

/** The most units in any window, counted with both ends. */
export function mostInWindow(arrivals: readonly Start[], window: number): number {
  const sorted = [...arrivals].sort((a, b) => a.at - b.at)
  let most = 0
  let sum = 0
  let from = 0
  for (const arrival of sorted) {
    sum += arrival.weight
    while ((sorted[from] as Start).at < arrival.at - window) sum -= (sorted[from++] as Start).weight
    most = Math.max(most, sum)
  }
  return most
}
