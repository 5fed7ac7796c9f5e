import { history, memoryTokenStore, toBase64 } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { rozetka } from '../src/index.ts'
import { LOGIN, start } from './support/shop.ts'

const DAY = 24 * 3_600_000

describe('a login', () => {
  it.each([
    ['password123', 'cGFzc3dvcmQxMjM='],
    ['S3cret-Пароль!', 'UzNjcmV0LdCf0LDRgNC+0LvRjCE='],
  ])('sends the password %s as base64 of its UTF-8 bytes', async (password, encoded) => {
    const { shop, box, run } = start({ users: { shop: password } }, { password })
    await run(shop.orders.counts())
    expect(JSON.parse(box.requests[0]?.body ?? '')).toEqual({ username: 'shop', password: encoded })
    expect(box.requests[0]?.headers.authorization).toBeUndefined()
  })

  it('happens once for fifty calls of two clients that start at the same time', async () => {
    const { shop, connect, box, run } = start()
    const other = connect()
    const calls = Array.from({ length: 25 }, () => [shop.orders.counts(), other.orders.counts()]).flat()
    await run(Promise.all(calls))
    expect(box.auth.logins).toBe(1)
  })

  it('is shared by a client that comes later, whose log hides the token too', async () => {
    const { shop, connect, box, run } = start()
    await run(shop.orders.counts())
    const token = box.requests[1]?.headers.authorization?.slice('Bearer '.length) ?? ''
    const log = history({ limit: 10 })
    const later = connect({ plugins: [log] })
    await run(later.orders.counts())
    expect(box.auth.logins).toBe(1)
    box.fail({ with: 'status', status: 400, body: { success: false, errors: { code: 1005, message: token } } })
    const error = await run(later.orders.counts().catch((cause: unknown) => cause))
    expect(token.length).toBeGreaterThan(20)
    expect(`${String(error)} ${JSON.stringify(error)} ${JSON.stringify(log.records())}`).not.toContain(token)
  })

  it('is not shared by another account, nor by a wrong password of the same one', async () => {
    const { shop, connect, box, run, failure } = start({ users: { shop: LOGIN.password, second: 'another' } })
    await run(shop.orders.counts())
    await run(connect({ username: 'second', password: 'another' }).orders.counts())
    expect(box.auth.logins).toBe(2)
    const wrong = connect({ password: 'not-the-password' })
    expect(await failure(wrong.orders.counts())).toMatchObject({ name: 'AuthenticationError' })
  })

  it('that was refused says what to do, shows no secret, and is not tried again for a minute', async () => {
    const { box, connect, failure, clock } = start()
    const wrong = connect({ password: 'Гірчиця-77' })
    const error = (await failure(wrong.orders.counts())) as Error & { vendorCode: string }
    expect(error).toMatchObject({ name: 'AuthenticationError', vendorCode: '1004' })
    expect(error.message).toContain('incorrect_username_password')
    expect(error.message).toContain('seller’s cabinet')
    const shown = `${error.stack} ${JSON.stringify(error)}`
    expect(shown).not.toContain('Гірчиця-77')
    expect(shown).not.toContain(toBase64('Гірчиця-77'))
    await failure(wrong.orders.counts())
    expect(box.requests).toHaveLength(1)
    await clock.advance(61_000)
    await failure(wrong.orders.counts())
    expect(box.requests).toHaveLength(2)
  })

  it.each([200, 401] as const)('is repeated once when the session ended, told with HTTP %d', async (expiredStatus) => {
    const { shop, box, run } = start({ expiredStatus })
    await run(shop.orders.counts())
    box.auth.expire()
    await run(Promise.all(Array.from({ length: 10 }, () => shop.orders.counts())))
    expect(box.auth.logins).toBe(2)
  })

  it('that helps nothing ends in an error instead of a loop', async () => {
    const { shop, box, failure } = start()
    box.fail({
      with: 'status',
      status: 200,
      body: { success: false, errors: { code: 6001, message: 'session_expired' } },
      when: { path: '/orders/counts-new' },
      times: Number.POSITIVE_INFINITY,
    })
    expect(await failure(shop.orders.counts())).toMatchObject({ name: 'AuthenticationError', vendorCode: '6001' })
    expect(box.auth.logins).toBe(2)
  })

  it('is renewed after 23 hours, before the token ends', async () => {
    const { shop, box, run, clock, sent } = start()
    await run(shop.orders.counts())
    await clock.advance(DAY - 3_600_001)
    await run(shop.orders.counts())
    expect(box.auth.logins).toBe(1)
    await clock.advance(1)
    await run(shop.orders.counts())
    expect(box.auth.logins).toBe(2)
    expect(sent().filter((request) => request.status !== 200)).toEqual([])
    expect(sent()).toHaveLength(3)
  })

  it.each([
    ['a server error', { with: 'status', status: 502 }],
    ['maintenance', { with: 'status', status: 200, body: { success: false, errors: { code: 5503, message: 'x' } } }],
    ['a dead connection', { with: 'resetBefore' }],
  ] as const)('that met %s is tried again, and no password is called wrong', async (_what, fault) => {
    const { shop, box, run } = start()
    box.fail({ ...fault, when: { path: '/sites' } })
    await run(shop.orders.counts())
    expect(box.auth.logins).toBe(1)
  })

  it('keeps its token in a store, from which another process takes it', async () => {
    const tokenStore = memoryTokenStore()
    const { shop, box, run } = start({}, { tokenStore })
    await run(shop.orders.counts())
    const kept = await tokenStore.get('shop')
    expect(box.requests[1]?.headers.authorization).toBe(`Bearer ${kept?.accessToken}`)
    const copy = memoryTokenStore(kept === undefined ? {} : { shop: kept })
    const next = start({ tokens: [kept?.accessToken ?? ''] }, { tokenStore: copy })
    await next.run(next.shop.orders.counts())
    expect(next.box.auth.logins).toBe(0)
  })

  it('replaces a stored token that was refused', async () => {
    const tokenStore = memoryTokenStore({ shop: { accessToken: 'an-old-token-of-last-week' } })
    const { shop, box, run } = start({}, { tokenStore })
    await run(shop.orders.counts())
    expect(box.auth.logins).toBe(1)
    expect((await tokenStore.get('shop'))?.accessToken).not.toBe('an-old-token-of-last-week')
  })
})

