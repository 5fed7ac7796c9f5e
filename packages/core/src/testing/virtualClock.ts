import type { Clock } from '../time.ts'

/** What the platform has, taken before any test library can put a fake in its place. */
const native = {
  setImmediate: (globalThis as { setImmediate?: (run: () => void) => unknown }).setImmediate,
  setTimeout: globalThis.setTimeout,
  MessageChannel: globalThis.MessageChannel,
}

/** Steps of a promise chain that are run when no turn of the event loop is. */
const MICROTASKS = 20

interface Timer {
  readonly due: number
  readonly run: () => void
}

export interface VirtualClockOptions {
  /** Epoch milliseconds to begin at. Default: 2026-01-01T00:00:00Z. */
  readonly start?: number
  /** How long `run` waits, in real milliseconds, for a promise that no timer is going to settle. Default 2,000. */
  readonly patience?: number
  /**
   * Turns of the event loop given to everything that runs, before time moves on. Default 10: a mocked `fetch` with a
   * streamed body takes about five. 0 is enough, and much faster, for code that only awaits promises.
   */
  readonly turns?: number
}

/** Time that passes only when a test says so. */
export class VirtualClock implements Clock {
  #now: number
  readonly #patience: number
  readonly #turns: number
  /** By due time; those due at the same time in the order they were asked for. */
  readonly #timers: Timer[] = []

  constructor({ start = Date.UTC(2026, 0, 1), patience = 2_000, turns = 10 }: VirtualClockOptions = {}) {
    this.#now = start
    this.#patience = patience
    this.#turns = turns
  }

  now(): number {
    return this.#now
  }

  /** How many timers are waiting. 0 at the end of a test proves that nothing was left behind. */
  get pending(): number {
    return this.#timers.length
  }

  schedule(ms: number, run: () => void): () => void {
    const timer: Timer = { due: this.#now + Math.max(0, ms || 0), run }
    let low = 0
    let high = this.#timers.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#timers[middle] as Timer).due <= timer.due) low = middle + 1
      else high = middle
    }
    this.#timers.splice(low, 0, timer)
    return () => {
      const index = this.#timers.indexOf(timer)
      if (index >= 0) this.#timers.splice(index, 1)
    }
  }

  /** Lets `ms` pass: runs every timer that falls due, in order, and lets everything settle between them. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms
    await settle(this.#turns)
    for (;;) {
      const next = this.#timers[0]
      if (!next || next.due > target) break
      this.#fire(next)
      await settle(this.#turns)
    }
    this.#now = target
  }

  /** Goes from timer to timer until the promise settles. Rejects with a clear error when nothing can settle it any more. */
  async run<T>(promise: PromiseLike<T>): Promise<T> {
    let settled = false
    const done = () => {
      settled = true
    }
    promise.then(done, done)
    let idleSince: number | undefined
    for (;;) {
      await settle(this.#turns)
      if (settled) return promise
      const next = this.#timers[0]
      if (next) {
        idleSince = undefined
        this.#fire(next)
        continue
      }
      // No timer: it may wait for something real, such as a socket on loopback.
      const real = performance.now()
      idleSince ??= real
      if (real - idleSince > this.#patience) {
        throw new Error(
          `The promise hangs: nothing settled it in ${this.#patience} ms of real time and no timer is left`,
        )
      }
      await new Promise<void>((resolve) => native.setTimeout(resolve, 1))
    }
  }

  #fire(timer: Timer): void {
    this.#timers.shift()
    this.#now = Math.max(this.#now, timer.due)
    timer.run()
  }
}

/** Lets promise chains, streams and immediates run dry. */
async function settle(turns: number): Promise<void> {
  if (turns === 0) for (let step = 0; step < MICROTASKS; step++) await undefined
  const { setImmediate } = native
  for (let turn = 0; turn < turns; turn++) {
    await (setImmediate ? new Promise<void>((resolve) => setImmediate(resolve)) : message())
  }
}

/** A macrotask without the 4 ms that browsers add to nested timeouts. */
function message(): Promise<void> {
  return new Promise((resolve) => {
    if (!native.MessageChannel) {
      native.setTimeout(resolve, 0)
      return
    }
    const { port1, port2 } = new native.MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
