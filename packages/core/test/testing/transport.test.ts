import { sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import { describe, expect, it } from 'vitest'
import { isConnectorError, NetworkError, type ResponseMismatchError } from '../../src/errors/index.ts'
import { KEY, toySandbox } from './toyVendor.ts'

function setUp() {
  const clock = new VirtualClock()
  const box = toySandbox({ clock })
  const transport = sandboxTransport(box)
  const send = (path: string, more: { method?: string; body?: string; signal?: AbortSignal; maxBytes?: number } = {}) =>
    transport.send({
      method: 'GET',
      url: `https://api.toy.example/v1${path}`,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: undefined,
      signal: undefined,
      maxBytes: 1_000_000,
      ...more,
    })
  return { box, clock, transport, send }
}

describe('the sandbox as a transport', () => {
  it('carries a request and its answer', async () => {
    const { transport, send } = setUp()
    const response = await send('/orders', { method: 'POST', body: '{"title":"Одеса"}' })
    expect([response.status, response.header('Content-Type'), transport.unread]).toEqual([201, 'application/json', 1])
    expect(JSON.parse(await response.text())).toMatchObject({ title: 'Одеса' })
    await expect(response.text()).rejects.toThrow('read before')
    expect([transport.open, transport.unread]).toEqual([0, 0])
  })

  it('gives bytes, a stream, or lets go', async () => {
    const { transport, send } = setUp()
    expect(await new Response((await send('/ping')).stream() as ReadableStream<Uint8Array<ArrayBuffer>>).text()).toBe(
      '{"pong":true}',
    )
    expect(new TextDecoder().decode(await (await send('/ping')).bytes())).toBe('{"pong":true}')
    await (await send('/ping')).discard()
    expect(transport.unread).toBe(0)
  })

  it.each([
    ['unreachable', 'no'],
    ['resetBefore', 'maybe'],
    ['resetAfter', 'maybe'],
  ] as const)('tells for %s that it was sent: %s', async (fault, sent) => {
    const { box, send } = setUp()
    box.fail({ with: fault })
    const error = await send('/orders').catch((thrown) => thrown)
    expect(error).toBeInstanceOf(NetworkError)
    expect(error).toMatchObject({ sent })
  })

  it.each(['resetDuring', 'wrongLength', 'badGzip'] as const)('fails while the body of %s is read', async (fault) => {
    const { box, send } = setUp()
    box.fail({ with: fault })
    const response = await send('/orders')
    expect(response.status).toBe(200)
    expect(isConnectorError(await response.text().catch((thrown) => thrown))).toBe(true)
  })

  it('keeps to the cap on the size of an answer', async () => {
    const { send } = setUp()
    const response = await send('/orders', { maxBytes: 20 })
    const error: ResponseMismatchError = await response.text().catch((thrown) => thrown)
    expect(error.reason).toBe('too_large')
  })

  it('knows no other host', async () => {
    const { transport } = setUp()
    const request = {
      method: 'GET',
      url: 'https://evil.example/',
      headers: {},
      body: undefined,
      signal: undefined,
      maxBytes: 1,
    }
    await expect(transport.send(request)).rejects.toMatchObject({ sent: 'no' })
  })

  it.each(['stall', 'stallAfter', 'stallBody', 'slow'] as const)(
    'ends with the reason of the signal during %s',
    async (fault) => {
      const { box, clock, transport, send } = setUp()
      box.fail({ with: fault, ms: 60_000 } as never)
      const abort = new AbortController()
      const reason = new Error('my reason')
      const pending = send('/orders', { signal: abort.signal }).then((response) => response.text())
      await clock.advance(1_000)
      abort.abort(reason)
      await expect(pending).rejects.toBe(reason)
      expect([transport.open, transport.unread, clock.pending]).toEqual([0, 0, 0])
    },
  )
})
