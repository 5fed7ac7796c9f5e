import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { memoryLimiterStore, NetworkError, OutcomeUnknownError } from '../../src/index.ts'
import { undiciTransport } from '../../src/undici.ts'
import { fastClock } from '../support/fastClock.ts'
import { faultServer, httpAnswer } from '../support/faultServer.ts'
import { shopAt } from '../support/shopAt.ts'
import { until } from '../transport/servers.ts'
import { transports } from '../transport/transports.ts'

// Real work on real sockets, or many runs: a machine that is busy otherwise may need longer than five seconds.
vi.setConfig({ testTimeout: 60_000 })

const kept = (id: number) => httpAnswer({ body: JSON.stringify({ id, name: 'a' }), keep: true })

describe.each(transports)('over $name a kept connection', ({ make }) => {
  const open = async (options: Parameters<typeof faultServer>[0]) => {
    const transport = make()
    onTestFinished(() => transport.close?.())
    const clock = fastClock(100)
    const server = await faultServer(options)
    const shop = shopAt(`${server.url}/v1/`, { transport, clock, limiterStore: memoryLimiterStore({ clock }) })
    return { server, shop }
  }

  it('carries the next request', async () => {
    const { server, shop } = await open({ onRequest: (socket, _, index) => socket.write(kept(index)) })
    for (let id = 0; id < 5; id++) expect(await shop.things.create({ name: 'a' })).toMatchObject({ id })
    // The second request may come before the first connection is free again.
    expect(server.opened()).toBeLessThanOrEqual(2)
  })

  it.each([
    ['closed', (socket: { end(): void }) => socket.end()],
    ['reset', (socket: { resetAndDestroy(): void }) => socket.resetAndDestroy()],
  ])('that was %s while it was idle costs nothing: even a create goes out on a new one', async (_, end) => {
    const { server, shop } = await open({
      onRequest(socket, _, index) {
        socket.write(kept(index), () => setTimeout(() => end(socket), 2))
      },
    })
    for (let id = 0; id < 3; id++) {
      expect(await shop.things.create({ name: 'a' }, { retry: false })).toMatchObject({ id })
      await until(() => server.open() === 0)
      await wait(5)
    }
    expect(server.opened()).toBe(3)
  })

  it('that dies under the next request repeats a read, and leaves the outcome of a create unknown', async () => {
    const { server, shop } = await open({
      onRequest(socket, _, index) {
        if (index % 2 === 0) socket.write(kept(index))
        else socket.resetAndDestroy()
      },
    })
    await shop.things.get({ id: 1 })
    expect(await shop.things.get({ id: 1 })).toMatchObject({ id: 2 })
    expect(server.received).toHaveLength(3)
    await expect(shop.things.create({ name: 'a' })).rejects.toBeInstanceOf(OutcomeUnknownError)
    expect(server.received).toHaveLength(4)
  })

  it('on which a second answer came unasked is not trusted: it never answers the next request', async () => {
    const { server, shop } = await open({
      onRequest: (socket, _, index) => socket.write(Buffer.concat([kept(index), kept(666)])),
    })
    for (let id = 0; id < 4; id++) expect(await shop.things.get({ id: 1 })).toMatchObject({ id })
    expect(server.received).toHaveLength(4)
  })

  it('whose answer was longer than it said is not used again', async () => {
    const { shop } = await open({
      onRequest(socket, _, index) {
        const answer = kept(index)
        socket.write(
          index === 0 ? Buffer.concat([answer, Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 9')]) : answer,
        )
      },
    })
    for (let id = 0; id < 3; id++) expect(await shop.things.get({ id: 1 })).toMatchObject({ id })
  })

  it('that is reset as soon as it is made never makes a create look harmless when it was not', async () => {
    const { server, shop } = await open({ onConnection: (socket) => socket.resetAndDestroy() })
    const error = await shop.things.create({ name: 'a' }).catch((thrown) => thrown)
    if (error instanceof OutcomeUnknownError) expect(server.opened()).toBeGreaterThanOrEqual(1)
    else {
      expect(error).toBeInstanceOf(NetworkError)
      expect(error.sent).toBe('no')
    }
    expect(server.received).toHaveLength(0)
    await until(() => server.open() === 0)
  })
})

describe('over undici a create that waits for a connection', () => {
  const stuck = async () => {
    const transport = undiciTransport({ connections: 1 })
    onTestFinished(() => transport.close())
    const clock = fastClock(100)
    const server = await faultServer({})
    const shop = shopAt(`${server.url}/v1/`, {
      transport,
      clock,
      limiterStore: memoryLimiterStore({ clock }),
      attemptTimeout: 40_000,
    })
    return { server, shop }
  }

  it('until its time is up was not sent, and says so', async () => {
    const { server, shop } = await stuck()
    const create = (name: string) => shop.things.create({ name }, { retry: false }).catch((thrown) => thrown)
    const [first, second] = await Promise.all([create('first'), create('second')])
    expect(first).toBeInstanceOf(OutcomeUnknownError)
    expect(second).toMatchObject({ name: 'TimeoutError', code: 'connect_timeout', sent: 'no' })
    expect(server.received.map(({ body }) => body)).toEqual(['{"name":"first"}'])
  })

  it('is aborted with the reason of the caller', async () => {
    const { server, shop } = await stuck()
    const controller = new AbortController()
    const create = (name: string) =>
      shop.things.create({ name }, { signal: controller.signal }).catch((thrown) => thrown)
    const both = Promise.all([create('first'), create('second')])
    await until(() => server.received.length === 1)
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await both).toEqual([reason, reason])
    expect(server.received).toHaveLength(1)
  })
})
