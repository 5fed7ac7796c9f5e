import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  bearer,
  ConflictError,
  defineConnector,
  header,
  memoryLimiterStore,
  NetworkError,
  OutcomeUnknownError,
  operation,
  session,
  slidingWindow,
  streamBody,
  TimeoutError,
  type Transport,
  tokenBucket,
} from '../../src/index.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { type StubAnswer, shop, stubTransport } from '../support/stub.ts'

const thing = { id: 1, name: 'a' }
const reset = (): never => {
  throw new NetworkError('reset', { code: 'reset', sent: 'maybe', retryable: true })
}
const failed = (error: unknown) => error
const turns =
  (...answers: (() => StubAnswer)[]) =>
  (_: unknown, index: number) =>
    (answers[Math.min(index, answers.length - 1)] as () => StubAnswer)()

it('one idempotency key serves the header and whatever else the operation makes of it', async () => {
  const { transport, requests } = stubTransport((_, index) => (index === 0 ? reset() : { json: thing }))
  const connector = defineConnector({
    id: 'keys',
    title: 'Keys',
    options: () => z.object({ account: z.string().optional() }),
    connect: () => ({ baseUrl: 'https://keys.test/' }),
    operations: {
      pay: operation<{ sum: number }, unknown>({
        summary: 'Pay',
        kind: 'create',
        idempotency: header('Idempotency-Key'),
        input: z.strictObject({ sum: z.number() }),
        output: z.unknown(),
        request: (input, { idempotencyKey }) => ({
          method: 'POST',
          path: 'pay',
          json: { ...input, ref: idempotencyKey },
        }),
      }),
    },
  })
  const clock = new VirtualClock()
  await clock.run(connector({ transport, clock }).pay({ sum: 1 }))
  const keys = requests.flatMap(({ headers, body }) => [headers['idempotency-key'], JSON.parse(String(body)).ref])
  expect(keys).toHaveLength(4)
  expect(new Set(keys).size).toBe(1)
})

describe('the retry budget of an account', () => {
  // A call every ten seconds: the least there is, five retries.
  const limits = [tokenBucket({ capacity: 1_000, refill: 1, per: 10_000 })]

  it('ends the retries of everybody when it is spent, and successes fill it again', async () => {
    let well = false
    const { client, clock } = shop(() => (well ? { json: thing } : { status: 500 }), { connection: { limits } })
    const attempts = async () =>
      ((await clock.run(client.things.get({ id: 1 }).catch(failed))) as { attempts: number }).attempts
    expect([await attempts(), await attempts(), await attempts()]).toEqual([4, 3, 1])
    well = true
    for (let call = 0; call < 5; call++) await clock.run(client.things.get({ id: 1 }))
    well = false
    expect([await attempts(), await attempts()]).toEqual([2, 1])
  })

  it('gets back what a retry cost that helped', async () => {
    const { client, clock } = shop((_, index) => (index % 2 === 0 ? { status: 500 } : { json: thing }), {
      connection: { limits },
    })
    for (let call = 0; call < 20; call++) expect(await clock.run(client.things.get({ id: 1 }))).toEqual(thing)
  })

  it('is not touched by refusals, which pause the account anyway', async () => {
    const refusals = Array.from(
      { length: 3 },
      () => (): StubAnswer => ({ status: 429, headers: { 'retry-after': '1' } }),
    )
    const { client, clock } = shop((_, index) => turns(...refusals, () => ({ json: thing }))(_, index % 4), {
      connection: { limits },
    })
    for (let call = 0; call < 4; call++) expect(await clock.run(client.things.get({ id: 1 }))).toEqual(thing)
  })
})

