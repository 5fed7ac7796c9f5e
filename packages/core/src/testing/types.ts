import type { HttpHandler } from 'msw'
import type { Clock } from '../time.ts'
import type { SandboxAuth } from './auth.ts'
import type { FaultHandle, FaultRule } from './faults.ts'
import type { SandboxLimit } from './limits.ts'
import type { Reply, ReplyHeaders } from './reply.ts'
import type { RawRequest, SandboxRequest } from './request.ts'
import type { Route } from './routes.ts'

/** A vendor's API as a sandbox plays it. */
export interface SandboxDefinition<State extends object> {
  /** The connector's id. */
  readonly id: string
  /**
   * Where the vendor's API is: routes are relative to it. A route may also be an absolute URL, where the vendor has a login
   * on another host. A trailing slash makes no difference.
   */
  readonly baseUrl: string
  readonly routes: readonly Route[]
  /** Collections and other things that routes and tests share. Collections are put back by `reset()`. */
  readonly state?: State
  readonly auth?: SandboxAuth
  /** Off until switched on: see `SandboxOptions.limits`. */
  readonly limit?: SandboxLimit | readonly SandboxLimit[]
  /** The vendor's answer where nothing is. Default: JSON with status 404. */
  readonly notFound?: (request: SandboxRequest) => Reply
  /** The vendor's answer to a wrong method. Default: JSON with status 405 and `allow`. */
  readonly methodNotAllowed?: (request: SandboxRequest, allowed: readonly string[]) => Reply
  /** The vendor's answer to a body that does not parse. Default: JSON with status 400. */
  readonly malformedBody?: (request: SandboxRequest) => Reply
  /** The vendor's answer to a body of another content type. Default: JSON with status 415. */
  readonly unsupportedBody?: (request: SandboxRequest) => Reply
  /** Runs on every answer, last: for headers such as a request id. */
  readonly decorate?: (reply: Reply, request: SandboxRequest) => Reply
  /** Called by `reset()` after the collections are back. */
  readonly onReset?: () => void
}

/** What a test may choose of any sandbox. */
export interface SandboxOptions {
  /** The sandbox's time: delays, token lifetimes and rate limits. Default: the real clock. */
  readonly clock?: Clock
  /** Whether the vendor's rate limits are on from the start. Default false. */
  readonly limits?: boolean
  /** Milliseconds that every answer takes. Default 0. */
  readonly latency?: number
  /** How many requests `requests` keeps. Default 1000; the oldest go first. */
  readonly keep?: number
  /** For faults with a `chance`. Default 1. */
  readonly seed?: number
}

/** One received request and what became of it. */
export interface RequestRecord {
  readonly method: string
  /** Relative to the base URL. */
  readonly path: string
  /** As it was sent, without the question mark. */
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  /** As text, at most 64 kB of it. */
  readonly body: string
  /** When it arrived, by the sandbox's clock. */
  readonly at: number
  /** Of the answer. Undefined while there is none, and for good when a fault took it. */
  readonly status: number | undefined
  /** Whether a route handled it. */
  readonly processed: boolean
  /** Whether it was part of logging in, such as a request to a token endpoint. */
  readonly login: boolean
  readonly account: string
  /** The fault that struck, if any. */
  readonly fault: string | undefined
  /** What the route's handler threw, which is a defect of the sandbox. The client got status 500. */
  readonly error: unknown
}

/** What the client gets to see. `ending` tells whether the body comes whole, breaks off, or never ends. */
export type Outcome =
  | {
      readonly type: 'answer'
      readonly status: number
      readonly headers: ReplyHeaders
      readonly body: string | Uint8Array
      readonly ending: 'complete' | 'broken' | 'open'
      /** The body's content coding is damaged: clients that decode fail on it. */
      readonly undecodable: boolean
    }
  | { readonly type: 'reset' | 'unreachable' | 'stall' }

/** A stateful fake of a vendor. */
export interface Sandbox<State extends object = object> {
  readonly id: string
  /** The vendor's own base URL, without a trailing slash. */
  readonly baseUrl: string
  /** Whom it answers for: the origin of the base URL first. */
  readonly origins: readonly string[]
  readonly state: State
  readonly auth: SandboxAuth | undefined
  readonly clock: Clock
  /** What was received, oldest first; bounded by `keep`. */
  readonly requests: readonly RequestRecord[]
  /** How many writes the collections of the state have seen since the last reset. */
  readonly writes: number
  /** Milliseconds that every answer takes. Tests may change it. */
  latency: number
  readonly limits: { readonly enabled: boolean; on(): void; off(): void }
  /** Handlers for msw 3: `setupServer(...sandbox.handlers)`. Needs the package `msw`. */
  readonly handlers: readonly HttpHandler[]
  /** Answers without any interception. A dead connection rejects with a TypeError, as `fetch` does. */
  handle(request: Request): Promise<Response>
  /** The innermost entry: for transports and servers. A plain value when nothing has to be waited for. */
  exchange(request: RawRequest): Outcome | Promise<Outcome>
  /** Makes something go wrong. */
  fail(rule: FaultRule): FaultHandle
  /** Back to the start: state, credentials, limits, faults, log. Requests still waiting end as broken connections. */
  reset(): void
}
