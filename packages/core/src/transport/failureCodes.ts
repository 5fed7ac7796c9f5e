import type { Sent } from '../errors/ConnectorError.ts'

/** What a platform's failure means for the caller. */
export interface FailureClass {
  /** Stable; becomes the NetworkError's `code`. */
  readonly code: string
  readonly sent: Sent
  readonly text: string
  /** Default true. */
  readonly retryable?: boolean
}

const DNS: FailureClass = { code: 'dns', sent: 'no', text: 'the host name was not found' }
const REFUSED: FailureClass = { code: 'refused', sent: 'no', text: 'the connection was refused' }
const UNREACHABLE: FailureClass = { code: 'unreachable', sent: 'no', text: 'the host cannot be reached' }
const CONNECT_TIMEOUT: FailureClass = { code: 'connect_timeout', sent: 'no', text: 'no connection was made in time' }
const TLS: FailureClass = { code: 'tls', sent: 'no', text: 'no secure connection could be made; check its certificate' }
const PROXY: FailureClass = { code: 'proxy', sent: 'no', text: 'the proxy made no connection' }
const BLOCKED: FailureClass = { code: 'blocked', sent: 'no', text: 'the platform does not allow it', retryable: false }
const CLOSED: FailureClass = { code: 'closed', sent: 'no', text: 'the transport was closed', retryable: false }
const RESET: FailureClass = { code: 'reset', sent: 'maybe', text: 'the connection broke' }
const STALLED: FailureClass = { code: 'stalled', sent: 'maybe', text: 'no data came for too long' }
const PROTOCOL: FailureClass = { code: 'protocol', sent: 'maybe', text: 'the answer is not valid HTTP' }
const DECODE: FailureClass = { code: 'decode', sent: 'maybe', text: 'the answer could not be decompressed' }

/** Node's and undici's codes, and Bun's (words without underscores). */
const CODES: ReadonlyMap<string, FailureClass> = new Map<string, FailureClass>([
  ['ENOTFOUND', DNS],
  ['ENODATA', DNS],
  ['ESERVFAIL', DNS],
  ['EREFUSED', DNS],
  ['DNSException', DNS],
  ['ECONNREFUSED', REFUSED],
  ['ConnectionRefused', REFUSED],
  ['EHOSTUNREACH', UNREACHABLE],
  ['ENETUNREACH', UNREACHABLE],
  ['EHOSTDOWN', UNREACHABLE],
  ['ENETDOWN', UNREACHABLE],
  ['EADDRNOTAVAIL', UNREACHABLE],
  ['FailedToOpenSocket', UNREACHABLE],
  ['ETIMEDOUT', CONNECT_TIMEOUT],
  ['UND_ERR_CONNECT_TIMEOUT', CONNECT_TIMEOUT],
  ['ConnectionTimeout', CONNECT_TIMEOUT],
  ['EPROTO', TLS],
  ['HOSTNAME_MISMATCH', TLS],
  ['INVALID_CA', TLS],
  ['INVALID_PURPOSE', TLS],
  ['PATH_LENGTH_EXCEEDED', TLS],
  ['AKID_SKID_MISMATCH', TLS],
  ['UND_ERR_PRX_TLS', PROXY],
  ['UND_ERR_PRX_CONN', PROXY],
  ['UND_ERR_CLOSED', CLOSED],
  ['UND_ERR_DESTROYED', RESET],
  ['ECONNRESET', RESET],
  ['ECONNABORTED', RESET],
  ['EPIPE', RESET],
  ['UND_ERR_SOCKET', RESET],
  ['UND_ERR_ABORTED', RESET],
  ['ConnectionClosed', RESET],
  ['ConnectionReset', RESET],
  ['UND_ERR_HEADERS_TIMEOUT', STALLED],
  ['UND_ERR_BODY_TIMEOUT', STALLED],
  ['UND_ERR_HEADERS_OVERFLOW', PROTOCOL],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', PROTOCOL],
  ['ERR_BROTLI_DECODER', DECODE],
  ['ERR_TRAILING_JUNK_AFTER_STREAM_END', DECODE],
  ['ZlibError', DECODE],
  ['BrotliDecompressionError', DECODE],
])

