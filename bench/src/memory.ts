/** A million rows read page by page: time, and how high the heap goes after each tenth. */
import type { Transport } from '@bpmcentr/core'
import { table } from './measure.ts'
import { shopClient } from './shop.ts'

const ROWS = 1_000_000

/** Answers `rows?page=…&limit=…` out of nothing, so that only the client's memory is seen. */
const rows: Transport = {
  name: 'rows',
  async send({ url }) {
    const query = new URLSearchParams(url.slice(url.indexOf('?')))
    const limit = Number(query.get('limit'))
    const from = (Number(query.get('page')) - 1) * limit
    const data: string[] = []
    for (let id = from + 1; id <= Math.min(from + limit, ROWS); id++) {
      data.push(`{"id":${id},"name":"row number ${id}","grand_total":${id / 2},"note":"${'n'.repeat(80)}"}`)
    }
    const body = `{"data":[${data.join(',')}]}`
    return {
      status: 200,
      header: (name) => (name === 'content-type' ? 'application/json' : null),
      headers: () => [],
      text: async () => body,
      bytes: async () => new TextEncoder().encode(body),
      stream: () => new Blob([body]).stream() as ReadableStream<Uint8Array>,
      discard: async () => {},
    }
  },
}

export async function memory(): Promise<void> {
  const client = shopClient('http://127.0.0.1', { transport: rows })
  const heaps: number[] = []
  const start = performance.now()
  let seen = 0
  for await (const row of client.orders.rows({ total: ROWS, limit: 1_000 })) {
    seen += row.id > 0 ? 1 : 0
    if (seen % (ROWS / 10) === 0) {
      globalThis.gc?.()
      heaps.push(process.memoryUsage().heapUsed / 1_000_000)
    }
  }
  const seconds = (performance.now() - start) / 1000
  const first = heaps[0] ?? Number.NaN
  const last = heaps.at(-1) ?? Number.NaN
  console.log(
    table([
      ['a million rows', ''],
      ['rows read', String(seen)],
      ['rows a second', Math.round(seen / seconds).toString()],
      ['heap after the first tenth, MB', first.toFixed(1)],
      ['heap after the last tenth, MB (goal: under 100)', last.toFixed(1)],
      ['greatest resident set, MB', (process.resourceUsage().maxRSS / 1000).toFixed(0)],
    ]),
  )
  await client.close()
}
