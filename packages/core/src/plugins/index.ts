export {
  type AttemptRecord,
  type History,
  type HistoryFilter,
  type HistoryOptions,
  history,
  type OperationRecord,
} from './history.ts'
export { type LoggerLike, type LoggerOptions, logger } from './logger.ts'
export { type SubscriptionGuardOptions, subscriptionGuard, type UsageRecord } from './subscriptionGuard.ts'
export { type OtelApi, type TelemetryOptions, telemetry } from './telemetry.ts'
