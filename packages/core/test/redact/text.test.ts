import { expect, test } from 'vitest'
import { createRedactor } from '../../src/redact/redactor.ts'

const redact = (text: string, ...secrets: string[]) => {
  const redactor = createRedactor()
  for (const secret of secrets) redactor.add(secret)
  return redactor.text(text)
}

test('a secret is replaced wherever it stands', () => {
  expect(redact('key s3cr3t-key, again s3cr3t-key!', 's3cr3t-key')).toBe('key [redacted], again [redacted]!')
})

test('a secret in the path of a URL is replaced', () => {
  const token = '123456:AAF-secret_part'
  expect(redact(`POST https://api.telegram.org/bot${token}/sendMessage`, token)).toBe(
    'POST https://api.telegram.org/bot[redacted]/sendMessage',
  )
})

test('the key inside a secret URL is found without the rest of the URL', () => {
  expect(redact('GET /rest/1/b7hq2x0ddsjbvd3h/crm.deal.list', 'https://x.bitrix24.com/rest/1/b7hq2x0ddsjbvd3h/')).toBe(
    'GET /rest/1/[redacted]/crm.deal.list',
  )
})

test('the password of a connection string is found by itself', () => {
  expect(redact('auth failed for p@ss-word', 'postgres://bpm:p%40ss-word@db/crm')).toBe('auth failed for [redacted]')
})

test('a PEM key is found line by line, and an unknown one by its frame', () => {
  const pem =
    '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\nAASCBKcwggSjAgEAAoIBAQC7VJTU\n-----END PRIVATE KEY-----'
  expect(redact('line AASCBKcwggSjAgEAAoIBAQC7VJTU', pem)).toBe('line [redacted]')
  expect(redact(`key: ${pem} ok`)).toBe('key: [redacted]-----END PRIVATE KEY----- ok')
})

test('a secret of 1 to 3 characters is replaced only as a whole text', () => {
  expect(redact('a cat', 'a')).toBe('a cat')
  expect(redact('a', 'a')).toBe('[redacted]')
})

test('an empty secret changes nothing', () => {
  expect(redact('hello', '')).toBe('hello')
})

test.each([
  ['a=1&password=hunter2&b=2', 'a=1&password=[redacted]&b=2'],
  ['user[password]=hunter2', 'user[password]=[redacted]'],
  ['user%5Bpassword%5D=hunter2&x=1', 'user%5Bpassword%5D=[redacted]&x=1'],
  ['/p?next=https://a/?access_token=abc&z=1', '/p?next=https://a/?access_token=[redacted]&z=1'],
  ['Server=db;Password=hunter2;Pooling=true', 'Server=db;Password=[redacted];Pooling=true'],
  ['<user password="hun ter2" name="x">', '<user password="[redacted]" name="x">'],
  ['password="cut of', 'password="[redacted]'],
  ['{"token":"ab\\"c","id":1}', '{"token":"[redacted]","id":1}'],
  ['{"pin": 1234, "id": 5}', '{"pin": [redacted], "id": 5}'],
  [JSON.stringify({ body: '{"token":"ab\\"c","id":1}' }), '{"body":"{\\"token\\":\\"[redacted]\\",\\"id\\":1}"}'],
  ['{"token":"cut of', '{"token":"[redacted]'],
  ['<Password>hunter2</Password>', '<Password>[redacted]</Password>'],
  ['Authorization: Bearer abcdef123456', 'Authorization: Bearer [redacted]'],
  ['Bearer authentication failed', 'Bearer authentication failed'],
  ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln end', 'jwt [redacted] end'],
  ['postgres://bpm:hunter2@db/crm', 'postgres://[redacted]@db/crm'],
  ['token expired', 'token expired'],
  [
    'card_token_action=save&tokens_count=3&next_page_token=abc',
    'card_token_action=save&tokens_count=3&next_page_token=abc',
  ],
])('what stands beside a secret-looking name is replaced: %s', (text, shown) => {
  expect(redact(text)).toBe(shown)
})

test.each([
  ['4111111111111111', '************1111'],
  ['card 4111 1111 1111 1111 12/26', 'card ************1111 12/26'],
  ['5375-4141-1234-5675', '5375-4141-1234-5675'],
  ['5555-5555-5555-4444', '************4444'],
  ['3782 822463 10005', '***********0005'],
  ['2026-01-02 2026-01-03', '2026-01-02 2026-01-03'],
  ['at 1700000000000', 'at 1700000000000'],
  ['barcode 4820000190015', 'barcode 4820000190015'],
  ['a4111111111111111b', 'a4111111111111111b'],
])('a card number keeps its last four digits: %s', (text, shown) => {
  expect(redact(text)).toBe(shown)
})

test('hostile texts of 1 MB take bounded time', () => {
  const redactor = createRedactor()
  const nasty = [
    '\\'.repeat(40),
    '%25'.repeat(12),
    '&amp;'.repeat(8),
    '"'.repeat(30),
    'aaaaaaaaab',
    'ї/+= "&'.repeat(20),
    'x'.repeat(20_000),
  ]
  for (const secret of nasty) redactor.add(secret)
  const size = 1_000_000
  const parts = [
    ...[
      '\\',
      '%25',
      '%',
      '&amp;',
      '&',
      '"',
      'a',
      'A=',
      '"pin":"',
      '<pin>',
      '4',
      '4111 ',
      'eyJ',
      'eyJ.eyJ',
      'Bearer ',
      ' ',
      '=',
      '\\"pin\\":\\"',
    ],
    ...[
      '-----BEGIN PRIVATE KEY-----',
      '://',
      '://a:',
      'x',
      'password=',
      'password="',
      '{"token":"\\',
      'Zm9v',
      '\\u0061',
      '[',
      "password='",
    ],
  ]
  for (const part of parts) {
    const text = part.repeat(Math.ceil(size / part.length))
    const started = performance.now()
    redactor.text(text)
    // About a hundred times what it takes, so that a slow machine passes and a quadratic search does not.
    expect(performance.now() - started, part).toBeLessThan(5_000)
  }
})

test('tokens renewed for years do not pile up, and the secrets given first stay known', () => {
  const redactor = createRedactor()
  redactor.add('the-first-secret')
  for (let at = 0; at < 5_000; at++) redactor.add(`renewed-token-${at}-x`)
  expect(redactor.text('the-first-secret renewed-token-4999-x')).toBe('[redacted] [redacted]')
  expect(redactor.text('renewed-token-200-x')).toBe('renewed-token-200-x')
})
