import type { SandboxRequest } from './request.ts'

/**
 * Answers a request: a `Reply`, any other value (sent as JSON with status 200), or `undefined` for the vendor's 404. A
 * thrown `Reply` is an answer too.
 */
export type RouteHandler = (request: SandboxRequest) => unknown

export interface RouteOptions {
  /** Answers without credentials: logins, token endpoints, public dictionaries. */
  readonly public?: boolean
  /** Not counted by the sandbox's rate limits. */
  readonly unlimited?: boolean
  /** Part of logging in, such as a token endpoint; marked so in the log. Set on the routes of a `SandboxAuth`. */
  readonly login?: boolean
}

export interface Route extends RouteOptions {
  readonly method: string
  readonly path: string
  readonly handler: RouteHandler
}

/**
 * A route of any method. The path is relative to the base URL: `/order/:id`, `/bot:token/:method`, `/files/:name.json`;
 * `/odata/*rest` takes everything that follows.
 */
export function route(method: string, path: string, handler: RouteHandler, options: RouteOptions = {}): Route {
  return { ...options, method: method.toUpperCase(), path, handler }
}

export function get(path: string, handler: RouteHandler, options?: RouteOptions): Route {
  return route('GET', path, handler, options)
}

export function post(path: string, handler: RouteHandler, options?: RouteOptions): Route {
  return route('POST', path, handler, options)
}

export function put(path: string, handler: RouteHandler, options?: RouteOptions): Route {
  return route('PUT', path, handler, options)
}

export function patch(path: string, handler: RouteHandler, options?: RouteOptions): Route {
  return route('PATCH', path, handler, options)
}

/** A DELETE route. */
export function del(path: string, handler: RouteHandler, options?: RouteOptions): Route {
  return route('DELETE', path, handler, options)
}

export type Match =
  | { readonly route: Route; readonly params: Readonly<Record<string, string>> }
  /** The path exists, but not with this method. Empty when nothing is there. */
  | { readonly route: undefined; readonly allowed: readonly string[] }

interface Compiled {
  readonly route: Route
  readonly segments: readonly Segment[]
  readonly rest: string | undefined
}

interface Segment {
  readonly before: string
  readonly name: string | undefined
  readonly after: string
}

/** Static paths in a map, the others by their number of segments: a lookup does not grow with the number of routes. */
export function compileRoutes(routes: readonly Route[]): (method: string, path: string) => Match {
  const fixed = new Map<string, Map<string, Route>>()
  const byLength = new Map<number, Compiled[]>()
  const open: Compiled[] = []
  for (const each of routes) {
    if (!/[:*]/.test(each.path)) {
      const methods = fixed.get(each.path) ?? new Map<string, Route>()
      if (!methods.has(each.method)) methods.set(each.method, each)
      fixed.set(each.path, methods)
      continue
    }
    const compiled = compile(each)
    if (compiled.rest !== undefined) open.push(compiled)
    else byLength.set(compiled.segments.length, [...(byLength.get(compiled.segments.length) ?? []), compiled])
  }
  return (method, path) => {
    const methods = fixed.get(path)
    const exact = methods?.get(method)
    if (exact) return { route: exact, params: {} }
    const allowed = new Set(methods?.keys())
    const parts = path.split('/').slice(1)
    for (const candidates of [byLength.get(parts.length) ?? [], open]) {
      for (const candidate of candidates) {
        const params = matchParts(candidate, parts)
        if (params && candidate.route.method === method) return { route: candidate.route, params }
        if (params) allowed.add(candidate.route.method)
      }
    }
    return { route: undefined, allowed: [...allowed] }
  }
}

function compile(each: Route): Compiled {
  const segments: Segment[] = []
  for (const part of each.path.split('/').slice(1)) {
    if (part.startsWith('*')) return { route: each, segments, rest: part.slice(1) || 'rest' }
    const found = /^([^:]*):(\w+)(.*)$/.exec(part)
    segments.push(
      found
        ? { before: found[1] ?? '', name: found[2], after: found[3] ?? '' }
        : { before: part, name: undefined, after: '' },
    )
  }
  return { route: each, segments, rest: undefined }
}

function matchParts(candidate: Compiled, parts: readonly string[]): Record<string, string> | undefined {
  if (
    candidate.rest === undefined
      ? parts.length !== candidate.segments.length
      : parts.length <= candidate.segments.length
  ) {
    return undefined
  }
  const params: Record<string, string> = Object.create(null)
  for (const [index, segment] of candidate.segments.entries()) {
    const part = parts[index] as string
    if (segment.name === undefined) {
      if (part !== segment.before) return undefined
      continue
    }
    if (part.length <= segment.before.length + segment.after.length) return undefined
    if (!part.startsWith(segment.before) || !part.endsWith(segment.after)) return undefined
    params[segment.name] = decode(part.slice(segment.before.length, part.length - segment.after.length))
  }
  if (candidate.rest !== undefined) params[candidate.rest] = decode(parts.slice(candidate.segments.length).join('/'))
  return params
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
