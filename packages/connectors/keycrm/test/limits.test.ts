import { memoryLimiterStore } from '@bpmcentr/core'
import { sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import { describe, expect, it } from 'vitest'
import { keycrm } from '../src/index.ts'
import { keycrmSandbox } from '../src/testing.ts'
import { KEY, NOW, start } from './support/crm.ts'

describe('the limit of 60 requests a minute', () => {
  it('is used to the last and never passed, whichever way the minute is counted', async () => {
    const { crm, box, clock, run } = start({ limits: true }, { timeout: 600_000 })
    await run(Promise.all(Array.from({ length: 150 }, () => crm.users.list({ limit: 1 }).first())))
    expect(box.requests.filter((request) => request.status === 429)).toHaveLength(0)
    const times = box.requests.map((request) => request.at)
    expect(times).toHaveLength(150)
    for (const from of times) {
      expect(times.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(60)
    }
    // 60 at once, 60 a minute later, 30 two minutes later.
    expect(clock.now() - NOW).toBeGreaterThanOrEqual(120_000)
    expect(clock.now() - NOW).toBeLessThanOrEqual(126_000)
  })

  it('is shared by all clients of a key', async () => {
    const clock = new VirtualClock({ start: NOW })
    const box = keycrmSandbox({ clock, limits: true })
    const limiterStore = memoryLimiterStore({ clock })
    const client = (apiKey: string) => keycrm({ apiKey, transport: sandboxTransport(box), clock, limiterStore })
    const clients = [client(KEY), client(`Bearer ${KEY}`)]
    await clock.run(Promise.all(clients.flatMap((crm) => Array.from({ length: 45 }, () => crm.users.list().first()))))
    expect(box.requests.filter((request) => request.status === 429)).toHaveLength(0)
    expect(clock.now() - NOW).toBeGreaterThanOrEqual(60_000)
  })
})

describe('a refusal for too many requests', () => {
  it('is waited out for as long as it says', async () => {
    const { crm, box, clock, run } = start()
    box.fail({ with: 'rateLimit', retryAfter: 12 })
    await run(crm.orders.get({ id: 22 }))
    expect(clock.now() - NOW).toBeGreaterThanOrEqual(12_000)
    expect(clock.now() - NOW).toBeLessThan(20_000)
  })

  it('is waited out for half a minute when it does not say', async () => {
    const { crm, box, clock, run } = start()
    box.fail({ with: 'status', status: 429, body: { message: 'Too Many Attempts.' } })
    await run(crm.orders.get({ id: 22 }))
    expect(clock.now() - NOW).toBeGreaterThanOrEqual(30_000)
    expect(clock.now() - NOW).toBeLessThan(40_000)
  })

  it('is waited out for five seconds when it says zero', async () => {
    const { crm, box, clock, run } = start()
    box.fail({ with: 'status', status: 429, headers: { 'retry-after': '0' } })
    await run(crm.orders.get({ id: 22 }))
    expect(clock.now() - NOW).toBeGreaterThanOrEqual(5_000)
    expect(clock.now() - NOW).toBeLessThan(15_000)
  })

  it('lets even a payment be sent again, since it was not processed', async () => {
    const { crm, box, run } = start()
    const before = box.state.payments.size
    box.fail({ with: 'rateLimit', times: 2 })
    await run(crm.orders.payments.create({ orderId: 22, payment_method_id: 2, amount: 10 }))
    expect(box.state.payments.size).toBe(before + 1)
    expect(box.requests).toHaveLength(3)
  })
})
