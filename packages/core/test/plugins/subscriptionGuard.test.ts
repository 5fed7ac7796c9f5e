import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { ConfigError, NetworkError, Secret, SubscriptionError } from '../../src/index.ts'
import { subscriptionGuard } from '../../src/plugins/subscriptionGuard.ts'
import { gate, KEY, never, YES } from './gate.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('the question', () => {
  test('is asked before the first request, with the guard’s own key and nothing of the vendor’s', async () => {
    const { get, checks, vendors } = gate()
    await get()
    expect(checks).toHaveLength(1)
    expect(checks[0]).toMatchObject({
      method: 'GET',
      url: 'https://api.bpmcentr.ru/v1/subscription/check?connector=shop&accountId=make_account_1',
      headers: { authorization: `Bearer ${KEY}` },
      body: undefined,
    })
    expect(JSON.stringify(checks)).not.toContain('sk_live_very_secret')
    expect(vendors).toHaveLength(1)
    expect(JSON.stringify(vendors)).not.toContain(KEY)
  })

  test('goes where baseUrl says, with names encoded', async () => {
    const { get, checks } = gate({
      baseUrl: 'http://localhost:8080/api/v1/',
      connector: 'a b&c',
      accountId: () => 'x=1',
      check: () => ({ json: { active: true } }),
    })
    await get()
    expect(checks[0]?.url).toBe('http://localhost:8080/api/v1/subscription/check?connector=a%20b%26c&accountId=x%3D1')
  })

  test('a thousand operations at once ask once', async () => {
    const { client, clock, checks } = gate()
    await clock.run(Promise.all(Array.from({ length: 1_000 }, () => client.things.get({ id: 1 }))))
    expect(checks).toHaveLength(1)
  })

  test('one caller giving up leaves the question in flight for the others', async () => {
    let answer: (value: { json: unknown }) => void = () => {}
    const { client, clock, checks } = gate({
      check: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    })
    const controller = new AbortController()
    const first = client.things.get({ id: 1 }, { signal: controller.signal })
    const second = client.things.get({ id: 2 })
    const reason = new Error('changed my mind')
    controller.abort(reason)
    await expect(first).rejects.toBe(reason)
    answer({ json: YES })
    await clock.run(second)
    expect(checks).toHaveLength(1)
  })

  test('the deadline of the call holds while waiting for the answer', async () => {
    const { client, clock, vendors } = gate({ check: never, timeout: 60_000 })
    const error = await clock.run(client.things.get({ id: 1 }, { timeout: 1_000 }).catch((e) => e))
    expect(error).toMatchObject({ name: 'TimeoutError', sent: 'no' })
    expect(vendors).toHaveLength(0)
  })
})

describe('a yes', () => {
  test('holds for five minutes', async () => {
    const { get, checks, clock } = gate()
    await get()
    await clock.advance(5 * 60_000 - 1)
    await get()
    expect(checks).toHaveLength(1)
    await clock.advance(1)
    await get()
    expect(checks).toHaveLength(2)
  })

  test('is given in the grace period, when the date is past and active is true', async () => {
    const { get } = gate({ check: () => ({ json: { ...YES, expiresAt: '2025-12-31T00:00:00Z' } }) })
    await expect(get()).resolves.toMatchObject({ id: 1 })
  })

  test('is remembered for each account and each key by itself', async () => {
    let account = 'a'
    let key = KEY
    const { get, checks } = gate({
      accountId: () => account,
      apiKey: () => key,
      check: () => ({ json: { active: true } }),
    })
    await get()
    account = 'b'
    await get()
    key = `${KEY}2`
    await get()
    await get()
    expect(
      checks.map((check) => [new URL(check.url).searchParams.get('accountId'), check.headers.authorization]),
    ).toEqual([
      ['a', `Bearer ${KEY}`],
      ['b', `Bearer ${KEY}`],
      ['b', `Bearer ${KEY}2`],
    ])
  })
})

