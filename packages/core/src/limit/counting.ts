import { ConfigError } from '../errors/index.ts'
import { unnamedUnits } from './cost.ts'
import { type Meter, type MeterSource, type NextId, PlainSource } from './meter.ts'
import type { Limit } from './types.ts'

const COUNTING: unique symbol = Symbol.for('bpmcentr.limit') as never

/** How this process counts a limit. It travels with the limit, so a program carries the counters of the limits it uses. */
export interface Counting {
  source(next: NextId): MeterSource
  /** The count of one key; missing where the limit has keys of its own. */
  meter?(id: number, key: string | undefined): Meter
  /** Units a second in the long run, where the limit is a rate. */
  readonly rate?: number
}

/** A declared limit: frozen plain data, with how it is counted beside it, unseen by JSON and loops. */
export function declared<L extends Limit>(limit: L, counting: Counting): L {
  return Object.freeze(Object.defineProperty(limit, COUNTING, { value: counting }))
}

/** The same for a limit that counts all requests alike. */
export function declaredPlain<L extends Limit>(
  limit: L,
  meter: (id: number, key: string | undefined) => Meter,
  rate?: number,
): L {
  return declared(limit, {
    source: (next) => new PlainSource(limit.budget, unnamedUnits(limit.budget), meter(next(), undefined)),
    meter,
    ...(rate === undefined ? {} : { rate }),
  })
}

/** Units a second in the long run; undefined where the limit is no rate, or one that only another store knows. */
export function rateOf(limit: Limit): number | undefined {
  return (limit as { [COUNTING]?: Counting })[COUNTING]?.rate
}

/** @throws ConfigError for a limit that was not made by a function of this package. */
export function countingOf(limit: Limit): Counting {
  const counting = (limit as { [COUNTING]?: Counting })[COUNTING]
  if (counting === undefined) throw new ConfigError(`Unknown limit type '${String(limit.type)}'`)
  return counting
}
