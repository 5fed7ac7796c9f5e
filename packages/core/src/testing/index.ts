export {
  anyAuth,
  apiKeyAuth,
  basicAuth,
  bearerAuth,
  type KeyedAuth,
  pathKeyAuth,
  type SandboxAuth,
} from './auth.ts'
export { type Collection, type CollectionOptions, collection, type Key, type Selection } from './collection.ts'
export type { Fault, FaultHandle, FaultRule, FaultScope } from './faults.ts'
export {
  concurrencyLimit,
  fixedWindowLimit,
  type LimitOptions,
  type LimitState,
  leakyBucketLimit,
  type SandboxLimit,
  slidingWindowLimit,
  tokenBucketLimit,
} from './limits.ts'
export { type IssuedTokens, type OAuth2Auth, type OAuth2Grant, type OAuth2Options, oauth2Auth } from './oauth2.ts'
export {
  type CursorPage,
  cursorPage,
  type NumberedPage,
  nextLink,
  type OffsetPage,
  offsetPage,
  pageNumber,
} from './paging.ts'
export { type Nested, type NestedObject, parseNested, Query } from './query.ts'
export { bytes, empty, html, json, Reply, type ReplyHeaders, redirect, text, xml } from './reply.ts'
export { type RawRequest, SandboxRequest } from './request.ts'
export { del, get, patch, post, put, type Route, type RouteHandler, type RouteOptions, route } from './routes.ts'
export { defineSandbox } from './sandbox.ts'
export { type ServedSandbox, type ServeOptions, serve } from './serve.ts'
export { type SessionAuth, type SessionOptions, sessionAuth } from './session.ts'
export { type SandboxTransport, sandboxTransport } from './transport.ts'
export type { Outcome, RequestRecord, Sandbox, SandboxDefinition, SandboxOptions } from './types.ts'
export { VirtualClock, type VirtualClockOptions } from './virtualClock.ts'
