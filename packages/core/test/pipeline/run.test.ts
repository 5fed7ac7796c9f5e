import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { isConnectorError, listOperation, NotFoundError, nextLinkPages, operation } from '../../src/index.ts'
import { shop, Thing } from '../support/stub.ts'

const anything = () => z.any()

describe('operations made at run time', () => {
  it('run through the pipeline of the client, under their own name', async () => {
    const { client, clock, requests } = shop((_request, index) =>
      index === 0 ? { status: 503 } : { json: { id: 1, name: 'a' } },
    )
    const get = operation<unknown, Thing>({
      summary: 'Get',
      kind: 'read',
      input: anything,
      output: Thing,
      request: () => ({ method: 'GET', path: 'tables/42' }),
    })
    expect(await clock.run(client.run('tables.get', get, {}))).toEqual({ id: 1, name: 'a' })
    expect(requests.map((request) => request.url)).toEqual(Array(2).fill('https://shop.test/v1/tables/42'))
    expect(requests[0]?.headers.authorization).toBe('Bearer sk_live_very_secret')
  })

  it('give pages when they are lists, and name themselves in errors', async () => {
    const { client } = shop((_request, index) =>
      index === 0
        ? { json: { rows: [1, 2], next: 'tables?page=2' } }
        : { status: 404, json: { message: 'no such page' } },
    )
    const list = listOperation<unknown, number>({
      summary: 'List',
      input: anything,
      item: anything,
      items: (body) => body.rows,
      pages: nextLinkPages({ next: (body) => body.next }),
      request: () => ({ method: 'GET', path: 'tables' }),
    })
    const seen: number[] = []
    const reading = (async () => {
      for await (const row of client.run('tables.list', list, {})) seen.push(row)
    })()
    await expect(reading).rejects.toThrow('shop.tables.list: not found (HTTP 404): no such page')
    expect(seen).toEqual([1, 2])
  })

  it('an answer inside another one is judged as the connector judges its own', () => {
    const { client } = shop(() => ({}), {
      connection: {
        classify: ({ body }) =>
          (body as { failed?: boolean } | undefined)?.failed
            ? { kind: 'notFound', vendorMessage: 'key sk_live_very_secret is gone' }
            : undefined,
      },
    })
    const inner = (status: number, body: unknown) => ({ status, body, header: () => null, unreadable: undefined })
    expect(client.judge(inner(200, { failed: false }), { name: 'batch', kind: 'action' })).toBeUndefined()
    const error = client.judge(inner(200, { failed: true }), { name: 'batch', kind: 'action' })
    expect(isConnectorError(error) && error).toBeInstanceOf(NotFoundError)
    expect(error?.message).toContain('is gone')
    expect(error?.message).not.toContain('sk_live_very_secret')
  })
})
