import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CookieJar } from '../../src/auth/session/cookieJar.ts'

const NOW = Date.UTC(2026, 0, 1)
const ORIGIN = 'https://crm.test/app/login'

function jar(cookies: readonly string[], from = ORIGIN, options = {}) {
  const made = new CookieJar(options)
  made.store(
    cookies.map((cookie) => ['set-cookie', cookie] as const),
    new URL(from),
    NOW,
  )
  return (to: string, now = NOW) => made.header(new URL(to), now)
}

describe('the cookie jar', () => {
  it.each([
    // Host: a cookie goes back to the host and port that set it, whatever Domain says.
    ['a=1; Path=/', ORIGIN, 'https://crm.test/x', 'a=1'],
    ['a=1; Path=/', ORIGIN, 'https://other.test/x', undefined],
    ['a=1; Path=/', ORIGIN, 'https://sub.crm.test/x', undefined],
    ['a=1; Path=/; Domain=test', ORIGIN, 'https://evil.test/x', undefined],
    ['a=1; Path=/; Domain=.crm.test', ORIGIN, 'https://sub.crm.test/x', undefined],
    ['a=1; Path=/; Domain=crm.test', ORIGIN, 'https://crm.test/x', 'a=1'],
    ['a=1; Path=/; Domain=evil.test', ORIGIN, 'https://crm.test/x', undefined],
    ['a=1; Path=/; Domain=rm.test', ORIGIN, 'https://crm.test/x', undefined],
    ['a=1; Path=/', ORIGIN, 'https://crm.test:8443/x', undefined],
    // Path: the default is the directory of the request.
    ['a=1', ORIGIN, 'https://crm.test/app/x', 'a=1'],
    ['a=1', ORIGIN, 'https://crm.test/app', 'a=1'],
    ['a=1', ORIGIN, 'https://crm.test/application', undefined],
    ['a=1', ORIGIN, 'https://crm.test/', undefined],
    ['a=1; Path=/app/', ORIGIN, 'https://crm.test/app/deep/x', 'a=1'],
    ['a=1; Path=/app/', ORIGIN, 'https://crm.test/app', undefined],
    ['a=1; Path=nonsense', ORIGIN, 'https://crm.test/app/x', 'a=1'],
    // Secure: only over an encrypted connection, or on this machine.
    ['a=1; Path=/; Secure', ORIGIN, 'https://crm.test/x', 'a=1'],
    ['a=1; Path=/; Secure', ORIGIN, 'http://crm.test/x', undefined],
    ['a=1; Path=/; Secure', 'http://crm.test/', 'https://crm.test/x', undefined],
    ['a=1; Path=/; Secure', 'http://127.0.0.1:8080/', 'http://127.0.0.1:8080/x', 'a=1'],
    ['__Secure-a=1; Path=/', ORIGIN, 'https://crm.test/x', undefined],
    ['__Host-a=1; Path=/; Secure', ORIGIN, 'https://crm.test/x', '__Host-a=1'],
    ['__Host-a=1; Path=/app; Secure', ORIGIN, 'https://crm.test/app/x', undefined],
    ['__Host-a=1; Path=/; Secure; Domain=crm.test', ORIGIN, 'https://crm.test/x', undefined],
    // Values stay as they came.
    ['BPMCSRF=OpK/NuJJ1w+=%20"x"; path=/', ORIGIN, 'https://crm.test/x', 'BPMCSRF=OpK/NuJJ1w+=%20"x"'],
    ['UserName=83|117; path=/; HttpOnly; SameSite=Lax', ORIGIN, 'https://crm.test/x', 'UserName=83|117'],
    ['nonsense', ORIGIN, 'https://crm.test/app/x', undefined],
    ['=1; Path=/', ORIGIN, 'https://crm.test/x', undefined],
  ])('set by `%s` at %s, seen from %s: %s', (cookie, from, to, expected) => {
    expect(jar([cookie], from)(to)).toBe(expected)
  })

  it.each([
    ['a=1; Max-Age=60', 59_999, true],
    ['a=1; Max-Age=60', 60_000, false],
    ['a=1; Max-Age=0', 0, false],
    ['a=1; Max-Age=-5', 0, false],
    ['a=1; Max-Age=soon', 1e12, true],
    ['a=1; Expires=Thu, 01 Jan 2026 00:01:00 GMT', 59_999, true],
    ['a=1; Expires=Thu, 01 Jan 2026 00:01:00 GMT', 60_000, false],
    ['a=1; Expires=Thu, 01-Jan-2026 00:01:00 GMT', 60_000, false],
    ['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 0, false],
    ['a=1; Expires=nonsense', 1e12, true],
    ['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60', 0, true],
  ])('with `%s` after %d ms is alive: %s', (cookie, later, alive) => {
    expect(jar([cookie])('https://crm.test/app/x', NOW + later)).toBe(alive ? 'a=1' : undefined)
  })

  it('replaces, removes and orders: longer paths first', () => {
    expect(jar(['a=1; Path=/', 'b=2; Path=/app/x', 'a=3; Path=/'])('https://crm.test/app/x')).toBe('b=2; a=3')
    expect(jar(['a=1; Path=/', 'a=; Path=/; Max-Age=0'])('https://crm.test/x')).toBeUndefined()
    expect(jar(['a=1; Path=/', 'a=; Path=/app; Max-Age=0'])('https://crm.test/x')).toBe('a=1')
  })

  it('can leave empty cookies aside, but not a removal', () => {
    const cookies = ['s=real; Path=/', 's=; Path=/']
    expect(jar(cookies)('https://crm.test/x')).toBe('s=')
    expect(jar(cookies, ORIGIN, { ignoreEmpty: true })('https://crm.test/x')).toBe('s=real')
    expect(
      jar([...cookies, 's=; Path=/; Max-Age=0'], ORIGIN, { ignoreEmpty: true })('https://crm.test/x'),
    ).toBeUndefined()
  })

  it('is bounded in number and size', () => {
    const many = Array.from({ length: 500 }, (_, index) => `c${index}=1; Path=/`)
    expect(jar(many)('https://crm.test/x')?.split('; ')).toHaveLength(100)
    expect(jar([`a=${'x'.repeat(5_000)}; Path=/`])('https://crm.test/x')).toBeUndefined()
  })

  it('never sends a header that would break the request, whatever it was given', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (cookies) => {
        const header = jar(cookies)('https://crm.test/app/x') ?? ''
        expect(header).not.toMatch(/[\r\n\0]/)
      }),
    )
  })
})
