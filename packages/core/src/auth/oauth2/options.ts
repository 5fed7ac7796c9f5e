import type { Secret } from '../../secret.ts'
import type { WireRequest } from '../../transport/types.ts'
import type { JwtAssertion } from '../jwt.ts'
import type { TokenSet, TokenStore } from '../tokenStore.ts'

/** How the client shows who it is (RFC 6749 §2.3.1): in a Basic header, in the body, or not at all. */
export type ClientAuth = 'basic' | 'body' | 'none'

/** What the token endpoint and this client agree on. */
export interface TokenEndpoint {
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret?: string | Secret | undefined
  /** Default: `basic` with a secret, else `body` (the id alone); `none` for JWT bearer. */
  readonly clientAuth?: ClientAuth | undefined
  readonly scope?: string | readonly string[] | undefined
  /** More parameters of the vendor's for the body, such as `audience` or `resource`. */
  readonly params?: Readonly<Record<string, string>> | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** How the body is written. RFC 6749 says `form`, and so is the default; some vendors want `json`. */
  readonly bodyFormat?: 'form' | 'json' | undefined
  /** Reads an answer that does not follow RFC 6749 §5.1. `now` is in epoch milliseconds. */
  readonly parse?: ((body: Readonly<Record<string, unknown>>, now: number) => TokenSet) | undefined
  /** Milliseconds for one token request. Default 30,000. */
  readonly timeout?: number | undefined
}

interface Common extends TokenEndpoint {
  /** Default: in memory. Flows whose refresh token rotates need one that lasts. */
  readonly store?: TokenStore | undefined
  /** Names the account in the store, so that the tokens of two accounts never mix. Default: the client id and user. */
  readonly account?: string | undefined
  /**
   * Milliseconds before expiry at which the token is renewed, at most half its lifetime. Default 60,000. `false`: only
   * after it was refused, for vendors that forbid refreshing ahead.
   */
  readonly refreshAhead?: number | false | undefined
  /** Milliseconds for which a refused refresh is not tried again. Default 60,000. */
  readonly cooldown?: number | undefined
  /** Puts the token on a request. Default: `Authorization: Bearer …`. */
  readonly place?: ((request: WireRequest, accessToken: string, tokens: TokenSet) => void) | undefined
}

export interface ClientCredentialsOptions extends Common {
  readonly flow: 'clientCredentials'
}

/** The tokens come into the store by `exchangeCode`; from then on they are refreshed. */
export interface AuthorizationCodeOptions extends Common {
  readonly flow: 'authorizationCode'
  readonly store: TokenStore
  readonly account: string
}

/** Starts from a refresh token got elsewhere. Once the store holds tokens, those are used. A store needs an `account`. */
export interface RefreshTokenOptions extends Common {
  readonly flow: 'refreshToken'
  readonly refreshToken: string | Secret
}

export interface PasswordOptions extends Common {
  readonly flow: 'password'
  readonly username: string
  readonly password: string | Secret
}

/** RFC 7523 §2.1. */
export interface JwtBearerOptions extends Common {
  readonly flow: 'jwtBearer'
  /** What to sign, or a function that makes the signed assertion. */
  readonly assertion: JwtAssertion | ((now: number) => string | Promise<string>)
}

export type OAuth2Options =
  | ClientCredentialsOptions
  | AuthorizationCodeOptions
  | RefreshTokenOptions
  | PasswordOptions
  | JwtBearerOptions