describe('an API token', () => {
  it.each(['sandbox-token', ' Bearer sandbox-token\n'])(
    'is used as it is, without a login: %j',
    async (accessToken) => {
      const { box, clock, run } = start()
      const shop = rozetka({
        accessToken,
        clock,
        transport: (await import('@bpmcentr/core/testing')).sandboxTransport(box),
      })
      await run(shop.orders.counts())
      expect(box.requests.map((request) => request.headers.authorization)).toEqual(['Bearer sandbox-token'])
    },
  )

  it('that was refused is an AuthenticationError at once', async () => {
    const { box, clock, failure } = start()
    const { sandboxTransport } = await import('@bpmcentr/core/testing')
    const shop = rozetka({ accessToken: 'gone-after-a-day', clock, transport: sandboxTransport(box) })
    const error = await failure(shop.orders.counts())
    expect(error).toMatchObject({ name: 'AuthenticationError', vendorCode: '6001' })
    expect(String(error)).toContain('24 hours without use')
    expect(box.requests).toHaveLength(1)
  })
})

describe('options', () => {
  it.each([
    {},
    { username: 'shop' },
    { username: undefined, password: undefined },
    { accessToken: '' },
    { accessToken: 'Bearer ' },
    { username: 'shop', password: '' },
    { username: 'shop', password: 'x', accessToken: 'y' },
  ])('without credentials, or with two kinds, are refused with where to find them: %j', (options) => {
    expect(() => rozetka(options as never)).toThrow(/seller’s cabinet.*sellerhelp/s)
  })

  it('choose the language of names', async () => {
    const { shop, connect, run, last } = start()
    await run(shop.orders.counts())
    expect(last()?.headers['content-language']).toBe('uk')
    await run(connect({ language: 'en' }).orders.counts())
    expect(last()?.headers['content-language']).toBe('en')
  })

  it('are proved by one cheap call, which names the account', async () => {
    const { shop, run, sent } = start()
    expect(await run(shop.test())).toEqual({ label: 'ROZETKA Marketplace, shop', id: 'shop' })
    expect(sent().map((request) => request.path)).toEqual(['/orders/counts-new'])
  })
})
