export { apiKey } from './auth/apiKey.ts'
export { basic } from './auth/basic.ts'
export { bearer } from './auth/bearer.ts'
export { noAuth } from './auth/noAuth.ts'
export { signed } from './auth/signed.ts'
export type { Auth, AuthContext } from './auth/types.ts'
export type { Answer, Classify, ClassifyContext, ErrorKind, Verdict } from './classify.ts'
export type { ClientBase, ClientTree, OperationTree, RawRequest } from './client.ts'
export type { Body } from './codec/body.ts'
export type { QueryInput, QueryStyle, QueryValue } from './codec/query.ts'
export type { Connection } from './connection.ts'
export { type AccountInfo, type Client, type Connector, type ConnectorConfig, defineConnector } from './connector.ts'
export * from './errors/index.ts'
export type { Cost, Limit, Limiter, LimiterStore, LimitRequest, Permit } from './limit/types.ts'
export {
  type AnyOperation,
  type CallArguments,
  type CallOptions,
  field,
  header,
  type Idempotency,
  isOperation,
  type ListOperation,
  type ListOperationConfig,
  listOperation,
  type Lookup,
  none,
  type Operation,
  type OperationConfig,
  type OperationKind,
  operation,
  type RecoverContext,
  type RequestContext,
  recover,
  repeatable,
} from './operation.ts'
export { type Page, Pages } from './page/pages.ts'
export { cursorPages, lastIdPages, nextLinkPages, offsetPages, pageNumberPages, singlePage } from './page/strategies.ts'
export type { PageCursor, PageRead, PageStrategy } from './page/types.ts'
export type { AttemptRequest, AttemptResponse, OperationContext } from './pipeline/context.ts'
export type { ClientOptions, Mismatch } from './pipeline/settings.ts'
export type { Next, Plugin, PluginHost } from './plugin.ts'
export type { RequestSpec } from './request.ts'
export { describeIssue, type Schema, type SchemaIssue, type SchemaResult, type SchemaSource, schema } from './schema.ts'
export { isSecret, reveal, Secret, secret } from './secret.ts'
export { type Clock, sleep, systemClock } from './time.ts'
export type { Transport, TransportRequest, TransportResponse, WireBody, WireRequest } from './transport/types.ts'
