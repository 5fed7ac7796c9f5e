import { ConfigError, reveal } from '@bpmcentr/core'
import type { ServerOptions, TlsOptions } from './options.ts'

/** Where a server is, as all drivers need it. */
export interface Server {
  readonly host: string
  readonly port: number
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: string | undefined
  readonly tls: TlsOptions | undefined
  readonly connectTimeout: number
  /** What must not be printed. */
  readonly secrets: readonly string[]
}

/** @throws ConfigError for what is no URL; never shows it, since the password is in it */
export function serverOf(options: ServerOptions, protocols: readonly string[], defaultPort: number): Server {
  const text = options.url === undefined ? undefined : reveal(options.url)
  const url = text === undefined ? undefined : parse(text, protocols)
  const password = options.password === undefined ? decoded(url?.password) : reveal(options.password)
  const database = options.database ?? decoded(url?.pathname.replace(/^\//, ''))
  if (text === undefined && options.host === undefined) throw new ConfigError('expected url or host')
  const port = options.port ?? (url?.port ? Number(url.port) : defaultPort)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new ConfigError('port: expected 1 to 65535')
  return {
    host: options.host ?? unbracketed(decoded(url?.hostname)) ?? 'localhost',
    port,
    user: options.user ?? decoded(url?.username),
    password,
    database,
    tls: tlsOf(options.tls, url),
    connectTimeout: options.connectTimeout ?? 10_000,
    secrets: [text, password].filter((secret) => secret !== undefined),
  }
}

function parse(text: string, protocols: readonly string[]): URL {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new ConfigError(`url: expected ${protocols[0]}//user:password@host:port/database; special characters as %XX`)
  }
  if (!protocols.includes(url.protocol))
    throw new ConfigError(`url: expected it to begin with ${protocols.join(' or ')}`)
  for (const name of url.searchParams.keys()) {
    if (name !== 'sslmode') throw new ConfigError(`url: ${name.slice(0, 30)} is not known; give it as an option`)
  }
  return url
}

/** https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION; `require` checks the certificate here. */
function tlsOf(given: boolean | TlsOptions | undefined, url: URL | undefined): TlsOptions | undefined {
  if (typeof given === 'object') return given
  if (given !== undefined) return given ? {} : undefined
  switch (url?.searchParams.get('sslmode')) {
    case undefined:
    case null:
    case 'disable':
      return undefined
    case 'require':
    case 'verify-ca':
    case 'verify-full':
      return {}
    default:
      throw new ConfigError('url: sslmode is one of disable, require, verify-ca, verify-full')
  }
}

function decoded(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  try {
    return decodeURIComponent(text)
  } catch {
    throw new ConfigError('url: a percent sign is not followed by two hexadecimal digits')
  }
}

function unbracketed(host: string | undefined): string | undefined {
  return host?.startsWith('[') ? host.slice(1, -1) : host
}
