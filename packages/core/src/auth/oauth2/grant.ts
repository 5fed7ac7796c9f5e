import { AuthenticationError } from '../../errors/AuthenticationError.ts'
import { reveal } from '../../secret.ts'
import { signAssertion } from '../jwt.ts'
import type { TokenSet } from '../tokenStore.ts'
import type { JwtBearerOptions, OAuth2Options, PasswordOptions } from './options.ts'
import { REFUSED, requestTokens, type TokenContext } from './tokenEndpoint.ts'

/** New tokens by the rules of the flow. `basis` is what was known so far; its refresh token is spent where there is one. */
export async function grantTokens(
  options: OAuth2Options,
  basis: TokenSet | undefined,
  context: TokenContext,
): Promise<TokenSet> {
  switch (options.flow) {
    case 'clientCredentials':
      return requestTokens(options, { grant_type: 'client_credentials', ...scopeOf(options) }, context)
    case 'jwtBearer':
      return requestTokens(withoutClientAuth(options), await jwtGrant(options, context), context)
    case 'password':
      return byPassword(options, basis, context)
    case 'refreshToken':
      return refresh(options, basis, basis?.refreshToken ?? reveal(options.refreshToken), context)
    case 'authorizationCode': {
      if (basis?.refreshToken === undefined) throw notAuthorised(basis)
      return refresh(options, basis, basis.refreshToken, context)
    }
  }
}

/** Whether an account with these tokens can get new ones without a person. */
export function canRenew(options: OAuth2Options, basis: TokenSet | undefined): boolean {
  return options.flow !== 'authorizationCode' || basis?.refreshToken !== undefined
}

/** Identifies what a refusal was about: another refresh token deserves another try. */
export function grantKey(options: OAuth2Options, basis: TokenSet | undefined): string {
  if (options.flow === 'refreshToken') return basis?.refreshToken ?? reveal(options.refreshToken)
  return options.flow === 'authorizationCode' ? (basis?.refreshToken ?? '') : ''
}

async function refresh(
  options: OAuth2Options,
  basis: TokenSet | undefined,
  refreshToken: string,
  context: TokenContext,
): Promise<TokenSet> {
  const scope = options.flow === 'refreshToken' ? scopeOf(options) : {}
  const grant = { grant_type: 'refresh_token', refresh_token: refreshToken, ...scope }
  const tokens = await requestTokens(options, grant, context)
  const extra = { ...basis?.extra, ...tokens.extra }
  return {
    ...tokens,
    // A server that does not rotate sends no new one.
    refreshToken: tokens.refreshToken ?? refreshToken,
    ...(Object.keys(extra).length > 0 && { extra }),
  }
}

async function byPassword(
  options: PasswordOptions,
  basis: TokenSet | undefined,
  context: TokenContext,
): Promise<TokenSet> {
  if (basis?.refreshToken !== undefined) {
    try {
      return await refresh(options, basis, basis.refreshToken, context)
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
  }
  const { username, password } = options
  const grant = { grant_type: 'password', username, password: reveal(password), ...scopeOf(options) }
  return requestTokens(options, grant, context)
}

async function jwtGrant(options: JwtBearerOptions, context: TokenContext): Promise<Record<string, string>> {
  const now = context.clock.now()
  const { assertion } = options
  const jwt = typeof assertion === 'function' ? await assertion(now) : await signAssertion(assertion, now)
  context.conceal(jwt)
  return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt, ...scopeOf(options) }
}

/** RFC 7523 §2.1: client authentication is optional, as the assertion already proves who asks. */
function withoutClientAuth(options: JwtBearerOptions): JwtBearerOptions {
  return { ...options, clientAuth: options.clientAuth ?? (options.clientSecret === undefined ? 'none' : 'basic') }
}

function scopeOf(options: OAuth2Options): Record<string, string> {
  const { scope } = options
  if (scope === undefined) return {}
  return { scope: typeof scope === 'string' ? scope : scope.join(' ') }
}

/** Whether the token endpoint said no. */
export function isRefusal(error: unknown): error is AuthenticationError {
  return error instanceof AuthenticationError && error.code === REFUSED
}

function notAuthorised(basis: TokenSet | undefined): AuthenticationError {
  return new AuthenticationError(
    basis === undefined
      ? 'The token store holds nothing for this account. Send its owner to authorizationUrl() and pass the answer to exchangeCode()'
      : 'The access token is no longer valid and came without a refresh token. Authorise the account again',
    { code: 'not_authorised' },
  )
}
