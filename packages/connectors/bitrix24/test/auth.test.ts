import { inspect } from 'node:util'
import { AuthenticationError, ConfigError, memoryTokenStore, PermissionError } from '@bpmcentr/core'
import { sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import { describe, expect, it } from 'vitest'
import { authorizePortal, bitrix24, parseWebhookUrl, portalAuthorization, verifyInstall } from '../src/index.ts'
import { bitrix24Sandbox, SANDBOX_APP, SANDBOX_WEBHOOK } from '../src/testing.ts'
import { start } from './support/portal.ts'

const { memberId, clientId, clientSecret } = SANDBOX_APP

/** An application that is authorised on the portal. */
function application() {
  const clock = new VirtualClock()
  const box = bitrix24Sandbox({ clock })
  const transport = sandboxTransport(box)
  const { access_token: accessToken, refresh_token: refreshToken } = box.auth.issue()
  const store = memoryTokenStore({ [memberId]: { accessToken, refreshToken } })
  const client = () =>
    bitrix24({ portal: 'acme.bitrix24.com', app: { clientId, clientSecret, memberId, store }, transport, clock })
  return { clock, box, transport, store, client, run: <T>(call: PromiseLike<T>) => clock.run(call) }
}

describe('the URL of a webhook', () => {
  it.each([
    'https://acme.bitrix24.com/rest/1/abc123/',
    ' https://acme.bitrix24.com/rest/1/abc123 ',
    'https://acme.bitrix24.com/rest/1/abc123/crm.deal.list.json',
    'https://acme.bitrix24.com/rest/api/1/abc123/',
  ])('is read as %s', (url) => {
    const { origin, userId, secret } = parseWebhookUrl(url)
    expect([origin, userId, secret.reveal()]).toEqual(['https://acme.bitrix24.com', '1', 'abc123'])
  })

  it.each([
    '',
    'acme',
    'http://acme.bitrix24.com/rest/1/abc123/',
    'https://acme.bitrix24.com/rest/abc123/',
    'https://u:p@acme.bitrix24.com/rest/1/abc123/',
  ])('is refused as %s, without being quoted', (url) => {
    let error: unknown
    try {
      parseWebhookUrl(url)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).not.toContain('abc123')
  })

  it('shows its secret nowhere', async () => {
    const { b24, box, failure } = start()
    box.fail({
      with: 'status',
      status: 400,
      body: { error: 'X', error_description: `at ${SANDBOX_WEBHOOK}crm.item.get` },
    })
    const error = await failure(b24.deals.get({ id: 1 }))
    expect(error).toBeInstanceOf(Error)
    for (const shown of [
      String(error),
      JSON.stringify(error),
      inspect(error, { depth: 9 }),
      inspect(b24, { depth: 9 }),
    ]) {
      expect(shown).not.toContain('sandboxsecret')
    }
  })

  it('is followed by the portal when it is renamed, with the whole request', async () => {
    const moved = 'https://newname.bitrix24.com/rest/1/sandboxsecret/crm.item.get.json'
    const sent: { url: string; body: unknown }[] = []
    const domains: string[] = []
    const b24 = bitrix24({
      webhook: SANDBOX_WEBHOOK,
      onRename: (domain: string) => domains.push(domain),
      transport: {
        name: 'renamed',
        async send({ url, body }) {
          sent.push({ url, body })
          const redirect = url.startsWith('https://acme.')
          return {
            status: redirect ? 302 : 200,
            header: (name) =>
              name === 'location' && redirect ? moved : name === 'content-type' ? 'application/json' : null,
            headers: () => [],
            text: async () => (redirect ? '' : '{"result":{"item":{"id":1}}}'),
            bytes: async () => new Uint8Array(),
            stream: () => new ReadableStream(),
            discard: async () => {},
          }
        },
      },
    })
    expect(await b24.deals.get({ id: 1 })).toEqual({ id: 1 })
    expect(await b24.deals.get({ id: 1 })).toEqual({ id: 1 })
    expect(sent.map(({ url }) => new URL(url).host)).toEqual([
      'acme.bitrix24.com',
      'newname.bitrix24.com',
      'newname.bitrix24.com',
    ])
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1)
    expect(sent[1]?.url).toBe(moved)
    expect(domains).toEqual(['newname.bitrix24.com'])
  })
})

