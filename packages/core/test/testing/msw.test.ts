import { get as httpGet } from 'node:http'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { KEY, toySandbox } from './toyVendor.ts'

const box = toySandbox()
const server = setupServer(...box.handlers)
const base = 'https://api.toy.example/v1'
const headers = { authorization: `Bearer ${KEY}` }

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => box.reset())
afterAll(() => server.close())

describe('a sandbox through msw', () => {
  it('answers plain fetch with the state it keeps', async () => {
    const created = await fetch(`${base}/orders`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Київ' }),
    })
    expect(created.status).toBe(201)
    expect(await created.json()).toEqual({ id: 8, title: 'Київ', status: 'new' })
    const read = await fetch(`${base}/orders/8`, { headers })
    expect(await read.json()).toEqual({ id: 8, title: 'Київ', status: 'new' })
    expect(box.state.orders.get(8)?.title).toBe('Київ')
  })

  it('answers unknown paths under its base URL with the 404 of the vendor', async () => {
    const response = await fetch(`${base}/nowhere`, { headers })
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ message: 'Not Found' })
  })

  it('leaves hosts and paths alone that are not the vendor', async () => {
    await expect(fetch('https://api.toy.example/v2/orders', { headers })).rejects.toThrow()
    expect(box.requests).toHaveLength(0)
  })

  it.each(['resetBefore', 'resetAfter', 'unreachable'] as const)(
    'shows %s to fetch as a network error',
    async (fault) => {
      box.fail({ with: fault })
      await expect(fetch(`${base}/orders/1`, { headers })).rejects.toThrow(TypeError)
      expect((await fetch(`${base}/orders/1`, { headers })).status).toBe(200)
    },
  )

  it.each(['resetDuring', 'badGzip', 'wrongLength'] as const)(
    'breaks the body of %s while it is read',
    async (fault) => {
      box.fail({ with: fault })
      const response = await fetch(`${base}/orders/1`, { headers })
      expect(response.status).toBe(200)
      await expect(response.text()).rejects.toThrow()
    },
  )

  it('cuts JSON in half without breaking the connection', async () => {
    box.fail({ with: 'truncatedJson' })
    const response = await fetch(`${base}/orders/1`, { headers })
    await expect(response.json()).rejects.toThrow(SyntaxError)
  })

  it('leaves a stalled request open until its signal aborts', async () => {
    box.fail({ with: 'stall' })
    const abort = new AbortController()
    const pending = fetch(`${base}/orders/1`, { headers, signal: abort.signal })
    abort.abort(new Error('enough'))
    await expect(pending).rejects.toThrow('enough')
  })

  it('is seen by node:http as well', async () => {
    const status = await new Promise((resolve, reject) => {
      httpGet(`${base.replace('https', 'http')}/ping`, (response) => resolve(response.statusCode)).on('error', reject)
    }).catch((error: Error) => error)
    // Another scheme is another origin, which the vendor does not serve.
    expect(status).toBeInstanceOf(Error)
  })
})
