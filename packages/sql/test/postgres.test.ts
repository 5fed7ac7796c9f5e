import { afterAll, describe, expect, it } from 'vitest'
import { id, raw } from '../src/index.ts'
import { postgres } from '../src/postgres.ts'
import { failure } from './support/collect.ts'
import { detourTo } from './support/detour.ts'
import { present } from './support/target.ts'

const url = process.env.BPMCENTR_SQL_POSTGRES ?? 'postgres://root@127.0.0.1:5432/test'
const { hostname, port } = new URL(url)

describe.skipIf(!(await present('postgres', url)))('PostgreSQL', () => {
  const db = postgres({ url })
  afterAll(() => db.close())

  it('notifies listeners, who are told when they have to look again', async () => {
    const detour = await detourTo(hostname, Number(port || 5432))
    const far = postgres({ url, host: '127.0.0.1', port: detour.port })
    const channel = `bc "chan" ${Math.random()}`
    const seen: string[] = []
    for await (const event of far.listen(channel)) {
      seen.push(event.type === 'notification' ? event.payload : event.type)
      if (seen.length === 1) await db.notify(channel, "it's\n\\ here")
      if (seen.length === 2) detour.cut()
      if (seen.length === 3) await db.notify(channel)
      if (seen.length === 4) break
    }
    expect(seen).toEqual(['listening', "it's\n\\ here", 'listening', ''])
    await far.close()
    await detour.close()
  })

  it('stops listening with the reason of the signal', async () => {
    const controller = new AbortController()
    const listening = (async () => {
      for await (const _ of db.listen('bc_quiet', { signal: controller.signal }))
        setTimeout(() => controller.abort(new Error('stop')), 10)
    })()
    expect((await failure(listening)).message).toBe('stop')
  })

  it('takes arrays, and writes them in bulk too', async () => {
    const name = `bc_arrays_${Math.random().toString(36).slice(2)}`
    const table = id(name)
    await db.execute`create table ${table} (id int primary key, tags text[], grid int[][])`
    const tags = ['a,b', 'c"d', 'e\\f', '', 'NULL', '{}', null]
    const [first] = await db.query`select ${tags}::text[] as tags`
    expect(first?.tags).toEqual(tags)
    for (const bulk of ['copy', 'unnest'] as const) {
      const own = postgres({ url, bulk })
      await own.upsertMany(
        name,
        [
          {
            id: 1,
            tags,
            grid: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
        { key: ['id'] },
      )
      const [row] = await own.query`select tags, grid from ${table}`
      expect(row).toEqual({
        tags,
        grid: [
          [1, 2],
          [3, 4],
        ],
      })
      await own.execute`delete from ${table}`
      await own.close()
    }
    await db.execute`drop table ${table}`
  })

  it('streams a million rows in flat memory', { timeout: 60_000 }, async () => {
    const peakOf = async (rows: number) => {
      let count = 0
      let peak = 0
      for await (const batch of db.stream`select n, repeat('x', 100) as words from generate_series(1, ${rows}::int) n`.batches()) {
        count += batch.length
        if (count % 50_000 < 1_000) peak = Math.max(peak, process.memoryUsage().rss)
      }
      expect(count).toBe(rows)
      return peak / 2 ** 20
    }
    const small = await peakOf(100_000)
    expect((await peakOf(1_000_000)) - small).toBeLessThan(96)
  })

  it('rolls a bulk write back when its rows break a COPY half way', async () => {
    const name = `bc_copy_${Math.random().toString(36).slice(2)}`
    await db.execute`create table ${id(name)} (id int primary key, words ${raw('text')})`
    const rows = [
      { id: 1, words: 'a' },
      { id: 2, words: 'nul\0here' },
      { id: 3, words: 'c' },
    ]
    const error = await failure(db.insertMany(name, rows))
    expect(error).toMatchObject({ name: 'InvalidRequestError', code: 'invalid_value' })
    const report = await db.insertMany(name, rows, { errors: 'report' })
    expect(report).toMatchObject({ affected: 2, failed: 1 })
    await db.execute`drop table ${id(name)}`
  })
})
