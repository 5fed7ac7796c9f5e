import { json, type Reply } from './reply.ts'
import type { SandboxRequest } from './request.ts'
import type { Route } from './routes.ts'

/** Decides who sent a request: an account, or the vendor's refusal. */
export interface SandboxAuth {
  readonly type: string
  check(request: SandboxRequest): { readonly account: string } | Reply
  /** Routes of its own, such as a token endpoint. */
  readonly routes?: readonly Route[]
  /** Back to how it was made. */
  reset?(): void
}

type Reject = (request: SandboxRequest) => Reply

const unauthorized: Reject = () => json({ message: 'Unauthorized' }, 401)

/** Keys the vendor knows. Tests revoke one with `delete`, and issue one with `add`. */
export interface KeyedAuth extends SandboxAuth {
  readonly keys: Set<string>
}

/** `Authorization: Bearer <token>`. The word may be written in any case (RFC 9110 §11.1). */
export function bearerAuth(options: { readonly tokens: readonly string[]; readonly reject?: Reject }): KeyedAuth {
  return keyed('bearer', options.tokens, options.reject, (request) => schemeValue(request, 'bearer'))
}

/** A key in a header of any name, or in the query. */
export function apiKeyAuth(options: {
  readonly keys: readonly string[]
  readonly header?: string
  readonly query?: string
  readonly reject?: Reject
}): KeyedAuth {
  const { header, query } = options
  return keyed('apiKey', options.keys, options.reject, (request) => {
    if (header !== undefined) return request.header(header)
    return query === undefined ? undefined : request.query.get(query)
  })
}

/** A key as a parameter of the route: `/bot:token/:method`, `/rest/:user/:token/:method`. */
export function pathKeyAuth(options: {
  readonly keys: readonly string[]
  readonly param: string
  readonly reject?: Reject
}): KeyedAuth {
  return keyed('pathKey', options.keys, options.reject, (request) => request.params[options.param])
}

/** `Authorization: Basic …` of one of the users. */
export function basicAuth(options: {
  readonly users: Readonly<Record<string, string>>
  readonly reject?: Reject
}): SandboxAuth {
  const reject = options.reject ?? unauthorized
  return {
    type: 'basic',
    check(request) {
      const user = decodeBasic(schemeValue(request, 'basic'))
      const known = user !== undefined && Object.hasOwn(options.users, user.name)
      return known && options.users[user.name] === user.password ? { account: user.name } : reject(request)
    },
  }
}

/** The first that knows the sender; the refusal of the last. */
export function anyAuth(...auths: readonly SandboxAuth[]): SandboxAuth {
  return {
    type: auths.map((auth) => auth.type).join('|'),
    routes: auths.flatMap((auth) => auth.routes ?? []),
    reset() {
      for (const auth of auths) auth.reset?.()
    },
    check(request) {
      let result: { readonly account: string } | Reply = unauthorized(request)
      for (const auth of auths) {
        result = auth.check(request)
        if ('account' in result) return result
      }
      return result
    },
  }
}

/** What follows the scheme in the Authorization header. */
export function schemeValue(request: SandboxRequest, scheme: string): string | undefined {
  const value = request.header('authorization')
  const space = value?.indexOf(' ') ?? -1
  if (value === undefined || space === -1 || value.slice(0, space).toLowerCase() !== scheme) return undefined
  return value.slice(space + 1)
}

/** User and password of a Basic header's value, UTF-8 (RFC 7617). */
export function decodeBasic(value: string | undefined): { name: string; password: string } | undefined {
  if (value === undefined) return undefined
  try {
    const plain = new TextDecoder().decode(Uint8Array.from(atob(value), (char) => char.charCodeAt(0)))
    const colon = plain.indexOf(':')
    return colon === -1 ? undefined : { name: plain.slice(0, colon), password: plain.slice(colon + 1) }
  } catch {
    return undefined
  }
}

function keyed(
  type: string,
  initial: readonly string[],
  reject: Reject = unauthorized,
  read: (request: SandboxRequest) => string | undefined,
): KeyedAuth {
  const keys = new Set(initial)
  return {
    type,
    keys,
    check(request) {
      const key = read(request)
      return key !== undefined && keys.has(key) ? { account: key } : reject(request)
    },
    reset() {
      keys.clear()
      for (const key of initial) keys.add(key)
    },
  }
}