describe('an application', () => {
  it('refreshes only after expired_token, once for all calls, and keeps the new tokens before it uses them', async () => {
    const { box, store, client, run } = application()
    const b24 = client()
    await run(b24.deals.get({ id: 1 }))
    expect(box.auth.issued).toEqual({})
    box.auth.expire()
    await run(Promise.all(Array.from({ length: 20 }, (_, index) => b24.deals.get({ id: index + 1 }))))
    expect(box.auth.issued).toEqual({ refresh_token: 1 })
    const kept = await store.get(memberId)
    expect(kept?.refreshToken).toMatch(/^refresh2/)
    expect(kept?.extra?.member_id).toBe(memberId)
  })

  it('refreshes once for all clients of a portal', async () => {
    const { box, client, run } = application()
    const clients = [client(), client(), client()]
    await run(Promise.all(clients.map((b24) => b24.deals.get({ id: 1 }))))
    box.auth.expire()
    await run(Promise.all(clients.map((b24) => b24.deals.get({ id: 1 }))))
    expect(box.auth.issued).toEqual({ refresh_token: 1 })
  })

  it('does not refresh for another refusal', async () => {
    const { box, client, run } = application()
    box.fail({ with: 'status', status: 401, body: { error: 'invalid_token', error_description: 'x' } })
    await expect(run(client().deals.get({ id: 1 }))).rejects.toThrow(AuthenticationError)
    expect(box.auth.issued).toEqual({})
  })

  it('never has its token in an address, not even for parameters by position', async () => {
    const { box, client, run } = application()
    const b24 = client()
    await run(b24.tasks.comments.add({ taskId: 1, fields: { POST_MESSAGE: 'Done' } }))
    await run(b24.v3.call({ method: 'tasks.task.get', params: { id: 1 } }))
    expect(box.requests.map(({ path, query }) => `${path}?${query}`).join()).not.toContain('access')
    expect(JSON.parse(box.requests[0]?.body ?? '')).toMatchObject({ 0: 1, 1: { POST_MESSAGE: 'Done' } })
  })

  it('trades a code for tokens', async () => {
    const { box, transport, clock, run } = application()
    const store = memoryTokenStore()
    const { url, state } = portalAuthorization({ portal: 'acme.bitrix24.com', clientId })
    expect(url).toContain('https://acme.bitrix24.com/oauth/authorize/?client_id=local.sandbox&state=')
    const callback = `https://app.example/back?code=${box.auth.authorize()}&state=${state}&server_domain=oauth.bitrix.info`
    const options = { callback, state, clientId, clientSecret, store, transport, clock }
    const { portal, tokens } = await run(authorizePortal(options))
    expect(portal).toBe('acme.bitrix24.com')
    expect(await store.get(memberId)).toEqual(tokens)
    await expect(run(authorizePortal(options))).rejects.toThrow('invalid_grant')
    await expect(run(authorizePortal({ ...options, state: 'other' }))).rejects.toThrow('state')
  })

  it('takes over delivered tokens only when the OAuth server vouches for them', async () => {
    const { box, transport, clock, run } = application()
    const store = memoryTokenStore()
    const { access_token: AUTH_ID, refresh_token: REFRESH_ID } = box.auth.issue()
    const form = {
      AUTH_ID,
      REFRESH_ID,
      AUTH_EXPIRES: '3600',
      SERVER_ENDPOINT: 'https://oauth.bitrix.info/rest/',
      member_id: memberId,
    }
    const options = { url: 'https://app.example/?DOMAIN=acme.bitrix24.com', clientId, store, transport, clock }
    const install = (fields: object) =>
      run(verifyInstall({ ...options, body: new URLSearchParams(fields as Record<string, string>).toString() }))
    expect(await install(form)).toMatchObject({
      memberId,
      portal: 'acme.bitrix24.com',
      tokens: { refreshToken: REFRESH_ID },
    })
    await expect(install({ ...form, member_id: 'b'.repeat(32) })).rejects.toThrow('does not confirm')
    await expect(install({ ...form, AUTH_ID: 'forged' })).rejects.toThrow(AuthenticationError)
    const asked = box.requests.length
    await expect(install({ ...form, SERVER_ENDPOINT: 'https://evil.example/rest/' })).rejects.toThrow(
      'known OAuth server',
    )
    expect(box.requests.length, 'sent to a server that nobody knows').toBe(asked)
  })
})

describe('a webhook', () => {
  it('is told when a method needs an application', async () => {
    const { b24, failure } = start()
    const error = await failure(b24.events.get())
    expect(error).toBeInstanceOf(PermissionError)
    expect((error as Error).message).toContain('use OAuth')
  })

  it('proves itself with one request', async () => {
    const { b24, box, run } = start()
    expect(await run(b24.test())).toEqual({ label: 'Олена Шевченко 1', id: '1' })
    expect(box.requests).toHaveLength(1)
  })
})
