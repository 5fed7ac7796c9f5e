import { InputError } from '../errors/index.ts'
import { unitsOf } from './cost.ts'
import type { Meter, MeterSource, Settle, Taken } from './meter.ts'
import type { Cost, LimitRequest } from './types.ts'

/** Everything one attempt takes: units of each of its meters. */
export class Claim implements Taken {
  readonly meters: readonly Meter[]
  readonly weights: readonly number[]
  /** A shared claim serves every request of the same cost. */
  readonly shared: boolean
  #lane: string | undefined = undefined

  constructor(meters: readonly Meter[], weights: readonly number[], shared: boolean) {
    this.meters = meters
    this.weights = weights
    this.shared = shared
  }

  /** Requests that draw on the same meters queue in the same lane. */
  get lane(): string {
    this.#lane ??= this.meters.map((meter) => meter.id).join()
    return this.#lane
  }

  /** The request is out of the limiter again: keyed meters that nobody uses may go. */
  drop(): void {
    if (this.shared) return
    for (const meter of this.meters) meter.users--
  }
}

/** Makes claims; one is kept for the cost that came last, since most calls of a scope cost the same. */
export class Claims {
  readonly #sources: MeterSource[] = []
  /** How to give back with a vendor's report; undefined when no limit can read one. */
  settle: Settle | undefined = undefined
  #plain = true
  #lastCost: Cost | undefined = undefined
  #last: Claim | undefined = undefined

  add(source: MeterSource): void {
    this.#sources.push(source)
    if (!source.plain) this.#plain = false
    this.settle ??= source.settle
    this.#last = undefined
  }

  get sources(): readonly MeterSource[] {
    return this.#sources
  }

  /** @throws InputError when the cost can never be admitted. */
  of(request: LimitRequest, now: number): Claim {
    const { cost } = request
    if (this.#last && cost === this.#lastCost) return this.#last
    const shared = this.#plain && typeof cost === 'number'
    const meters: Meter[] = []
    const weights: number[] = []
    try {
      for (const source of this.#sources) {
        const units = unitsOf(cost, source.budget, source.unnamed)
        if (units === 0) continue
        source.collect(request, now, meters)
        while (weights.length < meters.length) weights.push(units)
      }
      refuseImpossible(meters, weights, request)
    } catch (error) {
      // A `key` function threw, or the cost makes no sense: the meters collected so far are not in use after all.
      for (const meter of meters) meter.users--
      throw error
    }
    const claim = new Claim(meters, weights, shared)
    if (shared) {
      this.#lastCost = cost
      this.#last = claim
    }
    return claim
  }
}

function refuseImpossible(meters: readonly Meter[], weights: readonly number[], request: LimitRequest): void {
  for (let index = 0; index < meters.length; index++) {
    const { most } = meters[index] as Meter
    if ((weights[index] as number) <= most) continue
    throw new InputError(
      `${request.operation} costs ${weights[index]} units at once, and the limit never lets more than ${most} start; split it`,
      { code: 'cost_above_limit', operation: request.operation },
    )
  }
}
