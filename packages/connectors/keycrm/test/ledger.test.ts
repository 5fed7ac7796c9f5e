import { isConnectorError } from '@bpmcentr/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { start } from './support/crm.ts'

const fault = fc.constantFrom(
  ...(['resetBefore', 'resetAfter', 'resetDuring', 'stallAfter', 'unreachable', 'rateLimit', 'truncatedJson'] as const),
  'htmlPage',
  'failed',
)

/** What each request meets, in the order they are sent, lookups included. */
const weather = fc.array(fc.option(fault, { freq: 2 }), { maxLength: 8 })

function brew(box: ReturnType<typeof start>['box'], faults: readonly (string | null)[]): void {
  for (const [index, each] of faults.entries()) {
    if (each === null) continue
    const rule =
      each === 'failed' ? ({ with: 'status', status: 502 } as const) : ({ with: each } as { with: 'resetAfter' })
    // Scoped by its place in line: faults that are used up do not count for `after`.
    box.fail({ ...rule, when: () => box.requests.length === index + 1 })
  }
}

describe('under random faults', () => {
  it('an order with a source_uuid is made at most once, and a failure means that it was not made or that nobody knows', async () => {
    await fc.assert(
      fc.asyncProperty(weather, async (faults) => {
        const { crm, box, failure } = start({ orders: 3 })
        brew(box, faults)
        const error = await failure(
          crm.orders.create({ source_id: 1, source_uuid: 'mine', buyer: { full_name: 'Хтось' } }),
        )
        const made = box.state.orders.size - 3
        expect(made).toBeLessThanOrEqual(1)
        if (error === undefined) expect(made).toBe(1)
        else if (!isConnectorError(error)) throw error
        else if (error.name !== 'OutcomeUnknownError') expect(made, error.name).toBe(0)
      }),
      { numRuns: 150 },
    )
  })

  it('a payment is recorded at most once', async () => {
    await fc.assert(
      fc.asyncProperty(weather, async (faults) => {
        const { crm, box, failure } = start({ orders: 3 })
        const before = box.state.payments.size
        brew(box, faults)
        const error = await failure(crm.orders.payments.create({ orderId: 1, payment_method_id: 3, amount: 1 }))
        const made = box.state.payments.size - before
        expect(made).toBeLessThanOrEqual(1)
        if (error === undefined) expect(made).toBe(1)
        else if (!isConnectorError(error)) throw error
        else if (!['OutcomeUnknownError', 'ResponseMismatchError'].includes(error.name))
          expect(made, error.name).toBe(0)
      }),
      { numRuns: 150 },
    )
  })

  it('a list is read whole or fails, but never with rows missing', async () => {
    await fc.assert(
      fc.asyncProperty(weather, async (faults) => {
        const { crm, box, clock } = start({ orders: 60 })
        brew(box, faults)
        const rows = await clock.run(
          crm.orders
            .list({ limit: 20 })
            .all({ max: 100 })
            .catch((error: unknown) => {
              if (!isConnectorError(error)) throw error
              return undefined
            }),
        )
        if (rows !== undefined)
          expect(rows.map((order) => order.id)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
      }),
      { numRuns: 60 },
    )
  })
})
