import { createHash, randomUUID } from 'node:crypto'
import { decodeBasic, type SandboxAuth, schemeValue } from './auth.ts'
import { json, type Reply } from './reply.ts'
import type { SandboxRequest } from './request.ts'
import { post } from './routes.ts'

export type OAuth2Grant =
  | 'authorization_code'
  | 'client_credentials'
  | 'password'
  | 'refresh_token'
  | 'urn:ietf:params:oauth:grant-type:jwt-bearer'

export interface OAuth2Options {
  /** Relative to the base URL, or absolute where the vendor logs in elsewhere. */
  readonly tokenPath: string
  /** Client ids and their secrets; an empty secret for public clients. */
  readonly clients: Readonly<Record<string, string>>
  /** Default: authorization_code, client_credentials and refresh_token. */
  readonly grants?: readonly OAuth2Grant[]
  /** Seconds an access token lives. Default 3600. */
  readonly accessTtl?: number
  /** Seconds a refresh token lives. Default: without end. */
  readonly refreshTtl?: number
  /** A refresh gives a new refresh token and ends the old one. Default true. */
  readonly rotate?: boolean
  /** For the password grant. */
  readonly users?: Readonly<Record<string, string>>
  /** For the JWT bearer grant: the account an assertion stands for, or undefined to refuse it. */
  readonly assertion?: (jwt: string) => string | undefined
  /** The API's refusal of a missing, wrong or expired token. Default 401 with `www-authenticate`. */
  readonly reject?: (request: SandboxRequest) => Reply
}

export interface IssuedTokens {
  readonly access_token: string
  readonly refresh_token: string
}

export interface OAuth2Auth extends SandboxAuth {
  /** Tokens as if the account had logged in before the test began. Good until `expire()` or `revoke()`. */
  issue(account?: string): IssuedTokens
  /** A code as the browser brings it back from the vendor's consent page. Good once. */
  authorize(grant: { clientId: string; redirectUri: string; codeChallenge?: string; account?: string }): string
  /** Every access token is refused from now on; refresh tokens stay good. */
  expire(): void
  /** Every token is refused from now on. */
  revoke(): void
  /** How many tokens the endpoint has issued, by grant. */
  readonly issued: Readonly<Record<string, number>>
}

interface Grant {
  readonly account: string
  /** Epoch milliseconds. */
  readonly until: number
}

const refuse = (): Reply =>
  json({ error: 'invalid_token' }, 401, { 'www-authenticate': 'Bearer error="invalid_token"' })

/** An OAuth 2.0 token endpoint (RFC 6749, with PKCE of RFC 7636) and the check of the tokens it gives. */
export function oauth2Auth(options: OAuth2Options): OAuth2Auth {
  const { accessTtl = 3_600, refreshTtl = Number.POSITIVE_INFINITY, rotate = true, reject = refuse } = options
  const grants: readonly OAuth2Grant[] = options.grants ?? ['authorization_code', 'client_credentials', 'refresh_token']
  const access = new Map<string, Grant>()
  const refresh = new Map<string, Grant>()
  const codes = new Map<
    string,
    { redirectUri: string; codeChallenge: string | undefined; account: string; clientId: string }
  >()
  let issued: Record<string, number> = {}

  const give = (account: string, now: number): IssuedTokens => {
    const tokens = { access_token: `at-${randomUUID()}`, refresh_token: `rt-${randomUUID()}` }
    access.set(tokens.access_token, { account, until: now + accessTtl * 1_000 })
    refresh.set(tokens.refresh_token, { account, until: now + refreshTtl * 1_000 })
    return tokens
  }

  const token = (request: SandboxRequest): Reply => {
    const form = request.form()
    const basic = decodeBasic(schemeValue(request, 'basic'))
    const id = basic?.name ?? form.get('client_id') ?? ''
    const secret = basic?.password ?? form.get('client_secret') ?? ''
    if (!Object.hasOwn(options.clients, id) || options.clients[id] !== secret) return problem('invalid_client', 401)
    const type = form.get('grant_type')
    if (type === undefined) return problem('invalid_request')
    if (!grants.some((grant) => grant === type)) return problem('unsupported_grant_type')
    const account = accountOf(type, request, id)
    if (account === undefined) return problem('invalid_grant')
    issued[type] = (issued[type] ?? 0) + 1
    const tokens = give(account, request.at)
    const sent = form.get('refresh_token')
    const keeps = type === 'refresh_token' && !rotate
    if (keeps || type === 'client_credentials') refresh.delete(tokens.refresh_token)
    else if (type === 'refresh_token' && sent !== undefined) refresh.delete(sent)
    return json(
      {
        access_token: tokens.access_token,
        token_type: 'Bearer',
        expires_in: accessTtl,
        ...(keeps || type === 'client_credentials' ? {} : { refresh_token: tokens.refresh_token }),
      },
      200,
      { 'cache-control': 'no-store' },
    )
  }

  const accountOf = (type: string, request: SandboxRequest, clientId: string): string | undefined => {
    const form = request.form()
    switch (type) {
      case 'client_credentials':
        return clientId
      case 'password': {
        const name = form.get('username') ?? ''
        const known = options.users !== undefined && Object.hasOwn(options.users, name)
        return known && options.users?.[name] === form.get('password') ? name : undefined
      }
      case 'refresh_token':
        return valid(refresh.get(form.get('refresh_token') ?? ''), request.at)
      case 'authorization_code': {
        const code = form.get('code') ?? ''
        const grant = codes.get(code)
        codes.delete(code)
        if (!grant || grant.clientId !== clientId || grant.redirectUri !== form.get('redirect_uri')) return undefined
        return fitsChallenge(grant.codeChallenge, form.get('code_verifier')) ? grant.account : undefined
      }
      default:
        return options.assertion?.(form.get('assertion') ?? '')
    }
  }

  return {
    type: 'oauth2',
    routes: [post(options.tokenPath, token, { public: true, unlimited: true })],
    check(request) {
      const account = valid(access.get(schemeValue(request, 'bearer') ?? ''), request.at)
      return account === undefined ? reject(request) : { account }
    },
    issue: (account = Object.keys(options.clients)[0] ?? 'account') => give(account, Number.POSITIVE_INFINITY),
    authorize({ clientId, redirectUri, codeChallenge, account = clientId }) {
      const code = `code-${randomUUID()}`
      codes.set(code, { clientId, redirectUri, codeChallenge, account })
      return code
    },
    expire: () => access.clear(),
    revoke() {
      access.clear()
      refresh.clear()
      codes.clear()
    },
    get issued() {
      return issued
    },
    reset() {
      access.clear()
      refresh.clear()
      codes.clear()
      issued = {}
    },
  }
}

function valid(grant: Grant | undefined, now: number): string | undefined {
  return grant !== undefined && now < grant.until ? grant.account : undefined
}

function problem(error: string, status = 400): Reply {
  return json({ error }, status, { 'cache-control': 'no-store' })
}

function fitsChallenge(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined) return true
  return verifier !== undefined && createHash('sha256').update(verifier).digest('base64url') === challenge
}
