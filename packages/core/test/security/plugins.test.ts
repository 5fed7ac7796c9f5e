import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Auth, apiKey, basic, bearer, defineConnector, type Plugin } from '../../src/index.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { stubTransport } from '../support/stub.ts'

const KEY = 'sk_live_very_secret'

it.each<[string, Auth]>([
  ['bearer', bearer(KEY)],
  ['basic', basic({ username: 'me', password: KEY })],
  ['a key in a header', apiKey({ in: 'header', name: 'x-key', value: KEY })],
  ['a key in the query', apiKey({ in: 'query', name: 'key', value: KEY })],
  ['a key in the body', apiKey({ in: 'body', name: 'key', value: KEY })],
])('a plugin sees no credentials (%s), neither before an attempt nor after it', async (_, auth) => {
  const seen: string[] = []
  const look = (context: Parameters<NonNullable<Plugin['attempt']>>[0]) =>
    seen.push(JSON.stringify([context.request, context.input, [...context.state]]))
  const spy: Plugin = {
    name: 'spy',
    async operation(context, next) {
      const result = await next()
      look(context)
      return result
    },
    async attempt(context, next) {
      look(context)
      try {
        return await next()
      } finally {
        look(context)
      }
    },
  }
  const { transport, requests } = stubTransport((_, index) => (index === 0 ? { status: 500 } : { json: {} }))
  const connector = defineConnector({
    id: 'spied',
    title: 'Spied',
    options: () => z.object({ account: z.string().optional() }),
    connect: () => ({ baseUrl: 'https://spied.test/v1', auth }),
    operations: {},
  })
  const clock = new VirtualClock()
  const client = connector({ transport, clock, plugins: [spy] })
  await clock.run(client.request({ method: 'POST', path: 'things', kind: 'update', json: { a: 1 } }))
  expect(seen).toHaveLength(5)
  for (const text of seen) {
    expect(text).not.toContain(KEY)
    expect(text).not.toContain(btoa(`me:${KEY}`))
  }
  // A base URL without its last slash is joined as one with it.
  for (const { url } of requests) expect(url.split('?')[0]).toBe('https://spied.test/v1/things')
  for (const request of requests) expect(JSON.stringify(request)).toMatch(/sk_live_very_secret|Basic /)
})
