import { fromBase64 } from '@bpmcentr/core'
import { post, type Reply, type SandboxAuth, type SandboxRequest } from '@bpmcentr/core/testing'
import { ok, refuse } from './reply.ts'

const LIFETIME = 24 * 3_600_000

export interface RozetkaAuth extends SandboxAuth {
  /** Ends every session, as a day does. */
  expire(): void
  /** How often somebody has logged in. */
  readonly logins: number
  /** API tokens made in the cabinet: `add` one, `delete` one. */
  readonly tokens: Set<string>
}

export interface RozetkaAuthOptions {
  readonly users: Readonly<Record<string, string>>
  readonly tokens: readonly string[]
  /** HTTP status of "session expired": the vendor uses both. */
  readonly expiredStatus: 200 | 401
  /** Whether a login ends the sessions before it. Not documented; the stricter way is taken. */
  readonly singleSession: boolean
}

/** `POST /sites` and the check of its tokens, which live for a day. API tokens need no login. */
export function rozetkaAuth(options: RozetkaAuthOptions): RozetkaAuth {
  const sessions = new Map<string, { readonly user: string; readonly until: number }>()
  const tokens = new Set(options.tokens)
  let logins = 0
  const login = (request: SandboxRequest): Reply => {
    const { username, password } = request.object()
    if (typeof username !== 'string' || typeof password !== 'string') {
      return refuse(1001, 'required_parameter', 'Не вказано логін або пароль')
    }
    // A password sent as it is, not as base64, is a wrong password and nothing more.
    if (!Object.hasOwn(options.users, username) || decoded(password) !== options.users[username]) {
      return refuse(1004, 'incorrect_username_password', 'Неправильний логін або пароль')
    }
    logins++
    if (options.singleSession) for (const [each, { user }] of sessions) if (user === username) sessions.delete(each)
    const token = `fHJHJWegsad4fr8798fwe45GDGBf${String(logins).padStart(6, '0')}`
    sessions.set(token, { user: username, until: request.at + LIFETIME })
    return ok({
      id: 111,
      access_token: token,
      permissions: ['order_edit', 'correspondence', 'goods_price_management', 'balance'],
      roles: ['default_owner'],
      market: { id: 1086, title: 'market_test_22', status: '6' },
      lang: 'uk',
    })
  }
  return {
    type: 'rozetka',
    routes: [post('/sites', login, { public: true })],
    tokens,
    get logins() {
      return logins
    },
    expire: () => sessions.clear(),
    check(request) {
      const token = /^bearer (.+)$/i.exec(request.header('authorization') ?? '')?.[1]
      if (token === undefined) return refuse(5401, 'invalid_credentials', 'Потрібна авторизація', null, 401)
      if (tokens.has(token)) return { account: token }
      const session = sessions.get(token)
      if (session !== undefined && request.at < session.until) return { account: session.user }
      return refuse(6001, 'session_expired', 'Сесія закінчилася', null, options.expiredStatus)
    },
    reset() {
      sessions.clear()
      tokens.clear()
      for (const token of options.tokens) tokens.add(token)
      logins = 0
    },
  }
}

function decoded(password: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(fromBase64(password))
  } catch {
    return undefined
  }
}
