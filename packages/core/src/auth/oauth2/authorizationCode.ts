import { constantTimeEqual } from '../../crypto/constantTimeEqual.ts'
import { AuthenticationError } from '../../errors/AuthenticationError.ts'
import { ConfigError } from '../../errors/ConfigError.ts'
import { type Clock, systemClock } from '../../time.ts'
import { kyTransport } from '../../transport/ky.ts'
import type { Transport } from '../../transport/types.ts'
import type { TokenSet, TokenStore } from '../tokenStore.ts'
import type { TokenEndpoint } from './options.ts'
import { codeChallenge, randomToken } from './pkce.ts'
import { checkEndpoint, requestTokens } from './tokenEndpoint.ts'

const MAX_BYTES = 1_048_576

export interface AuthorizationUrlOptions {
  readonly authorizeUrl: string
  readonly clientId: string
  readonly redirectUri: string
  readonly scope?: string | readonly string[] | undefined
  /** Default: 256 random bits. */
  readonly state?: string | undefined
  /** Proof key (RFC 7636, S256). Default true; `false` for vendors that refuse unknown parameters. */
  readonly pkce?: boolean | undefined
  /** More parameters of the vendor's, such as `prompt`. */
  readonly params?: Readonly<Record<string, string>> | undefined
}

/** Where to send the account's owner, and what to keep in their session until they come back. */
export interface AuthorizationRequest {
  readonly url: string
  readonly state: string
  /** Empty without PKCE. */
  readonly codeVerifier: string
}

/** The first step of the authorization code flow. */
export function authorizationUrl(options: AuthorizationUrlOptions): AuthorizationRequest {
  if (!URL.canParse(options.authorizeUrl)) throw new ConfigError('authorizeUrl is not an address')
  const state = options.state ?? randomToken()
  if (state === '') throw new ConfigError('state is empty, so a forged answer could not be told from a real one')
  const codeVerifier = options.pkce === false ? '' : randomToken()
  const url = new URL(options.authorizeUrl)
  const { scope } = options
  const fields: Record<string, string> = {
    ...options.params,
    response_type: 'code',
    client_id: options.clientId,
    redirect_uri: options.redirectUri,
    ...(scope !== undefined && { scope: typeof scope === 'string' ? scope : scope.join(' ') }),
    state,
    ...(codeVerifier !== '' && { code_challenge: codeChallenge(codeVerifier), code_challenge_method: 'S256' }),
  }
  const query = Object.entries(fields).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  )
  // Not through searchParams: it writes a space as `+`, which not every authorize page understands.
  url.search = [url.search.slice(1), ...query].filter((part) => part !== '').join('&')
  return { url: url.href, state, codeVerifier }
}

export interface ExchangeCodeOptions extends TokenEndpoint {
  /** The address the owner came back to, with its query; or just the query. */
  readonly callback: string | URL | URLSearchParams
  /** As made by `authorizationUrl`, from the owner's session. */
  readonly state: string
  readonly codeVerifier: string
  /** The same as was given to `authorizationUrl`. */
  readonly redirectUri: string
  /** The same as the client's. */
  readonly store: TokenStore
  /** The same as the client's. */
  readonly account: string
  /** When set, the answer must name this issuer (RFC 9207). */
  readonly issuer?: string | undefined
  readonly transport?: Transport | undefined
  readonly clock?: Clock | undefined
}

/**
 * The second step: checks the state in constant time, trades the code for tokens and keeps them in the store.
 *
 * @throws AuthenticationError when the state differs (`state_mismatch`), the owner declined (`authorization_denied`) or the
 * token endpoint refused (`token_refused`); NetworkError when that could not be asked.
 */
export async function exchangeCode(options: ExchangeCodeOptions): Promise<TokenSet> {
  checkEndpoint(options)
  if (options.state === '') throw new ConfigError('state is empty. Pass the one that authorizationUrl() made')
  const query = queryOf(options.callback)
  if (!constantTimeEqual(query.get('state'), options.state)) {
    throw new AuthenticationError(
      'The state of the answer is not the one that was sent. Begin the authorisation again',
      {
        code: 'state_mismatch',
      },
    )
  }
  const issuer = query.get('iss')
  if (options.issuer !== undefined && issuer !== options.issuer) {
    throw new AuthenticationError('The answer comes from another issuer', { code: 'issuer_mismatch' })
  }
  const denied = query.get('error')
  if (denied !== null) {
    throw new AuthenticationError(`The account's owner or the vendor declined: ${denied.slice(0, 100)}`, {
      code: 'authorization_denied',
      vendorCode: denied.slice(0, 100),
    })
  }
  const code = query.get('code')
  if (code === null || code === '') {
    throw new AuthenticationError('The answer holds no code', { code: 'authorization_denied' })
  }
  const grant = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: options.redirectUri,
    ...(options.codeVerifier !== '' && { code_verifier: options.codeVerifier }),
  }
  const tokens = await request(options, grant)
  await options.store.set(options.account, tokens)
  return tokens
}

async function request(options: ExchangeCodeOptions, grant: Record<string, string>): Promise<TokenSet> {
  const transport = options.transport ?? kyTransport()
  try {
    return await requestTokens(options, grant, {
      clock: options.clock ?? systemClock,
      send: (wire, signal) => transport.send({ ...wire, signal, maxBytes: MAX_BYTES }),
      conceal: () => undefined,
    })
  } finally {
    if (options.transport === undefined) await transport.close?.()
  }
}

function queryOf(callback: string | URL | URLSearchParams): URLSearchParams {
  if (callback instanceof URLSearchParams) return callback
  if (callback instanceof URL) return callback.searchParams
  const mark = callback.indexOf('?')
  const query = mark < 0 ? callback : callback.slice(mark + 1)
  return new URLSearchParams(query.split('#', 1)[0] ?? '')
}
