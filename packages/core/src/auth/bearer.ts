import { reveal, type Secret } from '../secret.ts'
import { checkHeaderCredential } from './credential.ts'
import type { Auth, AuthContext } from './types.ts'
import { waitFor } from './waitFor.ts'

/** Gets a token. Called once, and again after the other side refused the one it gave. */
export type GetToken = () => string | Secret | Promise<string | Secret>

export interface BearerOptions {
  /** Gets a new token after the current one was refused. Default: the token function itself, or none for a fixed token. */
  readonly refresh?: GetToken | undefined
  /** Names the account of a token function, so that its clients share their limits. */
  readonly account?: string | undefined
}

let functions = 0

/**
 * `Authorization: Bearer …`, from a fixed token or from a function whose result is kept until it is refused.
 *
 * @throws ConfigError for an empty token, or one that no header can carry.
 */
export function bearer(token: string | Secret | GetToken, options: BearerOptions = {}): Auth {
  const fixed = typeof token === 'function' ? undefined : checkHeaderCredential(reveal(token), 'The token')
  const first = typeof token === 'function' ? token : undefined
  const again = options.refresh ?? first
  const account = options.account ?? fixed ?? `function ${++functions}`
  let current = fixed === undefined ? undefined : `Bearer ${fixed}`
  let flight: Promise<string> | undefined

  const get = (source: GetToken, context: AuthContext): Promise<string> => {
    flight ??= fetchToken(source, context)
      .then((value) => {
        current = value
        return value
      })
      .finally(() => {
        flight = undefined
      })
    return waitFor(flight, context.signal)
  }

  const auth: Auth = {
    kind: 'bearer',
    identity: () => `bearer ${account}`,
    secrets: () => (fixed === undefined ? [] : [fixed]),
    apply(request, context) {
      if (current !== undefined) {
        request.headers.authorization = current
        return undefined
      }
      return get(first as GetToken, context).then((value) => {
        request.headers.authorization = value
      })
    },
  }
  if (again === undefined) return auth
  return {
    ...auth,
    async renew(used, context) {
      if (current !== undefined && used.headers.authorization !== current) return true
      return (await get(again, context)) !== used.headers.authorization
    },
  }
}

async function fetchToken(source: GetToken, context: AuthContext): Promise<string> {
  const token = reveal(await source())
  context.conceal(token)
  return `Bearer ${checkHeaderCredential(token, 'The token that the token function gave')}`
}
