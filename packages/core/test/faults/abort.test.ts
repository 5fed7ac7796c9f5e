import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { bearer, concurrency, memoryLimiterStore, sleep, tokenBucket } from '../../src/index.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { shopAt } from '../support/shopAt.ts'
import { type StubAnswer, stubTransport } from '../support/stub.ts'
import { faultNames, Ledger, type LedgerFault, protections } from './ledger.ts'
import { create, played, understood } from './vendor.ts'

// Real work on real sockets, or many runs: a machine that is busy otherwise may need longer than five seconds.
vi.setConfig({ testTimeout: 60_000 })

const REQUEST = 100
const TOKEN = 150

/** A call passes a token function, a queue, attempts, pauses and lookups; each moment of it may be the one. */
it.each(protections)(
  'an abort at any moment ends a create with its reason, and leaves nothing behind (%s)',
  async (protection) => {
    const fault = fc.oneof(fc.constant<LedgerFault>('fine'), { arbitrary: fc.constantFrom(...faultNames), weight: 4 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 5 }),
        fc.integer({ min: 0, max: 6_000 }),
        fc.constantFrom<unknown>(new Error('enough'), 'enough', null, { reason: 'none of your business' }),
        async (script, moment, reason) => {
          const clock = new VirtualClock({ turns: 1 })
          const ledger = new Ledger(protection)
          const { transport, requests } = stubTransport(async (request, index): Promise<StubAnswer> => {
            await sleep(clock, REQUEST)
            return played(script[index] ?? 'fine', ledger, understood(request), (run) => void clock.schedule(400, run))
          })
          const token = async () => {
            await sleep(clock, TOKEN)
            return 'a-token-from-somewhere'
          }
          const shop = shopAt('https://shop.test/v1/', {
            transport,
            clock,
            limiterStore: memoryLimiterStore({ clock }),
            attemptTimeout: 5_000,
            maxBytes: 1_000,
            onMismatch: () => undefined,
            connection: {
              auth: bearer(token),
              limits: [concurrency(1), tokenBucket({ capacity: 1, refill: 1, per: 300 })],
            },
          })
          const controller = new AbortController()
          const call = (name: string, signal?: AbortSignal) => create(shop, protection, name, 3, signal)
          const isSecond = (request: { body?: unknown }) => String(request.body).includes('second')
          const first = call('first').catch(() => undefined)
          let ended = false
          const second = call('second', controller.signal).finally(() => {
            ended = true
          })
          const settled = Promise.allSettled([second, call('third')])
          await clock.advance(moment)
          const endedBefore = ended
          const sentBefore = requests.filter(isSecond).length
          controller.abort(reason)
          const [ending] = await clock.run(settled)
          if (!endedBefore) expect(ending).toEqual({ status: 'rejected', reason: controller.signal.reason })
          await clock.run(first)
          await clock.advance(600_000)
          expect(requests.filter(isSecond)).toHaveLength(sentBefore)
          expect(ledger.effects('second')).toBeLessThanOrEqual(1)
          expect(clock.pending, 'timers').toBe(0)
          // Neither the slot nor the turn in the queue is lost.
          script.length = 0
          const after = await clock.run(call('after'))
          expect(after).toMatchObject({ name: 'after' })
          await shop.close()
        },
      ),
      { numRuns: 150 },
    )
  },
)
