import { Agent, request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { defineSandbox, del, empty, get, json, nextLink, oauth2Auth, redirect, serve } from '@bpmcentr/core/testing'
import { describe, expect, it } from 'vitest'
import { KEY, toySandbox } from './toyVendor.ts'

const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' }

/** What a plain client sees: status, headers and bytes, or the code of the socket's error. */
function raw(url: string, options: { agent?: Agent; method?: string; body?: string } = {}) {
  return new Promise<{ status?: number | undefined; headers?: Record<string, unknown>; body?: Buffer; error?: string }>(
    (resolve) => {
      const sent = request(url, { headers, agent: options.agent, method: options.method ?? 'GET' }, (response) => {
        const chunks: Buffer[] = []
        const seen = () => ({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) })
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () => resolve(seen()))
        response.on('error', (error: NodeJS.ErrnoException) =>
          resolve({ ...seen(), error: error.code ?? error.message }),
        )
      })
      sent.on('error', (error: NodeJS.ErrnoException) => resolve({ error: error.code ?? error.message }))
      sent.end(options.body)
    },
  )
}

describe('a served sandbox', () => {
  it('answers over real HTTP under the base path of the vendor', async () => {
    const box = toySandbox()
    await using server = await serve(box)
    expect(server.baseUrl).toBe(`${server.url}/v1/`)
    const created = await fetch(`${server.baseUrl}orders`, { method: 'POST', headers, body: '{"title":"Львів"}' })
    expect([created.status, await created.json()]).toEqual([201, { id: 8, title: 'Львів', status: 'new' }])
    expect((await fetch(`${server.url}/orders`, { headers })).status).toBe(404)
    expect((await fetch(`${server.baseUrl}orders`, { headers: {} })).status).toBe(401)
  })

  it('makes links that lead back to itself, so that pages can be walked', async () => {
    await using server = await serve(toySandbox())
    const ids: number[] = []
    let next: string | null = `${server.baseUrl}orders?filter[status]=new&limit=3`
    while (next) {
      const page = (await (await fetch(next, { headers })).json()) as {
        data: { id: number }[]
        next_page_url: string | null
      }
      ids.push(...page.data.map((row) => row.id))
      next = page.next_page_url
    }
    expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('keeps connections alive and destroys them on close', async () => {
    const box = toySandbox()
    const server = await serve(box)
    const agent = new Agent({ keepAlive: true, maxSockets: 2 })
    await Promise.all(Array.from({ length: 20 }, () => raw(`${server.baseUrl}orders`, { agent })))
    expect(server.sockets.size).toBe(2)
    box.fail({ with: 'stall' })
    const hanging = raw(`${server.baseUrl}orders`, { agent })
    await expect.poll(() => box.requests.at(-1)?.fault).toBe('stall')
    await server.close()
    expect(await hanging).toEqual({ error: 'ECONNRESET' })
    expect(server.sockets.size).toBe(0)
    expect(await raw(`${server.baseUrl}orders`)).toEqual({ error: 'ECONNREFUSED' })
    agent.destroy()
  })

  it.each([
    ['resetBefore', 0],
    ['unreachable', 0],
    ['resetAfter', 1],
  ] as const)('resets the socket for %s, with %i effects', async (fault, effects) => {
    const box = toySandbox()
    await using server = await serve(box)
    box.fail({ with: fault })
    expect(await raw(`${server.baseUrl}orders`, { method: 'POST', body: '{"title":"x"}' })).toEqual({
      error: 'ECONNRESET',
    })
    expect(box.writes).toBe(effects)
  })

  it('breaks off in the middle of the body for resetDuring and wrongLength', async () => {
    const box = toySandbox()
    await using server = await serve(box)
    const whole = JSON.stringify(box.state.orders.get(1))
    const length = Buffer.byteLength(whole)
    box.fail({ with: 'resetDuring' })
    const half = await raw(`${server.baseUrl}orders/1`)
    expect(half).toMatchObject({ status: 200, error: 'ECONNRESET' })
    expect(half.body?.length).toBeLessThan(length)
    box.fail({ with: 'wrongLength' })
    const short = await raw(`${server.baseUrl}orders/1`)
    expect(short.headers?.['content-length']).toBe(String(length + 64))
    expect([short.body?.toString(), short.error]).toEqual([whole, 'ECONNRESET'])
  })

  it('sends gzip that does not decode for badGzip', async () => {
    const box = toySandbox()
    await using server = await serve(box)
    box.fail({ with: 'badGzip', times: 2 })
    const answer = await raw(`${server.baseUrl}orders`)
    expect(answer.headers?.['content-encoding']).toBe('gzip')
    expect(() => gunzipSync(answer.body as Buffer)).toThrow()
    await expect(fetch(`${server.baseUrl}orders`, { headers }).then((response) => response.text())).rejects.toThrow()
  })

  it('sends head and half of the body for stallBody, then nothing', async () => {
    const box = toySandbox()
    await using server = await serve(box)
    box.fail({ with: 'stallBody' })
    const abort = new AbortController()
    const response = await fetch(`${server.baseUrl}orders/1`, { headers, signal: abort.signal })
    const reader = response.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('{"id":1,"title":"№')
    const more = reader?.read()
    abort.abort(new Error('enough'))
    await expect(more).rejects.toThrow('enough')
  })

  it('refuses a body over its bound', async () => {
    const box = toySandbox()
    await using server = await serve(box, { maxBody: 10 })
    const response = await raw(`${server.baseUrl}orders`, {
      method: 'POST',
      body: JSON.stringify({ title: 'x'.repeat(100) }),
    })
    expect(response.status).toBe(413)
    expect(box.requests).toHaveLength(0)
  })

  it('gives an answer without content no length', async () => {
    const box = defineSandbox({ id: 'x', baseUrl: 'https://x.example', routes: [del('/a', () => empty())] })
    await using server = await serve(box)
    const response = await raw(`${server.baseUrl}a`, { method: 'DELETE' })
    expect([response.status, response.headers?.['content-length'], response.error]).toEqual([204, undefined, undefined])
  })

  it('rejects when the port is taken', async () => {
    await using server = await serve(toySandbox())
    await expect(serve(toySandbox(), { port: server.port })).rejects.toThrow('EADDRINUSE')
  })

  it('answers for the other hosts of the vendor under paths of their own', async () => {
    const auth = oauth2Auth({ tokenPath: 'https://login.toy.example/oauth/token', clients: { app: 'secret' } })
    const box = defineSandbox({
      id: 'two',
      baseUrl: 'https://api.toy.example/v1',
      auth,
      routes: [
        get('/me', (request) => ({ account: request.account, link: nextLink(request, { page: 2 }) })),
        get('https://files.toy.example/:name', (request) => json({ file: request.params.name, url: request.url }), {
          public: true,
        }),
        get('/moved', () => redirect('/v1/me')),
      ],
    })
    await using server = await serve(box)
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'app', client_secret: 'secret' })
    const token = await (
      await fetch(server.urlOf('https://login.toy.example/oauth/token'), { method: 'POST', body })
    ).json()
    const authorization = `Bearer ${token.access_token}`
    expect(await (await fetch(`${server.baseUrl}me`, { headers: { authorization } })).json()).toEqual({
      account: 'app',
      link: `${server.baseUrl}me?page=2`,
    })
    const url = server.urlOf('https://files.toy.example/a.txt')
    expect(await (await fetch(url)).json()).toEqual({ file: 'a.txt', url })
    expect(
      (await fetch(`${server.baseUrl}moved`, { headers: { authorization }, redirect: 'manual' })).headers.get(
        'location',
      ),
    ).toBe('/v1/me')
    expect(() => server.urlOf('https://elsewhere.example/')).toThrow('does not answer for https://elsewhere.example')
    // The main host knows nothing of the other hosts' paths.
    expect((await fetch(`${server.url}/oauth/token`, { method: 'POST', body })).status).toBe(404)
  })
})
