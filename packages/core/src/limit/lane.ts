import type { Claim } from './claim.ts'
import type { Meter } from './meter.ts'
import type { Permit } from './types.ts'

/** One request that waits. A link of its lane's list, so that an abort takes it out of the middle at once. */
export class Waiter {
  readonly claim: Claim
  /** Position in the order of arrival; set when it joins a lane. */
  order = 0
  readonly resolve: (permit: Permit) => void
  readonly reject: (reason: unknown) => void
  /** Stops listening to the caller's signal. */
  detach: (() => void) | undefined = undefined
  previous: Waiter | undefined = undefined
  next: Waiter | undefined = undefined
  /** What held it up when it was last looked at, and how often that changed. */
  blockedBy: Meter | undefined = undefined
  moves = 0

  constructor(claim: Claim, resolve: (permit: Permit) => void, reject: (reason: unknown) => void) {
    this.claim = claim
    this.resolve = resolve
    this.reject = reject
  }
}

/** Requests that draw on the same meters, first come first served. */
export class Lane {
  readonly key: string
  readonly meters: readonly Meter[]
  head: Waiter | undefined = undefined
  tail: Waiter | undefined = undefined
  /** Where it stands in the heap: the order of the waiter that was its head then. Its head may be a later one by now. */
  order: number

  constructor(key: string, meters: readonly Meter[], order: number) {
    this.key = key
    this.meters = meters
    this.order = order
  }

  push(waiter: Waiter): void {
    waiter.previous = this.tail
    if (this.tail) this.tail.next = waiter
    else this.head = waiter
    this.tail = waiter
  }

  remove(waiter: Waiter): void {
    if (waiter.previous) waiter.previous.next = waiter.next
    else this.head = waiter.next
    if (waiter.next) waiter.next.previous = waiter.previous
    else this.tail = waiter.previous
  }
}
