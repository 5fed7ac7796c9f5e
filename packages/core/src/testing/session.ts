import { randomUUID } from 'node:crypto'
import type { SandboxAuth } from './auth.ts'
import { json, Reply } from './reply.ts'
import type { SandboxRequest } from './request.ts'
import { post } from './routes.ts'

export interface SessionOptions {
  /** Relative to the base URL, or absolute. */
  readonly loginPath: string
  /** Reads the login: the account it belongs to, or the vendor's refusal. */
  readonly login: (
    request: SandboxRequest,
  ) => { readonly account: string } | Reply | Promise<{ readonly account: string } | Reply>
  /** The vendor's answer to a good login, before its cookies are added. Default: JSON `{}`. */
  readonly welcome?: (account: string) => Reply
  /** Name of the session's cookie. */
  readonly cookie: string
  /** A token set as a cookie that must come back in this header with everything but GET and HEAD. */
  readonly csrf?: { readonly cookie: string; readonly header: string }
  /** Seconds a session lives after its last request. Default 1200. */
  readonly ttl?: number
  /** The refusal of a missing or expired session. Default 401. */
  readonly reject?: (request: SandboxRequest) => Reply
  /** The refusal of a wrong CSRF token. Default 403. */
  readonly rejectCsrf?: (request: SandboxRequest) => Reply
}

export interface SessionAuth extends SandboxAuth {
  /** Ends every session. */
  expire(): void
  /** How often somebody has logged in. */
  readonly logins: number
}

/** A login that gives cookies, and their check. */
export function sessionAuth(options: SessionOptions): SessionAuth {
  const { cookie, csrf, ttl = 1_200 } = options
  const reject = options.reject ?? (() => json({ message: 'Session expired' }, 401))
  const rejectCsrf = options.rejectCsrf ?? (() => json({ message: 'CSRF token mismatch' }, 403))
  const sessions = new Map<string, { account: string; token: string; until: number }>()
  let logins = 0
  const open = (login: { readonly account: string } | Reply, now: number): Reply => {
    if (login instanceof Reply) return login
    const id = randomUUID()
    const token = randomUUID()
    sessions.set(id, { account: login.account, token, until: now + ttl * 1_000 })
    logins++
    const welcome = options.welcome?.(login.account) ?? json({})
    const cookies = [`${cookie}=${id}; path=/; HttpOnly`, ...(csrf ? [`${csrf.cookie}=${token}; path=/`] : [])]
    return new Reply(welcome.status, { ...welcome.headers, 'set-cookie': cookies }, welcome.body)
  }
  const onLogin = (request: SandboxRequest): Reply | Promise<Reply> => {
    const login = options.login(request)
    return login instanceof Promise ? login.then((done) => open(done, request.at)) : open(login, request.at)
  }
  return {
    type: 'session',
    routes: [post(options.loginPath, onLogin, { public: true })],
    check(request) {
      const session = sessions.get(cookieOf(request, cookie) ?? '')
      if (!session || request.at >= session.until) return reject(request)
      const reading = request.method === 'GET' || request.method === 'HEAD'
      if (csrf && !reading && request.header(csrf.header) !== session.token) return rejectCsrf(request)
      session.until = request.at + ttl * 1_000
      return { account: session.account }
    },
    expire: () => sessions.clear(),
    get logins() {
      return logins
    },
    reset() {
      sessions.clear()
      logins = 0
    },
  }
}

function cookieOf(request: SandboxRequest, name: string): string | undefined {
  for (const pair of (request.header('cookie') ?? '').split(';')) {
    const equals = pair.indexOf('=')
    if (equals !== -1 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return undefined
}
