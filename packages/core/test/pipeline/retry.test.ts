import { describe, expect, it } from 'vitest'
import {
  AuthenticationError,
  NetworkError,
  NotFoundError,
  OutcomeUnknownError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from '../../src/index.ts'
import { type StubAnswer, shop } from '../support/stub.ts'

const reset = () => {
  throw new NetworkError('the connection was reset', { code: 'reset', sent: 'maybe', retryable: true })
}
const refused = () => {
  throw new NetworkError('the connection was refused', { code: 'refused', sent: 'no', retryable: true })
}
const thing = { id: 1, name: 'a' }
const never = () => new Promise<StubAnswer>(() => {})

/** Answers in turn; the last one again and again. */
const turns =
  (...answers: (() => StubAnswer | Promise<StubAnswer>)[]) =>
  (_: unknown, index: number) =>
    (answers[Math.min(index, answers.length - 1)] as () => StubAnswer)()

describe('what is sent again, and what is not', () => {
  it('sends a read again after a reset, a 500 and an answer that does not parse', async () => {
    const { client, clock, requests } = shop(
      turns(
        reset,
        () => ({ status: 500 }),
        () => ({ text: '{"id":', headers: { 'content-type': 'application/json' } }),
        () => ({ json: thing }),
      ),
    )
    expect(await clock.run(client.things.get({ id: 1 }))).toEqual(thing)
    expect(requests).toHaveLength(4)
  })

  it('gives up a read after the retries and says how often it tried', async () => {
    const { client, clock, requests } = shop(turns(() => ({ status: 503, json: { message: 'down' } })))
    const error = await clock.run(client.things.get({ id: 1 }).catch((e) => e))
    expect(error).toBeInstanceOf(ServerError)
    expect(error.attempts).toBe(4)
    expect(error.message).toContain('shop.things.get')
    expect(error.message).toContain('down')
    expect(requests).toHaveLength(4)
  })

  it('sends a create again when the connection was refused, since nothing was sent', async () => {
    const { client, clock, requests } = shop(turns(refused, () => ({ json: thing })))
    expect(await clock.run(client.things.create({ name: 'a' }))).toEqual(thing)
    expect(requests).toHaveLength(2)
  })

  it.each([
    ['a reset', reset],
    ['a 500', () => ({ status: 500 })],
    ['a 502 page', () => ({ status: 502, text: '<html>', headers: { 'content-type': 'text/html' } })],
    ['a success that cannot be read', () => ({ text: '{"id"', headers: { 'content-type': 'application/json' } })],
  ])('does not send a create again after %s, and says that the outcome is unknown', async (_, answer) => {
    const { client, clock, requests } = shop(turns(answer as () => StubAnswer))
    const error = await clock.run(client.things.create({ name: 'a' }).catch((e) => e))
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(error.sent).toBe('maybe')
    expect(requests).toHaveLength(1)
  })

  it('sends a create again after a 429, because it was not processed', async () => {
    const { client, clock, requests } = shop(
      turns(
        () => ({ status: 429, headers: { 'retry-after': '7' } }),
        () => ({ json: thing }),
      ),
    )
    const from = clock.now()
    expect(await clock.run(client.things.create({ name: 'a' }))).toEqual(thing)
    expect(clock.now() - from).toBeGreaterThanOrEqual(7_000)
    expect(requests).toHaveLength(2)
  })

  it('does not wait for a hint that lies beyond the deadline', async () => {
    const { client, clock, requests } = shop(turns(() => ({ status: 429, headers: { 'retry-after': '3600' } })))
    const error = await clock.run(client.things.get({ id: 1 }).catch((e) => e))
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error.retryAfter).toBe(3_600_000)
    expect(requests).toHaveLength(1)
  })

  it('keeps one idempotency key over all attempts, and takes the caller’s', async () => {
    const { client, clock, requests } = shop(
      turns(
        reset,
        () => ({ status: 500 }),
        () => ({ json: thing }),
      ),
    )
    await clock.run(client.things.createOnce({ name: 'a' }))
    const keys = requests.map((request) => request.headers['idempotency-key'])
    expect(keys).toHaveLength(3)
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(new Set(keys).size).toBe(1)
    await clock.run(client.things.createOnce({ name: 'a' }, { idempotencyKey: 'mine' }))
    expect(requests.at(-1)?.headers['idempotency-key']).toBe('mine')
  })

  it('makes a single attempt when told so', async () => {
    const { client, clock, requests } = shop(turns(() => ({ status: 500 })))
    await expect(clock.run(client.things.get({ id: 1 }, { retry: false }))).rejects.toBeInstanceOf(ServerError)
    expect(requests).toHaveLength(1)
    const unknown = await clock.run(client.things.createFindable({ name: 'a', key: 'k' }, { retry: 0 }).catch((e) => e))
    expect(unknown).toBeInstanceOf(OutcomeUnknownError)
  })

  it('fails at once on 404', async () => {
    const { client, clock, requests } = shop(turns(() => ({ status: 404, json: { message: 'No such thing' } })))
    const error = await clock.run(client.things.get({ id: 1 }).catch((e) => e))
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error.vendorMessage).toBe('No such thing')
    expect(error.sent).toBe('yes')
    expect(requests).toHaveLength(1)
  })

  it('tells where to find the key when it was refused', async () => {
    const { client, clock } = shop(turns(() => ({ status: 401, json: { message: 'Unauthenticated.' } })))
    const error = await clock.run(client.things.get({ id: 1 }).catch((e) => e))
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error.message).toContain('Settings, API')
  })
})