describe('a no', () => {
  test.each([
    [401, { message: 'Invalid API key' }, 'inactive', 'subscription_key', /API key.*portal/],
    [403, { message: 'Subscription inactive or expired' }, 'inactive', 'subscription_inactive', /not active.*portal/],
    [
      403,
      { message: 'No access to this connector' },
      'not-purchased',
      'subscription_not_purchased',
      /no BPM Centr subscription for "shop"/,
    ],
    [404, { message: 'Subscription not found' }, 'not-purchased', 'subscription_not_purchased', /Buy it/],
    [
      403,
      { message: 'Connector is linked to a different Make account: make_account_2' },
      'wrong-account',
      'subscription_wrong_account',
      /make_account_2/,
    ],
    [200, { ...YES, active: false }, 'inactive', 'subscription_inactive', /not active/],
    [200, { ...YES, active: false, expiresAt: '2025-12-31' }, 'expired', 'subscription_expired', /has expired/],
    [200, { ...YES, hasAccess: false }, 'not-purchased', 'subscription_not_purchased', /Buy it/],
    [200, { ...YES, accountId: 'other' }, 'wrong-account', 'subscription_wrong_account', /\(other\)/],
    [200, { active: true, makeAccountId: 'other' }, 'wrong-account', 'subscription_wrong_account', /\(other\)/],
  ])('%i %j is refused as %s', async (status, json, reason, code, words) => {
    const { fail, vendors, usages, clock } = gate({ check: () => ({ status, json }) })
    const error = await fail()
    expect(error).toBeInstanceOf(SubscriptionError)
    expect(error).toMatchObject({ reason, code, operation: 'shop.things.get', sent: 'no', retryable: false })
    expect(error.message).toMatch(words)
    expect(error.message.length).toBeLessThanOrEqual(200)
    await clock.advance(10_000)
    expect([vendors, usages]).toEqual([[], []])
  })

  test('holds for a minute, and then the next answer counts', async () => {
    const { get, fail, checks, clock } = gate({
      negativeTtl: HOUR,
      check: (_, index) =>
        index === 0 ? { status: 403, json: { message: 'No access to this connector' } } : { json: YES },
    })
    await fail()
    await clock.advance(59_000)
    const [first, second] = [await fail(), await fail()]
    expect(first).not.toBe(second)
    expect(checks).toHaveLength(1)
    await clock.advance(1_000)
    await get()
    expect(checks).toHaveLength(2)
  })

  test('replaces an earlier yes at once, without a stale window', async () => {
    const { get, fail, clock } = gate({
      check: (_, index) => (index === 0 ? { json: YES } : { status: 401, json: { message: 'Invalid API key' } }),
    })
    await get()
    await clock.advance(5 * 60_000)
    expect(await fail()).toMatchObject({ code: 'subscription_key' })
  })
})

describe('without an answer', () => {
  const down = { status: 503, text: 'down' }

  test.each([
    ['503', () => down],
    ['429', () => ({ status: 429, json: { message: 'Too Many Requests' } })],
    [
      'a page of something in between',
      () => ({ text: '<html>login</html>', headers: { 'content-type': 'text/html' } }),
    ],
    ['an answer in another format', () => ({ json: { ok: true } })],
    ['a broken connection', () => Promise.reject(new NetworkError('reset', { sent: 'maybe' }))],
  ])('%s is asked again briefly', async (_, hiccup) => {
    const { get, checks } = gate({ check: (_request, index) => (index < 2 ? hiccup() : { json: YES }) })
    await get()
    expect(checks).toHaveLength(3)
  })

  test('Retry-After is waited for when there is time, else not', async () => {
    const patient = gate({
      check: (_, index) => (index === 0 ? { status: 429, headers: { 'retry-after': '2' } } : { json: YES }),
    })
    const from = patient.clock.now()
    await patient.get()
    expect(patient.clock.now() - from).toBe(2_000)
    const late = gate({ check: () => ({ status: 429, headers: { 'retry-after': '12' } }) })
    expect(await late.fail()).toMatchObject({ reason: 'unreachable', status: 429, retryable: true })
    expect(late.checks).toHaveLength(1)
  })

  test('a stuck server costs the total timeout and no more', async () => {
    const { fail, clock, checks } = gate({ check: never, timeout: 3_000 })
    const from = clock.now()
    const error = await fail()
    expect(error).toMatchObject({
      reason: 'unreachable',
      code: 'subscription_unreachable',
      retryable: true,
      sent: 'no',
    })
    expect(error.message.length).toBeLessThanOrEqual(200)
    expect(clock.now() - from).toBe(3_000)
    expect(checks).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })

  test('an outage is not hammered: the next ten seconds fail at once', async () => {
    const { fail, checks, clock } = gate({ check: () => down })
    await fail()
    const asked = checks.length
    await fail()
    expect(checks).toHaveLength(asked)
    await clock.advance(10_000)
    await fail()
    expect(checks.length).toBeGreaterThan(asked)
  })

  test('the last yes holds for 24 hours, with one warning, and nobody waits', async () => {
    const { get, fail, clock, warnings } = gate({
      check: (_, index) => (index === 0 ? { json: { ...YES, expiresAt: '2027-01-01T00:00:00Z' } } : down),
    })
    await get()
    await clock.advance(6 * 60_000)
    await get()
    await clock.advance(HOUR)
    const from = clock.now()
    await get()
    expect(clock.now() - from).toBe(0)
    expect(warnings).toEqual([expect.stringContaining('its last answer still holds')])
    await clock.advance(DAY - HOUR - 7 * 60_000)
    await get()
    await clock.advance(2 * 60_000)
    expect(await fail()).toMatchObject({ reason: 'unreachable' })
  })

  test('but never longer than three days past the end of the subscription', async () => {
    const start = Date.UTC(2026, 0, 1)
    const expiresAt = new Date(start - 3 * DAY + HOUR).toISOString()
    const { get, fail, clock } = gate({ check: (_, index) => (index === 0 ? { json: { ...YES, expiresAt } } : down) })
    await get()
    await clock.advance(30 * 60_000)
    await get()
    await clock.advance(31 * 60_000)
    expect(await fail()).toMatchObject({ reason: 'unreachable' })
  })

  test('the window can be switched off', async () => {
    const { get, fail, clock } = gate({ staleIfError: 0, check: (_, index) => (index === 0 ? { json: YES } : down) })
    await get()
    await clock.advance(5 * 60_000)
    expect(await fail()).toMatchObject({ reason: 'unreachable' })
  })

  test('when BPM Centr is back, its answer counts and the warning is ready for the next outage', async () => {
    const { get, clock, warnings } = gate({ check: (_, index) => (index === 0 || index === 4 ? { json: YES } : down) })
    await get()
    await clock.advance(5 * 60_000)
    await get()
    await clock.advance(10_000)
    await get()
    await clock.advance(6 * 60_000)
    await get()
    expect(warnings).toHaveLength(2)
  })

  test('a question BPM Centr does not understand is told as such', async () => {
    const { fail, checks } = gate({
      check: () => ({ status: 400, json: { message: ['Missing required parameter: accountId'] } }),
    })
    const error = await fail()
    expect(error).toMatchObject({ code: 'subscription_check_refused', retryable: false, status: 400 })
    expect(error.message).toContain('Missing required parameter: accountId')
    expect(checks).toHaveLength(1)
  })

  test('a firewall’s 403 is no verdict: the last yes holds', async () => {
    const { get, clock } = gate({
      check: (_, index) => (index === 0 ? { json: YES } : { status: 403, text: '<html>blocked</html>' }),
    })
    await get()
    await clock.advance(5 * 60_000)
    await get()
  })
})

