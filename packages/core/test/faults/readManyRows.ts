/** A program of its own, for its heap: reads a million rows through a list operation, and prints how the heap grew. */
import * as z from 'zod'
import { bearer, defineConnector, listOperation, pageNumberPages, type Transport } from '../../src/index.ts'

const ROWS = 1_000_000
const PAGE = 1_000

const Row = z.looseObject({ id: z.number(), name: z.string(), email: z.string(), tags: z.array(z.string()) })

const transport: Transport = {
  name: 'rows',
  async send({ url }) {
    const page = Number(new URL(url).searchParams.get('page'))
    const data = Array.from({ length: page * PAGE <= ROWS ? PAGE : 0 }, (_, index) => {
      const id = (page - 1) * PAGE + index
      return { id, name: `Покупець ${id}`, email: `buyer${id}@example.com`, tags: ['new', `tag ${id % 7}`] }
    })
    const text = JSON.stringify({ data })
    return {
      status: 200,
      header: (name) => (name === 'content-type' ? 'application/json' : null),
      headers: () => [],
      text: async () => text,
      bytes: async () => new TextEncoder().encode(text),
      stream: () => new Blob([text]).stream(),
      discard: async () => undefined,
    }
  },
}

const connector = defineConnector({
  id: 'rows',
  title: 'Rows',
  options: () => z.object({ account: z.string().optional() }),
  connect: () => ({ baseUrl: 'https://rows.test/', auth: bearer('a-token') }),
  operations: {
    rows: listOperation<Record<string, never>, z.output<typeof Row>>({
      summary: 'List rows',
      input: z.strictObject({}),
      item: Row,
      pages: pageNumberPages({ size: PAGE }),
      key: (row) => row.id,
      request: () => ({ method: 'GET', path: 'rows' }),
    }),
  },
})

const MB = 1024 * 1024
const heap = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / MB
}

const client = connector({ transport })
const before = heap()
let rows = 0
let peak = 0
let quarter = 0
for await (const row of client.rows()) {
  rows++
  if (row.id % 50_000 === 0) peak = Math.max(peak, heap())
  if (rows === ROWS / 4) quarter = heap()
}
const after = heap()
console.log(JSON.stringify({ rows, before, peak, grown: after - quarter }))