describe('looking up what became of a write', () => {
  const store = (answer: (method: string, created: number) => StubAnswer, found: () => unknown) => {
    let created = 0
    const made = shop((request) => {
      if (request.method === 'GET') return { json: found() }
      created++
      return answer(request.method, created)
    })
    return { ...made, created: () => created }
  }

  it('returns what the first request made, without sending it again', async () => {
    const { client, clock, created } = store(reset, () => thing)
    expect(await clock.run(client.things.createFindable({ name: 'a', key: 'k' }))).toEqual(thing)
    expect(created()).toBe(1)
  })

  it('sends again what was not found', async () => {
    const { client, clock, created } = store(
      (_, n) => (n === 1 ? reset() : { json: thing }),
      () => null,
    )
    expect(await clock.run(client.things.createFindable({ name: 'a', key: 'k' }))).toEqual(thing)
    expect(created()).toBe(2)
  })

  it('leaves the outcome unknown when the input cannot be looked up', async () => {
    const { client, clock, created } = store(reset, () => null)
    await expect(clock.run(client.things.createFindable({ name: 'a' }))).rejects.toBeInstanceOf(OutcomeUnknownError)
    expect(created()).toBe(1)
  })

  it('never sends money again: found is the result, not found is unknown', async () => {
    const paid = store(reset, () => thing)
    expect(await paid.clock.run(paid.client.things.pay({ name: 'a', key: 'k' }))).toEqual(thing)
    const lost = store(reset, () => null)
    await expect(lost.clock.run(lost.client.things.pay({ name: 'a', key: 'k' }))).rejects.toBeInstanceOf(
      OutcomeUnknownError,
    )
    expect(lost.created()).toBe(1)
  })

  it('leaves the outcome unknown when the lookup fails as well', async () => {
    const { client, clock, created } = store(reset, reset)
    await expect(clock.run(client.things.createFindable({ name: 'a', key: 'k' }))).rejects.toBeInstanceOf(
      OutcomeUnknownError,
    )
    expect(created()).toBe(1)
  })

  it('takes a conflict on the vendor’s unique key after a lost answer for its own first attempt', async () => {
    const { client, clock, created } = store(
      (_, n) => (n === 1 ? reset() : { status: 409 }),
      () => thing,
    )
    expect(await clock.run(client.things.keyed({ name: 'a', key: 'k' }))).toEqual(thing)
    expect(created()).toBe(2)
  })

  it('reports every request of a lasting failure as one unknown outcome', async () => {
    const { client, clock, created } = store(reset, () => null)
    const error = await clock.run(client.things.createFindable({ name: 'a', key: 'k' }).catch((e) => e))
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(created()).toBe(4)
  })
})

describe('time', () => {
  it('ends a stuck read with a TimeoutError and a stuck create with an unknown outcome', async () => {
    const { client, clock } = shop(never)
    const from = clock.now()
    const read = await clock.run(client.things.get({ id: 1 }, { timeout: 5_000 }).catch((e) => e))
    expect(read).toBeInstanceOf(TimeoutError)
    expect(clock.now() - from).toBe(5_000)
    const write = await clock.run(client.things.create({ name: 'a' }, { timeout: 5_000 }).catch((e) => e))
    expect(write).toBeInstanceOf(OutcomeUnknownError)
    expect(clock.pending).toBe(0)
  })

  it('tries a read again when one attempt got stuck', async () => {
    const { client, clock, requests } = shop(turns(never, () => ({ json: thing })))
    expect(await clock.run(client.things.get({ id: 1 }))).toEqual(thing)
    expect(requests).toHaveLength(2)
  })

  it('passes the caller’s abort reason through, whatever it is, at every stage', async () => {
    for (const reason of [new Error('enough'), 'a string', undefined]) {
      const before = new AbortController()
      before.abort(reason)
      const { client, clock, requests } = shop(never)
      const expected = before.signal.reason
      expect(await client.things.get({ id: 1 }, { signal: before.signal }).catch((e) => e)).toBe(expected)
      expect(requests).toHaveLength(0)

      const during = new AbortController()
      const pending = client.things.create({ name: 'a' }, { signal: during.signal }).catch((e) => e)
      await clock.advance(10)
      during.abort(expected)
      expect(await pending).toBe(expected)

      const sleeping = new AbortController()
      const flaky = shop(() => ({ status: 500 }), { clock })
      const waiting = flaky.client.things.get({ id: 1 }, { signal: sleeping.signal }).catch((e) => e)
      await clock.advance(0)
      sleeping.abort(expected)
      expect(await waiting).toBe(expected)
      expect(clock.pending).toBe(0)
    }
  })
})
