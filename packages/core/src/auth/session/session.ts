import { AuthenticationError } from '../../errors/AuthenticationError.ts'
import { NetworkError } from '../../errors/NetworkError.ts'
import { TimeoutError } from '../../errors/TimeoutError.ts'
import { reveal, type Secret } from '../../secret.ts'
import type { TransportResponse, WireRequest } from '../../transport/types.ts'
import type { Auth, AuthContext } from '../types.ts'
import { waitFor } from '../waitFor.ts'
import { CookieJar } from './cookieJar.ts'
import { type CsrfRule, conceal, type LiveSession, putSession, takeCsrf } from './liveSession.ts'

const DEFAULT_TIMEOUT = 30_000
const DEFAULT_COOLDOWN = 60_000

/** What `login` works with. */
export interface LoginContext {
  readonly clock: AuthContext['clock']
  /** The address of the request that needs the session. */
  readonly url: string
  /** Sends a request with the session's cookies so far and keeps those of the answer. */
  send(request: WireRequest): Promise<TransportResponse>
  /** Makes a secret value known to the redactor, before it is used. */
  conceal(value: string): void
}

/** What a login gives besides the cookies of its answers. */
export interface LoginResult {
  readonly cookies?: Readonly<Record<string, string>> | undefined
  /** Sent with every request of the session. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Epoch milliseconds. Without it the session lasts until the other side says otherwise. */
  readonly expiresAt?: number | undefined
}

export interface SessionOptions {
  /** Names the account, so that its clients share their limits: server and user name. */
  readonly identity: string | Secret
  /** What the login uses, to be kept out of everything that prints. */
  readonly secrets?: readonly (string | Secret)[] | undefined
  /** Logs in. Throws an AuthenticationError when the other side refuses. */
  readonly login: (context: LoginContext) => Promise<LoginResult | undefined>
  /** A header that every request has to carry, its value taken from a cookie or from a header of an answer. */
  readonly csrf?: CsrfRule | undefined
  /** Ignore cookies without a value, which some servers set beside the real one. Default false. */
  readonly ignoreEmptyCookies?: boolean | undefined
  /** Milliseconds for a whole login. Default 30,000. */
  readonly timeout?: number | undefined
  /** Milliseconds for which a refused login is not tried again, since repeated failures lock accounts. Default 60,000. */
  readonly cooldown?: number | undefined
}

/**
 * A login that yields cookies: one jar for each client, one login however many calls wait for it, one more after the other
 * side ended the session.
 */
export function session(options: SessionOptions): Auth {
  /** Tells which session a request belongs to: an old one's answers must not touch the cookies of the new one. */
  const sessions = new WeakMap<WireRequest, LiveSession>()
  let current: LiveSession | undefined
  let flight: Promise<LiveSession> | undefined
  let refused: { readonly until: number; readonly error: AuthenticationError } | undefined

  const login = (url: string, context: AuthContext): Promise<LiveSession> => {
    flight ??= logIn(options, url, context)
      .then((live) => {
        refused = undefined
        current = live
        return live
      })
      .catch((error: unknown) => {
        if (error instanceof AuthenticationError) {
          refused = { until: context.clock.now() + (options.cooldown ?? DEFAULT_COOLDOWN), error }
          current = undefined
        }
        throw error
      })
      .finally(() => {
        flight = undefined
      })
    return waitFor(flight, context.signal)
  }

  const ensure = (url: string, context: AuthContext): Promise<LiveSession> => {
    if (refused !== undefined && context.clock.now() < refused.until) {
      return Promise.reject(
        new AuthenticationError(refused.error.message, { code: refused.error.code, cause: refused.error }),
      )
    }
    return login(url, context)
  }

  const put = (request: WireRequest, live: LiveSession, context: AuthContext): void => {
    sessions.set(request, live)
    putSession(request, live, options.csrf, context)
  }

  return {
    kind: 'session',
    identity: () => `session ${reveal(options.identity)}`,
    secrets: () => (options.secrets ?? []).map(reveal),
    apply(request, context) {
      if (current !== undefined && !(current.expiresAt !== undefined && context.clock.now() >= current.expiresAt)) {
        put(request, current, context)
        return undefined
      }
      return ensure(request.url, context).then((live) => put(request, live, context))
    },
    async renew(used, context) {
      const live = sessions.get(used)
      if (current !== undefined && live !== undefined && live !== current) return true
      await ensure(used.url, context)
      return true
    },
    observe(response, request) {
      const live = sessions.get(request)
      if (live === undefined) return
      live.unconcealed.push(...live.jar.store(response.headers(), new URL(request.url), live.now()))
      takeCsrf(live, options.csrf, response)
    },
  }
}

async function logIn(options: SessionOptions, url: string, context: AuthContext): Promise<LiveSession> {
  const jar = new CookieJar({ ignoreEmpty: options.ignoreEmptyCookies })
  const { clock } = context
  const live: LiveSession = {
    jar,
    headers: {},
    expiresAt: undefined,
    csrf: undefined,
    unconcealed: [],
    now: () => clock.now(),
  }
  const abort = new AbortController()
  const cancel = clock.schedule(options.timeout ?? DEFAULT_TIMEOUT, () => abort.abort())
  try {
    const result = await options.login({
      clock,
      url,
      conceal: (value) => context.conceal(value),
      async send(request) {
        putSession(request, live, options.csrf, context)
        const response = await context.send(request, abort.signal)
        live.unconcealed.push(...jar.store(response.headers(), new URL(request.url), clock.now()))
        takeCsrf(live, options.csrf, response)
        return response
      },
    })
    for (const [name, value] of Object.entries(result?.cookies ?? {})) {
      jar.set(name, value, new URL(url))
      live.unconcealed.push(value)
    }
    const headers = Object.entries(result?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const)
    for (const [, value] of headers) conceal(value, context)
    return Object.assign(live, { headers: Object.fromEntries(headers), expiresAt: result?.expiresAt })
  } catch (cause) {
    // `sent` speaks of the call that waits for the session, and that one has not left.
    const details = { sent: 'no', retryable: true, cause } as const
    if (abort.signal.aborted) throw new TimeoutError('The login took too long', details)
    if (cause instanceof NetworkError) throw new NetworkError('The server could not be reached for the login', details)
    throw cause
  } finally {
    cancel()
  }
}