const PREFIXES: readonly (readonly [RegExp, FailureClass])[] = [
  [/^EAI_/, DNS],
  [/^UND_ERR_SOCKS5/, PROXY],
  [/^HPE_/, PROTOCOL],
  [/^(?:Z_|ERR__?ERROR_FORMAT|ERR_ZLIB|ERR_BROTLI)/, DECODE],
  // Raised in the middle of an established connection, when a request may be under way.
  [/^ERR_SSL_.*(?:BAD_RECORD_MAC|UNEXPECTED_EOF|APPLICATION_DATA_AFTER)/, RESET],
  [/^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|ERROR_IN_C|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|UNKNOWN_CERTIFICATE)/, TLS],
]

/** Where a socket that is already connected can get the same code, the system call tells the two apart. */
const WHILE_CONNECTING: ReadonlySet<string> = new Set(['connect', 'getaddrinfo', 'queryA', 'queryAaaa'])
const BEFORE_TLS = /before secure TLS connection was established/

/** undici gives these its codes for an aborted request and for a wrong argument. */
const REFUSED_BY_PROXY = /^Proxy (?:response|Authentication Required)/

export function byCode(error: unknown): FailureClass | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { code, name, syscall, message, socket } = error as {
    code?: unknown
    name?: unknown
    syscall?: unknown
    message?: unknown
    socket?: { bytesWritten?: unknown }
  }
  if (typeof code !== 'string') return name === 'HTTPParserError' ? PROTOCOL : undefined
  if (typeof message === 'string') {
    if (BEFORE_TLS.test(message)) return TLS
    if (REFUSED_BY_PROXY.test(message)) return PROXY
  }
  const found = CODES.get(code) ?? PREFIXES.find(([pattern]) => pattern.test(code))?.[1]
  if (found === undefined) return undefined
  if (found.sent === 'no' && found !== TLS && typeof syscall === 'string' && !WHILE_CONNECTING.has(syscall))
    return RESET
  // undici tells how much was ever written to the socket that closed.
  if (found === RESET && socket?.bytesWritten === 0) return { ...RESET, sent: 'no' }
  return found
}

/** For platforms that give words instead of codes: Deno, Bun, Workers, browsers. */
const MESSAGES: readonly (readonly [RegExp, FailureClass])[] = [
  [BEFORE_TLS, TLS],
  [/dns error|failed to lookup address|name (?:or service )?not (?:known|resolved)|ENOTFOUND/i, DNS],
  [/tcp connect error.*refused|connection refused|ECONNREFUSED/i, REFUSED],
  [/invalid peer certificate|certificate (?:is|has|verify|expired|not)|tls handshake|self.signed|unknown issuer/i, TLS],
  [/unsuccessful tunnel|proxy (?:connect|authorization|authentication)/i, PROXY],
  [/network (?:is )?unreachable|no route to host|host (?:is )?unreachable|unable to connect/i, UNREACHABLE],
  [/tcp connect error|client error \(Connect\)|error trying to connect/i, UNREACHABLE],
  [/^(?:bad port|unknown scheme|not implemented)|requests to port \d+ are blocked/i, BLOCKED],
  [/incorrect header check|decompress|invalid gzip|corrupt (?:gzip|deflate)|decoding response body/i, DECODE],
  [
    /connection (?:was )?(?:closed|reset|lost)|socket.*closed|other side closed|terminated|unexpected (?:eof|end of file)/i,
    RESET,
  ],
  [/error reading a body/i, RESET],
  [/invalid HTTP|parse error/i, PROTOCOL],
]

/**
 * The message must come without its URL: a path such as `/proxy` would be taken for a reason. Browsers say nothing but
 * "Failed to fetch" and the host, on purpose.
 */
export function byMessage(message: string): FailureClass | undefined {
  if (/^Failed to fetch\b/i.test(message)) return undefined
  return MESSAGES.find(([pattern]) => pattern.test(message))?.[1]
}
