import { ConfigError } from '../errors/index.ts'
import { checkInteger } from './check.ts'
import { unnamedUnits } from './cost.ts'
import { countingOf, declared } from './counting.ts'
import { KeyMap } from './keyMap.ts'
import type { Meter, MeterSource } from './meter.ts'
import type { Limit, LimitRequest } from './types.ts'

/** What a request counts for; undefined when the limit does not concern it. */
export type LimitKey = (request: LimitRequest) => string | undefined

export interface KeyedOptions<L extends Limit = Limit> {
  readonly key: LimitKey
  /** What each key gets for itself. */
  readonly limit: L
  /** Keys counted apart; further ones share a single count until some are idle. Default 10,000. */
  readonly maxKeys?: number
}

export interface Keyed<L extends Limit = Limit> extends Limit, Required<KeyedOptions<L>> {
  readonly type: 'keyed'
}

/**
 * A limit of its own for each key, such as a chat or a method. A key that waits does not hold up the others.
 *
 * @throws ConfigError when the limit is itself keyed or reported: those have a `key` of their own.
 */
export function keyed<L extends Limit>({ key, limit, maxKeys = 10_000 }: KeyedOptions<L>): Keyed<L> {
  checkInteger('keyed', 'maxKeys', maxKeys)
  const { meter } = countingOf(limit)
  if (meter === undefined) {
    throw new ConfigError(`keyed: a ${limit.type} limit has its own key; list it beside this one`)
  }
  const { budget } = limit
  const own: Keyed<L> = { type: 'keyed', budget, key, limit, maxKeys }
  return declared(own, {
    source: (next) => new KeyedSource(own, unnamedUnits(budget), (name) => meter(next(), name)),
  })
}

export class KeyedSource implements MeterSource {
  readonly budget: string
  readonly unnamed: number
  readonly plain = false
  readonly #key: LimitKey
  readonly #meters: KeyMap<Meter>

  constructor({ key, budget, maxKeys }: Keyed, unnamed: number, make: (key: string) => Meter) {
    this.budget = budget
    this.unnamed = unnamed
    this.#key = key
    this.#meters = new KeyMap(make, maxKeys)
  }

  collect(request: LimitRequest, now: number, meters: Meter[]): void {
    const key = this.#key(request)
    if (key === undefined) return
    const meter = this.#meters.get(key, now)
    meter.users++
    meters.push(meter)
  }

  paused(): void {}

  freshIn(now: number): number {
    return this.#meters.freshIn(now)
  }
}
