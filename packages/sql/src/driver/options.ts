import type { Clock, Plugin, Secret } from '@bpmcentr/core'

/** Options of every database. */
export interface DatabaseOptions {
  readonly plugins?: readonly Plugin[] | undefined
  /** Milliseconds for a whole call: waiting for a connection, the statement, its rows. Default 120,000. */
  readonly timeout?: number | undefined
  /** Retries of what was certainly not sent (no connection). Default 3; `false` for none. */
  readonly retry?: number | false | undefined
  readonly pool?: PoolOptions | undefined
  /** Default: the system's. */
  readonly clock?: Clock | undefined
}

export interface PoolOptions {
  /** Connections at most. Default 10. */
  readonly max?: number | undefined
  /** Milliseconds after which an unused connection is closed. Default 30,000. */
  readonly idle?: number | undefined
}

/** Where a server is, either as one URL or in parts. */
export interface ServerOptions extends DatabaseOptions {
  /** Such as `postgres://user:password@host:5432/database`. Parts given beside it win over those in it. */
  readonly url?: string | Secret | undefined
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly user?: string | undefined
  readonly password?: string | Secret | undefined
  readonly database?: string | undefined
  /** `true` checks the certificate; an object is handed to `tls.connect` (`ca`, `cert`, `key`, `servername` …). */
  readonly tls?: boolean | TlsOptions | undefined
  /** Milliseconds for one attempt to connect. Default 10,000. */
  readonly connectTimeout?: number | undefined
}

export interface TlsOptions {
  readonly ca?: string | Uint8Array | undefined
  readonly cert?: string | Uint8Array | undefined
  readonly key?: string | Uint8Array | undefined
  readonly servername?: string | undefined
  /** `false` accepts any certificate: encrypted, but anybody may be at the other end. */
  readonly rejectUnauthorized?: boolean | undefined
}
