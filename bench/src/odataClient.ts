/** The OData client: building queries, decoding pages, a million rows, and batches against single posts on SAP CAP. */
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Transport } from '@bpmcentr/core'
import { odata } from '@bpmcentr/odata'
import { OData } from '@odata/client'
import odataQuery from 'odata-query'
import { interleave, median, table } from './measure.ts'

/** Its types speak of a default export inside of the default export; the module is the function. */
const buildQuery = odataQuery as unknown as (options: object) => string

const ENTITIES = 10_000

const entity = (ID: number) =>
  `{"@odata.etag":"W/\\"${ID}\\"","ID":${ID},"title":"Book number ${ID}","price":"${ID}.50","big":"9007199254740993","released":"2026-01-31","stock":${ID % 50},"author_ID":${ID % 7}}`

function pageOf(from: number, count: number, next: string | undefined): string {
  const rows = Array.from({ length: count }, (_, index) => entity(from + index))
  const link = next === undefined ? '' : `"@odata.nextLink":"${next}",`
  return `{"@odata.context":"$metadata#Books",${link}"value":[${rows.join(',')}]}`
}

/** Answers from memory, so that only the client is measured. */
function answering(body: (url: string) => string): Transport {
  return {
    name: 'memory',
    async send({ url }) {
      const text = body(url)
      return {
        status: 200,
        header: (name) => (name === 'content-type' ? 'application/json' : null),
        headers: () => [],
        text: async () => text,
        bytes: async () => new TextEncoder().encode(text),
        stream: () => new Blob([text]).stream() as ReadableStream<Uint8Array>,
        discard: async () => {},
      }
    },
  }
}

export async function odataClient(): Promise<void> {
  await decoding()
  await building()
  await millionRows()
  await batches()
}

/** The same 10,000 entities from a server on loopback. */
async function decoding(): Promise<void> {
  const body = pageOf(1, ENTITIES, undefined)
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(body),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const own = odata({ baseUrl: url, version: '4.0' })
  const other = OData.New4({ serviceEndpoint: url, fetchProxy: undefined as never } as never)
  const measured = await interleave(
    [
      {
        name: 'fetch and JSON.parse',
        run: async () => JSON.parse(await (await fetch(`${url}Books`)).text()).value.length,
      },
      { name: '@bpmcentr/odata', run: async () => (await own.set('Books').list().all({ max: ENTITIES })).length },
      { name: '@odata/client', run: async () => (await other.getEntitySet('Books').query()).length },
    ],
    { rounds: 5, calls: 8, concurrency: 1 },
  )
  server.closeAllConnections()
  server.close()
  const rows = measured.map(({ name, rates }) => [name, `${(1000 / median(rates)).toFixed(1)} ms`])
  console.log(table([[`${ENTITIES} entities in one answer`, ''], ...rows]))
}

async function building(): Promise<void> {
  const client = odata({ baseUrl: 'http://x.example/', version: '4.0', transport: answering(() => '{"value":[]}') })
  const books = client.set('Books')
  const times = 20_000
  const timed = async (run: (index: number) => unknown) => {
    for (let index = 0; index < 2_000; index++) await run(index)
    const start = performance.now()
    for (let index = 0; index < times; index++) await run(index)
    return `${(((performance.now() - start) / times) * 1000).toFixed(1)} µs`
  }
  const call = await timed((index) =>
    books
      .list({ filter: (b) => b.price!.gt(index).and(b.title!.startswith('x')), select: ['ID', 'title'], top: 10 })
      .first(),
  )
  const bare = await timed(() => books.list().first())
  const string = await timed((index) =>
    buildQuery({
      filter: { and: [{ price: { gt: index } }, { title: { startswith: 'x' } }] },
      select: ['ID', 'title'],
      top: 10,
    }),
  )
  console.log(
    table([
      ['one query with a filter of two conditions', ''],
      ['odata-query, the string only', string],
      ['@bpmcentr/odata, the whole call through the pipeline', call],
      ['the same call without a query', bare],
    ]),
  )
}

async function millionRows(): Promise<void> {
  const total = 1_000_000
  const size = 5_000
  const transport = answering((url) => {
    const from = Number(/skiptoken=(\d+)/.exec(url)?.[1] ?? 0)
    return pageOf(from + 1, size, from + size < total ? `Books?$skiptoken=${from + size}` : undefined)
  })
  const client = odata({ baseUrl: 'http://x.example/', version: '4.0', transport, timeout: 600_000 })
  const heaps: number[] = []
  let seen = 0
  const start = performance.now()
  for await (const row of client.set('Books').list()) {
    seen += row.ID === undefined ? 0 : 1
    if (seen % (total / 10) === 0) {
      globalThis.gc?.()
      heaps.push(process.memoryUsage().heapUsed / 1_000_000)
    }
  }
  const seconds = (performance.now() - start) / 1000
  console.log(
    table([
      ['a million rows', ''],
      ['rows a second', String(Math.round(seen / seconds))],
      ['heap after the first and the last tenth', `${heaps[0]?.toFixed(0)} and ${heaps.at(-1)?.toFixed(0)} MB`],
    ]),
  )
}

/** Needs SAP CAP, which belongs to the private package checks/odata. */
async function batches(): Promise<void> {
  const cwd = fileURLToPath(new URL('../../checks/odata/fixture', import.meta.url))
  try {
    createRequire(`${cwd}/cap.js`).resolve('@sap/cds')
  } catch {
    console.log('SAP CAP is not installed: no figures for batches')
    return
  }
  const child = spawn(process.execPath, ['cap.js'], { cwd, stdio: ['ignore', 'pipe', 'ignore'] })
  const url = await new Promise<string>((resolve) => {
    let output = ''
    child.stdout.on('data', (data: Buffer) => {
      output += data
      const found = /^http:\/\/127\.0\.0\.1:\d+$/m.exec(output)
      if (found) resolve(found[0])
    })
  })
  const count = 1_000
  const timed = async (name: string, run: (from: number) => Promise<unknown>, from: number) => {
    const start = performance.now()
    await run(from)
    return [name, `${(performance.now() - start).toFixed(0)} ms`]
  }
  const client = (format: 'multipart' | 'json' | 'none', limit = 100) =>
    odata({
      baseUrl: `${url}/odata/v4/loose/`,
      version: '4.0',
      batch: { format, limit, parallel: 4 },
      timeout: 600_000,
    })
  const creating = (format: 'multipart' | 'json' | 'none', limit?: number) => async (from: number) => {
    const result = await client(format, limit).batch((b) => {
      for (let index = 0; index < count; index++) b.set('Authors').create({ ID: from + index, name: `author ${index}` })
    })
    if (!result.succeeded) throw new Error('not all were created')
  }
  const single = async (from: number) => {
    const set = client('none').set('Authors')
    for (let index = 0; index < count; index++) await set.create({ ID: from + index, name: `author ${index}` })
  }
  await creating('json')(1_000_000)
  const rows = [
    await timed('one by one', single, 2_000_000),
    await timed('one by one, 4 at once', creating('none'), 3_000_000),
    await timed('batches of 100, multipart', creating('multipart'), 4_000_000),
    await timed('batches of 100, JSON', creating('json'), 5_000_000),
    await timed('batches of 250, JSON', creating('json', 250), 6_000_000),
  ]
  child.kill()
  console.log(table([[`${count} creates on SAP CAP`, ''], ...rows]))
}
