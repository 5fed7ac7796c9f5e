import { ConfigError } from '../errors/index.ts'
import { type Concurrency, ConcurrencyMeter } from './concurrency.ts'
import { unnamedUnits } from './cost.ts'
import { type Keyed, KeyedSource } from './keyed.ts'
import { type Meter, type MeterSource, type NextId, PlainSource } from './meter.ts'
import type { Reported } from './reported.ts'
import { ReportedMeter, ReportedSource } from './reportedMeter.ts'
import { type SlidingWindow, WindowMeter } from './slidingWindow.ts'
import { BucketMeter, type TokenBucket } from './tokenBucket.ts'
import type { Limit } from './types.ts'

/** Every limit that the process's own limiter can keep. */
export type KnownLimit = TokenBucket | SlidingWindow | Concurrency | Keyed | Reported

/** Brings a declared limit to life. */
export function sourceOf(limit: Limit, next: NextId): MeterSource {
  const known = limit as KnownLimit
  if (known.type === 'reported') return new ReportedSource(known, (key) => new ReportedMeter(next(), key, known))
  const unnamed = unnamedUnits(known.budget)
  if (known.type !== 'keyed') return new PlainSource(known.budget, unnamed, meterOf(known, undefined, next))
  return new KeyedSource(known, unnamed, (key) => meterOf(known.limit, key, next))
}

function meterOf(limit: Limit, key: string | undefined, next: NextId): Meter {
  const known = limit as Exclude<KnownLimit, Keyed | Reported>
  switch (known.type) {
    case 'tokenBucket':
      return new BucketMeter(next(), key, known)
    case 'slidingWindow':
      return new WindowMeter(next(), key, known)
    case 'concurrency':
      return new ConcurrencyMeter(next(), key, known)
    default:
      throw new ConfigError(`Unknown limit type '${String((limit as Limit).type)}'`)
  }
}
