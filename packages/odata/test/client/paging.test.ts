import { bearer, InputError } from '@bpmcentr/core'
import { json } from '@bpmcentr/core/testing'
import { describe, expect, it } from 'vitest'
import { resolveLink } from '../../src/client/links.ts'
import { odata } from '../../src/index.ts'
import { shop } from '../support/shop.ts'

const many = (count: number) => ({
  Authors: Array.from({ length: count }, (_, index) => ({ ID: index + 1, name: `n${index % 7}` })),
  Books: [],
  Items: [],
  Orders: [],
})

describe('paging without links', () => {
  it.each(['skip', 'key'] as const)('reads every row once by %s', async (paging) => {
    const { typed, box } = shop('3.0', { data: many(25) }, { paging, pageSize: 10 })
    const rows = await typed
      .set('Authors')
      .list({ filter: (a) => a.name.ne('n3') })
      .all({ max: 99 })
    expect(rows.map((row) => row.ID)).toEqual(
      many(25)
        .Authors.filter((row) => row.name !== 'n3')
        .map((row) => row.ID),
    )
    expect(box.requests).toHaveLength(3)
  })

  it('keeps to the number of rows asked for', async () => {
    for (const paging of ['server', 'skip', 'key'] as const) {
      const { typed, box } = shop('4.0', { data: many(25), pageSize: 10 }, { paging, pageSize: 10 })
      const rows = await typed.set('Authors').list({ top: 12 }).all({ max: 99 })
      expect(rows).toHaveLength(12)
      expect(box.requests).toHaveLength(2)
    }
  })

  it('orders by the key last, so that equal rows do not change places', async () => {
    const { typed, box } = shop('3.0', { data: many(25) }, { paging: 'skip', pageSize: 10 })
    const rows = await typed
      .set('Authors')
      .list({ orderby: ['name desc'] })
      .all({ max: 99 })
    expect(new Set(rows.map((row) => row.ID)).size).toBe(25)
    expect(box.requests[0]?.query).toContain('$orderby=name%20desc%2CID')
  })

  it('compares composite keys part by part', async () => {
    const items = [1, 2, 3].flatMap((book_ID) => [1, 2, 3].map((pos) => ({ book_ID, pos, note: null })))
    const { typed } = shop('4.0', { data: { Items: items } }, { paging: 'key', pageSize: 2 })
    expect(await typed.set('Items').list().all({ max: 99 })).toEqual(items)
  })

  it('reads on from a page that was kept', async () => {
    const { typed } = shop('4.0', { data: many(25) }, { paging: 'key', pageSize: 10 })
    const list = typed.set('Authors').list()
    let next: Parameters<typeof list.pages>[0] = {}
    for await (const page of list.pages()) {
      next = { from: JSON.parse(JSON.stringify(page.next)) }
      break
    }
    const rest: number[] = []
    for await (const page of list.pages(next)) rest.push(...page.items.map((row) => row.ID))
    expect(rest).toEqual(Array.from({ length: 15 }, (_, index) => index + 11))
  })
})

describe('reading everything in ranges', () => {
  it.each(['2.0', '3.0', '4.0'] as const)(
    'gives every row exactly once in OData %s, in order or not',
    async (version) => {
      for (const ordered of [true, false]) {
        const { typed } = shop(
          version,
          { data: many(203), pageSize: version === '4.0' ? 20 : undefined },
          { pageSize: 20, paging: version === '4.0' ? 'server' : 'key' },
        )
        const seen: number[] = []
        for await (const row of typed.set('Authors').readAll({ parallel: 4, ordered, filter: (a) => a.ID.ne(77) }))
          seen.push(row.ID)
        const expected = many(203)
          .Authors.map((row) => row.ID)
          .filter((id) => id !== 77)
        expect(ordered ? seen : seen.toSorted((a, b) => a - b)).toEqual(expected)
      }
    },
  )

  it('stops reading when the caller stops', async () => {
    const { typed, box } = shop('4.0', { data: many(500) }, { pageSize: 10, paging: 'skip' })
    for await (const row of typed.set('Authors').readAll({ parallel: 2 })) if (row.ID > 0) break
    const sent = box.requests.length
    await new Promise((resolve) => setImmediate(resolve))
    expect(box.requests.length).toBe(sent)
    expect(sent).toBeLessThan(10)
  })

  it('passes on what fails', async () => {
    const { typed, box } = shop('4.0', { data: many(100) }, { pageSize: 10, paging: 'skip', retry: false })
    box.fail({ with: 'status', status: 500, after: 6 })
    const read = async () => {
      for await (const row of typed.set('Authors').readAll({ parallel: 3 })) expect(row.ID).toBeGreaterThan(0)
    }
    await expect(read()).rejects.toThrow('the server failed')
  })
})

describe('links to the next page', () => {
  const root = 'https://odata.example/service/'
  it.each([
    ['Books?$skiptoken=2', undefined, `${root}Books?$skiptoken=2`],
    ['Books?%24select=ID&%24skiptoken=2', undefined, `${root}Books?%24select=ID&%24skiptoken=2`],
    ['/service/Books?$skiptoken=2', undefined, `${root}Books?$skiptoken=2`],
    [`${root}Books?$skiptoken=2`, undefined, `${root}Books?$skiptoken=2`],
    ['Authors(1)/books?$skiptoken=2', '../$metadata#Books', `${root}Authors(1)/books?$skiptoken=2`],
    ['http://localhost:4004/service/Books?$skiptoken=2', undefined, `${root}Books?$skiptoken=2`],
    ['https://evil.example/other?$skiptoken=2', undefined, 'https://evil.example/other?$skiptoken=2'],
  ])('%s', (link, context, expected) => {
    expect(resolveLink(link, root, `${root}Authors(1)/books`, context)).toBe(expected)
  })

  it('never take credentials to another origin', async () => {
    const { box } = shop('4.0', {
      intercept: (request) =>
        request.path.startsWith('/Books')
          ? json({ value: [{ ID: 1 }], '@odata.nextLink': 'https://evil.example/steal?$skiptoken=1' })
          : undefined,
    })
    const sent: string[] = []
    const client = odata({
      baseUrl: `${box.baseUrl}/`,
      version: '4.0',
      auth: bearer('secret'),
      transport: {
        name: 'spy',
        send: async (request) => {
          sent.push(new URL(request.url).host)
          const answer = await box.handle(new Request(request.url, { headers: request.headers }))
          return {
            status: answer.status,
            header: (name) => answer.headers.get(name),
            headers: () => answer.headers,
            text: () => answer.text(),
            bytes: async () => new Uint8Array(await answer.arrayBuffer()),
            stream: () => answer.body as ReadableStream<Uint8Array>,
            discard: async () => {},
          }
        },
      },
    })
    await expect(client.set('Books').list().all({ max: 9 })).rejects.toThrow(InputError)
    expect(sent).toEqual(['odata.example'])
  })

  it('that lead in a circle end the reading', async () => {
    const { untyped } = shop('4.0', {
      intercept: () => json({ value: [{ ID: 1 }], '@odata.nextLink': 'Books?$skiptoken=1' }),
    })
    await expect(untyped.set('Books').list().all({ max: 99 })).rejects.toThrow('reading on would never end')
  })
})
