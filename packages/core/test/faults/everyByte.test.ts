import type { Socket } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type ClientOptions, memoryLimiterStore, OutcomeUnknownError } from '../../src/index.ts'
import { fastClock } from '../support/fastClock.ts'
import { type AnswerParts, faultServer, httpAnswer } from '../support/faultServer.ts'
import { shopAt } from '../support/shopAt.ts'
import { until } from '../transport/servers.ts'
import { transports } from '../transport/transports.ts'

// Real work on real sockets, or many runs: a machine that is busy otherwise may need longer than five seconds.
vi.setConfig({ testTimeout: 60_000 })

const BODY = '{"id":1,"name":"a"}'
const SPEED = 100

const forms: readonly [string, AnswerParts][] = [
  ['with its length', { body: BODY }],
  [
    'in chunks',
    {
      body: `5\r\n${BODY.slice(0, 5)}\r\ne\r\n${BODY.slice(5)}\r\n0\r\n\r\n`,
      length: null,
      headers: ['transfer-encoding: chunked'],
    },
  ],
  ['until the connection ends', { body: BODY, length: null, version: '1.0' }],
]

/** How an answer ends before its end, and the time limit of an attempt. */
const endings: readonly [string, (socket: Socket) => void, number][] = [
  ['closes', (socket) => socket.end(), 1_000_000],
  ['breaks', (socket) => setTimeout(() => socket.resetAndDestroy(), 2), 1_000_000],
  ['hangs', () => undefined, 120_000],
]

describe.each(transports)('over $name a create is never taken for done', ({ make }) => {
  it.each(endings)('when its answer %s at any of its bytes', async (_, end, attemptTimeout) => {
    const transport = make()
    onTestFinished(() => transport.close?.())
    await Promise.all(
      forms.map(([form, parts]) => cutEverywhere(form, httpAnswer(parts), end, { transport, attemptTimeout })),
    )
  })
})

async function cutEverywhere(
  form: string,
  answer: Buffer,
  end: (socket: Socket) => void,
  options: Pick<ClientOptions, 'transport' | 'attemptTimeout'>,
): Promise<void> {
  const clock = fastClock(SPEED)
  const arrived = new Set<number>()
  const server = await faultServer({
    onRequest(socket, { body }) {
      const at = Number((JSON.parse(body) as { name: string }).name)
      arrived.add(at)
      socket.write(answer.subarray(0, at), () => end(socket))
    },
  })
  const shop = shopAt(`${server.url}/v1/`, {
    ...options,
    clock,
    limiterStore: memoryLimiterStore({ clock }),
    timeout: 2_000_000,
    retry: false,
    onMismatch: () => undefined,
  })
  // The last bytes of chunks, and of a body that ends with the connection, add nothing to what is there.
  const cuts = Array.from({ length: answer.length - 3 }, (_, at) => at)
  const results = await Promise.allSettled(cuts.map((at) => shop.things.create({ name: String(at) })))
  for (const [at, result] of results.entries()) {
    const place = `${form}, at ${at}`
    if (result.status === 'fulfilled') expect(sayDone(answer.subarray(0, at).toString()), place).toBe(true)
    else if (arrived.has(at)) expect(result.reason, place).toBeInstanceOf(OutcomeUnknownError)
    // More than may be under way at once: some waited for a connection until their time was up.
    else expect(result.reason.name, place).toMatch(/^(?:TimeoutError|OutcomeUnknownError)$/)
  }
  expect(server.received).toHaveLength(arrived.size)
  expect(arrived.size).toBeGreaterThan(cuts.length / 2)
  await until(() => server.carrying() === 0)
  expect(clock.pending).toBe(0)
}

/** Whether these bytes say that it is done: the payload is there, or the head of an answer whose body ends with the connection. */
function sayDone(bytes: string): boolean {
  return bytes.includes('"name":"a"}') || (bytes.startsWith('HTTP/1.0') && bytes.endsWith('\r\n\r\n'))
}
