import {
  type Auth,
  type OAuth2Options,
  oauth2,
  type Secret,
  type TokenSet,
  type TokenStore,
  type WireRequest,
} from '@bpmcentr/core'
import type { Portal } from './portal.ts'
import { trustedServer } from './servers.ts'

/** An application's credentials on one portal. */
export interface OAuthApp {
  readonly clientId: string
  readonly clientSecret: Secret
  /** The portal's stable id, 32 hexadecimal digits: names the tokens in the store. */
  readonly memberId: string
  /** Where the tokens are kept: a refresh token is good once, and lost for good unless the new one is kept. */
  readonly store: TokenStore
  /** The OAuth server, where the stored tokens do not name it. */
  readonly server: string
}

/**
 * OAuth 2.0 as Bitrix24 wants it: refreshed only after `expired_token` (applications that refresh ahead may be blocked), once for
 * all calls that wait, the rotated token kept before it is used. The token goes into the body.
 *
 * @see https://apidocs.bitrix24.com/settings/oauth/index.html
 */
export function oauthAuth(app: OAuthApp, portal: Portal): Auth {
  let server = app.server
  let known: string | undefined
  const learn = ({ accessToken, extra }: TokenSet): void => {
    // Once for each token: a portal that was renamed since then has told its new address itself.
    if (accessToken === known) return
    known = accessToken
    server = trustedServer(extra?.server_endpoint) ?? server
    const client = extra?.client_endpoint
    if (typeof client === 'string' && URL.canParse(client)) portal.moveTo(new URL(client))
  }
  const options: OAuth2Options = {
    flow: 'authorizationCode',
    // Which server gave the tokens is known once they were read from the store, which is before they can be refused.
    get tokenUrl() {
      return `${server}/oauth/token/`
    },
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    clientAuth: 'body',
    account: app.memberId,
    refreshAhead: false,
    store: app.store,
    place: (request, token, tokens) => {
      learn(tokens)
      place(request, token, portal)
    },
  }
  return { ...oauth2(options), identity: () => `oauth ${app.clientId} ${app.memberId}` }
}

function place(request: WireRequest, token: string, portal: Portal): void {
  if (request.method !== 'POST' || typeof request.body !== 'string') return
  const { origin, pathname, search } = new URL(request.url)
  // The portal was renamed after the address was put together.
  if (origin !== portal.origin && pathname.startsWith('/rest/')) request.url = portal.origin + pathname + search
  request.body = withToken(request.body, token)
}

/** In front of the other parameters. A list of positional parameters becomes the object that PHP takes for the same. */
function withToken(body: string, token: string): string {
  const auth = `"auth":${JSON.stringify(token)}`
  if (body.startsWith('[')) {
    const positional: unknown[] = JSON.parse(body)
    return JSON.stringify({ ...positional, auth: token })
  }
  const rest = body.slice(1)
  return rest.trimStart().startsWith('}') ? `{${auth}}` : `{${auth},${rest}`
}
