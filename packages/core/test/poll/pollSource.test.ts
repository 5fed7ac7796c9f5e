import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PollState, pollSource } from '../../src/index.ts'
import { VirtualClock } from '../../src/testing/index.ts'

interface Row {
  readonly id: number
  readonly at: number
}

const MINUTE = 60_000

function start(overlap = 10 * MINUTE, more: { window?: number; maxSeen?: number } = {}) {
  const clock = new VirtualClock({ start: 1_000 * MINUTE })
  const rows = new Map<number, Row>()
  const asked: { since: number; until: number | undefined }[] = []
  const source = pollSource<Row>({
    read: async (range) => {
      asked.push(range)
      return [...rows.values()].filter((row) => row.at >= range.since && row.at <= (range.until ?? Infinity))
    },
    id: (row) => row.id,
    version: (row) => row.at,
    changedAt: (row) => row.at,
    overlap,
    clock,
    ...more,
  })
  return { clock, rows, asked, source, put: (id: number, at: number) => rows.set(id, { id, at }) }
}

const stored = (state: PollState): PollState => JSON.parse(JSON.stringify(state))

describe('a polling source', () => {
  it('does not flood its first poll with what was there before it started', async () => {
    const { source, put, clock } = start()
    put(1, clock.now() - MINUTE)
    const first = await source.poll(source.start())
    expect(first).toMatchObject({ items: [], more: false })
    put(2, clock.now())
    expect((await source.poll(stored(first.state))).items.map((row) => row.id)).toEqual([2])
  })

  it('brings a changed row again, and an unchanged one not, though the overlap reads both', async () => {
    const { source, put, clock } = start()
    put(1, clock.now())
    put(2, clock.now())
    const first = await source.poll(source.start())
    expect(first.items).toHaveLength(2)
    put(1, clock.now() + 1)
    const second = await source.poll(stored(first.state))
    expect(second.items).toEqual([{ id: 1, at: clock.now() + 1 }])
    expect((await source.poll(stored(second.state))).items).toEqual([])
  })

  it('finds rows that share the moment of one already seen, and rows that turn up late', async () => {
    const { source, put, clock } = start()
    put(1, clock.now())
    const { state } = await source.poll(source.start())
    put(2, clock.now())
    put(3, clock.now() - 9 * MINUTE)
    expect((await source.poll(state)).items.map((row) => row.id)).toEqual([3, 2])
  })

  it('hands over the oldest change first', async () => {
    const { source, put, clock } = start()
    for (const [id, minutes] of [
      [1, 3],
      [2, 1],
      [3, 2],
    ] as const)
      put(id, clock.now() + minutes * MINUTE)
    expect((await source.poll(source.start())).items.map((row) => row.id)).toEqual([2, 3, 1])
  })

  it('catches up a long absence window by window', async () => {
    const { source, put, clock, asked } = start(MINUTE, { window: 100 * MINUTE })
    for (let id = 1; id <= 10; id++) put(id, clock.now() - (1_000 - id * 90) * MINUTE)
    let state = source.start(clock.now() - 1_000 * MINUTE)
    const got: number[] = []
    let polls = 0
    for (let more = true; more; polls++) {
      const batch = await source.poll(stored(state))
      got.push(...batch.items.map((row) => row.id))
      ;({ state, more } = batch)
    }
    expect(got).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(polls).toBe(10)
    expect(asked.at(-1)?.until).toBeUndefined()
  })

  it('remembers no more than it was allowed to, and repeats rows rather than losing any', async () => {
    const { source, put, clock } = start(10 * MINUTE, { maxSeen: 2 })
    for (let id = 1; id <= 5; id++) put(id, clock.now() + id)
    const first = await source.poll(source.start())
    expect(first.state.seen).toHaveLength(2)
    expect((await source.poll(first.state)).items.map((row) => row.id)).toEqual([1, 2, 3])
  })

  it('leaves out of its state what the overlap cannot bring again', async () => {
    const { source, put, clock } = start()
    put(1, clock.now())
    const first = await source.poll(source.start())
    put(2, clock.now() + 60 * MINUTE)
    const second = await source.poll(first.state)
    expect(second.state.seen.map((row) => row[0])).toEqual([2])
  })

  it.each([
    undefined,
    null,
    'x',
    {},
    { v: 2, at: 1, seen: [] },
    { v: 1, at: 'now', seen: [] },
    { v: 1, at: 1, seen: [1] },
  ])('refuses a state that is none: %j', async (state) => {
    const { source, asked } = start()
    await expect(source.poll(state as never)).rejects.toMatchObject({ name: 'InputError', code: 'poll_state' })
    expect(asked).toEqual([])
  })

  it('follows at its interval until it is aborted, without a timer left', async () => {
    const { source, put, clock } = start()
    const abort = new AbortController()
    const got: number[] = []
    const followed = (async () => {
      for await (const batch of source.follow(source.start(), { interval: MINUTE, signal: abort.signal })) {
        got.push(...batch.items.map((row) => row.id))
      }
    })().catch((error: unknown) => error)
    await clock.advance(0)
    put(1, clock.now())
    await clock.advance(MINUTE)
    put(2, clock.now())
    await clock.advance(MINUTE)
    abort.abort(new Error('enough'))
    expect(await followed).toMatchObject({ message: 'enough' })
    expect(got).toEqual([1, 2])
    expect(clock.pending).toBe(0)
  })

  it('hands over the last version of every row exactly once, whatever happens between the polls', async () => {
    const step = fc.record({ id: fc.integer({ min: 1, max: 5 }), wait: fc.nat({ max: 20 }), late: fc.nat({ max: 9 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 8 }), async (rounds) => {
        const { source, put, clock, rows } = start()
        let state = source.start()
        await source.poll(state).then((batch) => {
          state = batch.state
        })
        const got: string[] = []
        let revision = 0
        for (const round of rounds) {
          for (const { id, wait, late } of round) {
            await clock.advance(wait * MINUTE)
            // Apart by a millisecond, as a version has to differ after each change.
            put(id, clock.now() - late * MINUTE + ++revision / 1_000)
          }
          const batch = await source.poll(stored(state))
          state = batch.state
          got.push(...batch.items.map((row) => `${row.id}@${row.at}`))
          // The overlap covers lateness against the newest change; older rows are out of its reach by design.
          for (const row of rows.values()) {
            if (row.at >= state.at - 10 * MINUTE) expect(got).toContain(`${row.id}@${row.at}`)
          }
        }
        expect(new Set(got).size).toBe(got.length)
      }),
      { numRuns: 200 },
    )
  })
})
