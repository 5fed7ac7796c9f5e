import type { Env } from '../env.ts'

/** Seconds that a batch may take before smaller ones are sent: the server ends a request after 60. */
const SLOW = 25
const FAST = 10
const STEP = 5

/** Rows a command has to bring on average for the guesses to count as good, and below which they were wrong. */
const GOOD = 30
const POOR = 20
const MOST_TRUST = 32

/** How many batches at once, and how many commands each: as fast as the guesses are good and the server is quick. */
export class Pace {
  readonly #env: Env
  #allowance = 1
  /** Good batches until one more may go at once, and how many that takes: more after each wrong guess. */
  #until = 1
  #trust = 1
  #size: number

  constructor(env: Env) {
    this.#env = env
    this.#size = env.batchSize
  }

  get allowance(): number {
    return this.#allowance
  }

  get size(): number {
    return this.#size
  }

  /** `rows`: how many a command brought on average. */
  learn(duration: number | undefined, rows: number): void {
    if (rows >= GOOD) this.#grow()
    else if (rows < POOR) this.#fallBack()
    if (duration === undefined) return
    if (duration > SLOW) this.#size = Math.max(1, Math.floor(this.#size / 2))
    else if (duration < FAST) this.#size = Math.min(this.#env.batchSize, this.#size + STEP)
  }

  #grow(): void {
    if (--this.#until > 0) return
    this.#allowance = Math.min(this.#env.concurrency, this.#allowance + 1)
    this.#until = this.#trust
  }

  /** A gap among the ids makes everything that is under way worthless: where there was one, there will be more. */
  #fallBack(): void {
    this.#trust = Math.min(MOST_TRUST, this.#trust * 2)
    this.#until = this.#trust
    this.#allowance = 1
  }

  /** Makes batches smaller after one that failed; false when they cannot be. */
  shrink(): boolean {
    if (this.#size === 1) return false
    this.#size = Math.max(1, Math.floor(this.#size / 4))
    this.#allowance = 1
    return true
  }
}
