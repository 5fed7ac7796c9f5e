import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { ApiError } from '../../src/errors/index.ts'
import { redactValue } from '../../src/redact/copy.ts'
import { createRedactor, safeText } from '../../src/redact/redactor.ts'
import { Secret } from '../../src/secret.ts'

const redactor = createRedactor()
redactor.add('s3cr3t-value')

describe('keys', () => {
  test.each([
    ...[
      'authorization',
      'Authorization',
      'cookie',
      'Set-Cookie',
      'password',
      'user_password',
      'newPassword',
      'passwd',
      'secret',
    ],
    ...[
      'token',
      'access_token',
      'accessToken',
      'refreshtoken',
      'api_key',
      'apikey',
      'APIKey',
      'X-Api-Key',
      'bpmCentrApiKey',
    ],
    ...[
      'private_key',
      'card_number',
      'card',
      'card_cvv',
      'cvv',
      'cvc',
      'cvv2',
      'PIN',
      'otp',
      'client_secret',
      'application_token',
    ],
    ...[
      'session',
      'session_id',
      'signature',
      'merchantSignature',
      'password_confirmation',
      'Ocp-Apim-Subscription-Key',
      'Пароль',
      'token_2',
    ],
  ])('%s is secret', (key) => {
    expect(redactValue(redactor, { [key]: 'x1' })).toEqual({ [key]: '[redacted]' })
  })

  test.each([
    ...[
      'card_token_action',
      'tokens_count',
      'next_page_token',
      'nextpagetoken',
      'nextPageToken',
      'continuation_token',
      'token_type',
      'cards',
      'card_id',
    ],
    ...[
      'keyboard',
      'key',
      'public_key',
      'spin',
      'secretary',
      'passenger',
      'idempotency_key',
      'authority',
      'signed_at',
      'expires',
    ],
  ])('%s is not', (key) => {
    expect(redactValue(redactor, { [key]: 'x1' })).toEqual({ [key]: 'x1' })
  })

  test('more names can be given', () => {
    expect(redactValue(createRedactor({ keys: ['magic_word'] }), { MagicWord: 'x', magic: 'y' })).toEqual({
      MagicWord: '[redacted]',
      magic: 'y',
    })
  })

  test('an object under a name that is also a business word is looked into', () => {
    expect(redactValue(redactor, { card: { id: 5, token: 'abc' }, token: { id: 5 } })).toEqual({
      card: { id: 5, token: '[redacted]' },
      token: '[redacted]',
    })
  })

  test('what is empty or a flag shows that it is', () => {
    const value = { password: '', token: null, secret: undefined, pin: true }
    expect(redactValue(redactor, value)).toEqual(value)
  })

  test('pairs of name and value are understood', () => {
    expect(redactValue(redactor, [{ name: 'password', value: 'x' }])).toEqual([
      { name: 'password', value: '[redacted]' },
    ])
    expect(redactValue(redactor, [['authorization', 'x']])).toEqual([['authorization', '[redacted]']])
    expect(redactValue(redactor, { required: ['token', 'password'] })).toEqual({ required: ['token', 'password'] })
  })
})

