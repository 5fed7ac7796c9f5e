import {
  AuthenticationError,
  base64url,
  constantTimeEqual,
  reveal,
  type Secret,
  systemClock,
  type TokenSet,
  type TokenStore,
} from '@bpmcentr/core'
import { originOf } from './portal.ts'
import { SERVERS, trustedServer } from './servers.ts'
import { askServer, type ServerOptions, tokenSet } from './tokens.ts'

/** Where to send an administrator of the portal, and what to keep in their session until they come back. */
export function portalAuthorization({ portal, clientId }: { readonly portal: string; readonly clientId: string }): {
  readonly url: string
  readonly state: string
} {
  const state = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const query = new URLSearchParams({ client_id: clientId, state })
  return { url: `${originOf(portal)}/oauth/authorize/?${query}`, state }
}

export interface AuthorizeOptions extends ServerOptions {
  /** The address the administrator came back to, with its query. */
  readonly callback: string | URL
  /** As made by `portalAuthorization`, from their session. */
  readonly state: string
  readonly clientId: string
  readonly clientSecret: string | Secret
  /** The same as the client's. The tokens are kept under the portal's `member_id`. */
  readonly store: TokenStore
}

export interface PortalTokens {
  /** The portal's stable id. */
  readonly memberId: string
  /** Its domain now. */
  readonly portal: string
  readonly tokens: TokenSet
}

/**
 * Trades the code for tokens and keeps them. At once: a code lives for 30 seconds.
 *
 * @throws AuthenticationError when the state differs, there is no code, or the server refused
 */
export async function authorizePortal(options: AuthorizeOptions): Promise<PortalTokens> {
  const { clientId, clientSecret, store, clock = systemClock } = options
  const query = new URL(String(options.callback), 'https://callback.invalid').searchParams
  if (options.state === '' || !constantTimeEqual(query.get('state') ?? '', options.state)) {
    throw new AuthenticationError('The state of the answer is not the one that was sent', { code: 'state_mismatch' })
  }
  const code = query.get('code')
  if (code === null || code === '') {
    throw new AuthenticationError('The answer holds no code', { code: 'authorization_denied' })
  }
  const server = trustedServer(`https://${query.get('server_domain') ?? ''}`) ?? SERVERS[0]
  const grant = { grant_type: 'authorization_code', client_id: clientId, client_secret: reveal(clientSecret), code }
  const fields = await askServer(`${server}/oauth/token/`, grant, options)
  const tokens = tokenSet(fields, clock.now())
  const { member_id: memberId, client_endpoint: endpoint } = fields
  if (tokens === undefined || typeof memberId !== 'string' || typeof endpoint !== 'string' || !URL.canParse(endpoint)) {
    throw new AuthenticationError('The OAuth server of Bitrix24 answered without tokens', { code: 'token_response' })
  }
  await store.set(memberId, tokens)
  return { memberId, portal: new URL(endpoint).host, tokens }
}
