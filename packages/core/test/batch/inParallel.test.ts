import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { ConnectorError, inParallel } from '../../src/index.ts'

const collect = async <T>(slots: AsyncIterable<T>) => {
  const all: T[] = []
  for await (const slot of slots) all.push(slot)
  return all
}

it('tells of every item what became of it, whatever the order in which they end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ turns: fc.nat(5), fails: fc.boolean() }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      async (items, concurrency) => {
        let running = 0
        let most = 0
        const slots = await collect(
          inParallel(
            items,
            async ({ turns, fails }, index) => {
              most = Math.max(most, ++running)
              for (let turn = 0; turn < turns; turn++) await Promise.resolve()
              running--
              if (fails) throw new ConnectorError('refused')
              return index
            },
            { concurrency },
          ),
        )
        expect(most).toBeLessThanOrEqual(concurrency)
        expect(slots.map((slot) => slot.index).sort((a, b) => a - b)).toEqual(items.map((_, index) => index))
        for (const slot of slots) {
          expect(slot.input).toBe(items[slot.index])
          expect('error' in slot).toBe(items[slot.index]?.fails)
          if ('value' in slot) expect(slot.value).toBe(slot.index)
        }
      },
    ),
  )
})

it('reads no further ahead than it works', async () => {
  let read = 0
  async function* endless() {
    for (;;) yield read++
  }
  const seen: number[] = []
  for await (const slot of inParallel(endless(), async (item) => item * 2, { concurrency: 3 })) {
    seen.push(slot.index)
    if (seen.length === 10) break
  }
  expect(seen).toHaveLength(10)
  expect(read).toBeLessThanOrEqual(16)
})

it('throws what is no answer of a vendor, after what runs has ended', async () => {
  const bug = new TypeError('a bug')
  let ended = 0
  const work = async (item: number) => {
    await Promise.resolve()
    ended++
    if (item === 1) throw bug
  }
  await expect(collect(inParallel([0, 1, 2, 3], work, { concurrency: 2 }))).rejects.toBe(bug)
  expect(ended).toBeGreaterThanOrEqual(2)
})

it('stops with the reason of the signal', async () => {
  const controller = new AbortController()
  const reason = new Error('enough')
  const slots = inParallel([1, 2, 3], async (item) => (item === 2 ? controller.abort(reason) : undefined), {
    concurrency: 1,
    signal: controller.signal,
  })
  await expect(collect(slots)).rejects.toBe(reason)
})
