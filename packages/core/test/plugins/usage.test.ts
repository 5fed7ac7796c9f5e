import { describe, expect, test, vi } from 'vitest'
import { gate, KEY, never } from './gate.ts'

const sent = (requests: readonly { body: unknown }[]) => requests.map((request) => JSON.parse(String(request.body)))

describe('usage', () => {
  test('is recorded after a success, in the background, with four facts and no more', async () => {
    const { get, usages, clock } = gate()
    await get()
    expect(usages).toHaveLength(0)
    await clock.advance(1_000)
    expect(usages[0]).toMatchObject({
      method: 'POST',
      url: 'https://api.bpmcentr.ru/v1/connector/usage',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    })
    expect(sent(usages)).toEqual([
      {
        connector: 'shop',
        make_account_id: 'make_account_1',
        operation: 'things.get',
        timestamp: '2026-01-01T00:00:00.000Z',
      },
    ])
    expect(clock.pending).toBe(0)
  })

  test('is not recorded after a failure, nor when it is switched off', async () => {
    const failing = gate({ vendor: () => ({ status: 404 }) })
    await failing.fail()
    const off = gate({ recordUsage: false })
    await off.get()
    for (const { clock, usages } of [failing, off]) {
      expect(clock.pending).toBe(0)
      expect(usages).toHaveLength(0)
    }
  })

  test('of a lookup after a lost answer counts as the one operation it belongs to', async () => {
    const { client, clock, usages, vendors } = gate({
      vendor: ({ method }) => (method === 'POST' ? { status: 500 } : { json: { id: 1, name: 'a' } }),
    })
    await clock.run(client.things.createFindable({ name: 'a', key: 'k' }))
    await clock.advance(5_000)
    expect(vendors.length).toBeGreaterThan(1)
    expect(sent(usages).map((record) => record.operation)).toEqual(['things.createFindable'])
  })

  test('records go one by one, in order', async () => {
    let open = 0
    let most = 0
    const { client, clock, usages } = gate({
      usage: async () => {
        most = Math.max(most, ++open)
        await Promise.resolve()
        open--
        return { status: 201 }
      },
    })
    for (let id = 1; id <= 20; id++) {
      await clock.run(client.things.get({ id }))
      await clock.advance(10)
    }
    await clock.advance(5_000)
    expect(most).toBe(1)
    expect(usages).toHaveLength(20)
    const times = sent(usages).map((record) => record.timestamp)
    expect(times).toEqual([...times].sort())
  })

  test('a stuck or failing BPM Centr neither fails nor delays an operation', async () => {
    const { client, clock } = gate({ usage: never })
    for (let id = 1; id <= 5; id++) {
      const from = clock.now()
      await clock.run(client.things.get({ id }))
      await clock.advance(2_000)
      expect(clock.now() - from).toBe(2_000)
    }
  })

  test('429 is waited out, and nothing is lost', async () => {
    const onUsageError = vi.fn()
    const { get, usages, clock } = gate({
      onUsageError,
      usage: (_, index) => (index === 0 ? { status: 429, headers: { 'retry-after': '12' } } : { status: 201 }),
    })
    await get()
    await get()
    await clock.advance(1_000)
    expect(usages).toHaveLength(1)
    await clock.advance(11_999)
    expect(usages).toHaveLength(1)
    await clock.advance(1)
    expect(usages).toHaveLength(3)
    expect(onUsageError).not.toHaveBeenCalled()
  })

  test('in an outage it gives up trying after a while, so no timer keeps the process alive; the next success tries again', async () => {
    let down = true
    const { get, usages, clock } = gate({ usage: () => ({ status: down ? 503 : 201 }) })
    await get()
    await clock.advance(300_000)
    expect(clock.pending).toBe(0)
    expect(usages).toHaveLength(4)
    down = false
    await get()
    await clock.advance(60_000)
    expect(usages).toHaveLength(6)
    expect(clock.pending).toBe(0)
  })

  test('a refused record is told and dropped', async () => {
    const onUsageError = vi.fn(() => {
      throw new Error('of the listener, which must not matter')
    })
    const { get, usages, clock } = gate({ onUsageError, usage: (_, index) => ({ status: index === 0 ? 422 : 201 }) })
    await get()
    await get()
    await clock.advance(1_000)
    expect(usages).toHaveLength(2)
    expect(onUsageError).toHaveBeenCalledExactlyOnceWith(
      expect.any(Error),
      expect.objectContaining({ operation: 'things.get' }),
    )
  })

  test('without a listener one line is warned, once', async () => {
    const { get, clock, warnings } = gate({ usage: () => ({ status: 422 }) })
    for (let at = 0; at < 3; at++) await get()
    await clock.advance(5_000)
    expect(warnings).toEqual([expect.stringContaining('HTTP 422')])
  })

  test('the queue is bounded; the oldest records go', async () => {
    const onUsageError = vi.fn()
    const { client, clock, usages } = gate({ onUsageError, usageInterval: 10_000 })
    await clock.run(Promise.all(Array.from({ length: 1_500 }, (_, at) => client.things.get({ id: at + 1 }))))
    await clock.advance(10_000)
    expect(usages).toHaveLength(1_000)
    expect(onUsageError).toHaveBeenCalledTimes(500)
  })
})

describe('closing', () => {
  test('sends what is left and leaves no timer', async () => {
    const { get, client, usages, clock } = gate()
    await get()
    await clock.run(client.close())
    expect(usages).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })

  test('a stuck BPM Centr holds it up for the timeout and no longer, and what is lost is told', async () => {
    const onUsageError = vi.fn()
    const { client, clock } = gate({ usage: never, timeout: 2_000, onUsageError })
    await clock.run(Promise.all([1, 2, 3].map((id) => client.things.get({ id }))))
    const from = clock.now()
    await clock.run(client.close())
    expect(clock.now() - from).toBe(2_000)
    expect(onUsageError).toHaveBeenCalledTimes(3)
    expect(clock.pending).toBe(0)
  })

  test('a slow BPM Centr gets what can be sent in that time', async () => {
    const onUsageError = vi.fn()
    const { client, clock, usages } = gate({
      timeout: 2_000,
      onUsageError,
      usage: () => new Promise((resolve) => clock.schedule(900, () => resolve({ status: 201 }))),
    })
    await clock.run(Promise.all([1, 2, 3, 4, 5].map((id) => client.things.get({ id }))))
    const from = clock.now()
    await clock.run(client.close())
    expect(clock.now() - from).toBe(2_000)
    expect(usages).toHaveLength(3)
    expect(onUsageError).toHaveBeenCalledTimes(3)
  })

  test('one guard serves several clients, and the one left open goes on', async () => {
    const { client, open, clock, checks, usages } = gate()
    const other = open('https://other.test/')
    await clock.run(client.things.get({ id: 1 }))
    await clock.run(other.things.get({ id: 1 }))
    expect(checks).toHaveLength(1)
    await clock.run(client.close())
    expect(usages).toHaveLength(2)
    await clock.run(other.things.get({ id: 2 }))
    await clock.advance(1_000)
    expect(usages).toHaveLength(3)
  })

  test('without any call it does nothing', async () => {
    const { client, clock, checks, usages } = gate()
    await clock.run(client.close())
    expect([checks, usages]).toEqual([[], []])
  })
})