describe('options', () => {
  test.each([undefined, null, '', ' ', 7])(
    'an account of %j from a function is refused, and nobody is asked',
    async (account) => {
      const { get, checks, vendors } = gate({ accountId: () => account as never })
      await expect(get()).rejects.toMatchObject({ name: 'ConfigError', message: expect.stringMatching(/accountId/) })
      expect(checks).toEqual([])
      expect(vendors).toEqual([])
    },
  )

  test.each([
    [{ apiKey: '' }, /apiKey/],
    [{ apiKey: 'bpm_test_abc\ndef' }, /apiKey/],
    [{ accountId: ' ' }, /accountId/],
    [{ baseUrl: 'http://api.bpmcentr.ru/v1' }, /https/],
    [{ baseUrl: 'https://user:pw@api.bpmcentr.ru/v1' }, /origin and a path/],
    [{ baseUrl: 'nonsense' }, /URL/],
    [{ timeout: Number.NaN }, /timeout/],
    [{ positiveTtl: -1 }, /positiveTtl/],
    [{ staleIfError: Number.NaN }, /staleIfError/],
    [{ usageInterval: -1 }, /usageInterval/],
    // As JavaScript gives them where an environment variable is not set.
    [{ apiKey: undefined as never }, /apiKey/],
    [{ accountId: undefined as never }, /accountId/],
  ])('%j is refused when the guard is made', (options, words) => {
    const make = () => subscriptionGuard({ apiKey: KEY, accountId: 'a', ...options })
    expect(make).toThrow(ConfigError)
    expect(make).toThrow(words)
  })

  test('a key of another form is taken with a warning that does not show it', async () => {
    const warn = vi.fn()
    const { get } = gate({ apiKey: new Secret('some-other-key'), warn })
    await get()
    expect(warn).toHaveBeenCalledOnce()
    expect(warn.mock.calls[0]?.[0]).not.toContain('some-other-key')
  })

  test('the key is redacted from everything the client prints', async () => {
    const { fail } = gate({ vendor: () => ({ status: 400, json: { message: `echo ${KEY}` } }) })
    const error = await fail()
    expect(inspect(error) + JSON.stringify(error)).not.toContain(KEY)
  })
})