describe('values', () => {
  test('are copied into plain data', () => {
    const value = {
      date: new Date(0),
      map: new Map<unknown, unknown>([
        ['a', 1],
        ['password', 'x'],
      ]),
      set: new Set(['s3cr3t-value', 2]),
      bytes: new Uint8Array(3),
      blob: new Blob(['abc']),
      stream: new ReadableStream(),
      big: 2n ** 64n,
      call: () => 1,
      symbol: Symbol('x'),
      url: new URL('https://u:pw123456@h/?token=abc'),
      query: new URLSearchParams({ token: 'abc', q: 's3cr3t-value' }),
      headers: new Headers({ authorization: 'Bearer x', accept: 'a/b' }),
      secret: new Secret('anything'),
      wrapped: new Secret('anything'),
      promise: Promise.resolve(1),
    }
    const shown = redactValue(redactor, value)
    expect(shown).toEqual({
      date: '1970-01-01T00:00:00.000Z',
      map: { a: 1, password: '[redacted]' },
      set: ['[redacted]', 2],
      bytes: '[Uint8Array of 3 bytes]',
      blob: '[Blob of 3 bytes]',
      stream: '[ReadableStream]',
      big: '18446744073709551616',
      call: '[function]',
      symbol: '[symbol]',
      url: 'https://[redacted]@h/?token=[redacted]',
      query: { token: '[redacted]', q: '[redacted]' },
      headers: { authorization: '[redacted]', accept: 'a/b' },
      secret: '[redacted]',
      wrapped: '[redacted]',
      promise: '[Promise]',
    })
    expect(JSON.parse(JSON.stringify(shown))).toEqual(shown)
  })

  test('a secret is no better as a key', () => {
    const shown = { 'of [redacted]': 1 }
    expect(redactValue(redactor, { 'of s3cr3t-value': 1 })).toEqual(shown)
    expect(redactValue(redactor, new Map([['of s3cr3t-value', 1]]))).toEqual(shown)
    expect(redactValue(redactor, new URLSearchParams({ 'of s3cr3t-value': '1' }))).toEqual({ 'of [redacted]': '1' })
  })

  test('the original is not touched', () => {
    const value = { a: ['s3cr3t-value'], password: 'x' }
    redactValue(redactor, value)
    expect(value).toEqual({ a: ['s3cr3t-value'], password: 'x' })
  })

  test('getters and toJSON of strangers do not run', () => {
    let ran = 0
    const value = {
      get password() {
        ran++
        return 'x'
      },
      toJSON() {
        ran++
        return 's3cr3t-value'
      },
    }
    expect(redactValue(redactor, value)).toEqual({ password: '[getter]', toJSON: '[function]' })
    expect(ran).toBe(0)
  })

  test('a proxy that throws is named unreadable', () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no')
        },
      },
    )
    expect(redactValue(redactor, { hostile })).toEqual({ hostile: '[unreadable]' })
  })

  test('cycles are cut, and a value met twice is shown twice', () => {
    const shared = { id: 1 }
    const value: Record<string, unknown> = { a: shared, b: shared }
    value.self = value
    expect(redactValue(redactor, value)).toEqual({ a: { id: 1 }, b: { id: 1 }, self: '[circular]' })
  })

  test('__proto__ from JSON stays a key and reaches no prototype', () => {
    const shown = redactValue(
      redactor,
      JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
    ) as object
    expect(Object.getPrototypeOf(shown)).toBe(Object.prototype)
    expect(Object.keys(shown)).toEqual(['__proto__', 'constructor'])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  test('depth, length and number of values are bounded', () => {
    let deep: unknown = 's3cr3t-value'
    for (let at = 0; at < 100_000; at++) deep = [deep]
    expect(JSON.stringify(redactValue(redactor, deep))).toHaveLength('[array]'.length + 2 + 32)
    const long = redactValue(
      redactor,
      Array.from({ length: 5_000 }, (_, at) => at),
    ) as unknown[]
    expect([long.length, long.at(-1)]).toEqual([1_001, '[4000 more]'])
    const wide = redactValue(redactor, Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`k${at}`, at])))
    expect(Object.entries(wide).at(-1)).toEqual(['…', '[4000 more]'])
    const many = redactValue(
      redactor,
      Array.from({ length: 900 }, () => Array.from({ length: 900 }, () => 1)),
    )
    expect(JSON.stringify(many).length).toBeLessThan(200_000)
    const text = redactValue(createRedactor(), ['123456', '123456', 'abc'], { characters: 10 })
    expect(text).toEqual(['123456', '1234…[6 characters]', '[text of 3 characters]'])
  })

  test('a secret that the cut of a long text would split is not shown in part', () => {
    const local = createRedactor()
    const long = Array.from({ length: 60 }, (_, at) => `part${at}Q`).join('')
    local.add(long)
    const cut = (text: string) => redactValue(local, text, { characters: 1_000 })
    // Many long secrets shorten what is shown, so that the end of what was searched moves into view.
    for (const count of [0, 1, 50, 100]) {
      for (let before = 0; before <= 1_020; before += 15) {
        const start = 'x'.repeat(before)
        const shown = cut(start + long.repeat(count) + long + 'y'.repeat(60_000))
        expect(shown, `${count} ${before}`).not.toContain('part')
        expect(shown.length).toBeLessThan(1_050)
      }
    }
    for (const length of [5_000, 60_000]) {
      expect(cut('z'.repeat(length))).toBe(`${'z'.repeat(1_000)}…[${length} characters]`)
    }
  })

  test('numbers that are a secret or a card number go too', () => {
    const local = createRedactor()
    local.add('987654')
    expect(redactValue(local, { a: 987654, b: 4111111111111111, c: 5 })).toEqual({
      a: '[redacted]',
      b: '************1111',
      c: 5,
    })
  })

  test('errors are shown with their cause, without secrets', () => {
    const cause = Object.assign(new Error('GET /s3cr3t-value'), { config: { headers: { authorization: 'Bearer x' } } })
    const shown = redactValue(redactor, new TypeError('failed for s3cr3t-value', { cause }))
    expect(shown).toMatchObject({
      name: 'TypeError',
      message: 'failed for [redacted]',
      cause: { message: 'GET /[redacted]' },
    })
    expect(inspect(shown, { depth: 9 })).not.toMatch(/s3cr3t-value|Bearer x/)
    const own = redactValue(redactor, new ApiError('no: s3cr3t-value', { status: 400, vendorMessage: 's3cr3t-value' }))
    expect(own).toMatchObject({ name: 'ApiError', message: 'no: [redacted]', status: 400, vendorMessage: '[redacted]' })
  })
})

describe('safeText', () => {
  test('spells out what a terminal or a log viewer would obey', () => {
    expect(safeText('a\r\n\u001b[31mred\u001b[0m\u202eevil\u2028\u0000')).toBe(
      'a\\r\\n\\u001b[31mred\\u001b[0m\\u202eevil\\u2028\\u0000',
    )
    expect(safeText('Привіт, 😀 "ok"')).toBe('Привіт, 😀 "ok"')
    expect(safeText('a\ud800b')).toBe('a\\ud800b')
  })

  test('cuts at the limit, never through a character', () => {
    expect(safeText('abcdef', 6)).toBe('abcdef')
    expect(safeText('abcdefg', 6)).toBe('abcde…')
    expect(safeText('abcd😀😀', 6)).toBe('abcd…')
    expect(safeText('\n'.repeat(10), 6)).toHaveLength(6)
    expect(safeText('x'.repeat(10_000_000))).toHaveLength(500)
  })
})
