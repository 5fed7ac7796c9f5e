import { type Auth, AuthenticationError, basic, NetworkError, noAuth, session } from '@bpmcentr/core'
import { type Options, rootOf } from './options.ts'

/** Who the requests come from. With `sessions: 'use'` also which 1C session they belong to. */
export function authFor(options: Options): Auth {
  const { username, password } = options
  const plain =
    options.auth ?? (username === undefined || password === undefined ? noAuth() : basic({ username, password }))
  return options.sessions === 'use' ? inSession(plain, options) : plain
}

/** Name of the header that starts and finishes a session (1C developer guide, 17.7). */
export const SESSION_HEADER = 'IBSession'

const started = new WeakSet<Options>()

/** Whether a client with these very options has ever asked for a session: only then there is one to finish. */
export function hasSession(options: Options): boolean {
  return started.has(options)
}

/**
 * One 1C session, started by a request of its own so that calls at the same time do not start one each. Its cookie goes with
 * every request; when 1C no longer knows it, core renews it once.
 */
function inSession(plain: Auth, options: Options): Auth {
  const root = rootOf(options)
  const held = session({
    identity: `${root} ${plain.identity()}`,
    secrets: plain.secrets(),
    async login({ clock, conceal, send }) {
      const headers = { accept: 'application/json', [SESSION_HEADER.toLowerCase()]: 'start' }
      const request = { method: 'GET', url: root, headers, body: undefined }
      await plain.apply(request, { clock, conceal, signal: undefined, send })
      started.add(options)
      const response = await send(request)
      await response.discard()
      if (response.status === 401) throw new AuthenticationError('1C refused the user or the password', { status: 401 })
      if (response.status !== 200) {
        // Nothing of the call was sent yet, so it may simply be tried again.
        throw new NetworkError('1C gave no session', { code: 'session_refused', sent: 'no', retryable: true })
      }
      return undefined
    },
  })
  return {
    ...held,
    kind: 'basic session',
    async apply(request, context) {
      await plain.apply(request, context)
      await held.apply(request, context)
    },
  }
}
