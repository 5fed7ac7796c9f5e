import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  bearer,
  cursorPages,
  defineConnector,
  listOperation,
  nextLinkPages,
  type PageStrategy,
  ResponseMismatchError,
} from '../../src/index.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { type StubAnswer, stubTransport } from '../support/stub.ts'

interface Body {
  items: number[]
  meta: { next?: string; total: number }
}

function listOf(pages: PageStrategy, answer: (url: URL, index: number) => StubAnswer) {
  const { transport, requests } = stubTransport((request, index) => answer(new URL(request.url), index))
  const connector = defineConnector({
    id: 'pages',
    title: 'Pages',
    options: () => z.object({ account: z.string().optional() }),
    connect: () => ({ baseUrl: 'https://pages.test/', auth: bearer('a-token') }),
    operations: {
      list: listOperation<Record<string, never>, number>({
        summary: 'List numbers',
        input: z.strictObject({}),
        item: z.number(),
        pages,
        items: (body: Body) => body.items,
        request: () => ({ method: 'GET', path: 'numbers' }),
      }),
    },
  })
  const clock = new VirtualClock()
  return { client: connector({ transport, clock }), clock, requests }
}

const byCursor = cursorPages({
  param: 'after',
  next: (body: Body) => body.meta.next,
  total: (body: Body) => body.meta.total,
})
const byLink = nextLinkPages({ next: (body: Body) => body.meta.next })

describe('a vendor whose pages', () => {
  it.each<[string, PageStrategy, string[]]>([
    ['name each other in turn', byCursor, ['b', 'c', 'a', 'b', 'c', 'a', 'b', 'c']],
    ['end in a circle', byCursor, ['b', 'c', 'd', 'e', 'c', 'd', 'e', 'c']],
    ['name themselves', byCursor, ['b', 'b', 'b']],
    [
      'link in a circle',
      byLink,
      ['https://pages.test/2', 'https://pages.test/3', 'https://pages.test/2', 'https://pages.test/3'],
    ],
  ])('%s are not read for ever', async (_, pages, nexts) => {
    const { client, clock, requests } = listOf(pages, (__, index) => ({
      json: { items: [index], meta: { next: nexts[index % nexts.length] } },
    }))
    const error = await clock.run(
      (async () => {
        for await (const number of client.list()) if (number > 50) return 'read on and on'
        return 'ended'
      })().catch((thrown: unknown) => thrown),
    )
    expect(error).toBeInstanceOf(ResponseMismatchError)
    expect(error).toMatchObject({ reason: 'paging', code: 'response_paging', operation: 'pages.list' })
    expect(requests.length).toBeLessThanOrEqual(nexts.length)
  })

  it('are many, each with another cursor, are all read', async () => {
    const { client, clock } = listOf(byCursor, (_, index) => ({
      json: { items: [index], meta: index < 3_000 ? { next: `cursor ${index}` } : {} },
    }))
    expect(await clock.run(client.list().all({ max: 5_000 }))).toHaveLength(3_001)
  })

  it('lack the part that says what comes next is told so', async () => {
    for (const pages of [byCursor, byLink]) {
      const { client, clock } = listOf(pages, () => ({ json: { items: [1] } }))
      const error = await clock.run(
        client
          .list()
          .first()
          .catch((thrown: unknown) => thrown),
      )
      expect(error).toBeInstanceOf(ResponseMismatchError)
      expect(error).toMatchObject({ reason: 'schema', operation: 'pages.list', status: 200 })
    }
  })

  it.each([
    { json: null },
    { json: 5 },
    { json: [] },
    { text: '' },
    { json: { items: {} } },
    { json: { items: 'abc' } },
  ])('are no pages at all (%j) is told so', async (answer) => {
    const { client, clock } = listOf(byCursor, () => answer)
    const error = await clock.run(
      client
        .list()
        .first()
        .catch((thrown: unknown) => thrown),
    )
    expect(error).toBeInstanceOf(ResponseMismatchError)
  })
})
