import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { kyTransport } from '../../src/transport/ky.ts'
import { echo, httpServer } from './servers.ts'
import { rejection, request } from './transports.ts'

describe('kyTransport', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('is seen by msw, also when that starts later', async () => {
    const transport = kyTransport()
    const server = setupServer(
      http.post('https://vendor.test/orders', async ({ request: seen }) =>
        HttpResponse.json({ key: seen.headers.get('x-key'), body: await seen.json() }, { status: 201 }),
      ),
    )
    server.listen({ onUnhandledFrame: 'error' })
    try {
      const response = await transport.send(
        request('https://vendor.test/orders', { method: 'POST', headers: { 'x-key': '1' }, body: '{"a":"і"}' }),
      )
      expect(response.status).toBe(201)
      expect(JSON.parse(await response.text())).toEqual({ key: '1', body: { a: 'і' } })
    } finally {
      server.close()
    }
  })

  it('looks the global fetch up for each request', async () => {
    const transport = kyTransport()
    const server = await httpServer(echo)
    expect((await transport.send(request(server.url))).status).toBe(200)
    vi.stubGlobal('fetch', async () => new Response('mocked', { status: 299 }))
    const response = await transport.send(request(server.url))
    expect([response.status, await response.text()]).toEqual([299, 'mocked'])
  })

  it('takes a fetch of your own, and gives it the signal and no following of redirects', async () => {
    const seen: Request[] = []
    const signals: unknown[] = []
    const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
      seen.push(new Request(input, init))
      signals.push(init?.signal)
      return new Response('own')
    }
    const { signal } = new AbortController()
    await kyTransport({ fetch }).send(request('https://x.test/a', { signal, headers: { 'x-a': '1' } }))
    expect(seen).toHaveLength(1)
    expect(seen[0]!.url).toBe('https://x.test/a')
    expect(seen[0]!.redirect).toBe('manual')
    expect(seen[0]!.headers.get('x-a')).toBe('1')
    expect(signals).toEqual([signal])
  })

  it('asks once: neither an error status nor a failure is retried', async () => {
    let calls = 0
    const answers = [
      () => new Response('busy', { status: 503, headers: { 'retry-after': '0' } }),
      () => Promise.reject(new TypeError('fetch failed')),
    ]
    for (const answer of answers) {
      calls = 0
      const fetch = async () => {
        calls++
        return answer()
      }
      await kyTransport({ fetch })
        .send(request('https://x.test/'))
        .catch(() => undefined)
      expect(calls).toBe(1)
    }
  })

  it('gives 302 for a redirect that a browser hides', async () => {
    const hidden = {
      type: 'opaqueredirect',
      status: 0,
      ok: false,
      headers: new Headers(),
      body: null,
      [Symbol.toStringTag]: 'Response',
    }
    const response = await kyTransport({ fetch: async () => hidden as unknown as Response }).send(
      request('https://x.test/'),
    )
    expect(response.status).toBe(302)
    expect(response.header('location')).toBeNull()
  })

  it('does not believe a length that the body does not keep', async () => {
    const fetch = async () => new Response('x'.repeat(2000), { headers: { 'content-length': '10' } })
    const transport = kyTransport({ fetch })
    for (const way of ['text', 'bytes'] as const) {
      const response = await transport.send(request('https://x.test/', { maxBytes: 1000 }))
      expect(await rejection(response[way]())).toMatchObject({ reason: 'too_large' })
    }
  })

  it('says what is wrong with a request that cannot be built, without its URL', async () => {
    for (const change of [{ method: 'GET', body: 'x' }, { method: 'no good' }, { headers: { 'bad name': 'x' } }]) {
      const error = await rejection(kyTransport().send(request('https://x.test/?key=s3cret', change)))
      expect(error.name).toBe('InputError')
      expect(error.message).not.toContain('s3cret')
    }
  })
})
