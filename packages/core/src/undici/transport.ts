import { Agent, type Dispatcher, ProxyAgent } from 'undici'
import { ConfigError } from '../errors/ConfigError.ts'
import { NetworkError } from '../errors/NetworkError.ts'
import { reveal, type Secret } from '../secret.ts'
import type { Transport, TransportRequest, TransportResponse } from '../transport/types.ts'
import { ACCEPT_ENCODING } from './decode.ts'
import { Exchange } from './exchange.ts'
import { assertNoSandbox } from './sandbox.ts'
import { splitUrl } from './target.ts'

/** A proxy, with its credentials apart from its address. */
export interface UndiciProxy {
  /** `http:` or `https:`. */
  readonly url: string
  /** The whole `Proxy-Authorization` value, such as `Basic …`. */
  readonly authorization?: Secret | string | undefined
}

export interface UndiciTransportOptions {
  /** Connections to one origin at most. Default 128. */
  readonly connections?: number | undefined
  /** Requests on one connection before the first is answered. Default 1: more makes answers wait for each other. */
  readonly pipelining?: number | undefined
  /** Through which all requests go. Not taken from the environment. */
  readonly proxy?: string | UndiciProxy | undefined
  /** Certificates (PEM) to trust instead of the platform's, such as a company's own. Checking cannot be turned off. */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[] | undefined
  /** The client's certificate (PEM), for mutual TLS. */
  readonly cert?: string | Uint8Array | undefined
  /** The key (PEM) of `cert`. */
  readonly key?: Secret | string | Uint8Array | undefined
  readonly passphrase?: Secret | string | undefined
  /** Milliseconds for DNS, TCP and TLS together. Default 10 000. */
  readonly connectTimeout?: number | undefined
  /** Milliseconds an idle connection is kept, unless the server says less. Default 4000. */
  readonly keepAliveTimeout?: number | undefined
  /** Bytes that the headers of an answer may have. Default 16 KiB. */
  readonly maxHeaderSize?: number | undefined
}

/**
 * A transport for Node on undici's own dispatcher: two to three times the calls per second of `fetch`, with a pool of kept
 * connections, a proxy, certificates of your own and mutual TLS. Needs the package `undici`. Close it when you are done.
 * @throws ConfigError for options that undici refuses
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Required<Transport> {
  assertNumbers(options)
  const dispatcher = makeDispatcher(options)
  let closed = false
  return {
    name: 'undici',
    async send(request) {
      if (!closed) return send(dispatcher, request)
      throw new NetworkError('The transport was closed', { code: 'closed', sent: 'no' })
    },
    async close() {
      if (closed) return
      closed = true
      await dispatcher.close()
    },
  }
}

function send(dispatcher: Dispatcher, request: TransportRequest): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const { method, url, body, signal } = request
    if (signal?.aborted) throw signal.reason
    const { origin, path } = splitUrl(url)
    assertNoSandbox(origin)
    const exchange = new Exchange(request, resolve, reject)
    try {
      const accepts = request.headers['accept-encoding'] !== undefined
      const headers = accepts ? request.headers : { ...request.headers, 'accept-encoding': ACCEPT_ENCODING }
      dispatcher.dispatch(
        {
          origin,
          path,
          method,
          headers,
          body: (body ?? null) as Exclude<Dispatcher.DispatchOptions['body'], undefined>,
        },
        exchange,
      )
    } catch (error) {
      exchange.onResponseError(null, error)
    }
  })
}

function makeDispatcher(options: UndiciTransportOptions): Dispatcher {
  const { connectTimeout = 10_000, proxy } = options
  const tls = tlsOptions(options)
  const shared = {
    connections: options.connections ?? 128,
    pipelining: options.pipelining ?? 1,
    keepAliveTimeout: options.keepAliveTimeout ?? 4_000,
    maxHeaderSize: options.maxHeaderSize ?? 16 * 1024,
    connectTimeout,
    // The pipeline has the deadline of the call; undici's own limits would cut a longer one short.
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
  }
  try {
    if (proxy === undefined) return new Agent({ ...shared, connect: { ...tls, timeout: connectTimeout } })
    const { url, authorization } = typeof proxy === 'string' ? { url: proxy, authorization: undefined } : proxy
    return new ProxyAgent({
      ...shared,
      uri: url,
      ...(authorization === undefined ? undefined : { token: reveal(authorization) }),
      requestTls: tls,
      ...(tls.ca === undefined ? undefined : { proxyTls: { ca: tls.ca } }),
    })
  } catch (error) {
    throw new ConfigError(`The options of the undici transport are not valid${reasonOf(error)}`)
  }
}

/** undici would look at them only when the first request is made. */
function assertNumbers(options: UndiciTransportOptions): void {
  for (const name of ['connections', 'pipelining', 'connectTimeout', 'keepAliveTimeout', 'maxHeaderSize'] as const) {
    const value = options[name]
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1)) {
      throw new ConfigError(`The option ${name} of the undici transport must be a whole number from 1 up`)
    }
  }
}

/** undici's own words about its options hold no values; a URL parser's do. */
function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (code === 'ERR_INVALID_URL') return ': the proxy is not a valid URL'
  return code === 'UND_ERR_INVALID_ARG' ? `: ${String(message)}` : ''
}

interface TlsOptions {
  ca?: string | Buffer | (string | Buffer)[]
  cert?: string | Buffer
  key?: string | Buffer
  passphrase?: string
}

function tlsOptions(options: UndiciTransportOptions): TlsOptions {
  const { ca, cert, key, passphrase } = options
  const tls: TlsOptions = {}
  if (ca !== undefined) tls.ca = isList(ca) ? ca.map(pem) : pem(ca)
  if (cert !== undefined) tls.cert = pem(cert)
  if (key !== undefined) tls.key = key instanceof Uint8Array ? pem(key) : reveal(key)
  if (passphrase !== undefined) tls.passphrase = reveal(passphrase)
  return tls
}

function isList(ca: string | Uint8Array | readonly (string | Uint8Array)[]): ca is readonly (string | Uint8Array)[] {
  return Array.isArray(ca)
}

function pem(value: string | Uint8Array): string | Buffer {
  return typeof value === 'string' ? value : Buffer.from(value)
}
