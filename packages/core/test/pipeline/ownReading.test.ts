import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { InputError, listOperation, operation, type PageCursor, singlePage } from '../../src/index.ts'
import { shop } from '../support/stub.ts'

const double = operation<{ n: number }, number>({
  summary: 'Double',
  kind: 'read',
  input: () => z.strictObject({ n: z.number() }),
  output: () => z.number(),
  request: ({ n }) => ({ method: 'GET', path: `double/${n}` }),
})

/** Rows of a list that reads in a way of its own: one page by itself, the next out of two other calls. */
const rows = listOperation<{ start?: number | undefined }, number>({
  summary: 'Rows',
  input: () => z.strictObject({ start: z.number().optional() }),
  item: () => z.number(),
  pages: singlePage,
  items: (body) => body.rows,
  request: () => ({ method: 'GET', path: 'rows' }),
  async *read(_input, { from, page, call, checked }) {
    if (from === undefined) yield { ...(await page()), next: 'second' as PageCursor }
    const both = await Promise.all([call(double, { n: 3 }), call(double, { n: 4 })])
    yield { items: checked(both), cursor: 'second', next: undefined, total: undefined }
  },
})

const answers = (request: { url: string }) =>
  request.url.endsWith('/rows') ? { json: { rows: [1, 2] } } : { json: Number(request.url.split('/').at(-1)) * 2 }

describe('a list that reads in a way of its own', () => {
  it('gives the same pages as any other, and sends nothing before it is read', async () => {
    const { client, requests } = shop(answers)
    const list = client.run('rows.list', rows, {})
    expect(requests).toHaveLength(0)
    expect(await list.all({ max: 9 })).toEqual([1, 2, 6, 8])
    expect(requests.map((request) => new URL(request.url).pathname)).toEqual([
      '/v1/rows',
      '/v1/double/3',
      '/v1/double/4',
    ])
  })

  it('reads on from a cursor', async () => {
    const { client, requests } = shop(answers)
    const pages = []
    for await (const page of client.run('rows.list', rows, {}).pages({ from: 'second' })) pages.push(page.items)
    expect(pages).toEqual([[6, 8]])
    expect(requests).toHaveLength(2)
  })

  it('names itself in the errors of its calls, and checks its input', async () => {
    const { client } = shop(() => ({ status: 404, json: {} }))
    await expect(client.run('rows.list', rows, {}).first()).rejects.toThrow('shop.rows.list: not found')
    await expect(client.run('rows.list', rows, { start: 'x' } as never).first()).rejects.toThrow(InputError)
  })

  it('holds its rows to their schema', async () => {
    const { client } = shop((request) => (request.url.endsWith('/rows') ? { json: { rows: ['odd'] } } : { json: 1 }), {
      validation: 'strict',
    })
    await expect(client.run('rows.list', rows, {}).first()).rejects.toThrow('does not fit')
  })

  it('tells limits by which method and with whose credentials it counts', async () => {
    const keys: unknown[] = []
    const { client } = shop(answers, {
      connection: {
        feedback: (_answer, operation, { path, account }) => void keys.push([operation, path, typeof account]),
      },
    })
    await client.run('double', double, { n: 1 })
    expect(keys).toEqual([['double', 'double/1', 'string']])
  })
})
