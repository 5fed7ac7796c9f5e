export * from './auth/index.ts'
export { type InParallelOptions, inParallel } from './batch/inParallel.ts'
export type { Answer, Classify, ClassifyContext, ErrorKind, Verdict } from './classify.ts'
export type { ClientBase, ClientTree, OperationTree, RawRequest } from './client.ts'
export { bytesBody, type StreamBodyOptions, streamBody, textBody } from './codec/bodies.ts'
export type { Body } from './codec/body.ts'
export { formBody } from './codec/form.ts'
export { jsonBody, type ParseJsonOptions, parseJson } from './codec/json.ts'
export { type MultipartFields, type MultipartFile, type MultipartValue, multipartBody } from './codec/multipart.ts'
export { type ParseFormOptions, parseForm } from './codec/parseForm.ts'
export { type FormValue, type ParsePhpFormOptions, parsePhpForm } from './codec/parsePhpForm.ts'
export { path } from './codec/path.ts'
export { encodeQuery, type QueryInput, type QueryStyle, type QueryValue } from './codec/query.ts'
export type { Connection } from './connection.ts'
export { type AccountInfo, type Client, type Connector, type ConnectorConfig, defineConnector } from './connector.ts'
export * from './crypto/index.ts'
export * from './errors/index.ts'
export type { OperationKind } from './kind.ts'
export { type Concurrency, concurrency } from './limit/concurrency.ts'
export { type Keyed, type KeyedOptions, keyed } from './limit/keyed.ts'
export type { BudgetReport } from './limit/report.ts'
export { type Reported, type ReportedOptions, reported } from './limit/reported.ts'
export { type SlidingWindow, type SlidingWindowOptions, slidingWindow } from './limit/slidingWindow.ts'
export { type MemoryLimiterStore, type MemoryLimiterStoreOptions, memoryLimiterStore } from './limit/store.ts'
export { type TokenBucket, type TokenBucketOptions, tokenBucket } from './limit/tokenBucket.ts'
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
  type Lookup,
  listOperation,
  none,
  type Operation,
  type OperationConfig,
  operation,
  type ReadContext,
  type RecoverContext,
  type RequestContext,
  recover,
  repeatable,
} from './operation.ts'
export { type Page, Pages } from './page/pages.ts'
export { cursorPages, lastIdPages, nextLinkPages, offsetPages, pageNumberPages, singlePage } from './page/strategies.ts'
export type { PageCursor, PageRead, PageResult, PageStrategy } from './page/types.ts'
export type { AttemptRequest, AttemptResponse, OperationContext } from './pipeline/context.ts'
export {
  type OperationRunner,
  type OperationRunnerOptions,
  operationRunner,
  type RunningOperation,
} from './pipeline/runner.ts'
export type { ClientOptions, Mismatch } from './pipeline/settings.ts'
export type { Next, Plugin } from './plugin.ts'
export type { PluginHost } from './pluginHost.ts'
export * from './plugins/index.ts'
export * from './poll/index.ts'
export { type CopyLimits, redactValue } from './redact/copy.ts'
export type { Sensitivity } from './redact/keys.ts'
export type { Redactor } from './redact/redactor.ts'
export { safeText } from './redact/safeText.ts'
export type { RequestSpec } from './request.ts'
export { type BackoffOptions, backoffMs } from './retry/backoff.ts'
export { describeIssue, type Schema, type SchemaIssue, type SchemaResult, type SchemaSource, schema } from './schema.ts'
export { isSecret, reveal, Secret, secret } from './secret.ts'
export { type Clock, sleep, systemClock } from './time.ts'
export { toNetworkError } from './transport/failure.ts'
export { type KyTransportOptions, kyTransport } from './transport/ky.ts'
export type { Transport, TransportRequest, TransportResponse, WireBody, WireRequest } from './transport/types.ts'
export * from './upsert/index.ts'
export * from './webhook/index.ts'
