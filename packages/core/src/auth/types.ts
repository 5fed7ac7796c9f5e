import type { Clock } from '../time.ts'
import type { TransportResponse, WireRequest } from '../transport/types.ts'

export interface AuthContext {
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  /**
   * Sends a request of the auth's own (token, login) through the transport, without auth, limits or retries. Not bound to
   * the call's signal, since many calls share what it fetches: only `signal` ends it.
   */
  send(request: WireRequest, signal?: AbortSignal): Promise<TransportResponse>
  /** Makes a new secret value known to the redactor, before it is used. */
  conceal(value: string): void
}

/** Puts credentials on a request. The innermost layer: it sees the final URL, headers and bytes. */
export interface Auth {
  readonly kind: string
  /** Identifies the account, for sharing limits and tokens. May be secret: core only uses a hash of it. */
  identity(): string
  /** Secret values known from the start. */
  secrets(): readonly string[]
  /** Changes the request in place. Returns a promise only when it has to fetch something. */
  apply(request: WireRequest, context: AuthContext): void | Promise<void>
  /**
   * Called once per call after an answer that means "not authenticated". `used` is the very object that `apply` changed,
   * so that a thousand failed calls refresh once. Resolves to whether the call is worth a replay; rejects with an
   * AuthenticationError when the other side refused to renew.
   */
  renew?(used: WireRequest, context: AuthContext): Promise<boolean>
  /** Sees each answer, for cookies and the like. */
  observe?(response: TransportResponse, request: WireRequest): void
}
