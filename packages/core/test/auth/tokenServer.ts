import type { WireRequest } from '../../src/transport/types.ts'
import type { FakeAnswer } from './fakeServer.ts'

export interface TokenServerOptions {
  /** Seconds. */
  readonly lifetime?: number
  /** Whether every refresh spends the refresh token and gives a new one. Default true. */
  readonly rotates?: boolean
  readonly firstRefreshToken?: string
}

/** A token endpoint that keeps the rules of RFC 6749: a spent refresh token is `invalid_grant`. */
export interface TokenServer {
  /** Requests that were granted. */
  readonly issued: number
  readonly refreshToken: string
  readonly accessToken: string
  readonly answer: (request: WireRequest) => FakeAnswer
}

export function tokenServer(options: TokenServerOptions = {}): TokenServer {
  const { lifetime = 3_600, rotates = true } = options
  let refreshToken = options.firstRefreshToken ?? 'refresh-token-0'
  let issued = 0
  const server: TokenServer = {
    get issued() {
      return issued
    },
    get refreshToken() {
      return refreshToken
    },
    get accessToken() {
      return `access-token-${issued}`
    },
    answer: (request) => {
      const form = new URLSearchParams(String(request.body))
      if (form.get('grant_type') === 'refresh_token') {
        if (form.get('refresh_token') !== refreshToken) return refused('invalid_grant')
        if (rotates) refreshToken = `refresh-token-${issued + 1}`
      }
      issued++
      return {
        json: {
          access_token: server.accessToken,
          token_type: 'Bearer',
          expires_in: lifetime,
          ...(form.get('grant_type') !== 'client_credentials' && rotates && { refresh_token: refreshToken }),
        },
      }
    },
  }
  return server
}

export function refused(error: string, status = 400): FakeAnswer {
  return { status, json: { error, error_description: `${error}, says the server` } }
}
