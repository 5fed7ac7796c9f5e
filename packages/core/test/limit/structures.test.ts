import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Claim } from '../../src/limit/claim.ts'
import { Lane, Waiter } from '../../src/limit/lane.ts'
import { LaneHeap } from '../../src/limit/laneHeap.ts'
import { PairRing } from '../../src/limit/ring.ts'

describe('a ring of pairs', () => {
  it('is a queue, whatever goes in and out, and merges what has the same time', () => {
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ later: fc.integer({ min: 0, max: 4 }), units: fc.integer({ min: 1, max: 9 }) }),
      },
      { weight: 2, arbitrary: fc.constant('drop' as const) },
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
        const ring = new PairRing()
        const model: { time: number; units: number }[] = []
        let time = 0
        for (const one of steps) {
          if (one === 'drop') {
            if (model.length === 0) continue
            model.shift()
            ring.drop()
          } else {
            time += one.later
            const last = model.at(-1)
            if (last?.time === time) last.units += one.units
            else model.push({ time, units: one.units })
            ring.push(time, one.units)
          }
          expect(ring.size).toBe(model.length)
        }
        expect(Array.from(model, (_, index) => ({ time: ring.time(index), units: ring.units(index) }))).toEqual(model)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the heap of lanes', () => {
  const nothing = () => undefined

  function waiter(order: number): Waiter {
    const made = new Waiter(new Claim([], [], true), nothing, nothing)
    made.order = order
    return made
  }

  it('has the lane with the oldest waiter on top, also after waiters left from the middle and lanes ran empty', () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ lane: fc.integer({ min: 0, max: 40 }) }) },
      { weight: 2, arbitrary: fc.record({ leave: fc.nat() }) },
      { weight: 2, arbitrary: fc.constant('next' as const) },
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
        const heap = new LaneHeap()
        const lanes = new Map<number, Lane>()
        const waiting: { lane: number; waiter: Waiter }[] = []
        const leave = (index: number) => {
          const [gone] = waiting.splice(index, 1) as [{ lane: number; waiter: Waiter }]
          const lane = lanes.get(gone.lane) as Lane
          lane.remove(gone.waiter)
          if (lane.head) return
          lanes.delete(gone.lane)
          heap.emptied()
        }
        let order = 0
        for (const one of steps) {
          if (one === 'next') {
            if (waiting.length > 0) leave(0)
          } else if ('leave' in one) {
            if (waiting.length > 0) leave(one.leave % waiting.length)
          } else {
            const made = waiter(order++)
            const known = lanes.get(one.lane)
            const lane = known ?? new Lane(String(one.lane), [], made.order)
            lane.push(made)
            if (!known) {
              lanes.set(one.lane, lane)
              heap.push(lane)
            }
            waiting.push({ lane: one.lane, waiter: made })
          }
          expect(heap.top()?.head).toBe(waiting[0]?.waiter)
        }
        while (waiting.length > 0) {
          leave(waiting.length % 3 === 0 ? 0 : waiting.length - 1)
          expect(heap.top()?.head).toBe(waiting[0]?.waiter)
        }
      }),
      { numRuns: 300 },
    )
  })
})
