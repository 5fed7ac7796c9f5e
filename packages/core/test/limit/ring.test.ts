import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { memoryLimiterStore } from '../../src/index.ts'
import { PairRing } from '../../src/limit/ring.ts'
import { slidingWindow } from '../../src/limit/slidingWindow.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'

it('a ring of pairs is a queue, however it grows and wraps', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          { arbitrary: fc.constant('push' as const), weight: 3 },
          { arbitrary: fc.constant('drop' as const), weight: 2 },
        ),
        { maxLength: 200 },
      ),
      (steps) => {
        const ring = new PairRing()
        const model: [number, number][] = []
        for (const [index, step] of steps.entries()) {
          if (step === 'push') {
            ring.push(index, index * 3)
            model.push([index, index * 3])
          } else if (model.length > 0) {
            ring.drop()
            model.shift()
          }
          expect(ring.size).toBe(model.length)
          expect(model.map((_, at) => [ring.time(at), ring.units(at)])).toEqual(model)
        }
      },
    ),
  )
})

it('fractions of units leave nothing behind in a window: all of it is free again', async () => {
  const clock = new VirtualClock()
  const limiter = memoryLimiterStore({ clock }).open('scope', [slidingWindow({ limit: 1, window: 1_000 })])
  const take = (cost: number) => limiter.acquire({ operation: 'x', cost, input: undefined }, undefined)
  for (let round = 0; round < 50; round++) {
    for (const cost of [0.2, 0.1, 0.3, 0.3]) {
      ;(await take(cost)).release()
      await clock.advance(1)
    }
    await clock.advance(1_001)
    const whole = take(1)
    expect(whole, `round ${round}`).not.toBeInstanceOf(Promise)
    ;(await whole).release()
    await clock.advance(1_001)
  }
})
