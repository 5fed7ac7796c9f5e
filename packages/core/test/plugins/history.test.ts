import { describe, expect, test, vi } from 'vitest'
import type { ClientOptions } from '../../src/index.ts'
import { type HistoryOptions, history } from '../../src/plugins/history.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { shop } from '../support/stub.ts'

function remembered(answer: Parameters<typeof shop>[0], options: HistoryOptions = {}, more: ClientOptions = {}) {
  const log = history(options)
  return { ...shop(answer, { plugins: [log], ...more }), log }
}

const ok = { json: { id: 1, name: 'Ann' }, headers: { 'x-request-id': 'r-1', 'set-cookie': 'sid=abc' } }

describe('a record', () => {
  test('has the question, every attempt with its answer, and the end', async () => {
    const { client, clock, log } = remembered((_, index) =>
      index === 0 ? { status: 429, headers: { 'retry-after': '2' }, json: { message: 'slow down' } } : ok,
    )
    await clock.run(client.things.create({ name: 'Ann' }, { headers: { 'x-api-key': 'abc', 'x-note': 'hi' } }))
    const [record, ...none] = log.records()
    expect(none).toEqual([])
    expect(record).toMatchObject({
      connector: 'shop',
      operation: 'things.create',
      kind: 'create',
      startedAt: '2026-01-01T00:00:00.000Z',
      outcome: 'ok',
      input: { name: 'Ann' },
      requestId: 'r-1',
      throttled: 2_000,
      duration: 2_000,
    })
    expect(record).not.toHaveProperty('error')
    expect(record?.attempts).toEqual([
      {
        attempt: 1,
        startedAt: '2026-01-01T00:00:00.000Z',
        duration: 0,
        request: {
          method: 'POST',
          path: '/v1/things',
          headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            'x-api-key': '[redacted]',
            'x-note': 'hi',
          },
          body: { name: 'Ann' },
        },
        response: {
          status: 429,
          headers: { 'content-type': 'application/json', 'retry-after': '2' },
          body: { message: 'slow down' },
        },
        error: expect.objectContaining({ code: 'rate_limit', retryAfter: 2_000, operation: 'shop.things.create' }),
      },
      expect.objectContaining({
        attempt: 2,
        startedAt: '2026-01-01T00:00:02.000Z',
        response: {
          status: 200,
          headers: { 'content-type': 'application/json', 'x-request-id': 'r-1' },
          body: { id: 1, name: 'Ann' },
        },
      }),
    ])
    expect(JSON.parse(JSON.stringify(record))).toEqual(record)
  })

  test('of a failure has the error as the caller got it', async () => {
    const { client, log } = remembered(() => ({ status: 404, json: { message: 'no such thing' } }))
    const error = await client.things.get({ id: 9 }).catch((e) => e)
    const { message: _, ...rest } = error.toJSON()
    expect(log.records()[0]).toMatchObject({ outcome: 'error', error: JSON.parse(JSON.stringify(rest)) })
  })

  test('of wrong input has no attempt, of an abort says so', async () => {
    const controller = new AbortController()
    const { client, log } = remembered(() => new Promise(() => {}))
    await client.things.get({ id: 'x' as never }).catch(() => {})
    const call = client.things.get({ id: 1 }, { signal: controller.signal })
    await Promise.resolve()
    controller.abort(new Error('enough'))
    await call.catch(() => {})
    expect(log.records().map(({ outcome, attempts }) => [outcome, attempts.length])).toEqual([
      ['error', 0],
      ['aborted', 1],
    ])
  })

  test('keeps the input as it was when the call was made, and cannot be changed', async () => {
    const { client, log } = remembered(() => ok)
    const input = { name: 'before' }
    const call = client.things.create(input)
    input.name = 'after'
    await call
    expect(log.records()[0]?.input).toEqual({ name: 'before' })
    expect(Object.isFrozen(log.records()[0])).toBe(true)
  })

  test('cuts long bodies at whole characters', async () => {
    const { client, log } = remembered(() => ({ json: { id: 1, name: 'ї'.repeat(5_000) } }), { maxBodyBytes: 1_001 })
    await client.things.get({ id: 1 })
    const body = log.records()[0]?.attempts[0]?.response?.body as {
      truncated: boolean
      bytes: number
      beginning: string
    }
    expect(body).toMatchObject({ truncated: true })
    expect(new TextEncoder().encode(body.beginning).length).toBeLessThanOrEqual(1_001)
    expect(body.beginning).toMatch(/^\{"id":1,"name":"ї+$/)
  })

  test('has no bodies when they are switched off', async () => {
    const { client, log } = remembered(() => ok, { bodies: false })
    await client.things.create({ name: 'Ann' })
    expect(log.toNDJSON()).not.toContain('Ann')
    expect(log.records()[0]).not.toHaveProperty('input')
  })
})

describe('the history', () => {
  test('keeps the latest, oldest first', async () => {
    const { client, log } = remembered(() => ok, { limit: 3 })
    for (let id = 1; id <= 5; id++) await client.things.get({ id })
    expect(log.records().map((record) => record.input)).toEqual([{ id: 3 }, { id: 4 }, { id: 5 }])
    expect(new Set(log.records().map((record) => record.id)).size).toBe(3)
    log.clear()
    expect(log.records()).toEqual([])
    await client.things.get({ id: 6 })
    expect(log.records()).toHaveLength(1)
  })

  test('can keep nothing and still tell', async () => {
    const onRecord = vi.fn(() => {
      throw new Error('of the listener, which must not matter')
    })
    const { client, log } = remembered(() => ok, { limit: 0, onRecord })
    await client.things.get({ id: 1 })
    expect(log.records()).toEqual([])
    expect(onRecord).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ operation: 'things.get', outcome: 'ok' }),
    )
  })

  test('is filtered by operation, resource, kind, outcome and time, and found by id', async () => {
    const { client, clock, log } = remembered((request) => (request.url.endsWith('/404') ? { status: 404 } : ok))
    await client.things.get({ id: 1 })
    await clock.advance(60_000)
    await client.things.get({ id: 404 }).catch(() => {})
    await client.things.create({ name: 'a' })
    const at = new Date(clock.now())
    expect(log.records({ operation: 'things.get' })).toHaveLength(2)
    expect(log.records({ operation: 'things' })).toHaveLength(3)
    expect(log.records({ operation: 'thing' })).toHaveLength(0)
    expect(log.records({ kind: 'create' })).toHaveLength(1)
    expect(log.records({ outcome: 'error' })).toHaveLength(1)
    expect(log.records({ since: at })).toHaveLength(2)
    expect(log.records({ until: at, connector: 'shop' })).toHaveLength(1)
    expect(log.records({ connector: 'other' })).toHaveLength(0)
    const last = log.records().at(-1)
    expect(log.get(last?.id ?? '')).toBe(last)
  })

  test('exports JSON and NDJSON', async () => {
    const { client, log } = remembered(() => ok)
    await client.things.get({ id: 1 })
    await client.things.get({ id: 2 })
    expect(JSON.parse(JSON.stringify({ log })).log).toHaveLength(2)
    const lines = log.toNDJSON().split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.map((line) => JSON.parse(line))).toEqual(log.records())
  })

  test('serves several clients at once', async () => {
    const log = history()
    const clock = new VirtualClock()
    const one = shop(() => ok, { plugins: [log], clock })
    const two = shop(() => ({ status: 404 }), { plugins: [log], clock })
    await Promise.all([one.client.things.get({ id: 1 }), two.client.things.get({ id: 2 }).catch(() => {})])
    expect(
      log
        .records()
        .map(({ outcome, attempts }) => [outcome, attempts[0]?.response?.status])
        .sort(),
    ).toEqual([
      ['error', 404],
      ['ok', 200],
    ])
  })

  test('takes its time from a clock of one’s own', async () => {
    const { client, log } = remembered(() => ok, { clock: { now: () => 0 } })
    await client.things.get({ id: 1 })
    expect(log.records()[0]).toMatchObject({ startedAt: '1970-01-01T00:00:00.000Z', duration: 0 })
  })
})
