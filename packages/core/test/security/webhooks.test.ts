import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  constantTimeEqual,
  defineWebhook,
  memoryDedupeStore,
  receiver,
  verifyEvent,
  WebhookVerificationError,
} from '../../src/index.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'

const SECRET = 'the-secret-of-the-hook'

const hook = defineWebhook<{ paid: { order: number } }>({
  id: 'hook',
  events: { paid: z.object({ order: z.number() }) },
  verify: (raw, secret) => constantTimeEqual(raw.header('x-secret'), secret),
  timestamp: (raw) => {
    const time = raw.header('x-time')
    return time === null || time === undefined ? undefined : Number(time)
  },
  parse: (raw) => raw.json() as { type: string; data: unknown; id?: string },
})

const clock = new VirtualClock()
const deliver = (event: object, headers: Record<string, string> = { 'x-time': String(clock.now()) }) => ({
  headers: { 'x-secret': SECRET, ...headers },
  body: JSON.stringify(event),
})
const verify = (delivery: ReturnType<typeof deliver>) => verifyEvent(hook, delivery, { secrets: SECRET, clock })

describe('a delivery that must say when it was made', () => {
  it.each<[string, Record<string, string>]>([
    ['does not', {}],
    ['says nonsense', { 'x-time': 'yesterday' }],
    ['is too old', { 'x-time': String(clock.now() - 300_001) }],
    ['is from the future', { 'x-time': String(clock.now() + 300_001) }],
  ])('is refused as a replay when it %s', async (_, headers) => {
    await expect(verify(deliver({ type: 'paid', data: { order: 1 } }, headers))).rejects.toMatchObject({
      reason: 'replay',
    })
  })

  it('is taken at either edge of the window', async () => {
    for (const shift of [-300_000, 0, 300_000]) {
      const headers = { 'x-time': String(clock.now() + shift) }
      const { events } = await verify(deliver({ type: 'paid', data: { order: 1 } }, headers))
      expect(events).toHaveLength(1)
    }
  })
})

it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'an event named %s is an event this SDK does not know, and nothing else',
  async (type) => {
    const { events } = await verify(deliver({ type, data: { order: 'odd' } }))
    expect(events).toMatchObject([{ type, data: { order: 'odd' } }])
    expect(events[0]?.issues).toBeUndefined()
    const seen: string[] = []
    const receive = receiver(hook, { secrets: SECRET, clock, on: { paid: () => void seen.push('paid') } })
    const response = await receive(
      new Request('https://me.test/hook', { method: 'POST', ...deliver({ type, data: {} }) }),
    )
    expect(response.status).toBe(200)
    expect(seen).toEqual([])
  },
)

it('a body over the cap is refused on a platform whose requests have no streams', async () => {
  const { headers, body } = deliver({ type: 'paid', data: { order: 1 }, pad: 'x'.repeat(1_000) })
  const request = {
    method: 'POST',
    url: 'https://me.test/hook',
    headers: new Headers(headers),
    body: undefined,
    arrayBuffer: async () => new TextEncoder().encode(body).buffer,
  } as unknown as Request
  const receive = (maxBytes: number) =>
    receiver(hook, { secrets: SECRET, clock, maxBytes, on: { '*': () => undefined } })
  expect((await receive(500)(request)).status).toBe(413)
  expect((await receive(5_000)(request)).status).toBe(200)
})

it('an event that was handled last is forgotten last', async () => {
  const store = memoryDedupeStore({ maxEntries: 2, clock })
  expect(store.claim('a', 1_000)).toBe('new')
  expect(store.claim('b', 1_000)).toBe('new')
  store.complete('a', 60_000)
  expect(store.claim('c', 1_000)).toBe('new')
  expect(store.claim('a', 1_000)).toBe('done')
})

it('what a definition says of a delivery it cannot check is what the caller gets', async () => {
  const strict = defineWebhook({
    id: 'strict',
    verify(raw) {
      if (raw.text === '') throw new WebhookVerificationError('The delivery is empty', { reason: 'malformed' })
      return false
    },
    parse: () => ({ type: 'x', data: {}, id: undefined }),
  })
  await expect(verifyEvent(strict, { headers: {}, body: '' }, { secrets: SECRET })).rejects.toMatchObject({
    reason: 'malformed',
  })
  await expect(verifyEvent(strict, { headers: {}, body: 'x' }, { secrets: SECRET })).rejects.toMatchObject({
    reason: 'signature',
  })
})

it('a request whose body was read already gets the cure instead of an answer', async () => {
  const request = new Request('https://me.test/hook', {
    method: 'POST',
    ...deliver({ type: 'paid', data: { order: 1 } }),
  })
  await request.text()
  const receive = receiver(hook, { secrets: SECRET, clock, on: { '*': () => undefined } })
  await expect(receive(request)).rejects.toMatchObject({ reason: 'setup' })
})

it('says so too where the platform tells it by bodyUsed alone', async () => {
  const { headers, body } = deliver({ type: 'paid', data: { order: 1 } })
  const used = {
    method: 'POST',
    url: 'https://me.test/hook',
    headers: new Headers(headers),
    body: undefined,
    bodyUsed: true,
    arrayBuffer: async () => new TextEncoder().encode(body).buffer,
  } as unknown as Request
  const receive = receiver(hook, { secrets: SECRET, clock, on: { '*': () => undefined } })
  await expect(receive(used)).rejects.toMatchObject({ reason: 'setup' })
})
