import { describe, expect, it, onTestFinished } from 'vitest'
import {
  AuthenticationError,
  bearer,
  memoryLimiterStore,
  NetworkError,
  OutcomeUnknownError,
  tokenBucket,
} from '../../src/index.ts'
import { undiciTransport } from '../../src/undici.ts'
import { shopAt } from '../support/shopAt.ts'
import { type StubAnswer, shop } from '../support/stub.ts'

const thing = { id: 1, name: 'a' }
const reset = (): never => {
  throw new NetworkError('reset', { code: 'reset', sent: 'maybe', retryable: true })
}
const refused = (): never => {
  throw new NetworkError('refused', { code: 'refused', sent: 'no', retryable: true })
}
const status = (code: number) => (): StubAnswer => ({ status: code, json: { message: 'no' } })
const turns =
  (...answers: (() => StubAnswer)[]) =>
  (_: unknown, index: number) =>
    (answers[Math.min(index, answers.length - 1)] as () => StubAnswer)()
const once = [tokenBucket({ capacity: 1, refill: 1, per: 60_000 })]

describe('the last attempt does not speak for the earlier ones', () => {
  it.each([
    ['is refused a connection', refused],
    ['is refused for its key', status(401)],
    ['is refused as invalid', status(422)],
    ['is one too many', () => ({ status: 429, headers: { 'retry-after': '9999' } })],
    ['meets a server that fails', status(500)],
  ])('a create with a key, reset once, that then %s', async (_, then) => {
    const { client, clock } = shop(turns(reset, then))
    const error = await clock.run(client.things.createOnce({ name: 'a' }).catch((thrown) => thrown))
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(error).toMatchObject({ code: 'outcome_unknown', sent: 'maybe' })
    expect(error.cause).toBeInstanceOf(Error)
  })

  it('an update that was reset once says so, though nothing was sent since', async () => {
    const { client, clock } = shop(turns(reset, refused))
    const error = await clock.run(client.things.replace({ id: 1, name: 'a' }).catch((thrown) => thrown))
    expect(error).toMatchObject({ name: 'NetworkError', code: 'refused', sent: 'maybe', attempts: 4 })
  })

  it('a create that was looked for and is not there has failed when it is refused then', async () => {
    const { client, clock } = shop((request, index) =>
      request.method === 'GET' ? { json: null } : turns(reset, reset, status(422))(request, index),
    )
    const error = await clock.run(client.things.createFindable({ name: 'a', key: 'k' }).catch((thrown) => thrown))
    expect(error).toMatchObject({ name: 'InvalidRequestError', sent: 'yes', attempts: 2 })
  })

  it('tells what was last seen, and by which request id the vendor knows it', async () => {
    const { client, clock } = shop(() => ({
      status: 500,
      json: { message: 'oops' },
      headers: { 'x-request-id': 'r-1' },
    }))
    const error = await clock.run(client.things.create({ name: 'a' }).catch((thrown) => thrown))
    expect(error).toMatchObject({ status: 500, vendorMessage: 'oops', requestId: 'r-1' })
    expect(error.message).toBe(
      'shop.things.create: the request was sent and was answered with an error (HTTP 500), so it may or may not have taken effect. Look it up before repeating it',
    )
  })
})

describe('a time limit that passes', () => {
  it('before the credentials are there has sent nothing', async () => {
    const connection = { auth: bearer(() => new Promise<string>(() => undefined)) }
    const { client, clock, requests } = shop(() => ({ json: thing }), { connection, attemptTimeout: 1_000 })
    const error = await clock.run(client.things.create({ name: 'a' }, { retry: 1 }).catch((thrown) => thrown))
    expect(error).toMatchObject({ name: 'TimeoutError', code: 'timeout', sent: 'no', attempts: 2 })
    expect(error.message).toContain('credentials')
    expect(requests).toHaveLength(0)
    expect(clock.pending).toBe(0)
  })

  it('in the queue of the limiter has sent nothing', async () => {
    const { client, clock, requests } = shop(() => ({ json: thing }), { connection: { limits: once } })
    await clock.run(client.things.create({ name: 'first' }))
    const error = await clock.run(client.things.create({ name: 'a' }, { timeout: 5_000 }).catch((thrown) => thrown))
    expect(error).toMatchObject({ name: 'TimeoutError', code: 'timeout_in_queue', sent: 'no', attempts: 0 })
    expect(error.message).toContain('nothing was sent')
    expect(requests).toHaveLength(1)
  })

  it('in the queue before the second attempt does not claim that nothing was sent', async () => {
    const { client, clock } = shop(reset, { connection: { limits: once } })
    const update = client.things.replace({ id: 1, name: 'a' }, { timeout: 5_000 }).catch((thrown) => thrown)
    const error = await clock.run(update)
    expect(error).toMatchObject({ name: 'TimeoutError', code: 'timeout_in_queue', sent: 'maybe', attempts: 1 })
    expect(error.message).not.toContain('nothing was sent')
    await clock.advance(60_000)
    const create = client.things.createOnce({ name: 'a' }, { timeout: 5_000 }).catch((thrown) => thrown)
    expect(await clock.run(create)).toBeInstanceOf(OutcomeUnknownError)
  })
})

it('a transport that was closed is not tried again', async () => {
  const transport = undiciTransport()
  onTestFinished(() => transport.close())
  await transport.close()
  const client = shopAt('https://shop.test/v1/', { transport, limiterStore: memoryLimiterStore() })
  const error = await client.things.create({ name: 'a' }).catch((thrown) => thrown)
  expect(error).toMatchObject({ name: 'NetworkError', code: 'closed', sent: 'no', attempts: 1 })
})

it('a key that is refused and cannot be renewed is one attempt', async () => {
  const { client, clock, requests } = shop(status(401))
  const error = await clock.run(client.things.create({ name: 'a' }).catch((thrown) => thrown))
  expect(error).toBeInstanceOf(AuthenticationError)
  expect(requests).toHaveLength(1)
})
