import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors/index.ts'
import { concurrency } from '../../src/limit/concurrency.ts'
import { keyed } from '../../src/limit/keyed.ts'
import { MemoryLimiter } from '../../src/limit/limiter.ts'
import { reported } from '../../src/limit/reported.ts'
import { slidingWindow } from '../../src/limit/slidingWindow.ts'
import { tokenBucket } from '../../src/limit/tokenBucket.ts'
import type { Limit } from '../../src/limit/types.ts'
import { systemClock } from '../../src/time.ts'

const kinds: readonly [string, Limit][] = [
  ['tokenBucket', tokenBucket({ capacity: 5, refill: 1, per: 1_000 })],
  ['slidingWindow', slidingWindow({ limit: 5, window: 1_000 })],
  ['concurrency', concurrency(5)],
  ['keyed', keyed({ key: () => 'a', limit: concurrency(1) })],
  ['reported', reported({ budget: 'operating', max: 480, window: 600_000 })],
]

describe.each(kinds)('a declared %s', (type, limit) => {
  it('is frozen plain data: how it is counted shows in no loop and no JSON', () => {
    expect(Object.isFrozen(limit)).toBe(true)
    expect(Reflect.ownKeys({ ...limit }).filter((key) => typeof key !== 'string')).toEqual([])
    expect(JSON.parse(JSON.stringify(limit))).toMatchObject({ type, budget: limit.budget })
  })

  it('is refused by name when it was copied by hand, since nobody would count it', () => {
    expect(() => new MemoryLimiter([{ ...limit }], systemClock)).toThrow(ConfigError)
    expect(() => new MemoryLimiter([{ ...limit }], systemClock)).toThrow(type)
    expect(() => new MemoryLimiter([limit], systemClock)).not.toThrow()
  })
})
