import { RateLimitError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { NOW, start } from './support/portal.ts'

describe('the bucket', () => {
  it('is used without a refusal, whatever the number of calls', async () => {
    const { b24, box, clock, run } = start({ limits: true }, { timeout: 600_000 })
    await run(Promise.all(Array.from({ length: 150 }, (_, index) => b24.deals.get({ id: index + 1 }))))
    expect(box.requests.filter((request) => request.status === 503)).toHaveLength(0)
    // 50 at once and 2 a second would be 50 s; three are kept in reserve.
    expect((clock.now() - NOW) / 1_000).toBeLessThanOrEqual(53)
  })

  it('is larger for an enterprise plan', async () => {
    const { b24, box, clock, run } = start({ limits: true, plan: 'enterprise', rows: 300 }, { plan: 'enterprise' })
    await run(Promise.all(Array.from({ length: 300 }, (_, index) => b24.deals.get({ id: index + 1 }))))
    expect(box.requests.filter((request) => request.status === 503)).toHaveLength(0)
    expect((clock.now() - NOW) / 1_000).toBeLessThanOrEqual(12)
  })

  it('that others have emptied is waited for, and a create is sent again, since it was not done', async () => {
    const { b24, box, run } = start()
    const before = box.state.deals.size
    box.fail({ with: 'rateLimit', times: 4 })
    await run(b24.deals.add({ fields: { title: 'x' } }))
    expect(box.state.deals.size).toBe(before + 1)
    expect(box.requests).toHaveLength(5)
  })
})

describe('the seconds of a method', () => {
  it('are kept by method and by credential: one that has used its up does not stop the others', async () => {
    const { b24, box, clock, run } = start(
      { limits: true, operatingLimit: 480, cost: (method) => (method === 'crm.item.get' ? 100 : 0) },
      { timeout: 1_800_000 },
    )
    for (let count = 0; count < 5; count++) await run(b24.deals.get({ id: 1 }))
    const from = clock.now()
    await run(b24.deals.update({ id: 1, fields: { title: 'x' } }))
    expect(clock.now() - from, 'another method').toBeLessThan(5_000)
    await run(b24.deals.get({ id: 1 }))
    expect(clock.now() - from, 'until the vendor forgets').toBeGreaterThan(500_000)
    expect(box.requests.filter((request) => request.status === 429)).toHaveLength(0)
  })

  it('are counted for the commands of a batch, too', async () => {
    const { b24, box, clock, run } = start(
      { limits: true, cost: (method) => (method === 'crm.item.get' ? 100 : 0) },
      { timeout: 1_800_000 },
    )
    const five = () =>
      b24.batch((b24) => Object.fromEntries([1, 2, 3, 4, 5].map((id) => [`d${id}`, b24.deals.get({ id })])))
    await run(five())
    const from = clock.now()
    await run(b24.deals.get({ id: 1 }))
    expect(clock.now() - from).toBeGreaterThan(500_000)
    expect(box.requests.filter((request) => request.status === 429)).toHaveLength(0)
  })
})

describe('refusals', () => {
  it.each([
    [200, { error: 'OVERLOAD_LIMIT', error_description: 'blocked' }, 'overload_limit'],
    [503, { error: 'OVERLOAD_LIMIT', error_description: 'blocked' }, 'overload_limit'],
  ])('for good are not tried again (HTTP %i)', async (status, body, code) => {
    const { b24, box, failure } = start()
    box.fail({ with: 'status', status, body, times: 9 })
    const error = await failure(b24.deals.get({ id: 1 }))
    expect(error).toBeInstanceOf(RateLimitError)
    expect((error as RateLimitError).code).toBe(code)
    expect(box.requests).toHaveLength(1)
  })
})
