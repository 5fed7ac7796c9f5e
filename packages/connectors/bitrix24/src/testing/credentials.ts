import { json, post, type Reply, type Route, type SandboxAuth, type SandboxRequest } from '@bpmcentr/core/testing'
import { bodyOf } from './engine.ts'

const SERVER = 'https://oauth.bitrix.info'

/** Seconds. */
const ACCESS_TTL = 3_600

export interface CredentialOptions {
  readonly webhook: { readonly userId: string; readonly secret: string }
  readonly app: { readonly clientId: string; readonly clientSecret: string }
  readonly memberId: string
  /** The portal's domain. */
  readonly domain: string
}

/** Tokens of the application on the portal. */
export interface AppTokens {
  readonly access_token: string
  readonly refresh_token: string
}

/** What tests may do with the portal's credentials. */
export interface PortalAuth extends SandboxAuth {
  /** Secrets of the webhooks that are good. */
  readonly secrets: Set<string>
  /** Tokens as if the application had been authorised before the test began. */
  issue(): AppTokens
  /** A code as the browser brings it back; good once. */
  authorize(): string
  /** Every access token is refused from now on. */
  expire(): void
  /** How many times tokens were given, by grant. */
  readonly issued: Readonly<Record<string, number>>
}

const fault = (error: string, words: string, status: number): Reply => json({ error, error_description: words }, status)

/** Inbound webhooks, and an application with its OAuth server. */
export function portalAuth({ webhook, app, memberId, domain }: CredentialOptions): PortalAuth {
  const secrets = new Set([webhook.secret])
  const access = new Map<string, number>()
  const refresh = new Set<string>()
  const codes = new Set<string>()
  let count = 0
  let issued: Record<string, number> = {}

  const issue = (until: number): AppTokens => {
    const tokens = {
      access_token: `access${++count}${'a'.repeat(24)}`,
      refresh_token: `refresh${count}${'r'.repeat(24)}`,
    }
    access.set(tokens.access_token, until)
    refresh.add(tokens.refresh_token)
    return tokens
  }

  const token = (request: SandboxRequest): Reply => {
    const form = request.form()
    if (form.get('client_id') !== app.clientId || form.get('client_secret') !== app.clientSecret) {
      return fault('invalid_client', 'Client authentication failed', 401)
    }
    const code = form.get('code') ?? ''
    const old = form.get('refresh_token') ?? ''
    const grant = form.get('grant_type') === 'authorization_code' ? 'authorization_code' : 'refresh_token'
    const good = grant === 'authorization_code' ? codes.delete(code) : refresh.delete(old)
    if (!good) return fault('invalid_grant', 'Invalid grant', 400)
    issued[grant] = (issued[grant] ?? 0) + 1
    return json({
      ...issue(request.at + ACCESS_TTL * 1_000),
      expires_in: ACCESS_TTL,
      expires: Math.floor(request.at / 1_000) + ACCESS_TTL,
      scope: 'app',
      domain: 'oauth.bitrix.info',
      server_endpoint: `${SERVER}/rest/`,
      client_endpoint: `https://${domain}/rest/`,
      status: 'L',
      member_id: memberId,
      user_id: 1,
    })
  }

  const info = (request: SandboxRequest): Reply => {
    const given = request.form().get('auth') ?? ''
    if (!access.has(given)) return fault('expired_token', 'The access token provided has expired.', 401)
    return json({ result: { client_id: app.clientId, install: { member_id: memberId, domain } } })
  }

  const routes: Route[] = [
    post(`${SERVER}/oauth/token/`, token, { public: true, unlimited: true }),
    post(`${SERVER}/rest/app.info`, info, { public: true, unlimited: true }),
  ]

  return {
    type: 'bitrix24',
    routes,
    secrets,
    get issued() {
      return issued
    },
    check(request) {
      const { user, secret } = request.params
      if (secret !== undefined) {
        const good = user === webhook.userId && secrets.has(secret)
        return good
          ? { account: `webhook ${secret}` }
          : fault('INVALID_CREDENTIALS', 'Invalid request credentials', 401)
      }
      const given = bodyOf(request).auth ?? request.query.get('auth')
      if (typeof given !== 'string') return fault('NO_AUTH_FOUND', 'Wrong authorization data', 401)
      const until = access.get(given)
      if (until === undefined) return fault('invalid_token', 'Unable to get application by token', 401)
      if (until <= request.at) return fault('expired_token', 'The access token provided has expired.', 401)
      return { account: `app ${app.clientId}` }
    },
    issue: () => issue(Number.POSITIVE_INFINITY),
    authorize() {
      const code = `code${++count}`
      codes.add(code)
      return code
    },
    expire() {
      for (const key of access.keys()) access.set(key, Number.NEGATIVE_INFINITY)
    },
    reset() {
      secrets.clear()
      secrets.add(webhook.secret)
      access.clear()
      refresh.clear()
      codes.clear()
      issued = {}
    },
  }
}