describe('a lookup', () => {
  it('is not made for a conflict that was there before anything could have happened', async () => {
    const { client, clock, requests } = shop(() => ({ status: 409 }))
    const error = await clock.run(client.things.keyed({ name: 'a', key: 'k' }).catch(failed))
    expect(error).toBeInstanceOf(ConflictError)
    expect(requests).toHaveLength(1)
  })

  it('is not made when the caller wants a single attempt', async () => {
    const { client, clock, requests } = shop((request) =>
      request.method === 'GET' ? { json: thing } : { status: 500 },
    )
    const error = await clock.run(client.things.createFindable({ name: 'a', key: 'k' }, { retry: false }).catch(failed))
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(requests).toHaveLength(1)
  })

  it('is not tried for an input that cannot be looked up', async () => {
    const { client, clock } = shop(reset)
    const from = clock.now()
    const error = (await clock.run(client.things.createFindable({ name: 'a' }).catch(failed))) as OutcomeUnknownError
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(error.cause).toMatchObject({ name: 'NetworkError', code: 'reset' })
    expect(clock.now()).toBe(from)
  })

  it('waits until the first request has settled at the vendor', async () => {
    const times: number[] = []
    const { client, clock } = shop((request) => {
      times.push(clock.now())
      return request.method === 'GET' ? { json: thing } : reset()
    })
    await clock.run(client.things.createFindable({ name: 'a', key: 'k' }))
    expect(times).toHaveLength(2)
    expect((times[1] as number) - (times[0] as number)).toBe(1_000)
  })

  it('is not waited for when there is no time left for it', async () => {
    const { client, clock, requests } = shop(reset)
    const from = clock.now()
    const call = client.things.createFindable({ name: 'a', key: 'k' }, { timeout: 900 }).catch(failed)
    expect(await clock.run(call)).toBeInstanceOf(OutcomeUnknownError)
    expect(clock.now()).toBe(from)
    expect(requests).toHaveLength(1)
  })

  it('that finds no connection does not let the create go out again', async () => {
    const { client, clock, requests } = shop((request) => {
      if (request.method !== 'GET') return reset()
      throw new NetworkError('refused', { code: 'refused', sent: 'no', retryable: true })
    })
    const error = await clock.run(client.things.createFindable({ name: 'a', key: 'k' }).catch(failed))
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(requests.filter((request) => request.method === 'POST')).toHaveLength(1)
  })
})

it('a body that can be read once is not sent twice: the refusal itself is what the caller gets', async () => {
  const { client, clock, requests } = shop(() => ({ status: 429, headers: { 'retry-after': '1' } }))
  const body = streamBody(new Blob(['x']).stream() as ReadableStream<Uint8Array>, { contentType: 'text/plain' })
  const error = await clock.run(client.request({ method: 'POST', path: 'upload', body }).catch(failed))
  expect(error).toMatchObject({ name: 'RateLimitError', attempts: 1, retryAfter: 1_000 })
  expect(requests).toHaveLength(1)
})

it('a quota that resets some time is no reason to wait after a failure of the server', async () => {
  const { client, clock } = shop(
    turns(
      () => ({ status: 500, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '90' } }),
      () => ({ json: thing }),
    ),
  )
  const from = clock.now()
  await clock.run(client.things.get({ id: 1 }))
  expect(clock.now() - from).toBeLessThan(1_000)
})

it('an answer that the connector calls a failure of the server may have taken effect, whatever its status', async () => {
  const classify = ({ body }: { body: unknown }) =>
    (body as { ok?: boolean }).ok === false ? ({ kind: 'server' } as const) : undefined
  const made = () =>
    shop(
      turns(
        () => ({ json: { ok: false } }),
        () => ({ json: thing }),
      ),
      { connection: { classify } },
    )
  const read = made()
  expect(await read.clock.run(read.client.things.get({ id: 1 }))).toEqual(thing)
  const write = made()
  expect(await write.clock.run(write.client.things.create({ name: 'a' }).catch(failed))).toBeInstanceOf(
    OutcomeUnknownError,
  )
  expect(write.requests).toHaveLength(1)
})

describe('a stream', () => {
  const endless = (clock: VirtualClock) => {
    let signal: AbortSignal | undefined
    const transport: Transport = {
      name: 'endless',
      async send(request) {
        signal = request.signal
        return {
          status: 200,
          header: () => null,
          headers: () => [],
          text: async () => '',
          bytes: async () => new Uint8Array(),
          stream: () =>
            new ReadableStream({
              start(controller) {
                controller.enqueue(new TextEncoder().encode('first'))
                request.signal?.addEventListener('abort', () => controller.error(request.signal?.reason))
              },
            }),
          discard: async () => undefined,
        }
      },
    }
    const { client } = shop(() => ({}), { clock, transport, limiterStore: memoryLimiterStore({ clock }) })
    const open = () =>
      client.request<ReadableStream<Uint8Array>>({ method: 'GET', path: 'x', expect: 'stream' }, { timeout: 60_000 })
    return { open, signal: () => signal }
  }

  it('is under the time limit of its call until its last byte', async () => {
    const clock = new VirtualClock()
    const { open } = endless(clock)
    const reader = (await clock.run(open())).getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('first')
    const next = reader.read().catch(failed)
    await clock.advance(59_999)
    expect(clock.pending).toBe(1)
    await clock.advance(1)
    expect(await next).toBeInstanceOf(TimeoutError)
    expect(clock.pending).toBe(0)
  })

  it('that the caller leaves has no time limit any more', async () => {
    const clock = new VirtualClock()
    const { open, signal } = endless(clock)
    const stream = await clock.run(open())
    await stream.cancel()
    expect(clock.pending).toBe(0)
    await clock.advance(120_000)
    expect(signal()?.aborted).toBe(false)
  })
})

