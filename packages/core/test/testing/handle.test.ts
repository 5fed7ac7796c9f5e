import { VirtualClock } from '@bpmcentr/core/testing'
import { describe, expect, it } from 'vitest'
import { KEY, toySandbox } from './toyVendor.ts'

const base = 'https://api.toy.example/v1'

function call(box: ReturnType<typeof toySandbox>, path: string, init: RequestInit = {}) {
  return box.handle(new Request(base + path, { ...init, headers: { authorization: `Bearer ${KEY}`, ...init.headers } }))
}

function send(box: ReturnType<typeof toySandbox>, method: string, path: string, body: unknown) {
  return call(box, path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
}

describe('routes', () => {
  it('take parameters in a segment, a suffix after them, and the rest of a path', async () => {
    const box = toySandbox()
    expect(await (await call(box, '/files/%D0%BE%D0%B4%D0%B8%D0%BD.json')).json()).toEqual({ name: 'один' })
    expect(await (await call(box, "/odata/Orders('a%2Fb')/Lines")).json()).toEqual({ rest: "Orders('a/b')/Lines" })
    expect((await call(box, '/files/.json')).status).toBe(404)
  })

  it('prefer a fixed path over one with parameters', async () => {
    const box = toySandbox()
    expect(await (await call(box, '/orders/offset?limit=1')).json()).toMatchObject({ size: 1, next: 1 })
  })

  it('answer a wrong method with 405 and the methods that exist', async () => {
    const response = await call(toySandbox(), '/orders/1', { method: 'PUT' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, PATCH, DELETE')
  })

  it('answer undefined with the 404 of the vendor', async () => {
    const box = toySandbox()
    expect(await (await call(box, '/orders/99')).json()).toEqual({ message: 'Not Found' })
    expect((await call(box, '/orders/abc')).status).toBe(404)
    expect((await call(box, '/orders/1e0')).status).toBe(404)
  })

  it('name the handler that failed, in the answer and in the log', async () => {
    const box = toySandbox()
    const response = await call(box, '/broken')
    expect(response.status).toBe(500)
    expect(await response.text()).toContain('GET /broken failed: Error: a defect of the route')
    expect(box.requests[0]?.error).toBeInstanceOf(Error)
  })
})

describe('bodies', () => {
  it('that are not what they say get the answer of the vendor', async () => {
    const box = toySandbox()
    const json = { 'content-type': 'application/json' }
    expect((await call(box, '/orders', { method: 'POST', body: '{"title":', headers: json })).status).toBe(400)
    expect((await call(box, '/orders', { method: 'POST', body: '[]', headers: json })).status).toBe(400)
    expect(
      (await call(box, '/orders', { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } })).status,
    ).toBe(415)
    expect((await send(box, 'POST', '/orders', { title: 5 })).status).toBe(422)
    expect(box.writes).toBe(0)
  })

  it('of forms are read with PHP brackets', async () => {
    const response = await call(toySandbox(), '/form', {
      method: 'POST',
      body: new URLSearchParams('a[b][]=1&a[b][]=%D0%B4%D0%B2%D0%B0&c=x+y'),
    })
    expect(await response.json()).toEqual({ a: { b: ['1', 'два'] }, c: 'x y' })
  })

  it('of multipart forms give their files', async () => {
    const form = new FormData()
    form.set('file', new File(['привіт'], 'звіт.txt'))
    expect(await (await call(toySandbox(), '/upload', { method: 'POST', body: form })).json()).toEqual({
      name: 'звіт.txt',
      size: 12,
    })
    const broken = { method: 'POST', body: 'nonsense', headers: { 'content-type': 'multipart/form-data; boundary=x' } }
    expect((await call(toySandbox(), '/upload', broken)).status).toBe(400)
  })
})

describe('credentials', () => {
  it('are really checked', async () => {
    const box = toySandbox()
    for (const authorization of ['', 'Bearer', 'Bearer wrong', `Basic ${KEY}`, KEY]) {
      const response = await call(box, '/orders', { headers: { authorization } })
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({ message: 'Unauthenticated.' })
    }
    expect((await call(box, '/orders', { headers: { authorization: `bearer ${KEY}` } })).status).toBe(200)
    expect((await call(box, '/ping', { headers: { authorization: '' } })).status).toBe(200)
    expect(box.requests.filter((each) => each.processed)).toHaveLength(2)
  })
})

describe('the log', () => {
  it('tells what came and what became of it, the newest only', async () => {
    const box = toySandbox({ keep: 3, clock: new VirtualClock({ start: 5_000 }) })
    for (let index = 0; index < 10; index++) await call(box, `/orders/${index}?n=${index}`)
    await send(box, 'POST', '/orders', { title: 'x' })
    expect(box.requests).toHaveLength(3)
    expect(box.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/orders',
      query: '',
      body: '{"title":"x"}',
      status: 201,
      processed: true,
      at: 5_000,
      account: KEY,
    })
    expect(box.requests.at(0)).toMatchObject({ path: '/orders/8', query: 'n=8', status: 404 })
  })
})

describe('faults', () => {
  it('strike where, when and as often as the rule says', async () => {
    const box = toySandbox()
    const rule = box.fail({
      with: 'status',
      status: 503,
      body: { message: 'Down' },
      when: { method: 'get', path: /^\/orders\/\d+$/ },
      after: 1,
      times: 2,
    })
    const statuses = []
    for (const path of ['/orders/1', '/orders', '/orders/1', '/orders/2', '/orders/3'])
      statuses.push((await call(box, path)).status)
    expect(statuses).toEqual([200, 200, 503, 503, 200])
    expect(rule.hits).toBe(2)
  })

  it('end when they are removed', async () => {
    const box = toySandbox()
    const rule = box.fail({ with: 'status', status: 500, times: Number.POSITIVE_INFINITY })
    expect((await call(box, '/orders')).status).toBe(500)
    rule.remove()
    expect((await call(box, '/orders')).status).toBe(200)
  })

  it('with a chance strike the same requests for the same seed', async () => {
    const run = async (seed: number) => {
      const box = toySandbox({ seed })
      box.fail({ with: 'status', status: 500, chance: 0.3, times: Number.POSITIVE_INFINITY })
      const failed = []
      for (let index = 0; index < 200; index++) if ((await call(box, '/ping')).status === 500) failed.push(index)
      return failed
    }
    const first = await run(7)
    expect(await run(7)).toEqual(first)
    expect(await run(8)).not.toEqual(first)
    expect(first.length).toBeGreaterThan(40)
    expect(first.length).toBeLessThan(80)
  })

  it.each([
    ['resetBefore', 0],
    ['unreachable', 0],
    ['resetAfter', 1],
  ] as const)('of kind %s leave %i effects behind', async (fault, effects) => {
    const box = toySandbox()
    box.fail({ with: fault })
    await expect(send(box, 'POST', '/orders', { title: 'once' })).rejects.toThrow(TypeError)
    expect(box.writes).toBe(effects)
  })

  it.each([
    ['rateLimit', 429, 0],
    ['htmlPage', 200, 0],
    ['truncatedJson', 201, 1],
  ] as const)('of kind %s answer %i with %i effects', async (fault, status, effects) => {
    const box = toySandbox()
    box.fail({ with: fault })
    const response = await send(box, 'POST', '/orders', { title: 'once' })
    expect(response.status).toBe(status)
    await expect(
      response
        .clone()
        .json()
        .then((body) => body.id),
    )
      .rejects.toThrow()
      .catch(async () => expect(status).toBe(429))
    expect(box.writes).toBe(effects)
  })

  it('speak in the words of the vendor when they refuse for the rate limit', async () => {
    const box = toySandbox()
    box.fail({ with: 'rateLimit', retryAfter: 17 })
    const response = await call(box, '/orders')
    expect(response.headers.get('retry-after')).toBe('17')
    expect(await response.json()).toEqual({ message: 'Too Many Attempts.' })
  })

  it('that are slow take time of the clock, after processing', async () => {
    const clock = new VirtualClock()
    const box = toySandbox({ clock })
    box.fail({ with: 'slow', ms: 5_000 })
    let done = false
    const pending = send(box, 'POST', '/orders', { title: 'slow' }).finally(() => {
      done = true
    })
    await clock.advance(4_999)
    expect([done, box.writes]).toEqual([false, 1])
    await clock.advance(1)
    expect(done).toBe(true)
    expect((await pending).status).toBe(201)
  })

  it('that stall end with the signal, or with reset()', async () => {
    const box = toySandbox()
    box.fail({ with: 'stall', times: 2 })
    const abort = new AbortController()
    const aborted = call(box, '/orders', { signal: abort.signal })
    const cleared = call(box, '/orders')
    await new Promise((resolve) => setImmediate(resolve))
    abort.abort(new Error('enough'))
    await expect(aborted).rejects.toThrow('enough')
    box.reset()
    await expect(cleared).rejects.toThrow('fetch failed')
  })

  it('that stall in the body give the head and half of it', async () => {
    const box = toySandbox()
    box.fail({ with: 'stallBody' })
    const abort = new AbortController()
    const response = await call(box, '/orders/1', { signal: abort.signal })
    const reader = response.body?.getReader()
    const first = await reader?.read()
    expect(new TextDecoder().decode(first?.value)).toBe('{"id":1,"title":"№')
    const second = reader?.read()
    abort.abort(new Error('enough'))
    await expect(second).rejects.toThrow('enough')
  })
})

describe('reset', () => {
  it('puts everything back', async () => {
    const box = toySandbox()
    await send(box, 'POST', '/orders', { title: 'x' })
    box.fail({ with: 'status', status: 500 })
    box.limits.on()
    box.latency = 50
    box.reset()
    expect(box.state.orders.size).toBe(7)
    expect(box.requests).toHaveLength(0)
    expect(box.limits.enabled).toBe(false)
    expect([box.latency, box.writes]).toEqual([0, 0])
    expect((await send(box, 'POST', '/orders', { title: 'x' })).status).toBe(201)
  })
})

describe('many at once', () => {
  it('each get an answer of their own and no two rows share an id', async () => {
    const box = toySandbox({ latency: 1 })
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, index) =>
        (await send(box, 'POST', '/orders', { title: `t${index}` })).json(),
      ),
    )
    expect(new Set(answers.map((row) => row.id)).size).toBe(100)
    expect(answers.map((row) => row.title)).toEqual(Array.from({ length: 100 }, (_, index) => `t${index}`))
  })
})
