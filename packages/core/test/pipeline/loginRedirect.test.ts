import { AuthenticationError, bearer, defineConnector, operation, schema } from '@bpmcentr/core'
import { defineSandbox, get, html, post, redirect, sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'

const Nothing = schema(() => z.strictObject({}))
const anything = schema(() => z.unknown())

/** A site that sends everybody to its login page unless they have the newest token. */
function world() {
  const clock = new VirtualClock()
  let good = 1
  let writes = 0
  const box = defineSandbox(
    {
      id: 'walled',
      baseUrl: 'https://walled.example',
      routes: [
        get('/rows', (request) => (isGood(request.header('authorization')) ? [] : redirect('/login?back=rows'))),
        post('/rows', (request) => {
          if (!isGood(request.header('authorization'))) return redirect('https://walled.example/login')
          writes++
          return {}
        }),
        get('/file', () => html('<html>log in</html>')),
        get('/login', () => html('<html>log in</html>')),
      ],
    },
    { clock },
  )
  const isGood = (header: string | undefined) => header === `Bearer token-${good}`
  let asked = 0
  const client = (isLogin: boolean) =>
    defineConnector({
      id: 'walled',
      title: 'Walled',
      options: () => z.strictObject({ site: z.string().optional() }),
      connect: () => ({
        baseUrl: 'https://walled.example/',
        auth: bearer(() => {
          asked++
          return `token-${good}`
        }),
        classify: ({ body }) => (body instanceof ReadableStream ? { kind: 'authentication' } : undefined),
        ...(isLogin && { isLogin: (location: URL) => location.pathname === '/login' }),
      }),
      operations: {
        list: operation({
          summary: 'List',
          kind: 'read',
          input: Nothing,
          output: anything,
          request: () => ({ method: 'GET', path: 'rows' }),
        }),
        add: operation({
          summary: 'Add',
          kind: 'create',
          input: Nothing,
          output: anything,
          request: () => ({ method: 'POST', path: 'rows' }),
        }),
        file: operation({
          summary: 'File',
          kind: 'read',
          input: Nothing,
          output: anything,
          request: () => ({ method: 'GET', path: 'file', expect: 'stream' }),
        }),
      },
    })({ transport: sandboxTransport(box), clock, retry: false })
  return {
    box,
    clock,
    client,
    expire: () => {
      good++
    },
    count: () => ({ asked, writes }),
  }
}

describe('a redirect to a login page', () => {
  it('counts as 401: credentials are renewed once and the request is sent again, writes too', async () => {
    const { clock, client, expire, count, box } = world()
    const api = client(true)
    await clock.run(api.list({}))
    expire()
    expect(await clock.run(api.list({}))).toEqual([])
    expire()
    await clock.run(api.add({}))
    expect(count()).toEqual({ asked: 3, writes: 1 })
    expect(box.requests.some(({ path }) => path.includes('login'))).toBe(false)
  })

  it('is followed or refused as any other where the connector does not know it', async () => {
    const { clock, client, expire, count } = world()
    const api = client(false)
    await clock.run(api.list({}))
    expire()
    const error = await clock.run(api.add({}).catch((thrown: unknown) => thrown))
    expect(error).toMatchObject({ name: 'OutcomeUnknownError' })
    expect(count().writes).toBe(0)
  })

  it('as a page in place of a stream leaves nothing open', async () => {
    const { clock, client } = world()
    const error = await clock.run(
      client(true)
        .file({})
        .catch((thrown: unknown) => thrown),
    )
    expect(error).toBeInstanceOf(AuthenticationError)
    await clock.advance(0)
    expect(clock.pending).toBe(0)
  })
})