it('a key that is refused again after it was renewed is not renewed for ever', async () => {
  let tokens = 0
  const connection = { auth: bearer(async () => `token-number-${++tokens}`) }
  const { client, clock, requests } = shop(() => ({ status: 401 }), { connection })
  const error = await clock.run(client.things.create({ name: 'a' }).catch(failed))
  expect(error).toMatchObject({ name: 'AuthenticationError', attempts: 2 })
  expect(requests.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-number-1',
    'Bearer token-number-2',
  ])
})

it('a call that costs more than its limit ever lets through is an error of the input', async () => {
  const connection = { limits: [slidingWindow({ limit: 5, window: 1_000 })] }
  const { client, clock, requests } = shop(() => ({ json: thing }), { connection })
  const costly = operation<{ id: number }, unknown>({
    summary: 'Get much',
    kind: 'read',
    cost: 6,
    input: z.strictObject({ id: z.number() }),
    output: z.unknown(),
    request: () => ({ method: 'GET', path: 'much' }),
  })
  const error = await clock.run(client.run('much', costly, { id: 1 }).catch(failed))
  expect(error).toMatchObject({ name: 'InputError', code: 'cost_above_limit', sent: 'no' })
  expect(requests).toHaveLength(0)
})

describe('what the connector says of an answer goes before its status', () => {
  it('a success is one whatever the status', async () => {
    const { client, clock } = shop(() => ({ status: 404, json: thing }), { connection: { classify: () => 'ok' } })
    expect(await clock.run(client.things.get({ id: 1 }))).toEqual(thing)
  })

  it('"too many requests" under HTTP 200 was not processed, so even a create goes out again', async () => {
    const classify = ({ body }: { body: unknown }) =>
      (body as { code?: string }).code === 'LIMIT' ? ({ kind: 'rateLimit', retryAfter: 2_000 } as const) : undefined
    const { client, clock, requests } = shop(
      turns(
        () => ({ json: { code: 'LIMIT' } }),
        () => ({ json: thing }),
      ),
      { connection: { classify } },
    )
    const from = clock.now()
    expect(await clock.run(client.things.create({ name: 'a' }))).toEqual(thing)
    expect(clock.now() - from).toBe(2_000)
    expect(requests).toHaveLength(2)
  })
})

it('a refusal that says when the quota resets is waited for', async () => {
  const { client, clock } = shop(
    turns(
      () => ({ status: 429, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' } }),
      () => ({ json: thing }),
    ),
  )
  const from = clock.now()
  await clock.run(client.things.get({ id: 1 }))
  expect(clock.now() - from).toBe(30_000)
})

it('the connection of a redirect is let go before the next request', async () => {
  const events: string[] = []
  const { transport } = stubTransport((_, index) =>
    index === 0 ? { status: 302, headers: { location: '/v1/b' } } : { json: thing },
  )
  const watched: Transport = {
    name: 'watched',
    async send(request) {
      events.push('send')
      const response = await transport.send(request)
      return { ...response, discard: async () => void events.push('discard') }
    },
  }
  const clock = new VirtualClock()
  const { client } = shop(() => ({}), { clock, transport: watched })
  await clock.run(client.things.get({ id: 1 }))
  expect(events).toEqual(['send', 'discard', 'send'])
})

it('a cookie that an ordinary answer renews is the one that is sent next', async () => {
  const login = async () => ({ cookies: { sid: 'first-session-id' } })
  const connection = { auth: session({ identity: 'me', login }) }
  const { transport, requests } = stubTransport(() => ({ json: thing }))
  const renewing: Transport = {
    name: 'renewing',
    async send(request) {
      const response = await transport.send(request)
      return { ...response, headers: () => [['set-cookie', 'sid=second-session-id; Path=/']] }
    },
  }
  const clock = new VirtualClock()
  const { client } = shop(() => ({}), { clock, transport: renewing, connection })
  for (let call = 0; call < 2; call++) await clock.run(client.things.get({ id: 1 }))
  expect(requests.map(({ headers }) => headers.cookie)).toEqual(['sid=first-session-id', 'sid=second-session-id'])
})
