export { type ApiKeyOptions, apiKey } from './apiKey.ts'
export { type BasicOptions, basic } from './basic.ts'
export { type BearerOptions, bearer, type GetToken } from './bearer.ts'
export { type JwtAlgorithm, type JwtAssertion, type JwtInput, signJwt } from './jwt.ts'
export { noAuth } from './noAuth.ts'
export {
  type AuthorizationRequest,
  type AuthorizationUrlOptions,
  authorizationUrl,
  type ExchangeCodeOptions,
  exchangeCode,
} from './oauth2/authorizationCode.ts'
export { oauth2 } from './oauth2/oauth2.ts'
export type {
  AuthorizationCodeOptions,
  ClientAuth,
  ClientCredentialsOptions,
  JwtBearerOptions,
  OAuth2Options,
  PasswordOptions,
  RefreshTokenOptions,
  TokenEndpoint,
} from './oauth2/options.ts'
export { codeChallenge } from './oauth2/pkce.ts'
export type { CsrfRule } from './session/liveSession.ts'
export { type LoginContext, type LoginResult, type SessionOptions, session } from './session/session.ts'
export { type SignedOptions, signed } from './signed.ts'
export {
  type CallbackTokenStoreOptions,
  callbackTokenStore,
  memoryTokenStore,
  type TokenSet,
  type TokenStore,
} from './tokenStore.ts'
export type { Auth, AuthContext } from './types.ts'
