import type { Claim } from './claim.ts'
import { Lane, type Waiter } from './lane.ts'
import { LaneHeap } from './laneHeap.ts'
import type { Meter } from './meter.ts'

/** After so many changes of what holds it up, a waiter keeps its place at all its meters … */
const PATIENCE = 4
/** … unless it would keep the others waiting for longer than this. */
const LONGEST_HOLD = 5_000

/**
 * Everything that waits. The oldest goes first; a waiter that is held up by one meter holds up those behind it that draw
 * on the same meter, and nobody else: a chat that must wait does not stall the other chats.
 */
export class Lanes {
  waiting = 0
  readonly #byKey = new Map<string, Lane>()
  readonly #heap = new LaneHeap()
  #orders = 0
  #pass = 0
  /** How long the waiter that was looked at last has to wait. */
  #wait = 0

  /** Whether a newcomer may start at once without getting in front of anybody who waits for the same. */
  mayPass(claim: Claim, now: number): boolean {
    const { meters, weights } = claim
    if (this.waiting > 0) {
      if (this.#byKey.has(claim.lane)) return false
      for (const meter of meters) if (meter.heldIn === this.#pass) return false
    }
    for (let index = 0; index < meters.length; index++) {
      if ((meters[index] as Meter).wait(now, weights[index] as number) > 0) return false
    }
    return true
  }

  /** Returns the milliseconds after which it may start; Infinity when somebody else has to start or end first. */
  add(waiter: Waiter, now: number): number {
    const { lane: key, meters } = waiter.claim
    waiter.order = this.#orders++
    this.waiting++
    const known = this.#byKey.get(key)
    if (known) {
      known.push(waiter)
      return Infinity
    }
    const lane = new Lane(key, meters, waiter.order)
    lane.push(waiter)
    this.#byKey.set(key, lane)
    for (const meter of meters) meter.lanes++
    this.#heap.push(lane)
    return this.#blockedBy(waiter, now) ? this.#wait : 0
  }

  /** Takes out a waiter that was aborted. True when that may let others go. */
  remove(waiter: Waiter): boolean {
    const lane = this.#byKey.get(waiter.claim.lane) as Lane
    const wasHead = lane.head === waiter
    this.#take(lane, waiter)
    // What it held up, it holds up no longer.
    if (this.waiting === 0) this.#pass++
    return wasHead
  }

  /** Starts, oldest first, every waiter that may. Returns the milliseconds until the next one may. */
  pump(now: number, start: (waiter: Waiter) => void): number {
    this.#pass++
    let next = Infinity
    const blocked: Lane[] = []
    for (let lane = this.#heap.top(); lane; lane = this.#heap.top()) {
      const head = lane.head as Waiter
      const meter = this.#blockedBy(head, now)
      if (!meter) {
        this.#take(lane, head)
        start(head)
        continue
      }
      next = Math.min(next, this.#wait)
      this.#heap.pop()
      blocked.push(lane)
      if (meter.lanes === this.#byKey.size) break
    }
    for (const lane of blocked) this.#heap.push(lane)
    return next
  }

  #take(lane: Lane, waiter: Waiter): void {
    lane.remove(waiter)
    this.waiting--
    if (lane.head) return
    this.#byKey.delete(lane.key)
    for (const meter of lane.meters) meter.lanes--
    this.#heap.emptied()
  }

  /** The meter for which it has to wait longest; that one it keeps for itself in this pass. */
  #blockedBy(waiter: Waiter, now: number): Meter | undefined {
    const { meters, weights } = waiter.claim
    this.#wait = Infinity
    for (const meter of meters) if (meter.heldIn === this.#pass) return meter
    let longest = 0
    let bottleneck: Meter | undefined
    for (let index = 0; index < meters.length; index++) {
      const wait = (meters[index] as Meter).wait(now, weights[index] as number)
      if (wait <= longest) continue
      longest = wait
      bottleneck = meters[index]
    }
    if (!bottleneck) return undefined
    // Whole milliseconds, as clocks have them: a smaller step might not move the time at all.
    this.#wait = Math.ceil(longest)
    bottleneck.heldIn = this.#pass
    if (waiter.blockedBy && waiter.blockedBy !== bottleneck) waiter.moves++
    waiter.blockedBy = bottleneck
    // Needs several meters that others need one at a time: without this it might find one of them used up for ever.
    if (waiter.moves >= PATIENCE && longest <= LONGEST_HOLD) for (const meter of meters) meter.heldIn = this.#pass
    return bottleneck
  }
}
