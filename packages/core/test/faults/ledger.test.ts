import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type ClientOptions, isConnectorError, memoryLimiterStore, OutcomeUnknownError } from '../../src/index.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { fastClock } from '../support/fastClock.ts'
import { faultServer, httpAnswer } from '../support/faultServer.ts'
import { shopAt } from '../support/shopAt.ts'
import { stubTransport } from '../support/stub.ts'
import { transports } from '../transport/transports.ts'
import { faultNames, LATE, Ledger, type LedgerFault, protections } from './ledger.ts'
import { create, played, understood, work } from './vendor.ts'

// Real work on real sockets, or many runs: a machine that is busy otherwise may need longer than five seconds.
vi.setConfig({ testTimeout: 60_000 })

const MAX_BYTES = 1_000
const options: ClientOptions = {
  attemptTimeout: 5_000,
  timeout: 60_000,
  maxBytes: MAX_BYTES,
  onMismatch: () => undefined,
}

/** The promise of this SDK about a write: success is one effect, failure is none, and where it cannot know it says so. */
function expectHonest(ledger: Ledger, name: string, ending: PromiseSettledResult<unknown>): void {
  const effects = ledger.effects(name)
  expect(effects, 'effects').toBeLessThanOrEqual(1)
  if (ending.status === 'fulfilled') {
    expect(effects, 'effects of a success').toBe(1)
    expect(ending.value).toMatchObject({ name })
    return
  }
  if (!isConnectorError(ending.reason)) throw ending.reason
  if (ending.reason instanceof OutcomeUnknownError) expect(ending.reason.sent).toBe('maybe')
  else
    expect({ effects, sent: ending.reason.sent }, ending.reason.message).toEqual({
      effects: 0,
      sent: expect.stringMatching(/no|yes/),
    })
}

/** The script of one call: what happens to its requests, and to all that come after. */
const fault = fc.oneof(fc.constant<LedgerFault>('fine'), { arbitrary: fc.constantFrom(...faultNames), weight: 3 })
const scripts = fc.record({
  faults: fc.array(fault, { maxLength: 7 }),
  rest: fault,
  retry: fc.constantFrom(0, 1, 3),
})

describe('a create under random faults takes effect at most once, and its error tells the truth', () => {
  it.each(protections)('protected by: %s', async (protection) => {
    await fc.assert(
      fc.asyncProperty(scripts, async ({ faults: script, rest, retry }) => {
        const clock = new VirtualClock({ turns: 1 })
        const ledger = new Ledger(protection)
        const { transport } = stubTransport((request, index) =>
          played(script[index] ?? rest, ledger, understood(request), (run) => void clock.schedule(LATE, run)),
        )
        const shop = shopAt('https://shop.test/v1/', { ...options, transport, clock })
        const [ending] = await clock.run(Promise.allSettled([create(shop, protection, 'one', retry)]))
        await clock.advance(LATE)
        expectHonest(ledger, 'one', ending as PromiseSettledResult<unknown>)
        await shop.close()
      }),
      { numRuns: 400 },
    )
  })

  it.each(transports)('over $name and real sockets', async ({ make }) => {
    const transport = make()
    onTestFinished(() => transport.close?.())
    // Each stuck request takes the whole time limit of an attempt: one is enough for a call.
    const draw = fc
      .sample(scripts, { numRuns: 50, seed: 20_260_101 })
      .filter(
        ({ faults: script, rest }) => [...script, rest, rest].filter((name) => name.startsWith('stuck')).length < 2,
      )
    await Promise.all(
      protections.map(async (protection) => {
        const clock = fastClock(100)
        const ledger = new Ledger(protection)
        const asked = new Map<string, number>()
        const server = await faultServer({
          onRequest(socket, request) {
            const call = /call-(\d+)/.exec(request.body + decodeURIComponent(request.target))?.[0] ?? ''
            const index = asked.get(call) ?? 0
            asked.set(call, index + 1)
            const { faults: script, rest } = draw[Number(call.slice(5))] as (typeof draw)[number]
            const fault = script[index] ?? rest
            const wire = {
              method: request.method,
              url: request.target,
              header: (name: string) => request.headers.get(name),
              body: request.body,
            }
            const answer = work(fault, ledger, wire, (run) => setTimeout(run, LATE / 100))
            if (answer !== undefined) {
              const headers = Object.entries(answer.headers).map((pair) => pair.join(': '))
              socket.end(httpAnswer({ ...answer, headers }))
            } else if (!fault.startsWith('stuck')) socket.resetAndDestroy()
          },
        })
        const shop = shopAt(`${server.url}/v1/`, {
          ...options,
          attemptTimeout: 100_000,
          timeout: 2_000_000,
          transport,
          clock,
          limiterStore: memoryLimiterStore({ clock }),
        })
        const endings = await Promise.allSettled(
          draw.map(({ retry }, index) => create(shop, protection, `call-${index}`, retry)),
        )
        await new Promise((resolve) => setTimeout(resolve, LATE / 50))
        for (const [index, ending] of endings.entries()) expectHonest(ledger, `call-${index}`, ending)
        expect(endings.filter(({ status }) => status === 'fulfilled').length, 'calls that succeeded').toBeGreaterThan(0)
      }),
    )
  })
})
