import { ConfigError } from '../../errors/ConfigError.ts'
import { reveal } from '../../secret.ts'
import type { WireRequest } from '../../transport/types.ts'
import { checkCredential, checkHeaderCredential } from '../credential.ts'
import { memoryTokenStore, type TokenSet } from '../tokenStore.ts'
import type { Auth, AuthContext } from '../types.ts'
import type { OAuth2Options } from './options.ts'
import { Renewal } from './renewal.ts'
import { checkEndpoint } from './tokenEndpoint.ts'

/** Milliseconds for which a token that could not be renewed ahead of its expiry is used as it is. */
const AHEAD_PAUSE = 10_000

/**
 * OAuth 2.0 (RFC 6749, 7523, 7636). Tokens are renewed before they expire and after they were refused, once for all calls
 * that wait; they are kept in the store before they are used.
 *
 * @throws ConfigError for an unusable address, an empty client id or secret, or an empty credential of the flow. Calls
 * throw AuthenticationError when the token endpoint refused, at once while the cooldown lasts.
 */
export function oauth2(options: OAuth2Options): Auth {
  checkEndpoint(options)
  const secrets = secretsOf(options)
  const store = options.store ?? memoryTokenStore()
  const account = accountOf(options)
  const renewal = new Renewal(options, store, account)
  const { place } = options
  /** Tells which token a request carries where `place` puts it out of sight. */
  const placed = new WeakMap<WireRequest, string>()
  let current: TokenSet | undefined
  let header = ''
  let pausedUntil = 0

  const put = (request: WireRequest, tokens: TokenSet): void => {
    if (place === undefined) {
      request.headers.authorization = header
    } else {
      placed.set(request, tokens.accessToken)
      place(request, tokens.accessToken, tokens)
    }
  }

  const adopt = (tokens: TokenSet, context: AuthContext): TokenSet => {
    if (tokens.accessToken !== current?.accessToken) {
      // Every client has a redactor of its own, and the tokens may come from the store or from another client.
      context.conceal(tokens.accessToken)
      if (tokens.refreshToken !== undefined) context.conceal(tokens.refreshToken)
      header = `Bearer ${checkHeaderCredential(tokens.accessToken, 'The access token')}`
    }
    current = tokens
    return tokens
  }

  const obtain = async (context: AuthContext, used: string | undefined): Promise<TokenSet> => {
    const tokens = await renewal.obtain(context, current, used)
    const now = context.clock.now()
    if (renewal.isDue(tokens, now)) pausedUntil = Math.min(now + AHEAD_PAUSE, tokens.expiresAt ?? now)
    return adopt(tokens, context)
  }

  return {
    kind: 'oauth2',
    identity: () => `oauth2 ${options.tokenUrl} ${options.clientId} ${account}`,
    secrets: () => secrets,
    apply(request, context) {
      const now = context.clock.now()
      if (current !== undefined && (now < pausedUntil || !renewal.isDue(current, now))) {
        put(request, current)
        return undefined
      }
      return obtain(context, undefined).then((tokens) => put(request, tokens))
    },
    async renew(used, context) {
      const token = place === undefined ? tokenIn(used) : placed.get(used)
      if (current !== undefined && token !== undefined && token !== current.accessToken) return true
      const refused = token ?? current?.accessToken
      try {
        await obtain(context, refused)
        return true
      } catch (error) {
        // It is known not to work: later calls ask for a new one instead of sending it.
        if (!(context.signal?.aborted ?? false) && current?.accessToken === refused) current = undefined
        throw error
      }
    },
  }
}

function accountOf(options: OAuth2Options): string {
  const { account } = options
  if (account === '') throw new ConfigError('account is empty. Name the account whose tokens these are')
  if (account !== undefined) return account
  if (options.flow === 'clientCredentials') return options.clientId
  if (options.flow === 'password') return `${options.clientId} ${options.username}`
  if (options.flow === 'jwtBearer' && typeof options.assertion !== 'function') {
    return `${options.clientId} ${options.assertion.subject}`
  }
  // Two accounts under one name would get each other's tokens from a shared store.
  if (options.store !== undefined) throw new ConfigError('A token store needs an account: name whose tokens these are')
  return options.flow === 'refreshToken' ? `${options.clientId} ${reveal(options.refreshToken)}` : options.clientId
}

function tokenIn(request: WireRequest): string | undefined {
  return request.headers.authorization?.slice('Bearer '.length)
}

function secretsOf(options: OAuth2Options): string[] {
  const secrets: string[] = []
  if (options.clientSecret !== undefined) secrets.push(reveal(options.clientSecret))
  if (options.flow === 'refreshToken') {
    secrets.push(checkCredential(reveal(options.refreshToken), 'The refresh token'))
  } else if (options.flow === 'password') {
    checkCredential(options.username, 'The user name')
    secrets.push(checkCredential(reveal(options.password), 'The password'))
  } else if (options.flow === 'jwtBearer' && typeof options.assertion !== 'function') {
    const key = reveal(options.assertion.key)
    if (key === '') throw new ConfigError('The key of the assertion is empty')
    secrets.push(key)
  }
  return secrets
}
