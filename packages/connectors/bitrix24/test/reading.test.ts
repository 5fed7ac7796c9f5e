import { describe, expect, it } from 'vitest'
import { type Progress, withProgress } from '../src/index.ts'
import { itemRows } from '../src/testing.ts'
import { collect, start } from './support/portal.ts'

const SPARSE = Array.from({ length: 4_000 }, (_, index) => 1 + index * 7 + (index % 3))

describe('reading deals', () => {
  it('takes one request for the first page, and few for thousands of rows', async () => {
    const { b24, box, run, bodies } = start({ deals: itemRows(2, 7_000) })
    expect(await run(b24.deals.list().take(50))).toHaveLength(50)
    expect(box.requests).toHaveLength(1)
    expect(bodies()[0]).toEqual({ entityTypeId: 2, order: { id: 'ASC' }, start: 0 })
    const deals = await run(b24.deals.list({ select: ['title'] }).all({ max: 10_000 }))
    expect(deals.map((deal) => deal.id)).toEqual(Array.from({ length: 7_000 }, (_, index) => index + 1))
    // A first page, and three batches.
    expect(box.requests.length - 1).toBe(4)
  })

  it('keeps filters, also those on the id', async () => {
    const { b24, run } = start({ deals: itemRows(2, SPARSE) })
    const rows = await run(
      b24.deals.list({ filter: { '>id': 700, '<=id': 20_000, '@stageId': ['NEW', 'WON'] } }).all({ max: 9_999 }),
    )
    const stages = ['NEW', 'PREPARATION', 'EXECUTING', 'WON', 'LOSE']
    const wanted = SPARSE.filter((id) => id > 700 && id <= 20_000 && ['NEW', 'WON'].includes(stages[id % 5] ?? ''))
    expect(rows.map((row) => row.id)).toEqual(wanted)
  })

  it('goes page by page in another order than that of the ids', async () => {
    const { b24, box, run } = start({ deals: itemRows(2, 130) })
    const rows = await run(b24.deals.list({ order: { id: 'DESC' } }).all({ max: 999 }))
    expect(rows.map((row) => row.id)).toEqual(Array.from({ length: 130 }, (_, index) => 130 - index))
    expect(box.requests).toHaveLength(3)
  })

  it('tells how far it is, and goes on from there in another run', async () => {
    const { b24, run } = start({ deals: itemRows(2, SPARSE) })
    const told: Progress[] = []
    const all = await run(collect(withProgress(b24.deals.list(), (progress) => void told.push(progress))))
    expect(all.map((row) => row.id)).toEqual(SPARSE)
    expect(told[0]).toMatchObject({ rows: 50, total: 4_000 })
    expect(told.at(-1)).toMatchObject({ rows: 4_000, next: undefined })
    for (const { rows, next } of told.slice(0, -1)) {
      const from = JSON.parse(JSON.stringify(next))
      const rest = await run(collect(withProgress(b24.deals.list(), () => {}, { from })))
      expect(rest.map((row) => row.id)).toEqual(SPARSE.slice(rows))
    }
  })

  it('stops sending when the loop is left', async () => {
    const { b24, box, clock, run } = start({ deals: itemRows(2, 30_000), latency: 500 })
    await run(
      (async () => {
        let rows = 0
        for await (const _ of b24.deals.list()) if (++rows === 9_000) break
      })(),
    )
    const sent = box.requests.length
    await clock.advance(60_000)
    expect(box.requests.length).toBe(sent)
    expect(clock.pending).toBe(0)
  })

  it('reads in smaller batches when the portal fails at large ones', async () => {
    const { b24, box, run } = start({ deals: itemRows(2, 3_000) }, { retry: false })
    box.fail({ with: 'status', status: 504, body: '<html>', times: 2, when: { path: /batch/ } })
    const rows = await run(b24.deals.list().all({ max: 9_999 }))
    expect(rows).toHaveLength(3_000)
    const sizes = box.requests
      .filter((request) => request.path.includes('batch'))
      .map((request) => Object.keys((JSON.parse(request.body) as { cmd: object }).cmd).length)
    expect(sizes.slice(0, 3)).toEqual([50, 12, 3])
  })

  it('refuses rows that are not in the range that was asked for, rather than lose some in silence', async () => {
    const { b24, run, transport } = start({ deals: itemRows(2, 200) })
    const { send } = transport
    Object.assign(transport, {
      send: async (request: Parameters<typeof send>[0]) =>
        send({ ...request, body: String(request.body).replaceAll('%3Eid', '%3E%3Did') }),
    })
    await expect(run(b24.deals.list().all({ max: 999 }))).rejects.toThrow('order or range')
  })

  it('reads the older methods and tasks the same way', async () => {
    const { b24, box, run } = start({ rows: 600 })
    expect(await run(b24.classic.deals.list().all({ max: 999 }))).toHaveLength(600)
    expect(await run(b24.tasks.list().all({ max: 999 }))).toHaveLength(600)
    expect(box.requests).toHaveLength(4)
  })
})
