import {
  type Auth,
  type AuthContext,
  reveal,
  type Secret,
  session,
  sha256,
  type TokenStore,
  toBase64,
  toHex,
} from '@bpmcentr/core'
import { requestToken } from './login.ts'

/** A token lives for 24 hours; it is replaced an hour earlier. */
const LIFETIME = 23 * 3_600_000

export interface PasswordAuthOptions {
  readonly baseUrl: string
  readonly username: string
  readonly password: Secret
  /** Keeps the token between runs and shares it between processes. */
  readonly tokenStore?: TokenStore | undefined
}

/**
 * The sessions of this process, by account. Whether a second login ends the first one's token is not documented, so all
 * clients of an account use one. Held weakly: a session lives as long as a client that uses it.
 */
const shared = new WeakMap<object, Map<string, WeakRef<Auth>>>()

/** `POST /sites` with user name and password, then `Authorization: Bearer …`, one login for all clients of the account. */
export function passwordAuth(options: PasswordAuthOptions): Auth {
  const password = reveal(options.password)
  const identity = `rozetka ${options.baseUrl} ${options.username}`
  let own: Auth | undefined
  let concealed: string | undefined
  const of = (context: AuthContext): Auth => {
    own ??= sessionOf(options.tokenStore ?? context.clock, `${identity} ${password}`, () => logsIn(options, identity))
    return own
  }
  /** Another client may have logged in, and each client hides what its own redactor knows. */
  const conceal = (header: string | undefined, context: AuthContext) => {
    if (header === undefined || header === concealed) return
    concealed = header
    context.conceal(header.slice('Bearer '.length))
  }
  return {
    kind: 'session',
    identity: () => identity,
    secrets: () => [password, toBase64(password)],
    apply(request, context) {
      const applied = of(context).apply(request, context)
      if (applied instanceof Promise) return applied.then(() => conceal(request.headers.authorization, context))
      conceal(request.headers.authorization, context)
      return undefined
    },
    renew: async (used, context) => (await of(context).renew?.(used, context)) ?? false,
  }
}

function sessionOf(anchor: object, account: string, make: () => Auth): Auth {
  const sessions = shared.get(anchor) ?? new Map<string, WeakRef<Auth>>()
  shared.set(anchor, sessions)
  const key = toHex(sha256(account))
  const known = sessions.get(key)?.deref()
  if (known !== undefined) return known
  for (const [each, session] of sessions) if (session.deref() === undefined) sessions.delete(each)
  const made = make()
  sessions.set(key, new WeakRef(made))
  return made
}

function logsIn({ baseUrl, username, password, tokenStore }: PasswordAuthOptions, identity: string): Auth {
  let given: string | undefined
  return session({
    identity,
    secrets: [password],
    async login(context) {
      const now = context.clock.now()
      const stored = await tokenStore?.get(username)
      const alive = stored !== undefined && (stored.expiresAt === undefined || stored.expiresAt > now)
      // The token given last is the one that was refused; another one is what a neighbour logged in with.
      if (alive && stored.accessToken !== given) {
        context.conceal(stored.accessToken)
        given = stored.accessToken
        return { headers: bearer(stored.accessToken), expiresAt: stored.expiresAt }
      }
      const url = new URL('sites', baseUrl).href
      const token = await requestToken(url, username, reveal(password), context)
      const expiresAt = context.clock.now() + LIFETIME
      await tokenStore?.set(username, { accessToken: token, expiresAt, obtainedAt: now })
      given = token
      return { headers: bearer(token), expiresAt }
    },
  })
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}
