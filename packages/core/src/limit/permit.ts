import type { Claim } from './claim.ts'
import type { Permit } from './types.ts'

/** Releasing twice is releasing once: a slot must not come free twice. */
export class Held implements Permit {
  #claim: Claim | undefined
  readonly #ended: (claim: Claim, feedback: unknown) => void

  constructor(claim: Claim, ended: (claim: Claim, feedback: unknown) => void) {
    this.#claim = claim
    this.#ended = ended
  }

  release(feedback?: unknown): void {
    const claim = this.#claim
    if (!claim) return
    this.#claim = undefined
    this.#ended(claim, feedback)
  }
}
