import { describe, expect, it } from 'vitest'
import { BigPortal, Ids, optimum } from './support/bigPortal.ts'

const MILLION = 1_000_000
/** Enough where what counts is the number of requests. */
const MANY = 400_000

/** Reads all deals and says what it took. Every id has to come once and in order, unless it was deleted meanwhile. */
async function readAll(portal: BigPortal, ids: Ids, { gone }: { readonly gone?: ReadonlySet<number> } = {}) {
  const before = ids.all.length
  const from = portal.clock.now()
  const client = portal.client()
  const seen: number[] = []
  await portal.clock.run(
    (async () => {
      for await (const deal of client.deals.list({ select: ['id'] })) seen.push(deal.id)
    })(),
  )
  const seconds = (portal.clock.now() - from) / 1_000
  await client.close()
  for (let at = 1; at < seen.length; at++) {
    if ((seen[at] as number) <= (seen[at - 1] as number)) expect.fail(`row ${seen[at]} came after ${seen[at - 1]}`)
  }
  const read = new Set(seen)
  for (const id of ids.all.slice(0, before)) {
    if (!read.has(id) && !gone?.has(id)) expect.fail(`row ${id} was not read`)
  }
  return { rows: seen.length, seconds, requests: portal.requests }
}

/** The fewest requests that bring so many rows: a first page, then 2,500 in each. */
function fewest(rows: number): number {
  return 1 + Math.ceil((rows - 50) / 2_500)
}

function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function report(name: string, { rows, seconds, requests }: Awaited<ReturnType<typeof readAll>>): number {
  const least = optimum(fewest(rows))
  const ratio = seconds / least
  console.log(
    `${name}: ${rows} rows, ${requests} requests (fewest ${fewest(rows)}), ${seconds} s (least ${least}), ${ratio.toFixed(3)}`,
  )
  return ratio
}

describe('reading a million deals under the documented limits', { timeout: 60_000 }, () => {
  it('is within 5 % of the least time where ids are dense, and never refused', async () => {
    const ids = new Ids(Array.from({ length: MILLION }, (_, index) => index + 1))
    const portal = new BigPortal({ ids })
    const taken = await readAll(portal, ids)
    expect(taken.rows).toBe(MILLION)
    expect(portal.rejected).toBe(0)
    expect(report('dense', taken)).toBeLessThanOrEqual(1.05)
  })

  it('is within 5 % also when each request takes a second and a half', async () => {
    const ids = new Ids(Array.from({ length: MILLION }, (_, index) => index + 1))
    const portal = new BigPortal({ ids, latency: 1_500 })
    const taken = await readAll(portal, ids)
    expect(taken.rows).toBe(MILLION)
    expect(portal.rejected).toBe(0)
    expect(report('dense, slow portal', taken)).toBeLessThanOrEqual(1.05)
  })

  it('is within 40 % where nine ids of ten are missing', async () => {
    const chance = random(1)
    const ids: number[] = []
    for (let id = 1; ids.length < MILLION; id++) if (chance() < 0.1) ids.push(id)
    const table = new Ids(ids)
    const portal = new BigPortal({ ids: table })
    const taken = await readAll(portal, table)
    expect(taken.rows).toBe(MILLION)
    expect(portal.rejected).toBe(0)
    expect(report('nine of ten missing', taken)).toBeLessThanOrEqual(1.4)
  })

  it.each([
    ['clusters of 20,000', 20_000, 180_000],
    // Where every cluster is a few pages long, both its ends are met with pages that are not full.
    ['clusters of 500', 500, 4_500],
  ])('takes at most half as many requests again where ids lie in %s', async (name, size, gap) => {
    const chance = random(2)
    const ids: number[] = []
    for (let next = 1; ids.length < MANY; ) {
      const count = Math.min(MANY - ids.length, Math.ceil(size * (0.5 + chance())))
      for (let index = 0; index < count; index++) ids.push(next + index)
      next += count + Math.ceil(gap * (0.5 + chance()))
    }
    const table = new Ids(ids)
    const portal = new BigPortal({ ids: table })
    const taken = await readAll(portal, table)
    expect(taken.rows).toBe(MANY)
    expect(portal.rejected).toBe(0)
    report(name, taken)
    expect(taken.requests / fewest(MANY)).toBeLessThanOrEqual(1.5)
  })

  it('is complete and without repeats while rows are deleted and added', async () => {
    const chance = random(3)
    const ids = new Ids(Array.from({ length: MILLION }, (_, index) => index + 1))
    const gone = new Set<number>()
    let next = MILLION
    const portal = new BigPortal({
      ids,
      onRequest() {
        for (let count = 0; count < 20; count++) {
          ids.insert(++next)
          const id = Math.ceil(chance() * MILLION)
          ids.delete(id)
          gone.add(id)
        }
      },
    })
    const taken = await readAll(portal, ids, { gone })
    expect(portal.rejected).toBe(0)
    expect(taken.rows).toBeGreaterThan(MILLION - gone.size)
    expect(report('moving', taken)).toBeLessThanOrEqual(1.05)
  })

  it('waits for the seconds of its method to come back rather than being blocked', async () => {
    const ids = new Ids(Array.from({ length: MILLION / 2 }, (_, index) => index + 1))
    // 10,000 list commands of 0.1 s: twice what ten minutes allow.
    const portal = new BigPortal({ ids, cost: 0.1 })
    const taken = await readAll(portal, ids)
    expect(taken.rows).toBe(MILLION / 2)
    expect(portal.rejected).toBe(0)
    expect(portal.blocked).toBeLessThanOrEqual(100)
    // The first 480 s are used up at once, the next after ten minutes, the rest after twenty.
    expect(taken.seconds).toBeLessThanOrEqual(1_230)
  })

  it('goes on after a storm of refusals', async () => {
    const ids = new Ids(Array.from({ length: 300_000 }, (_, index) => index + 1))
    let refused = 0
    const begin = { at: 0 }
    const portal = new BigPortal({
      ids,
      refuse(count, at) {
        if (count < 30) return undefined
        if (begin.at === 0) begin.at = at
        if (at - begin.at > 10_000) return undefined
        refused++
        return { status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' } }
      },
    })
    const taken = await readAll(portal, ids)
    expect(taken.rows).toBe(300_000)
    expect(refused).toBeGreaterThan(2)
    expect(refused, 'requests into the storm').toBeLessThan(40)
  })

  it('shares the bucket between clients of one process', async () => {
    const ids = new Ids(Array.from({ length: 200_000 }, (_, index) => index + 1))
    const portal = new BigPortal({ ids })
    const clients = [portal.client(), portal.client()]
    const count = async (client: ReturnType<BigPortal['client']>) => {
      let rows = 0
      for await (const _ of client.deals.list({ select: ['id'] })) rows++
      return rows
    }
    const from = portal.clock.now()
    expect(await portal.clock.run(Promise.all(clients.map(count)))).toEqual([200_000, 200_000])
    expect(portal.rejected).toBe(0)
    expect((portal.clock.now() - from) / 1_000).toBeLessThanOrEqual(optimum(2 * fewest(200_000)) * 1.05 + 3)
  })
})
