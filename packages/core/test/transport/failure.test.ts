import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError, NetworkError } from '../../src/errors/index.ts'
import { toNetworkError } from '../../src/transport/failure.ts'

interface Shape {
  readonly message?: string
  readonly code?: string
  readonly name?: string
  readonly syscall?: string
  readonly socket?: { readonly bytesWritten: number }
  readonly errors?: readonly Error[]
}

function error(shape: Shape, cause?: unknown): Error {
  const made = new Error(shape.message ?? '', cause === undefined ? undefined : { cause })
  return Object.assign(made, shape)
}
/** As Node's fetch and ky wrap it. */
const fetchFailed = (cause: unknown) =>
  new TypeError('Request failed: GET https://x.test/', { cause: new TypeError('fetch failed', { cause }) })
const told = (thrown: unknown, context = {}) => toNetworkError(thrown, { signal: undefined, ...context })

describe('toNetworkError on Node', () => {
  it.each<[Shape, string, 'no' | 'maybe']>([
    [{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'dns', 'no'],
    [{ code: 'EAI_AGAIN', syscall: 'getaddrinfo' }, 'dns', 'no'],
    [{ code: 'ECONNREFUSED', syscall: 'connect' }, 'refused', 'no'],
    [{ code: 'EHOSTUNREACH', syscall: 'connect' }, 'unreachable', 'no'],
    [{ code: 'ENETUNREACH', syscall: 'connect' }, 'unreachable', 'no'],
    [{ code: 'EHOSTUNREACH', syscall: 'read' }, 'reset', 'maybe'],
    [{ code: 'ETIMEDOUT', syscall: 'connect' }, 'connect_timeout', 'no'],
    [{ code: 'ETIMEDOUT', syscall: 'read' }, 'reset', 'maybe'],
    [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, 'connect_timeout', 'no'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'tls', 'no'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'tls', 'no'],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'tls', 'no'],
    [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'tls', 'no'],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'tls', 'no'],
    [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'tls', 'no'],
    [{ code: 'EPROTO', syscall: 'write' }, 'tls', 'no'],
    [
      {
        code: 'ECONNRESET',
        message: 'Client network socket disconnected before secure TLS connection was established',
      },
      'tls',
      'no',
    ],
    [{ code: 'ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC' }, 'reset', 'maybe'],
    [{ code: 'ERR_SSL_UNEXPECTED_EOF_WHILE_READING' }, 'reset', 'maybe'],
    [{ code: 'ECONNRESET', syscall: 'read' }, 'reset', 'maybe'],
    [{ code: 'EPIPE', syscall: 'write' }, 'reset', 'maybe'],
    [{ code: 'UND_ERR_SOCKET', socket: { bytesWritten: 120 } }, 'reset', 'maybe'],
    [{ code: 'UND_ERR_SOCKET', socket: { bytesWritten: 0 } }, 'reset', 'no'],
    [{ code: 'UND_ERR_SOCKET' }, 'reset', 'maybe'],
    [{ code: 'UND_ERR_HEADERS_TIMEOUT' }, 'stalled', 'maybe'],
    [{ code: 'UND_ERR_BODY_TIMEOUT' }, 'stalled', 'maybe'],
    [{ code: 'HPE_INVALID_CONSTANT' }, 'protocol', 'maybe'],
    [{ name: 'HTTPParserError' }, 'protocol', 'maybe'],
    [{ code: 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' }, 'protocol', 'maybe'],
    [{ code: 'Z_BUF_ERROR' }, 'decode', 'maybe'],
    [{ code: 'UND_ERR_ABORTED', message: 'Proxy response (407) !== 200 when HTTP Tunneling' }, 'proxy', 'no'],
    [{ code: 'UND_ERR_CLOSED' }, 'closed', 'no'],
    [{ code: 'UND_ERR_DESTROYED' }, 'reset', 'maybe'],
    [{ message: 'bad port' }, 'blocked', 'no'],
    [{ code: 'SOMETHING_NEW' }, 'network', 'maybe'],
    [{}, 'network', 'maybe'],
  ])('%j', (shape, code, sent) => {
    for (const thrown of [error(shape), fetchFailed(error(shape))]) expect(told(thrown)).toMatchObject({ code, sent })
  })

  it('takes a host whose every address refused for refused, and one doubtful address for doubt', () => {
    const refused = error({ code: 'ECONNREFUSED', syscall: 'connect' })
    const unreachable = error({ code: 'ENETUNREACH', syscall: 'connect' })
    const reset = error({ code: 'ECONNRESET', syscall: 'read' })
    const all = (...errors: Error[]) => fetchFailed(Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' }))
    expect(told(all(refused, unreachable))).toMatchObject({ code: 'refused', sent: 'no' })
    expect(told(all(refused, reset))).toMatchObject({ code: 'reset', sent: 'maybe' })
    expect(told(all(refused, new Error('?')))).toMatchObject({ code: 'network', sent: 'maybe' })
  })
})

describe('toNetworkError elsewhere', () => {
  it.each<[string, Shape, string, 'no' | 'maybe']>([
    [
      'Bun',
      { code: 'ConnectionRefused', message: 'Unable to connect. Is the computer able to access the url?' },
      'refused',
      'no',
    ],
    ['Bun', { code: 'FailedToOpenSocket', message: 'Was there a typo in the url or port?' }, 'unreachable', 'no'],
    ['Bun', { code: 'ConnectionClosed', message: 'The socket connection was closed unexpectedly.' }, 'reset', 'maybe'],
    ['Bun', { code: 'ECONNRESET', message: 'The socket connection was closed unexpectedly.' }, 'reset', 'maybe'],
    ['Bun', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self signed certificate' }, 'tls', 'no'],
    ['Bun', { code: 'ZlibError', message: 'ZlibError fetching "https://x.test/"' }, 'decode', 'maybe'],
    [
      'Deno',
      {
        message:
          'error sending request for url (https://x.test/reset): client error (Connect): dns error: failed to lookup address information',
      },
      'dns',
      'no',
    ],
    [
      'Deno',
      {
        message:
          'error sending request for url (http://x.test/): client error (Connect): tcp connect error: Connection refused (os error 111)',
      },
      'refused',
      'no',
    ],
    [
      'Deno',
      {
        message:
          'error sending request for url (https://x.test/): client error (Connect): invalid peer certificate: UnknownIssuer',
      },
      'tls',
      'no',
    ],
    [
      'Deno',
      {
        message:
          'error sending request for url (http://x.test/): client error (SendRequest): connection closed before message completed',
      },
      'reset',
      'maybe',
    ],
    ['Deno', { message: 'error reading a body from connection' }, 'reset', 'maybe'],
    ['Deno', { message: 'Connection reset by peer (os error 104)' }, 'reset', 'maybe'],
    ['Deno', { message: 'deflate decompression error: invalid bit length repeat' }, 'decode', 'maybe'],
    ['Deno', { message: 'Fetch failed: Requests to port 9 are blocked' }, 'blocked', 'no'],
    [
      'Deno',
      {
        message:
          'error sending request from 127.0.0.1:5 for http://x.test/ (127.0.0.1:8): client error (SendRequest): invalid HTTP version parsed',
      },
      'protocol',
      'maybe',
    ],
    ['Workers', { message: 'Network connection lost.' }, 'reset', 'maybe'],
    ['Chrome', { name: 'TypeError', message: 'Failed to fetch' }, 'network', 'maybe'],
    ['Chrome', { name: 'TypeError', message: 'Failed to fetch (certificate-expired.proxy.test)' }, 'network', 'maybe'],
    ['Firefox', { name: 'TypeError', message: 'NetworkError when attempting to fetch resource.' }, 'network', 'maybe'],
    ['Safari', { name: 'TypeError', message: 'Load failed' }, 'network', 'maybe'],
  ])('%s: %j', (_, shape, code, sent) => {
    expect(told(error(shape))).toMatchObject({ code, sent })
  })

  it('takes no word of a URL for a reason', () => {
    const url =
      'https://x.test/certificate/verify/dns error/connection refused/tcp connect error/no route to host/bad port'
    for (const tail of ['', ': operation failed']) {
      const message = `error sending request for url (${url.replaceAll(' ', '%20')})${tail}`
      expect(told(error({ message }))).toMatchObject({ code: 'network', sent: 'maybe' })
    }
  })

  it.each(['a string', 42, null, undefined, {}, { code: 5, message: {} }])(
    'tells of %j, which is no Error',
    (thrown) => {
      expect(told(thrown)).toMatchObject({ name: 'NetworkError', code: 'network', sent: 'maybe' })
    },
  )

  it('does not run for ever on an error that caused itself', () => {
    const thrown = new Error('loop')
    thrown.cause = thrown
    expect(told(thrown)).toBeInstanceOf(NetworkError)
  })
})

describe('toNetworkError', () => {
  it('throws the reason of an aborted signal instead', () => {
    const reason = new Error('stop')
    expect(() => told(error({ code: 'ECONNRESET' }), { signal: AbortSignal.abort(reason) })).toThrow(reason)
  })

  it('lets an error of this SDK through, such as one from the stream of a body', () => {
    const own = new InputError('the file is gone')
    expect(() => told(fetchFailed(own))).toThrow(own)
  })

  it('never says "no" once an answer had begun', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'ECONNREFUSED',
          'ENOTFOUND',
          'EPROTO',
          'CERT_HAS_EXPIRED',
          'UND_ERR_CLOSED',
          'UND_ERR_SOCKET',
          'X',
        ),
        (code) => {
          expect(told(error({ code, socket: { bytesWritten: 0 } }), { answered: true })).toMatchObject({
            sent: 'maybe',
            code: 'reset',
          })
        },
      ),
    )
    expect(told(error({ code: 'Z_DATA_ERROR' }), { answered: true })).toMatchObject({ sent: 'maybe', code: 'decode' })
  })

  it('says "no" when the transport knows that nothing was written, whatever the platform says', () => {
    expect(told(error({ code: 'ECONNRESET', syscall: 'read' }), { started: false })).toMatchObject({
      sent: 'no',
      code: 'reset',
    })
    expect(told(error({ code: 'ECONNREFUSED' }), { started: true })).toMatchObject({ sent: 'no' })
  })

  it('shows no URL, key or line break of the platform’s message', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9_-]{8,20}$/)
    fc.assert(
      fc.property(secret, fc.constantFrom('ECONNRESET', 'ENOTFOUND', undefined), (key, code) => {
        const url = `https://${key}@x.test/bot${key}/send?token=${key}`
        const thrown = fetchFailed(
          error({ message: `failed for url (${url})\n\u001b[31mfake log line`, ...(code && { code }) }),
        )
        const shown = told(Object.assign(thrown, { request: { url }, options: { headers: { authorization: key } } }), {
          url,
        })
        expect(inspect(shown, { depth: 9, showHidden: true })).not.toContain(key)
        expect(JSON.stringify(shown) + String(shown)).not.toContain(key)
        expect((shown.cause as Error).message).not.toMatch(/\p{Cc}/u)
        expect(shown.message).toContain('x.test')
      }),
    )
  })
})
